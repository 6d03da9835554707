"""What we made in one namespace: the keys by which `observe` tells ours from what others put there.

Whatever users add by hand in a namespace of ours is neither seen nor touched; what they alter or remove of ours is
seen, for values are always read from the kernel.
"""

from dataclasses import dataclass, field


@dataclass
class MadeLink:
    """A link of ours: its index, unique in the whole lab, and for a cable the other end's namespace and name."""

    index: int
    peer: tuple[str, str] | None = None


@dataclass
class MadeNetns:
    """A namespace of ours by its descriptor, and the keys of everything we made in it."""

    fd: int
    links: dict[str, MadeLink] = field(default_factory=dict)
    addresses: set[tuple[str, str]] = field(default_factory=set)
    routes: set[tuple[int, str]] = field(default_factory=set)
    rules: set[tuple[int, int]] = field(default_factory=set)
    neighbours: set[tuple[str, str]] = field(default_factory=set)
    tables: set[str] = field(default_factory=set)
    sysctls: set[str] = field(default_factory=set)
