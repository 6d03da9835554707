"""The grammar of changes: what is written is read, what is not understood is said with what would be."""

import pytest
from doctor.az_shapes import NSG, OWN_TABLE, nsg_rule, nsg_show, sound, subnet_show, vnet_show
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akslab.compile.inputs import Route, SecurityRule
from akslab.networks.values import NetworkError
from akslab.stories.editing import edited
from akslab.stories.edits import (
    Associate,
    Edit,
    Forwarding,
    GroupRemove,
    RouteAdd,
    RouteDelete,
    RuleAdd,
    RuleDelete,
    command_of,
    text_of,
)
from akslab.stories.reading_edits import FORMS, read_edits
from akslab.stories.sentences import Speaker

from .questions import ask, exported

NETWORK = exported(
    sound(
        vnet=vnet_show(subnet_show(OWN_TABLE, NSG)),
        nsg=nsg_show(NSG, nsg_rule(NSG, "ssh", 300, destinationPortRange="22", protocol="Tcp")),
    )
)
TABLE, GROUP = OWN_TABLE.lower(), NSG.lower()
(SUBNET,) = (subnet.id for each in NETWORK.inputs.networks.values() for subnet in each.subnets)
NODE = NETWORK.inputs.nodes[1]
NAMES = st.text("abcdefghijklmnopqrstuvwxyz0123456789-_", min_size=1, max_size=12)
ADDRESSES = st.integers(1 << 24, (224 << 24) - 1).map(lambda n: f"{n >> 24}.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}")
ROUTES = st.one_of(
    st.builds(Route, NAMES, ADDRESSES.map(lambda a: f"{a}/32"), st.just("VirtualAppliance"), ADDRESSES),
    st.builds(
        Route,
        NAMES,
        ADDRESSES.map(lambda a: f"{a}/32"),
        st.sampled_from(["Internet", "None", "VnetLocal", "VirtualNetworkGateway"]),
        st.none(),
    ),
)
RULES = st.builds(
    SecurityRule,
    name=NAMES,
    # 300 is another rule's.
    priority=st.integers(301, 4096),
    inbound=st.booleans(),
    allow=st.booleans(),
    protocol=st.sampled_from(["*", "tcp", "udp", "icmp"]),
    sources=st.one_of(st.just(("*",)), st.just(("VirtualNetwork",)), st.tuples(ADDRESSES, ADDRESSES)),
    destinations=st.one_of(st.just(("*",)), st.tuples(ADDRESSES)),
    source_ports=st.just(("*",)),
    destination_ports=st.one_of(st.just(("*",)), st.just(("80", "443-500"))),
)
EDITS = st.one_of(
    st.sampled_from([each.name for each in NETWORK.inputs.tables[TABLE].routes]).map(lambda n: RouteDelete(TABLE, n)),
    ROUTES.map(lambda route: RouteAdd(TABLE, route)),
    st.sampled_from([None, TABLE]).map(lambda table: Associate(SUBNET, table)),
    st.just(RuleDelete(GROUP, "ssh")),
    RULES.map(lambda rule: RuleAdd(GROUP, rule)),
    st.just(GroupRemove(SUBNET)),
    st.booleans().map(lambda on: Forwarding(NODE.interface, NODE.name, on)),
)


# The first draws build the strategies: on a busy machine that takes seconds, once.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(EDITS)
@UNHURRIED
def test_what_an_edit_says_of_itself_is_read_as_that_edit(edit: Edit) -> None:
    assert read_edits(NETWORK, text_of(edit)) == (edit,)


@given(st.lists(EDITS, min_size=1, max_size=4))
@UNHURRIED
def test_edits_can_be_carried_out_and_have_a_command(edits: list[Edit]) -> None:
    assert edited(NETWORK.inputs, *edits).nodes == NETWORK.inputs.nodes
    for edit in edits:
        assert command_of(edit, dict(NETWORK.spelled)).startswith("az network ")


@given(st.text(max_size=60))
def test_junk_is_refused_with_the_forms_there_are(text: str) -> None:
    with pytest.raises(NetworkError) as refused:
        read_edits(NETWORK, text)
    for language in ("en", "ko"):
        assert Speaker(language).sentence(refused.value.what)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("route remove rt-aks/x", "route delete TABLE/ROUTE; route add"),
        ("route delete rt-aks/nothing", "there is no route 'rt-aks/nothing'"),
        ("route delete rt-akz/x", "there is no route table 'rt-akz'; there are rt-aks"),
        ("route delete x", "write TABLE/ROUTE"),
        ("route add rt-aks/x 10.0.0.0/33 Internet", "'10.0.0.0/33' is no IPv4 prefix"),
        ("route add rt-aks/x 10.0.0.0/8 nowhere", "'nowhere' is no next hop"),
        ("route add rt-aks/x 10.0.0.0/8 VirtualAppliance", "is no next hop"),
        ("association remove snet-ax", "there are snet-aks"),
        ("nsg rule delete nsg-aks/AllowVnetInBound", "no rule 'nsg-aks/AllowVnetInBound' that can be deleted"),
        ("nsg rule add nsg-aks/x 99 in deny tcp * * 80", "'99' is no priority"),
        ("nsg rule add nsg-aks/x 100 up deny tcp * * 80", "one of in, out"),
        ("nsg rule add nsg-aks/x 100 in deny tcp Sql * 80", "'Sql' is no address"),
        ("nsg rule add nsg-aks/x 100 in deny tcp * * 80-70", "'80-70' is no port"),
        ("ip-forwarding off internet", "'internet' has no network interface"),
        (";", "the forms are"),
    ],
)
def test_a_mistake_is_said_with_what_would_fit(text: str, words: str) -> None:
    with pytest.raises(NetworkError) as refused:
        read_edits(NETWORK, text)
    assert words in Speaker("en").sentence(refused.value.what)


def test_every_form_of_the_help_is_read() -> None:
    samples = [
        "route delete rt-aks/" + NETWORK.inputs.tables[TABLE].routes[0].name,
        "route add rt-aks/x 10.0.0.0/8 Internet",
        "association set snet-aks rt-aks",
        "association remove snet-aks",
        "nsg rule delete nsg-aks/ssh",
        "nsg rule add nsg-aks/x 100 in deny tcp * * 80",
        "nsg remove snet-aks",
        "ip-forwarding off nodepool1/0",
    ]
    assert len(samples) == len(FORMS)
    assert [len(read_edits(NETWORK, text)) for text in samples] == [1] * len(samples)


def test_a_change_is_compared_with_what_was() -> None:
    story = ask(NETWORK, what_if="ip-forwarding off nodepool1/1; nsg rule delete nsg-aks/ssh")
    assert story.change is not None
    assert (story.told.verdict.outcome, story.change.after.verdict.outcome) == ("arrives", "lost")
    assert story.change.after.verdict.obstacles[0].by is not None
    assert story.change.after.verdict.obstacles[0].by.kind == "ip-forwarding"


def route_text(name: str, prefix: str) -> str:
    return f"route add {TABLE.rpartition('/')[2]}/{name} {prefix} None"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (route_text("x", "10.9.0.1/16"), "edit.host-bits"),
        (route_text("x", NODE.pod_cidr or ""), "edit.prefix-taken"),
        (f"{route_text('x', '10.9.0.0/16')}; {route_text('y', '10.9.0.0/16')}", "edit.prefix-taken"),
        ("nsg rule add nsg-aks/x 300 in allow tcp * * 22", "edit.priority-taken"),
        ("nsg rule delete nsg-aks/ssh; nsg rule delete nsg-aks/ssh", "edit.no-rule"),
    ],
)
def test_what_azure_would_refuse_is_refused(text: str, key: str) -> None:
    with pytest.raises(NetworkError) as refused:
        read_edits(NETWORK, text)
    assert refused.value.what.key == key


@pytest.mark.parametrize(
    "text",
    [
        route_text("x", "10.9.9.9/32"),
        route_text("x", "10.9.9.9"),
        f"{route_text('x', '10.9.0.0/16')}; {route_text('X', '10.9.0.0/16')}",
        "nsg rule add nsg-aks/x 300 out allow tcp * * 22",
        "nsg rule add nsg-aks/ssh 300 in allow tcp * * 23",
        "nsg rule delete nsg-aks/ssh; nsg rule add nsg-aks/x 300 in allow tcp * * 22",
    ],
)
def test_what_takes_the_place_of_something_is_no_second_one(text: str) -> None:
    assert read_edits(NETWORK, text)
