"""diff: keyed, in an order the kernel accepts, and true to what the kernel takes away by itself."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from akslab.net.changes import (
    AddBridge,
    AddNetns,
    AddressChange,
    AddVeth,
    NeighbourChange,
    PutTable,
    RemoveLink,
    RemoveNetns,
    RemoveTable,
    ResetSysctl,
    RouteChange,
    RuleChange,
    SetSysctl,
)
from akslab.net.diff import diff
from akslab.net.nftables import NftTable
from akslab.net.state import Bridge, InterfaceAddress, Neighbour, NetnsState, NetworkState, RouteEntry, RuleEntry, Veth

MAC, OTHER_MAC = "02:00:00:00:00:01", "02:00:00:00:00:02"
PORT = Veth("v1", MAC, "pod", "eth0", master="cbr0")
ETH0 = Veth("eth0", MAC, "node", "v1")
LOCAL = RouteEntry(dst="10.244.0.0/24", dev="eth0")
DEFAULT = RouteEntry(dst="0.0.0.0/0", via="10.244.0.1", dev="eth0")
GATEWAY = Neighbour("eth0", "10.244.0.1", MAC)
ADDRESS = InterfaceAddress("eth0", "10.244.0.2/24")
POD = NetnsState(links=(ETH0,), addresses=(ADDRESS,), routes=(DEFAULT, LOCAL), neighbours=(GATEWAY,))
NODE = NetnsState(
    links=(Bridge("cbr0", MAC), PORT),
    rules=(RuleEntry(priority=1000, fwmark=1, table=100),),
    tables=(NftTable(name="kubenet"),),
    sysctls=(("net.ipv4.ip_forward", "1"),),
)
STATE: NetworkState = {"node": NODE, "pod": POD}


def changed(**pod: object) -> NetworkState:
    return {"node": NODE, "pod": replace(POD, **pod)}


def test_equal_states_need_no_steps() -> None:
    assert diff(STATE, {"pod": POD, "node": NODE}) == ()


def test_everything_of_a_pod_is_one_run_of_steps_and_tables_come_last() -> None:
    assert diff({}, STATE) == (
        AddNetns("node"),
        AddNetns("pod"),
        SetSysctl("node", "net.ipv4.ip_forward", "1"),
        AddBridge("node", Bridge("cbr0", MAC)),
        AddVeth("pod", ETH0, PORT),
        AddressChange("add", "pod", ADDRESS),
        NeighbourChange("add", "pod", GATEWAY),
        RouteChange("add", "pod", LOCAL),
        RouteChange("add", "pod", DEFAULT),
        RuleChange("add", "node", NODE.rules[0]),
        PutTable("node", NODE.tables[0]),
    )


def test_an_altered_next_hop_is_one_replace() -> None:
    moved = replace(DEFAULT, via="10.244.0.3")
    assert diff(STATE, changed(routes=(moved, LOCAL))) == (RouteChange("replace", "pod", moved),)


def test_an_altered_neighbour_is_one_replace() -> None:
    moved = replace(GATEWAY, mac=OTHER_MAC)
    assert diff(STATE, changed(neighbours=(moved,))) == (NeighbourChange("replace", "pod", moved),)


def test_an_altered_rule_is_removed_before_it_is_added() -> None:
    moved = RuleEntry(priority=1000, fwmark=1, table=101)
    after = {"node": replace(NODE, rules=(moved,)), "pod": POD}
    assert diff(STATE, after) == (RuleChange("remove", "node", NODE.rules[0]), RuleChange("add", "node", moved))


def test_with_the_last_address_go_routes_and_neighbours_and_come_back() -> None:
    moved = InterfaceAddress("eth0", "10.244.0.9/24")
    assert diff(STATE, changed(addresses=(moved,))) == (
        AddressChange("remove", "pod", ADDRESS),
        AddressChange("add", "pod", moved),
        NeighbourChange("add", "pod", GATEWAY),
        RouteChange("add", "pod", LOCAL),
        RouteChange("add", "pod", DEFAULT),
    )


def test_while_another_address_stays_routes_stay_too() -> None:
    more = changed(addresses=(ADDRESS, InterfaceAddress("eth0", "10.99.0.1/32")))
    assert diff(more, STATE) == (AddressChange("remove", "pod", InterfaceAddress("eth0", "10.99.0.1/32")),)


def test_an_altered_bridge_takes_its_cables_and_all_that_stood_on_their_other_ends() -> None:
    bridge = Bridge("cbr0", OTHER_MAC)
    assert diff(STATE, {"node": replace(NODE, links=(bridge, PORT)), "pod": POD}) == (
        RemoveLink("node", "v1"),
        RemoveLink("node", "cbr0"),
        AddBridge("node", bridge),
        AddVeth("pod", ETH0, PORT),
        AddressChange("add", "pod", ADDRESS),
        NeighbourChange("add", "pod", GATEWAY),
        RouteChange("add", "pod", LOCAL),
        RouteChange("add", "pod", DEFAULT),
    )


def test_a_cable_to_a_removed_namespace_goes_with_it() -> None:
    assert diff(STATE, {"node": replace(NODE, links=(Bridge("cbr0", MAC),))}) == (RemoveNetns("pod"),)


def test_a_sysctl_no_longer_named_is_reset_and_one_written_over_is_written_again() -> None:
    both = "net.ipv6.conf.all.disable_ipv6", "net.ipv6.conf.default.disable_ipv6"
    before = {"a": NetnsState(sysctls=((both[0], "1"), (both[1], "1")))}
    after = {"a": NetnsState(sysctls=((both[1], "1"),))}
    assert diff(before, after) == (ResetSysctl("a", both[0]), SetSysctl("a", both[1], "1"))


def test_tables_are_put_and_removed_by_name() -> None:
    before = {"a": NetnsState(tables=(NftTable(name="gone"), NftTable(name="kept")))}
    after = {"a": NetnsState(tables=(NftTable(name="kept", counters=("hits",)),))}
    assert diff(before, after) == (RemoveTable("a", "gone"), PutTable("a", after["a"].tables[0]))


ROUTES = st.dictionaries(
    st.tuples(st.sampled_from([100, 254]), st.sampled_from(["10.0.0.0/8", "10.1.0.0/16", "0.0.0.0/0"])),
    st.sampled_from(["blackhole", "direct", "via"]),
)


def routed(choices: dict[tuple[int, str], str]) -> NetworkState:
    forms = {
        "blackhole": RouteEntry(dst="", kind="blackhole"),
        "direct": RouteEntry(dst="", dev="eth0"),
        "via": RouteEntry(dst="", via="10.244.0.1", dev="eth0", onlink=True),
    }
    routes = (replace(forms[form], table=table, dst=dst) for (table, dst), form in sorted(choices.items()))
    return changed(routes=tuple(routes))


@given(before=ROUTES, after=ROUTES)
def test_every_route_key_is_touched_once_and_only_when_it_differs(
    before: dict[tuple[int, str], str], after: dict[tuple[int, str], str]
) -> None:
    verbs: dict[tuple[int, str], str] = {}
    for step in diff(routed(before), routed(after)):
        assert isinstance(step, RouteChange)
        key = step.route.table, step.route.dst
        assert key not in verbs
        verbs[key] = step.verb
    expected = dict.fromkeys(before.keys() - after.keys(), "remove")
    expected |= dict.fromkeys(after.keys() - before.keys(), "add")
    expected |= {key: "replace" for key in before.keys() & after.keys() if before[key] != after[key]}
    assert verbs == expected
