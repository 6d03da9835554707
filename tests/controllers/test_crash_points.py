"""Killed after any write: whatever the lab was doing, a start from what is stored comes to the same end.

The process is stopped at the n-th durable write of an operation, for every n; a new composition over the store then
settles, and what it has stored in the end is compared with an undisturbed run.
"""

import re
from collections.abc import Callable, Sequence

import msgspec
import pytest

from akslab.settings import Settings
from akslab.store.seam import Entry, Write

from .stage import (
    CLUSTERS,
    Stage,
    add_pool,
    cluster_body,
    create_cluster,
    grant,
    group,
    identity,
    route_table,
    scale,
    subnet,
)

_RANDOM = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\"[0-9a-f]{24}\"|W/\\\"[^\"]*\"")
_SETTLED_PERIOD_S = 11.0


class KilledError(BaseException):
    """The process ends here. Not an Exception: no controller may catch it."""


class Deadline:
    """Lets a number of writes pass."""

    def __init__(self, writes: int) -> None:
        self.left = writes

    def __call__(self, revision: int, writes: Sequence[Write]) -> None:
        if self.left == 0:
            raise KilledError
        self.left -= 1


def _end_state(stage: Stage) -> list[tuple[bytes, bytes]]:
    """Everything stored, without what is drawn at random and without the notes of operations."""
    entries = (entry for entry in stage.store.list("") if not entry.key.startswith("operation/"))
    return sorted((_RANDOM.sub(b"*", e.key.encode()), _RANDOM.sub(b"*", _sorted_json(e))) for e in entries)


def _sorted_json(entry: Entry) -> bytes:
    return msgspec.json.encode(msgspec.json.decode(entry.value), order="deterministic")


def _own_table_cluster(stage: Stage) -> str:
    identity_id, principal = identity(stage)
    table = route_table(stage, routes=[("default", "0.0.0.0/0", "192.168.1.9")])
    grant(stage, principal, "Network Contributor", group(stage))
    return create_cluster(stage, subnet(stage, table=table), identity_id=identity_id)


def _begin_creation(stage: Stage) -> None:
    stage.request("PUT", f"{group(stage)}/providers/{CLUSTERS}/c", cluster_body(subnet(stage)))


def _begin_creation_of_everything(stage: Stage) -> None:
    stage.request("PUT", f"{group(stage)}/providers/{CLUSTERS}/c", cluster_body())


def _growing(stage: Stage) -> None:
    scale(stage, create_cluster(stage, subnet(stage)), 4)


def _shrinking(stage: Stage) -> None:
    cluster = create_cluster(stage, subnet(stage), count=4)
    stage.run_pods(cluster, *"abcdefgh")
    scale(stage, cluster, 1)


def _deletion(stage: Stage) -> None:
    cluster = _own_table_cluster(stage)
    stage.run_pods(cluster, "a", "b")
    stage.delete(cluster)


def _deletion_of_a_managed_table(stage: Stage) -> None:
    stage.delete(create_cluster(stage, subnet(stage)))


def _deletion_of_the_group(stage: Stage) -> None:
    stage.delete(create_cluster(stage, subnet(stage)).partition("/providers/")[0])


def _removal_of_a_pool(stage: Stage) -> None:
    subnet_id = subnet(stage)
    cluster = create_cluster(stage, subnet_id)
    add_pool(stage, cluster, subnet_id)
    stage.settle()
    stage.delete(f"{cluster}/agentPools/more")


SCENES = (
    _begin_creation,
    _begin_creation_of_everything,
    _growing,
    _shrinking,
    _deletion,
    _deletion_of_a_managed_table,
    _deletion_of_the_group,
    _removal_of_a_pool,
)


INSTANT, SLOW_ROLES = Settings(), Settings(role_propagation_s=3600.0)
CASES = [(scene, INSTANT) for scene in SCENES] + [
    (scene, SLOW_ROLES)
    for scene in SCENES
    if scene is not _deletion  # a table of one's own needs a role that has propagated
]


@pytest.mark.parametrize(("scene", "settings"), CASES)
def test_a_lab_killed_after_any_write_comes_to_the_same_end(scene: Callable[[Stage], None], settings: Settings) -> None:
    start = Stage(settings)
    scene(start)
    begun = list(start.store.list(""))
    undisturbed = Stage(settings, begun, start.clock)
    undisturbed.pass_time(_SETTLED_PERIOD_S)
    wanted, killed = _end_state(undisturbed), 0
    while True:
        stage = Stage(settings, begun, journal=Deadline(killed))
        try:
            stage.settle()
        except KilledError:
            killed += 1
        else:
            break
        survivor = stage.restarted()
        survivor.pass_time(_SETTLED_PERIOD_S)
        assert _end_state(survivor) == wanted, f"killed after write {killed - 1}"
    assert killed > 3
