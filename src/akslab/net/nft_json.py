"""The inverse of `nft_text`: what `nft -j list ruleset` answers, read back into our closed forms.

We do not parse arbitrary rules on purpose: a form we would never have written raises ValueError instead of being
guessed at. Some forms come back differently than they were written (`meta l4proto tcp th dport 80` is listed as
`tcp dport 80`, ranges as prefixes); here they become canonical again.
"""

from collections.abc import Callable, Collection
from ipaddress import IPv4Address, IPv4Network
from typing import Any

import msgspec

from .nftables import (
    AddressIn,
    ConntrackState,
    Count,
    DestinationLocal,
    DnatFromMap,
    Hook,
    InSet,
    Interface,
    Jump,
    MarkFromMap,
    Masquerade,
    Match,
    NftChain,
    NftMap,
    NftRule,
    NftSet,
    NftTable,
    Port,
    Protocol,
    SnatFromMap,
    Statement,
    Verdict,
    VerdictMap,
)

Json = Any
"""What nft prints has no schema worth typing: each form is recognised below, or refused."""

PORT_FIELDS: dict[str, Json] = {"sport": "th sport", "dport": "th dport"}


def parse_tables(listing: bytes | str, names: Collection[str]) -> tuple[NftTable, ...]:
    """Read the tables of family ip whose name is in `names`, sorted by name; others are not ours: not looked at.

    Raises ValueError when one of them holds a form we never make.
    """
    objects = [next(iter(entry.items())) for entry in msgspec.json.decode(listing)["nftables"]]
    ours = [(kind, body) for kind, body in objects if kind != "metainfo" and body["family"] == "ip"]
    present = sorted({body["name"] for kind, body in ours if kind == "table"} & set(names))
    return tuple(_table(name, [(k, b) for k, b in ours if b.get("table") == name]) for name in present)


def _table(name: str, objects: list[tuple[str, Json]]) -> NftTable:
    rules: dict[str, list[NftRule]] = {body["name"]: [] for kind, body in objects if kind == "chain"}
    sets: list[NftSet] = []
    maps: list[NftMap] = []
    counters: list[str] = []
    hooks: dict[str, Hook | None] = {}
    for kind, body in objects:
        match kind:
            case "set":
                sets.append(_set(body))
            case "map":
                maps.append(_map(body))
            case "counter":
                counters.append(body["name"])
            case "chain":
                hooks[body["name"]] = _hook(body)
            case "rule":
                rules[body["chain"]].append(_rule(body))
            case _:
                raise _unknown(kind)
    return NftTable(
        name=name,
        sets=tuple(sorted(sets, key=lambda named_set: named_set.name)),
        maps=tuple(sorted(maps, key=lambda named_map: named_map.name)),
        counters=tuple(sorted(counters)),
        chains=tuple(NftChain(name=chain, rules=tuple(rules[chain]), hook=hook) for chain, hook in hooks.items()),
    )


def _unknown(form: Json) -> ValueError:
    return ValueError(f"an nftables form that is none of ours: {msgspec.json.encode(form).decode()}")


def _set(body: Json) -> NftSet:
    key = (body["type"],) if isinstance(body["type"], str) else tuple(body["type"])
    interval = "interval" in body.get("flags", [])
    elements = [_element(element, interval) for element in body.get("elem", [])]
    return NftSet(name=body["name"], key=key, elements=tuple(sorted(elements)), interval=interval)


def _element(element: Json, interval: bool) -> tuple[str, ...]:
    if interval:
        return ("-".join(_address_range(element)),)
    parts = element["concat"] if isinstance(element, dict) and "concat" in element else [element]
    if not all(isinstance(part, str) for part in parts):
        raise _unknown(element)
    return tuple(parts)


def _map(body: Json) -> NftMap:
    read: Callable[[Json], str] = _target if body["map"] == "verdict" else str
    elements = tuple(sorted((key, read(value)) for key, value in body.get("elem", [])))
    return NftMap(name=body["name"], key=body["type"], value=body["map"], elements=elements)


def _target(verdict: Json) -> str:
    match verdict:
        case {"jump": {"target": str(target)}}:
            return target
        case _:
            raise _unknown(verdict)


def _hook(body: Json) -> Hook | None:
    if "hook" not in body:
        return None
    if body["policy"] != "accept":
        raise _unknown(body)
    return Hook(type=body["type"], hook=body["hook"], priority=body["prio"])


def _rule(body: Json) -> NftRule:
    matches: list[Match] = []
    statements: list[Statement] = []
    for expression in body["expr"]:
        if "match" not in expression:
            statements.append(_statement(expression))
        elif statements:
            raise _unknown(expression)
        else:
            matches += _matches(expression["match"], matches)
    return NftRule(matches=tuple(matches), statements=tuple(statements), comment=body.get("comment"))


def _field(left: Json) -> Json:
    match left:
        case {"meta": {"key": "iifname" | "oifname" as key}}:
            return key
        case {"payload": {"protocol": "ip", "field": "saddr" | "daddr" as field}}:
            return f"ip {field}"
        case _:
            raise _unknown(left)


def _matches(body: Json, before: list[Match]) -> list[Match]:
    """One match of nft's as ours; two when nft has folded a protocol into a port."""
    match body:
        case {"op": "==" | "!=" as op, "left": left, "right": str(right)} if right.startswith("@"):
            fields = left.get("concat", [left])
            return [InSet(fields=tuple(map(_field, fields)), set=right[1:], negate=op == "!=")]
        case {"op": "==", "left": {"meta": {"key": "l4proto"}}, "right": right}:
            return [Protocol(protocols=tuple(sorted(_members(right))))]
        case {"op": "==", "left": {"meta": {"key": "iifname" | "oifname" as key}}, "right": str(name)}:
            return [Interface(field=key, name=name)]
        case {"op": "==", "left": {"payload": {"protocol": "ip"}} as left, "right": right}:
            return [AddressIn(field=_field(left), ranges=_address_ranges(right))]
        case {
            "op": "==",
            "left": {"payload": {"protocol": "tcp" | "udp" | "th" as protocol, "field": "sport" | "dport" as key}},
            "right": right,
        }:
            port = Port(field=PORT_FIELDS[key], ranges=tuple(sorted(map(_port_range, _members(right)))))
            is_said = protocol == "th" or any(isinstance(match, Protocol) for match in before)
            return [port] if is_said else [Protocol(protocols=(protocol,)), port]
        case {"op": "in" | "==", "left": {"ct": {"key": "state"}}, "right": right}:
            states: Json = sorted([right] if isinstance(right, str) else right)
            return [ConntrackState(states=tuple(states))]
        case {"op": "==", "left": {"fib": {"result": "type", "flags": ["daddr"]}}, "right": "local"}:
            return [DestinationLocal()]
        case _:
            raise _unknown(body)


def _members(right: Json) -> list[Json]:
    return list(right["set"]) if isinstance(right, dict) and "set" in right else [right]


def _address_ranges(right: Json) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(map(_address_range, _members(right)), key=lambda pair: int(IPv4Address(pair[0]))))


def _address_range(part: Json) -> tuple[str, str]:
    match part:
        case str(address):
            return address, address
        case {"range": [str(first), str(last)]}:
            return first, last
        case {"prefix": {"addr": str(address), "len": int(length)}}:
            network = IPv4Network((address, length))
            return str(network[0]), str(network[-1])
        case _:
            raise _unknown(part)


def _port_range(part: Json) -> tuple[int, int]:
    match part:
        case int(port):
            return port, port
        case {"range": [int(first), int(last)]}:
            return first, last
        case _:
            raise _unknown(part)


def _statement(expression: Json) -> Statement:
    match expression:
        case {"counter": str(counter)}:
            return Count(counter=counter)
        case {"accept": _} | {"drop": _} | {"return": _}:
            return Verdict(kind=next(iter(expression)))
        case {"jump": {"target": str(chain)}}:
            return Jump(chain=chain)
        case {"masquerade": None}:
            return Masquerade()
        case {"vmap": {"key": key, "data": str(data)}} if data.startswith("@"):
            return VerdictMap(field=_field(key), map=data[1:])
        case {"mangle": {"key": {"meta": {"key": "mark"}}, "value": {"map": {"key": key, "data": str(data)}}}}:
            return MarkFromMap(field=_field(key), map=data[1:])
        case {"snat": {"addr": {"map": {"key": key, "data": str(data)}}}}:
            return SnatFromMap(field=_field(key), map=data[1:])
        case {"dnat": {"addr": {"map": {"key": key, "data": str(data)}}}}:
            return DnatFromMap(field=_field(key), map=data[1:])
        case _:
            raise _unknown(expression)
