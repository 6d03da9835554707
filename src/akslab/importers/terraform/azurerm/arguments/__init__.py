"""Which argument each major version of azurerm knows, for the resources that are read here."""

from collections.abc import Mapping
from functools import lru_cache

MAJORS = (2, 3, 4, 5)


@lru_cache(maxsize=64)
def arguments_of(kind: str) -> Mapping[str, Mapping[str, tuple[int, ...]]] | None:
    """Return block (`""` for the resource itself) -> argument -> majors that know it; None for other resources."""
    blocks = _table(kind)
    if blocks is None:
        return None
    return {block: dict(map(_read, words.split())) for block, words in blocks.items()}


def _read(word: str) -> tuple[str, tuple[int, ...]]:
    name, _, majors = word.partition(":")
    return name, tuple(map(int, majors)) or MAJORS


def _table(kind: str) -> dict[str, str] | None:
    """Return a resource's row; each table is imported when something in it is asked for."""
    if kind.startswith("azurerm_kubernetes_cluster"):
        from .clusters import CLUSTERS  # noqa: PLC0415 - the largest of the tables

        return CLUSTERS.get(kind)
    if kind == "azurerm_application_gateway":
        from .gateways import GATEWAYS  # noqa: PLC0415 - large, and rarely there

        return GATEWAYS[kind]
    from .access import ACCESS  # noqa: PLC0415 - only where azurerm is used
    from .edges import EDGES  # noqa: PLC0415 - only where azurerm is used
    from .networks import NETWORKS  # noqa: PLC0415 - only where azurerm is used

    return ACCESS.get(kind) or NETWORKS.get(kind) or EDGES.get(kind)
