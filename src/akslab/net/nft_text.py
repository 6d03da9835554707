"""An nftables table as the text nft reads: the whole table replaced in one transaction.

nft's grammar wants a line break before every closing brace and one object a line; a range of one element is written
without braces, or nft would rewrite it.
"""

from typing import assert_never

from .nft_check import check_table
from .nftables import (
    AddressIn,
    ConntrackState,
    Count,
    DestinationLocal,
    DnatFromMap,
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


def replacement(table: NftTable) -> str:
    """Text that creates `table`, or puts it in place of the one of that name. Raises ValueError (see `nft_check`)."""
    return f"table ip {table.name}\n{removal(table.name)}{table_text(table)}"


def removal(name: str) -> str:
    """Text that deletes the table `name`."""
    return f"delete table ip {name}\n"


def table_text(table: NftTable) -> str:
    """Write the table out, without replacing anything. Raises ValueError when it is not canonical (see `nft_check`)."""
    check_table(table)
    lines = [f"table ip {table.name} {{"]
    for named_set in table.sets:
        lines += _set_lines(named_set)
    for named_map in table.maps:
        lines += _map_lines(named_map)
    for counter in table.counters:
        lines += [f"  counter {counter} {{", "  }"]
    for chain in table.chains:
        lines += _chain_lines(chain)
    return "\n".join([*lines, "}"]) + "\n"


def _set_lines(named_set: NftSet) -> list[str]:
    lines = [f"  set {named_set.name} {{", f"    type {' . '.join(named_set.key)}"]
    if named_set.interval:
        lines.append("    flags interval")
        texts = [_range(*element[0].split("-")) for element in named_set.elements]
    else:
        quoted = [
            [_key(part, key) for part, key in zip(element, named_set.key, strict=True)]
            for element in named_set.elements
        ]
        texts = [" . ".join(parts) for parts in quoted]
    return [*lines, *_element_lines(texts), "  }"]


def _map_lines(named_map: NftMap) -> list[str]:
    values = {"verdict": "jump {}", "mark": "{}", "ipv4_addr": "{}"}[named_map.value]
    texts = [f"{_key(key, named_map.key)} : {values.format(value)}" for key, value in named_map.elements]
    head = [f"  map {named_map.name} {{", f"    type {named_map.key} : {named_map.value}"]
    return [*head, *_element_lines(texts), "  }"]


def _element_lines(texts: list[str]) -> list[str]:
    return [f"    elements = {{ {', '.join(texts)} }}"] if texts else []


def _key(part: str, key: str) -> str:
    return f'"{part}"' if key == "ifname" else part


def _chain_lines(chain: NftChain) -> list[str]:
    lines = [f"  chain {chain.name} {{"]
    if chain.hook is not None:
        hook = chain.hook
        lines.append(f"    type {hook.type} hook {hook.hook} priority {hook.priority}; policy accept;")
    return [*lines, *(f"    {rule_text(rule)}" for rule in chain.rules), "  }"]


def rule_text(rule: NftRule) -> str:
    """One rule on one line, as a person would type it."""
    parts = [_match_text(match) for match in rule.matches]
    parts += [_statement_text(statement) for statement in rule.statements]
    if rule.comment is not None:
        parts.append(f'comment "{rule.comment}"')
    return " ".join(parts)


def _range(first: str | int, last: str | int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def _one_of(texts: list[str]) -> str:
    return texts[0] if len(texts) == 1 else f"{{ {', '.join(texts)} }}"


def _match_text(match: Match) -> str:
    match match:
        case Interface(field=field, name=name):
            return f'{field} "{name}"'
        case InSet(fields=fields, set=name, negate=negate):
            return f"{' . '.join(fields)} {'!= ' if negate else ''}@{name}"
        case AddressIn(field=field, ranges=addresses):
            return f"{field} {_one_of([_range(*pair) for pair in addresses])}"
        case Protocol(protocols=protocols):
            return f"meta l4proto {_one_of(list(protocols))}"
        case Port(field=field, ranges=ports):
            return f"{field} {_one_of([_range(*pair) for pair in ports])}"
        case ConntrackState(states=states):
            return f"ct state {','.join(states)}"
        case DestinationLocal():
            return "fib daddr type local"
        case _:
            assert_never(match)


def _statement_text(statement: Statement) -> str:
    match statement:
        case Count(counter=counter):
            return f'counter name "{counter}"'
        case Verdict(kind=kind):
            return kind
        case Jump(chain=chain):
            return f"jump {chain}"
        case VerdictMap(field=field, map=name):
            return f"{field} vmap @{name}"
        case MarkFromMap(field=field, map=name):
            return f"meta mark set {field} map @{name}"
        case Masquerade():
            return "masquerade"
        case SnatFromMap(field=field, map=name):
            return f"snat ip to {field} map @{name}"
        case DnatFromMap(field=field, map=name):
            return f"dnat ip to {field} map @{name}"
        case _:
            assert_never(statement)
