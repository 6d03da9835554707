"""What happens to a packet inside one namespace, one value per step, each naming the object that decided.

Every step carries the headers as they are after it. The union is closed: a reader matches all of it.
"""

from typing import Literal

from msgspec import Struct

from ..net.state import Neighbour, RouteEntry, RuleEntry
from .packets import Headers

HookName = Literal["prerouting", "input", "forward", "output", "postrouting"]
TrackState = Literal["new", "established", "invalid"]
Disposition = Literal[
    "delivered",
    "filtered",
    "blackholed",
    "no-route",
    "not-forwarding",
    "martian-source",
    "martian-destination",
    "reverse-path",
    "ttl-exceeded",
    "too-big",
    "unresolved",
    "wrong-mac",
    "translation-lost",
    "unanswered-broadcast",
    "stray",
    "loop",
]
"""How a packet's way ends; `docs/trace.md` says what each means in Linux."""


class RuleRef(Struct, frozen=True, tag="rule"):
    """An nftables rule: the `index`-th of its chain, from 0."""

    table: str
    chain: str
    index: int
    comment: str | None = None


class ElementRef(Struct, frozen=True):
    """The element of a named map that a rule found for the packet."""

    map: str
    key: str
    value: str


class RouteRef(Struct, frozen=True, tag="route"):
    """A kernel route; `table` is the routing table's number."""

    table: int
    dst: str


class SysctlRef(Struct, frozen=True, tag="sysctl"):
    """A setting of the namespace."""

    name: str
    value: str


class AddressRef(Struct, frozen=True, tag="address"):
    """An address, own or missing, of the namespace or of a frame."""

    address: str


class LimitRef(Struct, frozen=True, tag="limit"):
    """A limit of the packet itself."""

    what: Literal["ttl", "mtu"]


Decider = RuleRef | RouteRef | SysctlRef | AddressRef | LimitRef


class Originated(Struct, frozen=True, tag="originated"):
    """A socket of the namespace sends; `chosen` says that Linux chose the source address."""

    chosen: bool
    headers: Headers


class Received(Struct, frozen=True, tag="received"):
    """A frame came in on `dev`."""

    dev: str
    headers: Headers


class Bridged(Struct, frozen=True, tag="bridged"):
    """A bridge passed a frame on: from a port (None: its own namespace) to a port (None: its own namespace)."""

    bridge: str
    from_port: str | None
    to_port: str | None
    headers: Headers


class Tracked(Struct, frozen=True, tag="tracked"):
    """Connection tracking looked the packet up."""

    hook: HookName
    state: TrackState
    headers: Headers


class Filtered(Struct, frozen=True, tag="filtered"):
    """A rule matched. Without `rule` the end of the hook's chain was reached: its policy accepts."""

    hook: HookName
    table: str
    chain: str
    rule: RuleRef | None
    verdict: Literal["accept", "drop", "return", "continue", "jump"]
    target: str | None
    """The chain jumped to."""
    element: ElementRef | None
    """What said where to jump, or what to translate to, if a map did."""
    headers: Headers


class Marked(Struct, frozen=True, tag="marked"):
    """A rule set the packet's mark from an element of a map."""

    hook: HookName
    rule: RuleRef
    element: ElementRef
    headers: Headers


class Translated(Struct, frozen=True, tag="translated"):
    """An address or port was rewritten: by a rule, and perhaps a map's element, or (None) as its connection says."""

    hook: HookName
    what: Literal["source", "destination"]
    rule: RuleRef | None
    element: ElementRef | None
    before: Headers
    headers: Headers


class Routed(Struct, frozen=True, tag="routed"):
    """A routing decision: `rule` is the policy rule (None: the kernel's own), `entry` the route (None: own address).

    `dev` is empty for a blackhole.
    """

    kind: Literal["local", "broadcast", "unicast", "blackhole"]
    rule: RuleEntry | None
    table: int
    entry: RouteEntry | None
    dev: str
    headers: Headers


class TtlDecremented(Struct, frozen=True, tag="ttl-decremented"):
    """The packet is forwarded, which costs one of its TTL."""

    headers: Headers


class Fragmented(Struct, frozen=True, tag="fragmented"):
    """The packet leaves in pieces of at most `mtu` bytes."""

    mtu: int
    headers: Headers


class Resolved(Struct, frozen=True, tag="resolved"):
    """The next hop's hardware address: a permanent neighbour, or an answer to ARP by the namespace `answered_by`.

    Neither: it was heard before in the same exchange.
    """

    dev: str
    address: str
    mac: str
    neighbour: Neighbour | None
    answered_by: str | None
    headers: Headers


class Sent(Struct, frozen=True, tag="sent"):
    """The frame leaves by `dev`."""

    dev: str
    mac: str
    headers: Headers


class Delivered(Struct, frozen=True, tag="delivered"):
    """The packet reached an address of the namespace. Whether a socket listens there is not in the state."""

    dev: str
    headers: Headers


class Dropped(Struct, frozen=True, tag="dropped"):
    """The packet's way ends here; `decider` is what ended it, where one object did."""

    disposition: Disposition
    decider: Decider | None
    headers: Headers


Step = (
    Originated
    | Received
    | Bridged
    | Tracked
    | Filtered
    | Marked
    | Translated
    | Routed
    | TtlDecremented
    | Fragmented
    | Resolved
    | Sent
    | Delivered
    | Dropped
)
