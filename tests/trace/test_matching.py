"""The index of a chain finds exactly the rules that match one by one: random canonical tables, random packets."""

from hypothesis import given
from hypothesis import strategies as st
from kernel.tables import INTERFACES, tables

from akslab.net.nftables import (
    AddressIn,
    ConntrackState,
    DestinationLocal,
    Field,
    InSet,
    Interface,
    Match,
    NftRule,
    NftTable,
    Port,
    Protocol,
)
from akslab.trace.matching import MatchIndex, lowest
from akslab.trace.numbers import dotted, number_of
from akslab.trace.sets import NamedMap, NamedSet
from akslab.trace.views import View

EDGES = st.integers(0, 2**32 - 1) | st.sampled_from([0, 1, 2**32 - 2, 2**32 - 1])
VIEWS = st.builds(
    View,
    iifname=st.just("") | INTERFACES,
    oifname=st.just("") | INTERFACES,
    source=EDGES,
    destination=EDGES,
    protocol=st.sampled_from(["tcp", "udp", "icmp"]),
    source_port=st.integers(0, 65535) | st.sampled_from([0, 65535]),
    destination_port=st.integers(0, 65535) | st.sampled_from([0, 65535]),
    state=st.sampled_from(["new", "established", "invalid"]),
    to_own_address=st.booleans(),
)


def slowly(match: Match, view: View, table: NftTable) -> bool:
    """Say whether one match holds, by its plain meaning."""
    fields = {"iifname": view.iifname, "oifname": view.oifname}
    addresses = {"ip saddr": view.source, "ip daddr": view.destination}
    match match:
        case Interface(field=field, name=name):
            return fields[field] == name
        case InSet(fields=names, set=name, negate=negate):
            (found,) = [each for each in table.sets if each.name == name]
            key = tuple(fields[each] if each in fields else dotted(addresses[each]) for each in names)
            if found.interval:
                pairs = [tuple(map(number_of, element[0].split("-"))) for element in found.elements]
                return any(first <= addresses[names[0]] <= last for first, last in pairs) is not negate
            return (key in found.elements) is not negate
        case AddressIn(field=field, ranges=ranges):
            return any(number_of(first) <= addresses[field] <= number_of(last) for first, last in ranges)
        case Protocol(protocols=protocols):
            return view.protocol in protocols
        case Port(field=field, ranges=ports):
            port = view.source_port if field == "th sport" else view.destination_port
            return any(first <= port <= last for first, last in ports)
        case ConntrackState(states=states):
            return view.state in states
        case DestinationLocal():
            return view.to_own_address


@given(tables(), VIEWS)
def test_the_index_finds_the_rules_that_match_one_by_one(table: NftTable, view: View) -> None:
    sets = {each.name: NamedSet(each) for each in table.sets}
    for chain in table.chains:
        bits = MatchIndex(chain.rules, sets).matching(view)
        expected = [
            place for place, rule in enumerate(chain.rules) if all(slowly(match, view, table) for match in rule.matches)
        ]
        assert [place for place in range(len(chain.rules)) if bits >> place & 1] == expected


@given(tables(), VIEWS)
def test_a_map_gives_the_element_of_the_packets_field(table: NftTable, view: View) -> None:
    for named in table.maps:
        elements = dict(named.elements)
        keys = {"ifname": view.iifname, "ipv4_addr": dotted(view.destination)}
        field: Field = "iifname" if named.key == "ifname" else "ip daddr"
        assert NamedMap(named).find(view, field) == elements.get(keys[named.key])


def test_the_first_of_the_matching_rules_is_the_lowest_bit() -> None:
    view = View("", "", 0, 0, "tcp", 0, 80, "new", False)
    rules = [NftRule((Protocol((name,)),), ()) for name in ("udp", "tcp", "icmp", "tcp")]
    assert lowest(MatchIndex(rules, {}).matching(view)) == 1
