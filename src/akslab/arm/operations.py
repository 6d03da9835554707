"""Long-running operations: what az polls until a resource has reached its end.

An operation is a note of which resource was asked to do what; how it goes is read off the resource itself, so an
operation is never final before its resource. Every answer carries `Retry-After: 1`: az waits 30 seconds without it.
"""

import msgspec

from ..clock import timestamp
from ..store.seam import Delete, Put, Store
from ..wire.properties import Json
from .errors import ArmError
from .verbs import Caller
from .world import World

TERMINAL = frozenset({"Succeeded", "Failed", "Canceled"})
RETRY_AFTER = ("Retry-After", "1")
_PREFIX = "operation/"
_KEPT_S = 86_400.0


class Operation(msgspec.Struct, frozen=True):
    """What was asked of which resource, and when."""

    id: str
    resource_id: str
    verb: str
    """`PUT` or `DELETE`."""
    started: str
    principal_id: str = ""
    """Who asked: they may watch it even where they may not read."""


class Operations:
    """The operations of a lab, in its store."""

    def __init__(self, store: Store, world: World) -> None:
        self._store, self._world = store, world
        self._forget_old()

    def begin(self, caller: Caller, resource_id: str, verb: str) -> Operation:
        """Note that `verb` was asked of a resource."""
        operation = Operation(self._world.new_id(), resource_id, verb, self._world.now(), caller.principal_id)
        self._store.write([Put(_PREFIX + operation.id, msgspec.json.encode(operation))], caller.cause)
        return operation

    def _forget_old(self) -> None:
        """Remove the notes of operations nobody polls any more: those that began over a day ago."""
        oldest = timestamp(self._world.clock.now() - _KEPT_S)
        notes = (msgspec.json.decode(entry.value, type=Operation) for entry in self._store.list(_PREFIX))
        if old := [Delete(_PREFIX + note.id) for note in notes if note.started < oldest]:
            self._store.write(old)

    def status(self, operation: Operation) -> Json:
        """Return the status document of an operation."""
        state, error = self._state(operation)
        document: Json = {"id": operation.resource_id, "name": operation.id, "status": state}
        document["startTime"] = operation.started
        if state in TERMINAL:
            document["endTime"] = self._world.now()
        if error:
            document["error"] = error
        return document

    def get(self, operation_id: str) -> Operation:
        """Return an operation; raises 404 for an unknown one."""
        entry = self._store.get(_PREFIX + operation_id.lower())
        if entry is None:
            raise ArmError(404, "NotFound", f"There is no operation '{operation_id}'.")
        return msgspec.json.decode(entry.value, type=Operation)

    def _state(self, operation: Operation) -> tuple[str, Json | None]:
        document = self._world.get(operation.resource_id)
        if document is None:
            return ("Succeeded", None) if operation.verb == "DELETE" else ("Canceled", None)
        state = str(document["properties"].get("provisioningState", "Succeeded"))
        error = document.get("akslab", {}).get("error")
        if state not in TERMINAL:
            return "InProgress", None
        if operation.verb == "DELETE" or state == "Failed":
            return "Failed", error or {"code": "Failed", "message": "The operation did not reach its end."}
        return state, None
