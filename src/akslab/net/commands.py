"""Every step as the `ip`, `sysctl` and `nft` lines a person would type: how people learn what kubenet does.

The lines run as they stand where `ip netns` works (golden tests keep them, a kernel test types them). Every keyword
is said: `ip link add a type veth` fails, because `a` is read as short for `address`.
"""

import shlex
from typing import assert_never

from .changes import (
    AddBridge,
    AddNetns,
    AddressChange,
    AddVeth,
    Change,
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
from .nft_text import removal, replacement
from .state import MAIN_TABLE, RouteEntry
from .sysctls import DEFAULTS

QUEUES = "numtxqueues 1 numrxqueues 1"


def commands(change: Change) -> str:
    """Spell one step out; several lines are joined by newlines, without one at the end."""
    match change:
        case AddNetns() | RemoveNetns() | SetSysctl() | ResetSysctl():
            return _namespace_command(change)
        case AddBridge() | AddVeth() | RemoveLink():
            return _link_command(change)
        case AddressChange(verb=verb, address=address):
            word = "add" if verb == "add" else "delete"
            tail = " noprefixroute" if verb == "add" else ""
            return f"{_ip(change.netns)} address {word} {address.address} dev {address.dev}{tail}"
        case RouteChange(verb=verb, route=route):
            return f"{_ip(change.netns)} route {'delete' if verb == 'remove' else verb} {_route(verb, route)}"
        case RuleChange(verb=verb, rule=rule):
            word = "add" if verb == "add" else "delete"
            return f"{_ip(change.netns)} rule {word} priority {rule.priority} fwmark {rule.fwmark} table {rule.table}"
        case NeighbourChange(verb=verb, neighbour=neighbour):
            place = f"{neighbour.address} dev {neighbour.dev}"
            if verb == "remove":
                return f"{_ip(change.netns)} neighbour delete {place}"
            return f"{_ip(change.netns)} neighbour replace {place} lladdr {neighbour.mac} nud permanent"
        case PutTable(table=table):
            return _nft(change.netns, replacement(table))
        case RemoveTable(name=name):
            return _nft(change.netns, removal(name))
        case _:
            assert_never(change)


def title(change: Change) -> str:
    """Name a step in one line, for error messages: its first command, or the table it is about."""
    match change:
        case PutTable(table=table):
            return f"{_inside(change.netns)} nft replace table ip {table.name}"
        case RemoveTable(name=name):
            return f"{_inside(change.netns)} nft delete table ip {name}"
        case _:
            return commands(change).partition("\n")[0]


def _name(netns: str) -> str:
    """`ip netns` keeps namespaces as files of one directory, so their names hold no slash."""
    return shlex.quote(netns.replace("/", "."))


def _ip(netns: str) -> str:
    return f"ip -n {_name(netns)}"


def _inside(netns: str) -> str:
    return f"ip netns exec {_name(netns)}"


def _nft(netns: str, text: str) -> str:
    return f"{_inside(netns)} nft -f - <<'EOF'\n{text}EOF"


def _namespace_command(change: AddNetns | RemoveNetns | SetSysctl | ResetSysctl) -> str:
    match change:
        case AddNetns(netns=netns):
            return f"ip netns add {_name(netns)}\n{_ip(netns)} link set dev lo up"
        case RemoveNetns(netns=netns):
            return f"ip netns delete {_name(netns)}"
        case SetSysctl(netns=netns, name=name, value=value):
            return f"{_inside(netns)} sysctl -q -w {shlex.quote(f'{name}={value}')}"
        case ResetSysctl(netns=netns, name=name):
            return f"{_inside(netns)} sysctl -q -w {name}={DEFAULTS[name]}"


def _link_command(change: AddBridge | AddVeth | RemoveLink) -> str:
    ip = _ip(change.netns)
    match change:
        case AddBridge(bridge=bridge):
            add = f"{ip} link add name {bridge.name} address {bridge.mac} type bridge mcast_snooping 0"
            return f"{add}\n{ip} link set dev {bridge.name} addrgenmode none\n{ip} link set dev {bridge.name} up"
        case AddVeth(end=end, peer=peer):
            add = f"{ip} link add name {end.name} address {end.mac} {QUEUES} type veth"
            far = f"peer name {peer.name} address {peer.mac} {QUEUES} netns {_name(end.peer_netns)}"
            lines = [f"{add} {far}", f"{ip} link set dev {end.name} addrgenmode none"]
            for place, link in ((_ip(end.peer_netns), peer), (ip, end)):
                master = f" master {link.master}" if link.master else ""
                lines.append(f"{place} link set dev {link.name}{master} up")
            return "\n".join(lines)
        case RemoveLink(name=name):
            return f"{ip} link delete dev {name}"


def _route(verb: str, route: RouteEntry) -> str:
    words = [*(["blackhole"] if route.kind == "blackhole" else []), route.dst]
    words += ["via", route.via] if route.via else []
    words += ["dev", route.dev] if route.dev else []
    words += ["onlink"] if route.onlink else []
    words += ["table", "main" if route.table == MAIN_TABLE else str(route.table)]
    return " ".join(words if verb == "remove" else [*words, "proto", "static"])
