"""Where sources say different things of the move: both are shown, with their dates, and what is done here.

The readings are quoted in our own words. A disagreement is shown where it makes a difference for the cluster.
"""

from collections.abc import Callable, Iterator

from msgspec import Struct

from ..rules.facts import minor_version
from ..rules.ids import same
from ..wire.sentences import Sentence, sentence
from .aims import OLDEST_FOR_UNINSTALLING, OLDEST_VERSION
from .case import Case
from .disruption import Disruption
from .remarks import Remark

PAGE = ("2026-08", "AKS docs, update-azure-cni")
CHANGELOG = "AKS changelog"


class Reading(Struct, frozen=True):
    """What one source says, and when."""

    date: str
    source: str
    says: Sentence


class Disagreement(Struct, frozen=True, kw_only=True):
    """One question with several answers."""

    key: str
    readings: tuple[Reading, ...]
    here: Sentence
    """Which of them this plan goes by."""


class Circumstances(Struct, frozen=True):
    """What decides whether a disagreement matters."""

    case: Case
    remarks: tuple[Remark, ...]
    disruption: Disruption

    def has(self, *keys: str) -> bool:
        """Whether a remark with one of these keys was made."""
        return any(each.key in keys for each in self.remarks)

    @property
    def version(self) -> tuple[int, int]:
        """The cluster's version; the highest where it is not known."""
        return minor_version(self.case.cluster.kubernetes_version) or (99, 0)


Told = tuple[str, str, str]
"""Date, source, and the end of the key of what it says."""
_QUESTIONS: tuple[tuple[str, Callable[[Circumstances], bool], tuple[Told, ...]], ...] = (
    (
        "pod-cidr",
        lambda _: True,
        (
            ("2025-03-06", "MicrosoftDocs/azure-aks-docs#172", "no"),
            ("2025-08-29", CHANGELOG, "yes"),
            (*PAGE, "page"),
            ("2026-03-18", "Azure/AKS#5662", "refused"),
        ),
    ),
    (
        "overlap",
        lambda now: now.has("pods-in-network"),
        (("2024-10-25", CHANGELOG, "subnets"), (*PAGE, "network")),
    ),
    (
        "surge",
        lambda now: any(pool.surge.is_disputed for pool in now.disruption.pools),
        (
            ("2026-08", "AKS docs, upgrade-aks-node-pools-rolling", "one"),
            ("2023-10-01", CHANGELOG, "tenth-for-new"),
            ("2025-03-16", CHANGELOG, "tenth-for-all"),
        ),
    ),
    (
        "table",
        lambda now: now.has("who-detaches"),
        ((*PAGE, "detached"), ("2025-11-05", "MicrosoftDocs/azure-aks-docs#334", "fails")),
    ),
    (
        "way-out",
        lambda now: now.has("table-is-way-out"),
        ((*PAGE, "detached"), ("2026-08", "AKS docs, egress-udr", "needed")),
    ),
    (
        "identity",
        lambda now: now.has("identity"),
        ((*PAGE, "user-assigned"), ("2023-12-15", "Azure/azure-cli#28042", "default")),
    ),
    (
        "version",
        lambda now: (1, 22) <= now.version < OLDEST_VERSION,
        (("2023-10-10", "Azure/AKS#3848", "old"), (*PAGE, "new")),
    ),
    (
        "uninstall",
        lambda now: now.has("policy") and now.version < OLDEST_FOR_UNINSTALLING,
        (("2026-08", "AKS docs, use-network-policies", "any"), ("2026-05-29", CHANGELOG, "thirty")),
    ),
    (
        "gateway",
        lambda now: now.has("gateway-subnet", "gateway-out"),
        (
            ("2025-06-17", CHANGELOG, "fixed"),
            ("2025-11-05", "MicrosoftDocs/azure-aks-docs#334", "fails"),
            ("2026-08", "ingress-controller-overview", "finds"),
        ),
    ),
    (
        "cilium",
        lambda now: same(now.case.aim.dataplane, "cilium"),
        ((*PAGE, "alone"), ("2025-06-26", "MicrosoftDocs/azure-aks-docs#264", "with-policy")),
    ),
)


def disagreements_of(now: Circumstances) -> Iterator[Disagreement]:
    """Yield the disagreements that matter here."""
    for key, matters, readings in _QUESTIONS:
        if matters(now):
            yield Disagreement(
                key=key,
                readings=tuple(
                    Reading(date, source, sentence(f"said.{key}.{says}")) for date, source, says in readings
                ),
                here=sentence(f"said.{key}.here"),
            )
