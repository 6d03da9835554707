"""What every controller is given: Resource Manager to act through, the store, the clock, and somewhere to say things."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..arm.verbs import Arm, Caller
from ..arm.world import PROVIDER
from ..kube.embedded import EmbeddedKube
from ..store.seam import Delete, Store, Written
from ..wire.properties import Json

CLUSTERS = "Microsoft.ContainerService/managedClusters"
Log = Callable[..., None]


class Causes:
    """Which request last wrote a key: what follows from it carries its correlation id."""

    def __init__(self, store: Store) -> None:
        self._of: dict[str, str] = {}
        store.listen(self._heard)

    def of(self, key: str) -> str:
        """Return the correlation id of the last write of `key`, '' if that was before this start."""
        return self._of.get(key, "")

    def _heard(self, written: Written) -> None:
        for write in written.writes:
            if isinstance(write, Delete):
                self._of.pop(write.key, None)
            elif written.cause:
                self._of[write.key] = written.cause


@dataclass(frozen=True, slots=True)
class Context:
    """The lab, as controllers see it."""

    arm: Arm
    store: Store
    causes: Causes
    log: Log

    def clusters(self) -> Iterator[Json]:
        """Yield all cluster documents."""
        return self.arm.world.of_type(CLUSTERS)

    def cause_of(self, document: Json) -> str:
        """Return the correlation id of the last write of an ARM document."""
        return self.causes.of(f"arm/{str(document['id']).lower()}")

    def kube(self, cluster: Json, cause: str = "") -> EmbeddedKube:
        """Return the client of a cluster's API; writes carry `cause`, or that of the cluster's last write."""
        return EmbeddedKube(self.store, cluster["id"], cause or self.cause_of(cluster))

    def provider(self, document: Json) -> Caller:
        """Return the provider as a caller, acting on account of a document's last write."""
        return Caller(PROVIDER, PROVIDER, self.cause_of(document))
