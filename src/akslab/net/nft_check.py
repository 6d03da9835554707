"""Says whether an nftables table is one we may hand to nft: closed names, canonical ranges, nothing dangling.

Every name and comment ends up in the text nft parses, so this is also what keeps that text from being injected into.
A violation is our own mistake, hence ValueError.
"""

import re
from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address

from .nftables import (
    AddressIn,
    Count,
    DnatFromMap,
    InSet,
    Interface,
    Jump,
    MarkFromMap,
    Match,
    NftMap,
    NftRule,
    NftSet,
    NftTable,
    Port,
    Protocol,
    SnatFromMap,
    Statement,
    VerdictMap,
)

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,99}")
INTERFACE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,14}")
COMMENT_BYTES = 128
KEY_OF_FIELD = {"iifname": "ifname", "oifname": "ifname", "ip saddr": "ipv4_addr", "ip daddr": "ipv4_addr"}


def check_table(table: NftTable) -> None:
    """Raise ValueError, naming the table and the place, unless `table` is canonical and complete."""
    try:
        _check_names(table)
        for named_set in table.sets:
            _check_set(named_set)
        for named_map in table.maps:
            _check_map(named_map, {chain.name for chain in table.chains})
        for chain in table.chains:
            for rule in chain.rules:
                _check_rule(rule, table)
    except ValueError as error:
        raise ValueError(f"nftables table {table.name!r}: {error}") from None


def _require(condition: bool, complaint: str) -> None:
    if not condition:
        raise ValueError(complaint)


def _check_names(table: NftTable) -> None:
    families: tuple[tuple[str, list[str], bool], ...] = (
        ("set", [named_set.name for named_set in table.sets], True),
        ("map", [named_map.name for named_map in table.maps], True),
        ("counter", list(table.counters), True),
        ("chain", [chain.name for chain in table.chains], False),
    )
    _require(NAME.fullmatch(table.name) is not None, "not a name nft takes")
    for family, names, is_sorted in families:
        for name in names:
            _require(NAME.fullmatch(name) is not None, f"{family} {name!r}: not a name nft takes")
        _require(len(set(names)) == len(names), f"two {family}s of one name")
        _require(not is_sorted or names == sorted(names), f"{family}s are not sorted")
    _require(not {s.name for s in table.sets} & {m.name for m in table.maps}, "a set and a map of one name")


def _check_set(named_set: NftSet) -> None:
    where = f"set {named_set.name}"
    _require(bool(named_set.key), f"{where}: no key")
    _require(list(named_set.elements) == sorted(set(named_set.elements)), f"{where}: elements are not sorted")
    if named_set.interval:
        _require(named_set.key == ("ipv4_addr",), f"{where}: an interval set holds addresses only")
        pairs = [(first, last) for element in named_set.elements for first, _, last in [element[0].partition("-")]]
        _check_ranges(sorted((_address(first), _address(last)) for first, last in pairs), where)
        return
    for element in named_set.elements:
        _require(len(element) == len(named_set.key), f"{where}: {element} has another number of parts than the key")
        for part, key in zip(element, named_set.key, strict=True):
            _check_key(part, key, where)


def _check_map(named_map: NftMap, chains: set[str]) -> None:
    where = f"map {named_map.name}"
    keys = [key for key, _ in named_map.elements]
    _require(keys == sorted(set(keys)), f"{where}: elements are not sorted by key")
    for key, value in named_map.elements:
        _check_key(key, named_map.key, where)
        if named_map.value == "verdict":
            _require(value in chains, f"{where}: no chain {value!r}")
        elif named_map.value == "mark":
            _require(value.isdecimal() and value == str(int(value)) and int(value) < 2**32, f"{where}: mark {value!r}")
        else:
            _address(value)


def _check_key(part: str, key: str, where: str) -> None:
    if key == "ifname":
        _require(INTERFACE_NAME.fullmatch(part) is not None, f"{where}: {part!r} is not an interface name")
    else:
        _address(part)


def _address(text: str) -> int:
    address = IPv4Address(text)
    _require(str(address) == text, f"address {text!r} is not in canonical form")
    return int(address)


def _check_ranges(ranges: Sequence[tuple[int, int]], where: str) -> None:
    previous = -2
    for first, last in ranges:
        _require(previous + 1 < first <= last, f"{where}: ranges are not merged and ascending")
        previous = last


def _check_rule(rule: NftRule, table: NftTable) -> None:
    if rule.comment is not None:
        size = len(rule.comment.encode())
        _require(0 < size <= COMMENT_BYTES, f"a comment of {size} bytes; the kernel takes 1 to {COMMENT_BYTES}")
        _require(rule.comment.isprintable() and '"' not in rule.comment, f"comment {rule.comment!r} cannot be quoted")
    _require(bool(rule.matches or rule.statements), "an empty rule")
    before: Match | None = None
    for match in rule.matches:
        _check_match(match, before, table)
        before = match
    for statement in rule.statements:
        _check_statement(statement, table)


def _check_match(match: Match, before: Match | None, table: NftTable) -> None:
    if isinstance(match, Interface):
        _require(INTERFACE_NAME.fullmatch(match.name) is not None, f"{match.name!r} is not an interface name")
    elif isinstance(match, InSet):
        keys = tuple(KEY_OF_FIELD[field] for field in match.fields)
        _require(any(s.name == match.set and s.key == keys for s in table.sets), f"no set {match.set!r} of {keys}")
    elif isinstance(match, AddressIn):
        _require(bool(match.ranges), f"{match.field} in no range at all")
        _check_ranges([(_address(first), _address(last)) for first, last in match.ranges], match.field)
    elif isinstance(match, Port):
        _require(bool(match.ranges), f"{match.field} in no range at all")
        _check_ranges(match.ranges, match.field)
        _require(match.ranges[0][0] >= 0 and match.ranges[-1][1] <= 65535, f"{match.field} beyond 65535")
        is_known = isinstance(before, Port) or (isinstance(before, Protocol) and "icmp" not in before.protocols)
        _require(is_known, f"{match.field} is not directly behind a protocol of tcp or udp")
    elif isinstance(match, Protocol):
        _check_sorted(match.protocols, "protocols")
    elif hasattr(match, "states"):
        _check_sorted(match.states, "states")


def _check_sorted(words: Iterable[str], what: str) -> None:
    listed = list(words)
    _require(bool(listed) and listed == sorted(set(listed)), f"{what} are not sorted, or none")


def _check_statement(statement: Statement, table: NftTable) -> None:
    if isinstance(statement, Count):
        _require(statement.counter in table.counters, f"no counter {statement.counter!r}")
    elif isinstance(statement, Jump):
        _require(any(chain.name == statement.chain for chain in table.chains), f"no chain {statement.chain!r}")
    elif isinstance(statement, VerdictMap | MarkFromMap | SnatFromMap | DnatFromMap):
        kind = {VerdictMap: "verdict", MarkFromMap: "mark"}.get(type(statement), "ipv4_addr")
        shape = (statement.map, KEY_OF_FIELD[statement.field], kind)
        _require(shape in {(m.name, m.key, m.value) for m in table.maps}, f"no {kind} map {statement.map!r}")
