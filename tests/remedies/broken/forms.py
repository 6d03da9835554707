"""How a sound text is broken: what stands in it is replaced by something else, in every language."""

from collections.abc import Mapping

from msgspec import Struct

from akslab.rules.view import TakenRange

Swap = tuple[str, str]
"""Words that stand in the text, and those that come in their place."""


Language = str


LANGUAGES: tuple[Language, ...] = ("arm", "bicep", "terraform", "az")


class Breaking(Struct, frozen=True):
    """How a rule is broken."""

    rule: str
    swaps: Mapping[Language, tuple[Swap, ...]]
    taken: tuple[TakenRange, ...] = ()


def alike(
    rule: str, *swaps: Swap, taken: tuple[TakenRange, ...] = (), only: tuple[Language, ...] = LANGUAGES
) -> Breaking:
    """Return a breaking by values, which stand in every language as they are."""
    return Breaking(rule, dict.fromkeys(only, swaps), taken)


def several(rule: str, *parts: Mapping[Language, Swap]) -> Breaking:
    """Return a breaking by several swaps, in the languages that all of them have."""
    return Breaking(rule, both(*parts))


def both(*parts: Mapping[Language, Swap]) -> dict[Language, tuple[Swap, ...]]:
    """Return the swaps of several, in the languages that all of them have."""
    return {each: tuple(part[each] for part in parts) for each in LANGUAGES if all(each in part for part in parts)}


_AFTER = {
    "profile": {
        "arm": '          "networkPlugin": "kubenet",\n',
        "bicep": "      networkPlugin: 'kubenet'\n",
        "terraform": '    network_plugin = "kubenet"\n',
        "az": "  --network-plugin kubenet \\\n",
    },
    "cluster": {
        "arm": '        "kubernetesVersion": "1.31.2",\n',
        "bicep": "    kubernetesVersion: '1.31.2'\n",
        "terraform": '  kubernetes_version  = "1.31.2"\n',
        "az": "  --kubernetes-version 1.31.2 \\\n",
    },
    "pool": {
        "arm": '            "count": 3,\n',
        "bicep": "        count: 3\n",
        "terraform": "    node_count     = 3\n",
        "az": "  --node-count 3 \\\n",
    },
}


def line(where: str, **written: str) -> dict[Language, Swap]:
    """Return lines that are added to the network profile, the cluster or the pool, as each language writes them."""
    indents = {"profile": (10, 6, 4, 2), "cluster": (8, 4, 2, 2), "pool": (12, 8, 4, 2)}[where]
    ends = (",", "", "", " \\")
    found = {}
    for language, indent, end in zip(LANGUAGES, indents, ends, strict=True):
        if language in written:
            before = _AFTER[where][language]
            lines = "".join(f"{' ' * indent}{each}\n" for each in f"{written[language]}{end}".split("\n"))
            found[language] = (before, before + lines)
    return found


def with_line(rule: str, lines: Mapping[Language, Swap], *swaps: Swap) -> Breaking:
    """Return a breaking by a line more, and by values."""
    return Breaking(rule, {language: (swap, *swaps) for language, swap in lines.items()})


def outbound(type_: str) -> dict[Language, Swap]:
    """Return the line of an outbound type."""
    return line(
        "profile",
        arm=f'"outboundType": "{type_}"',
        bicep=f"outboundType: '{type_}'",
        terraform=f'outbound_type = "{type_}"',
        az=f"--outbound-type {type_}",
    )
