"""What a person writes behind `--what-if` -> edits; a small grammar, and what does not fit it is said with what would.

route delete TABLE/ROUTE
route add TABLE/ROUTE PREFIX ADDRESS|Internet|None|VnetLocal|VirtualNetworkGateway
association set SUBNET TABLE
association remove SUBNET
nsg rule delete NSG/RULE
nsg rule add NSG/RULE PRIORITY in|out allow|deny tcp|udp|icmp|* FROM TO PORTS
nsg remove SUBNET|NODE|MACHINE
ip-forwarding on|off NODE|MACHINE
"""

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from ..compile.inputs import Route, SecurityRule
from ..compile.names import node_netns, resource_name, vm_netns
from ..compile.ranges import canonical_prefix, number_of
from ..compile.reading import NEXT_HOP_TYPES
from ..compile.security_rules import PROTOCOLS, supported_address
from ..networks.finding import find, near
from ..networks.values import Network, NetworkError
from ..wire.sentences import sentence
from .editing import edited
from .edits import Associate, Edit, Forwarding, GroupRemove, RouteAdd, RouteDelete, RuleAdd, RuleDelete

PRIORITIES = range(100, 4097)
LAST_PORT = 65535
FORMS = (
    "route delete TABLE/ROUTE",
    "route add TABLE/ROUTE PREFIX HOP",
    "association set SUBNET TABLE",
    "association remove SUBNET",
    "nsg rule delete NSG/RULE",
    "nsg rule add NSG/RULE PRIORITY in|out allow|deny PROTOCOL FROM TO PORTS",
    "nsg remove SUBNET|NODE|MACHINE",
    "ip-forwarding on|off NODE|MACHINE",
)


def read_edits(network: Network, text: str) -> tuple[Edit, ...]:
    """Return the edits in a text, several with `;` between. Raises NetworkError with the forms there are, or near names."""
    found: list[Edit] = []
    for part in text.split(";"):
        if part.strip():
            found.append(_read(network, part))
            network = replace(network, inputs=edited(network.inputs, found[-1]))
    if not found:
        raise NetworkError(sentence("edit.empty", forms="; ".join(FORMS)))
    return tuple(found)


def _read(network: Network, text: str) -> Edit:
    match text.split():
        case ["route", "delete", place]:
            return _route_delete(network, place)
        case ["route", "add", place, prefix, hop]:
            return _route_add(network, place, prefix, hop)
        case ["association", "set", subnet, table]:
            return Associate(_subnet(network, subnet), _id(network.inputs.tables, table, "table"))
        case ["association", "remove", subnet]:
            return Associate(_subnet(network, subnet), None)
        case ["nsg", "rule", "delete", place]:
            return _rule_delete(network, place)
        case ["nsg", "rule", "add", place, priority, way, access, protocol, source, destination, *ports]:
            if len(ports) > 1:
                raise _no_form(text)
            words = (priority, way, access, protocol, source, destination, ports[0] if ports else "*")
            return _rule_add(network, place, words)
        case ["nsg", "remove", owner]:
            return GroupRemove(_owner(network, owner))
        case ["ip-forwarding", ("on" | "off") as state, who]:
            interface, name = _interface(network, who)
            return Forwarding(interface, name, state == "on")
        case _:
            raise _no_form(text)


def _no_form(text: str) -> NetworkError:
    first = text.split(maxsplit=1)[0]
    fitting = [form for form in FORMS if form.split()[0] == first] or list(FORMS)
    return NetworkError(sentence("edit.no-form", text=text.strip(), forms="; ".join(fitting)))


def _route_delete(network: Network, place: str) -> Edit:
    table, name = _inside(network.inputs.tables, place, "table")
    names = [each.name for each in network.inputs.tables[table].routes]
    return RouteDelete(table, _one_of(names, name, "route", place))


def _route_add(network: Network, place: str, prefix: str, hop: str) -> Edit:
    table, name = _inside(network.inputs.tables, place, "table")
    try:
        canonical = canonical_prefix(prefix)
    except ValueError:
        raise NetworkError(sentence("edit.no-prefix", text=prefix)) from None
    if prefix not in (canonical, canonical.removesuffix("/32")):
        raise NetworkError(sentence("edit.host-bits", text=prefix, prefix=canonical))
    for each in network.inputs.tables[table].routes:
        if each.prefix == canonical and each.name.lower() != name.lower():
            raise NetworkError(sentence("edit.prefix-taken", prefix=canonical, route=each.name))
    kind = NEXT_HOP_TYPES.get(hop.lower())
    if kind and kind != "VirtualAppliance":
        return RouteAdd(table, Route(name, canonical, kind, None))
    try:
        number_of(hop)
    except ValueError:
        raise NetworkError(sentence("edit.no-hop", text=hop)) from None
    return RouteAdd(table, Route(name, canonical, "VirtualAppliance", hop))


def _rule_delete(network: Network, place: str) -> Edit:
    group, name = _inside(network.inputs.security_groups, place, "group")
    own = [each.name for each in network.inputs.security_groups[group].rules if each.priority in PRIORITIES]
    return RuleDelete(group, _one_of(own, name, "rule", place))


def _rule_add(network: Network, place: str, words: tuple[str, ...]) -> Edit:
    group, name = _inside(network.inputs.security_groups, place, "group")
    priority, way, access, protocol, source, destination, ports = words
    if not priority.isdecimal() or int(priority) not in PRIORITIES:
        raise NetworkError(sentence("edit.no-priority", text=priority))
    _check(way, ("in", "out"))
    _check(access, ("allow", "deny"))
    _check(protocol.lower(), PROTOCOLS)
    for address in (*source.split(","), *destination.split(",")):
        if not supported_address(address):
            raise NetworkError(sentence("edit.no-address", text=address))
    for port in ports.split(","):
        if not _is_port_range(port):
            raise NetworkError(sentence("edit.no-port", text=port))
    for each in network.inputs.security_groups[group].rules:
        is_there = each.priority == int(priority) and each.inbound is (way == "in")
        if is_there and each.name.lower() != name.lower():
            raise NetworkError(sentence("edit.priority-taken", priority=priority, rule=each.name))
    rule = SecurityRule(
        name=name,
        priority=int(priority),
        inbound=way == "in",
        allow=access == "allow",
        protocol=protocol.lower(),
        sources=tuple(source.split(",")),
        destinations=tuple(destination.split(",")),
        source_ports=("*",),
        destination_ports=tuple(ports.split(",")),
    )
    return RuleAdd(group, rule)


def _check(word: str, allowed: Iterable[str]) -> None:
    if word not in allowed:
        raise NetworkError(sentence("edit.no-word", text=word, words=", ".join(allowed)))


def _is_port_range(text: str) -> bool:
    first, dash, last = text.partition("-")
    is_number = first.isdecimal() and (last.isdecimal() if dash else True)
    return text == "*" or (is_number and int(first) <= int(last or first) <= LAST_PORT)


def _inside(things: Mapping[str, object], place: str, kind: str) -> tuple[str, str]:
    """Take `TABLE/ROUTE` apart; the first part may be a whole id."""
    outer, slash, name = place.rpartition("/")
    if not slash or not name:
        raise NetworkError(sentence("edit.no-place", text=place))
    return _id(things, outer, kind), name


def _id(things: Iterable[str], text: str, kind: str) -> str:
    """Find an id by itself or by its last segment, in any case."""
    ids = list(things)
    found = [each for each in ids if text.lower() in (each, resource_name(each))]
    if len(found) == 1:
        return found[0]
    if found:
        raise NetworkError(sentence(f"edit.ambiguous-{kind}", name=text, candidates=", ".join(found)))
    raise _unknown(kind, text, [resource_name(each) for each in ids])


def _one_of(names: Iterable[str], text: str, kind: str, place: str) -> str:
    by_lower = {name.lower(): name for name in names}
    if text.lower() not in by_lower:
        raise _unknown(kind, place, list(by_lower.values()))
    return by_lower[text.lower()]


def _unknown(kind: str, text: str, names: list[str]) -> NetworkError:
    close = near(text.rpartition("/")[2], names)
    there = ", ".join(close or names[:6]) or "-"
    return NetworkError(sentence(f"edit.no-{kind}", name=text, there=there), is_missing=True)


def _subnet(network: Network, text: str) -> str:
    ids = [subnet.id for each in network.inputs.networks.values() for subnet in each.subnets]
    by_path = [each for each in ids if text.lower() == "/".join(each.rsplit("/", 3)[1::2])]
    return by_path[0] if len(by_path) == 1 else _id(ids, text, "subnet")


def _owner(network: Network, text: str) -> str:
    """Find a subnet, else the interface of a node or machine."""
    try:
        return _subnet(network, text)
    except NetworkError:
        return _interface(network, text)[0]


def _interface(network: Network, text: str) -> tuple[str, str]:
    who = find(network, text)
    for netns, interface in _interfaces(network):
        if netns == who.netns:
            return interface, who.name
    raise NetworkError(sentence("edit.no-interface", name=text))


def _interfaces(network: Network) -> Iterator[tuple[str, str]]:
    for node in network.inputs.nodes:
        yield node_netns(node.name), node.interface
    for machine in network.inputs.machines:
        yield vm_netns(machine.name), machine.interface
