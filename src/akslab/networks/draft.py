"""Inputs under way: what a view tells, collected, with what it leaves open, until nothing more is to come."""

from msgspec.structs import replace

from ..compile.inputs import (
    Cluster,
    Inputs,
    IpConfiguration,
    Machine,
    NetworkInterface,
    Node,
    Pod,
    RouteTable,
    SecurityGroup,
    Settings,
    VirtualNetwork,
)
from ..wire.sentences import Sentence, sentence
from ..wire.symbols import spoken
from .values import Assumption

STAND_INS = tuple(
    f"{block}.{number}"
    for block, numbers in (("203.0.113", range(10, 128)), ("192.0.2", range(1, 255)), ("198.51.100", range(10, 255)))
    for number in numbers
)
"""Addresses of RFC 5737 for public ones that nobody tells; those of default outbound access lie elsewhere."""


class Draft:
    """Collects one network; ids are lower-cased."""

    def __init__(self) -> None:
        self.networks: dict[str, VirtualNetwork] = {}
        self.tables: dict[str, RouteTable] = {}
        self.groups: dict[str, SecurityGroup] = {}
        self.interfaces: dict[str, NetworkInterface] = {}
        self.public: dict[str, str] = {}
        self.clusters: dict[str, Cluster] = {}
        self.nodes: list[Node] = []
        self.pods: list[Pod] = []
        self.machines: list[Machine] = []
        self.assumptions: list[Assumption] = []
        self.unfit: list[Sentence] = []
        self.contradictions: list[Sentence] = []
        self.absent: dict[str, Sentence] = {}

    def inputs(self, settings: Settings) -> Inputs:
        """Return what was collected."""
        return Inputs(
            networks=self.networks,
            tables=self.tables,
            security_groups=self.groups,
            interfaces=self.interfaces,
            public_addresses=self.public,
            clusters=self.clusters,
            nodes=tuple(sorted(self.nodes, key=lambda node: (node.name, node.cluster))),
            pods=tuple(sorted(self.pods, key=lambda pod: (pod.cluster, pod.name))),
            machines=tuple(sorted(self.machines, key=lambda machine: machine.name)),
            settings=settings,
        )

    def stand_in(self, id_: str) -> str:
        """Return an address that stands for a public one, by the id of its resource; the last one when all are used."""
        taken = set(self.public.values())
        self.public[id_] = next((each for each in STAND_INS if each not in taken), STAND_INS[-1])
        return self.public[id_]

    def give_public(self, interface: NetworkInterface, configurations: tuple[IpConfiguration, ...]) -> None:
        """Give an interface's addresses their public ones."""
        self.interfaces[interface.id] = replace(interface, configurations=configurations)

    def leave_out(self, key: str, name: str, **values: object) -> None:
        """Note that something can't be part of the network, and why; who asks for it by name is told the same."""
        what = sentence(key, name=spoken(name), **values)
        self.unfit.append(what)
        self.absent.setdefault(name.lower(), what)
