"""A network that can be asked: its state, who lives in it, where its rules come from, what nobody told.

`trace` and `reach` need `state` and `endpoints` alone. `inputs` is kept so that a change can be tried on what the state
was compiled from; `assumptions` are what the input left open, each with what it is about.
"""

from collections.abc import Callable, Mapping
from typing import Literal

from msgspec import Struct

from ..compile.inputs import Inputs
from ..net.state import NetworkState
from ..trace.packets import ProtocolName
from ..wire.sentences import Sentence
from .services import Service

EndpointKind = Literal["pod", "node", "vm", "site", "internet", "address"]
About = Literal[
    "subnet",
    "interface",
    "group",
    "table",
    "network",
    "cluster",
    "outbound",
    "edge",
    "appliance",
    "block",
    "site",
    "policies",
]
Written = Callable[[str, str], str]
"""(resource id, place in its document) -> where that is written: `main.bicep:14`, `rt.json:$.routes[2]`; or nothing."""


class NetworkError(Exception):
    """A network that can't be made, or an endpoint nobody has: in words, with the candidates where there are any."""

    def __init__(self, what: Sentence, *, is_missing: bool = False, asked: str = "", instead: str = "") -> None:
        super().__init__(what.key)
        self.what = what
        self.is_missing = is_missing
        """Nobody is called so, as opposed to a question that is no good."""
        self.asked, self.instead = asked, instead
        """Who was asked for, and the words for somebody to ask for instead, with a port; empty where nobody is known."""


class Endpoint(Struct, frozen=True, kw_only=True):
    """Somebody packets come from or go to. `address` is where packets for it go, and its source if it has several."""

    kind: EndpointKind
    name: str
    netns: str
    """Empty for a plain address that nobody here has."""
    address: str
    cluster: str = ""
    """Name of its cluster, for pods and nodes."""
    cluster_id: str = ""
    """Lower-cased."""
    aliases: tuple[str, ...] = ()
    """Other names that mean it: `nodepool1/0` for the pool's first node."""
    labels: tuple[tuple[str, str], ...] = ()
    """Of a pod that runs."""

    @property
    def title(self) -> str:
        """Its kind and name, as a person types them: `pod/web`."""
        is_plain = self.kind in ("address", "internet") or self.is_foreseen
        return self.name if is_plain else f"{self.kind}/{self.name}"

    @property
    def is_foreseen(self) -> bool:
        """Whether it is a pod that nobody runs yet: `pod@NODE`."""
        return self.kind == "pod" and "@" in self.name


class Traffic(Struct, frozen=True, kw_only=True):
    """What is known of a security rule that is not known whole: packets that are otherwise are none of its business."""

    inbound: bool | None = None
    """None: not known."""
    protocols: tuple[ProtocolName, ...] = ("icmp", "tcp", "udp")
    source_ports: tuple[tuple[int, int], ...] = ()
    """First and last, both included; empty: any."""
    destination_ports: tuple[tuple[int, int], ...] = ()
    priority: int = 0
    """0, before all others, where it is not known."""


class Spot(Struct, frozen=True, kw_only=True):
    """A spot of the state that a packet passes: an interface of a namespace, or a route that decides there."""

    netns: str
    dev: str = ""
    """Any interface where it is empty."""
    side: Literal["in", "out", "any", "through"] = "any"
    """`in`: it matters to what comes in by `dev` only, `out`: to what leaves by it. `through`: to what does both."""
    traffic: Traffic | None = None
    """It matters to such packets only, as long as no connection has them."""
    chain: str = ""
    """Of the security group: a rule of it that decides earlier settles it."""
    route: str = ""
    """A prefix: it matters only where the route to it decides."""
    is_translating: bool = False
    """It matters only where a rule gives the packet another source."""


class Assumption(Struct, frozen=True, kw_only=True):
    """Something the input leaves open, and what is taken instead. It counts for packets that pass what it is about.

    `whereabouts.spots_of` says where that is in a state.
    """

    what: Sentence
    """What is not known, and what is assumed."""
    unless: Sentence | None = None
    """The condition for a verdict: `a security rule of subnet nodes forbids it`. None: it changes no verdict."""
    needs: str = ""
    """The file, option or command that would settle it."""
    about: About
    id: str
    """Lower-cased; of a block its node's interface, of a site its name."""
    route: str = ""
    """Of a table, a network or a block: only this prefix."""
    traffic: Traffic | None = None
    """Of a security group: only such packets."""
    may_stop: bool = False
    """What passes here may be dropped in truth."""
    may_open: bool = False
    """What is dropped here may pass in truth."""


def nowhere(id_: str, place: str) -> str:
    """Tell where things are written in an input that is no file: nowhere."""
    return ""


class Site(Struct, frozen=True, kw_only=True):
    """A network behind a machine that carries its packets: on-premises, behind an appliance that ends a tunnel."""

    name: str
    prefixes: tuple[str, ...]
    address: str
    """Its one host."""
    machine: str
    """Name of the virtual machine that is its way in and out."""


class InternetHost(Struct, frozen=True):
    """One more host on the Internet."""

    address: str


class Masquerading(Struct, frozen=True):
    """The ranges that a cluster's ip-masq agent spares, as its ConfigMaps say."""

    cluster: str
    """Lower-cased id."""
    spared: Mapping[str, str]
    """Range -> where it is written."""


Addition = Site | InternetHost | Masquerading


class ServiceRange(Struct, frozen=True):
    """Where a cluster's services have their addresses."""

    prefix: str
    cluster: str


class Network(Struct, frozen=True, kw_only=True, eq=False):
    """A network that can be asked."""

    state: NetworkState
    endpoints: tuple[Endpoint, ...]
    inputs: Inputs
    assumptions: tuple[Assumption, ...] = ()
    spelled: Mapping[str, str] = {}
    """Lower-cased id -> id as it was written."""
    written: Written = nowhere
    contradictions: tuple[Sentence, ...] = ()
    """What the input says against itself: what is said of it is unknown."""
    unfit: tuple[Sentence, ...] = ()
    """What of the input could not be made part of the network, and why."""
    absent: Mapping[str, Sentence] = {}
    """Lower-cased name -> why there is no such endpoint although the input has something of the name."""
    services: tuple[ServiceRange, ...] = ()
    """Ranges in which nobody stands: a service is carried by every node, and is not part of the network yet."""
    named_services: tuple[Service, ...] | None = None
    """Those that the input names; None where it names none of a cluster."""
    services_need: str = ""
    """What would name them where the input could; empty where it can't."""
    additions: tuple[Addition, ...] = ()
    """What stands in the state and in no document."""
