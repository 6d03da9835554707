"""A plan as JSON -> a deployment: what it will make, what is there now, in which order, and what it takes away."""

from collections.abc import Mapping
from typing import Any

from ....deployments.declared import Declared, Deployment, Gap
from ....deployments.nodes import Node
from ....deployments.origins import Origin
from ....wire.sentences import sentence
from ..azurerm.versions import Versions
from ..configuration.instances import seen_from_outside
from ..declaring import declared_of
from ..language.values import Unsure
from ..written import Written
from .addresses import Place
from .document import Change, Configuration, Json, changes_in
from .ordering import Ordering
from .places import Places, positioned
from .principals import principals_in, with_principal
from .references import Asker, References
from .release import versions_of
from .states import State, states_in
from .subscriptions import Subscriptions
from .values import Merge, known

_OTHERS = ("principal", "client", "object", "tenant", "subscription")
"""Ids of something else than the resource that is referred to."""
_IDS = ("_id", "_ids", "_id_wo", "scope", "principal_id", "address")


class PlanReader:
    """Reads one plan."""

    def __init__(self, document: Json, file: str, places: Places | None, versions: Versions) -> None:
        """Take the plan, its file's name, the configuration files beside it, and what the person says of azurerm."""
        self._document, self._file, self._places = document, file, places
        self._configuration = Configuration(document)
        self._changes = list(changes_in(document.get("resource_changes"), ("resource_changes",)))
        self._drift = {
            change.address: change for change in changes_in(document.get("resource_drift"), ("resource_drift",))
        }
        self._states = list(states_in(document.get("prior_state"), ("prior_state",)))
        self._by_address = {change.address: change for change in self._changes}
        self._written: dict[str, Written | None] = {}
        self._references = References(self._configuration, document.get("variables"), self._outside)
        self._versions = versions_of(self._configuration, self._changes, versions)
        self._subscriptions = Subscriptions(self._configuration, self._changes, self._states, document.get("variables"))
        self._data = {state.address: state for state in self._states if state.mode == "data"}
        self._principals = principals_in(
            (
                *((change.type, change.before or change.after) for change in self._changes),
                *((state.type, state.values) for state in self._states),
            )
        )
        self._instances: dict[Place, list[str]] = {}
        self._index()
        self._ordering = Ordering(self._configuration, self._local, self._instances)

    def _index(self) -> None:
        for change in self._changes:
            if _is_there(change):
                self._references.add(change)
                self._instances.setdefault(change.place, []).append(change.address)
        for state in self._data.values():
            if state.address not in self._by_address:
                self._references.add(state.as_change())
                self._instances.setdefault(state.place, []).append(state.address)

    def _local(self, modules: tuple[str, ...], name: str) -> list[str] | None:
        return self._places.local(modules, name) if self._places is not None else None

    def deployment(self, name: str) -> Deployment:
        """Return the whole plan."""
        resources: list[Declared] = []
        for address in self._instances_in_order():
            written = self.written(address)
            if written is not None:
                resources += declared_of(written)
        return Deployment(
            language="terraform-plan",
            name=name,
            resources=tuple(resources),
            gaps=tuple(self._gaps()),
            prior=tuple(self._prior()),
            major=max(self._versions.majors, default=0),
        )

    def _instances_in_order(self) -> list[str]:
        return [address for addresses in self._instances.values() for address in addresses]

    def written(self, address: str) -> Written | None:
        """Return an instance as it will be; None while it is being asked for itself."""
        if address not in self._written:
            self._written[address] = None
            change = self._by_address.get(address)
            if change is not None:
                self._written[address] = with_principal(self._planned(change), self._principals)
            elif address in self._data:
                self._written[address] = self._existing(self._data[address])
        return self._written[address]

    def _outside(self, address: str) -> Node | None:
        written = self.written(address)
        return seen_from_outside(written) if written is not None else None

    def _planned(self, change: Change) -> Written:
        block = self._configuration.block(change.place)
        head = Origin(file=self._file, path=(*change.path, "address"))
        placed = self._places.block(change.place) if self._places is not None else None
        asker = Asker(change.modules, change.key)

        def resolve(path: str, expression: Any) -> Node | None:
            return _fitting(path, self._references.value(asker, expression))

        origin = placed.origin if placed is not None else head
        merge = Merge(change.address, origin, resolve)
        values = merge.object(change.after, change.unknown, change.secret, self._configuration.expressions(block))
        body = Node(values, Origin(file=self._file, path=(*change.path, "change", "after")))
        if placed is not None:
            body = Node(positioned(values, placed.block.body, placed.file), placed.origin)
        before = change.before if _is_kept(change) else None
        return Written(
            address=change.address,
            kind=change.type,
            body=body,
            origin=origin,
            subscription=self._subscriptions.of(block.get("provider_config_key")),
            versions=self._versions,
            is_data=change.mode == "data",
            after=self._ordering.waits(change.place),
            ignored=self._places.ignored(change.place) if self._places is not None else (),
            known_id=_id(change.after) or (_id(change.before) if _is_kept(change) else ""),
            before=known(before, None, self._file, (*change.path, "change", "before")) if before is not None else None,
            stated=tuple(self._configuration.expressions(block)),
            ignores_unknown=placed is None,
            replaced_for=change.replaced_for or ("*",) if _is_replaced(change) else (),
        )

    def _existing(self, state: State) -> Written:
        return Written(
            address=state.address,
            kind=state.type,
            body=known(state.values, state.secret, self._file, (*state.path, "values")),
            origin=Origin(file=self._file, path=(*state.path, "address")),
            subscription=self._subscriptions.of(self._configuration.block(state.place).get("provider_config_key")),
            versions=self._versions,
            is_data=True,
            after=self._ordering.waits(state.place),
            known_id=_id(state.values),
        )

    def _prior(self) -> list[Declared]:
        """Return what is there before the plan: what it changes or deletes, and what it only found to be changed."""
        found: list[Declared] = []
        seen: set[str] = set()
        for change in self._changes:
            if change.mode == "managed" and change.before is not None:
                seen.add(change.address)
                there = self._there(change, change.before, (*change.path, "change", "before"))
                found += declared_of(with_principal(there, self._principals))
        for address, drifted in self._drift.items():
            if address not in seen and drifted.after is not None:
                found += declared_of(self._there(drifted, drifted.after, (*drifted.path, "change", "after")))
        return found

    def _there(self, change: Change, values: Json, path: tuple[str | int, ...]) -> Written:
        block = self._configuration.block(change.place)
        return Written(
            address=change.address,
            kind=change.type,
            body=known(values, None, self._file, path),
            origin=Origin(file=self._file, path=(*change.path, "address")),
            subscription=self._subscriptions.of(block.get("provider_config_key")),
            versions=self._versions,
            known_id=_id(values),
        )

    def _gaps(self) -> list[Gap]:
        gaps = []
        if self._document.get("errored") is True:
            what = sentence("tf.plan-errored")
            gaps.append(Gap(what=what, needs=self._file, hides_resources=True))
        elif self._document.get("complete") is False:
            gaps.append(Gap(what=sentence("tf.plan-incomplete"), needs=self._file, hides_resources=True))
        if self._places is not None and self._configuration.is_there:
            blocks = {Place((), name) for name in self._configuration.blocks(())}
            what = sentence("tf.plan-stale", plan=self._file)
            gaps += (Gap(what=what, needs=self._file, origin=origin) for origin in self._places.strangers(blocks))
        return gaps


def _is_there(change: Change) -> bool:
    """Whether the instance is there after the plan."""
    return change.after is not None and ("delete" not in change.actions or "create" in change.actions)


def _is_replaced(change: Change) -> bool:
    return "delete" in change.actions and "create" in change.actions


def _is_kept(change: Change) -> bool:
    """Whether the instance is there before and after, and is not made anew in between."""
    return change.before is not None and not _is_replaced(change)


def _id(values: Json | None) -> str:
    found = values.get("id") if isinstance(values, Mapping) else None
    return found if isinstance(found, str) and found.startswith("/") else ""


def _fitting(path: str, found: Node | None) -> Node | None:
    """Return what an unknown attribute will be, if the kind of attribute bears the guess that it is one reference.

    A name may be composed of what it refers to; an id or another resource's name hardly ever is.
    """
    last = path.rsplit(".", 1)[-1].partition("[")[0]
    if found is None:
        return None
    if isinstance(found.value, dict):
        return found.get("id") if last.endswith("_id") and not last.startswith(_OTHERS) else None
    if last.endswith(_IDS):
        if last.endswith("_ids") and isinstance(found.value, str):
            return Node((Node(found.value),), found.origin)
        return found if isinstance(found.value, str | tuple) else None
    if last.endswith("_name") and isinstance(found.value, str | Unsure):
        return found
    return None
