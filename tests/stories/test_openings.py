"""What would let a packet through: found by search, and true when it is done."""

import pytest
from doctor.az_shapes import (
    MANAGED_NSG,
    NSG,
    OWN_TABLE,
    nsg_rule,
    nsg_show,
    sound,
    subnet_show,
    vmss_nic_list,
    vnet_show,
)
from doctor.scenarios import BROKEN
from networks.files import agreeing

from akslab.networks.making import changed
from akslab.networks.values import Network
from akslab.stories.editing import edited
from akslab.stories.edits import text_of
from akslab.stories.openings import Opening
from akslab.stories.story import Story, tell

from .questions import ONE, ZERO, ask, exported, lines

CUT_OFF = (
    "swapped",
    "detached",
    "empty_table",
    "second_pool",
    "missing_route",
    "wrong_hop",
    "forwarding_off",
    "closed_group",
)
LAST = "pod@nodepool1/2"


def outcome_after(network: Network, story: Story, opening: Opening) -> str:
    return tell(changed(network, edited(network.inputs, *opening.edits)), story.question).verdict.outcome


@pytest.mark.parametrize("name", CUT_OFF)
def test_a_broken_cluster_has_a_way_out_that_works(name: str) -> None:
    network = exported(agreeing(BROKEN[name]().files))
    target = ONE if name in ("wrong_hop", "forwarding_off") else LAST
    story = ask(network, ZERO, target)
    assert story.told.verdict.outcome in ("lost", "unanswered")
    assert story.found.openings
    assert {outcome_after(network, story, each) for each in story.found.openings} == {"arrives"}


def test_the_smallest_come_first_and_pairs_only_where_no_single_one_helps() -> None:
    assert {len(each.edits) for each in ask(exported(BROKEN["missing_route"]().files), ZERO, LAST).found.openings} == {
        1
    }
    both_off = exported(sound(nics=vmss_nic_list(off=[0, 1])))
    story = ask(both_off)
    assert [sorted(map(text_of, each.edits)) for each in story.found.openings] == [
        ["ip-forwarding on aks-nodepool1-12355964-vmss000000", "ip-forwarding on aks-nodepool1-12355964-vmss000001"]
    ]


def test_three_obstacles_have_no_small_way_out_and_the_next_is_named() -> None:
    rules = [nsg_rule(NSG, f"deny{way}", 100, access="Deny", direction=way) for way in ("Inbound", "Outbound")]
    files = sound(
        vnet=vnet_show(subnet_show(OWN_TABLE, NSG)),
        nsg=nsg_show(NSG, *rules),
        nsg_mc=nsg_show(MANAGED_NSG),
        nics=vmss_nic_list(off=[0, 1]),
    )
    story = ask(exported(files))
    assert story.found.openings == ()
    assert story.found.behind is not None


def test_what_arrives_needs_no_opening() -> None:
    assert ask(exported(sound())).found.openings == ()


def test_a_way_out_that_something_unknown_could_close_says_so() -> None:
    """The interfaces are not exported: with the route in place, IP forwarding may still be off."""
    files = {name: value for name, value in BROKEN["missing_route"]().files.items() if name != "nics.json"}
    story = ask(exported(files), ZERO, LAST)
    (route, *_) = story.found.openings
    assert {each.unless.key for each in route.unless if each.unless} == {
        "unless.forwarding",
        "unless.group-of-interface",
    }
    assert sum(line.startswith("UNLESS") for line in lines(story)) == len(route.unless)
