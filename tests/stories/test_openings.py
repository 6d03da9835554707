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
from akslab.stories.edits import RuleAdd, RuleDelete, text_of
from akslab.stories.neighbouring import Others
from akslab.stories.openings import Opening
from akslab.stories.prices import kind_of, rank_of
from akslab.stories.story import Story, tell
from akslab.stories.structured import story_json
from akslab.trace.packets import Packet
from akslab.trace.prepared import prepare
from akslab.trace.sending import send

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


def test_of_many_obstacles_each_is_named_and_the_changes_that_take_all_of_them_away() -> None:
    rules = [nsg_rule(NSG, f"deny{way}", 100, access="Deny", direction=way) for way in ("Inbound", "Outbound")]
    files = sound(
        vnet=vnet_show(subnet_show(OWN_TABLE, NSG)),
        nsg=nsg_show(NSG, *rules),
        nsg_mc=nsg_show(MANAGED_NSG),
        nics=vmss_nic_list(off=[0, 1]),
    )
    story = ask(exported(files))
    (opening,) = story.found.openings
    assert sorted(map(text_of, opening.edits)) == [
        "ip-forwarding on aks-nodepool1-12355964-vmss000000",
        "ip-forwarding on aks-nodepool1-12355964-vmss000001",
        "nsg rule delete nsg-aks/denyInbound",
        "nsg rule delete nsg-aks/denyOutbound",
    ]
    assert [text_of(edit) for edit, _ in story.found.behind] == [text_of(edit) for edit in opening.edits[:-1]]


def denying(*rules: dict[str, object], nics: object = None) -> Network:
    """Return the article's network with a security group on its subnet, and no interface in the way."""
    changes = {"nics": nics} if nics else {}
    return exported(sound(vnet=vnet_show(subnet_show(OWN_TABLE, NSG)), nsg=nsg_show(NSG, *rules), **changes))


def test_a_rule_for_exactly_this_flow_comes_before_the_denial_is_deleted() -> None:
    denial = nsg_rule(NSG, "no-pods", 300, access="Deny", sourceAddressPrefix="10.244.0.0/16")
    story = ask(denying(denial))
    (narrow, wide) = story.found.openings
    (added,), (deleted,) = narrow.edits, wide.edits
    assert isinstance(added, RuleAdd)
    assert (added.rule.priority, added.rule.sources, added.rule.destinations, added.rule.destination_ports) == (
        299,
        ("10.244.0.2",),
        ("10.244.1.2",),
        ("80",),
    )
    assert isinstance(deleted, RuleDelete)
    said = "\n".join(lines(story))
    assert "lets only this flow: tcp 80 from 10.244.0.2 to 10.244.1.2" in said
    assert "opens all that it forbids: everything from 10.244.0.0/16 to anywhere" in said
    assert said.index("lets only this flow") < said.index("opens all that it forbids")


def test_how_many_others_a_change_opens_is_what_traces_say() -> None:
    denial = nsg_rule(NSG, "no-pods", 300, access="Deny", sourceAddressPrefix="10.244.0.0/16")
    network = denying(denial)
    story = ask(network)
    for opening in story.found.openings:
        assert opening.others is not None
        after = changed(network, edited(network.inputs, *opening.edits))
        opened = arriving(after) - arriving(network)
        assert opening.others == Others(len(opened) - 1, len(arriving(network) - arriving(after)))
        assert (ZERO, ONE) in opened


def arriving(network: Network) -> set[tuple[str, str]]:
    """Trace every pair of endpoints, on the port of the question."""
    prepared = prepare(network.state)
    return {
        (one.name, other.name)
        for one in network.endpoints
        for other in network.endpoints
        if send(prepared, one.netns, Packet(destination=other.address)).disposition == "delivered"
    }


def test_a_lost_route_is_restored_before_anything_else_is_tried() -> None:
    network = exported(BROKEN["missing_route"]().files)
    story = ask(network, ZERO, LAST)
    assert [kind_of(network.inputs, edit) for edit in story.found.openings[0].edits] == ["node-route"]
    assert "as AKS does" in "\n".join(lines(story))
    ranks = [rank_of(network.inputs, each.edits) for each in story.found.openings]
    assert ranks == sorted(ranks)


def test_two_rules_that_are_added_to_one_group_have_two_names() -> None:
    """Outbound and inbound are denied by the same group: one rule of a name would take the place of the other."""
    rules = [nsg_rule(NSG, f"deny{way}", 200, access="Deny", direction=way) for way in ("Inbound", "Outbound")]
    network = denying(*rules)
    story = ask(network)
    first = story.found.openings[0]
    assert [edit.rule.name for edit in first.edits if isinstance(edit, RuleAdd)] == ["allow-this", "allow-this-2"]
    assert outcome_after(network, story, first) == "arrives"
    assert first.others == Others(0, 0)


def test_json_tells_kind_price_and_other_pairs() -> None:
    denial = nsg_rule(NSG, "no-pods", 300, access="Deny", sourceAddressPrefix="10.244.0.0/16")
    told = story_json(ask(denying(denial)), "en", {})["openings"][0]
    assert set(told) == {"edits", "otherPairs", "unless"}
    assert told["edits"][0]["kind"] == "exact-rule"
    assert told["edits"][0]["opens"].startswith("lets only this flow")
    assert told["otherPairs"] == {"opened": 0, "closed": 0}


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
