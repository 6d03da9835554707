"""An export -> the View that rules read, and what is needed to prove what they find."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from ..deployments.rights import rights_of, role_assignments
from ..importers.exports.items import Export, Item
from ..importers.exports.merging import Contradiction, Merged, merged
from ..net.prefixes import Prefix, parsed
from ..rules.from_documents import view_of
from ..rules.resources import RoleAssignment
from ..rules.unknown import UNKNOWN, Unknown
from ..rules.view import TakenRange, View
from .around import learned_ranges, surroundings_of
from .grouping import Objects
from .inside import contradicting_nodes, facts_of_cluster


class Joined(Struct, frozen=True, kw_only=True, eq=False):
    """Everything an export says, joined."""

    view: View
    export: Export
    merged: Merged
    objects: Objects

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """What files say against each other."""
        nodes = (found for objects in self.objects.by_cluster.values() for found in contradicting_nodes(objects))
        return (*self.merged.contradictions, *nodes)


def joined(export: Export, taken: Iterable[TakenRange] = ()) -> Joined:
    """Return what an export says; `taken` are ranges that somebody else has."""
    resources = merged(export.items)
    documents = tuple(resources.documents.values())
    view = view_of(documents)
    homes = {id_: sources[0].file for id_, sources in resources.sources.items() if id_ in view.managed_clusters}
    objects = Objects(export.of("object"), view.managed_clusters, homes)
    facts = {id_: facts_of_cluster(resources.documents[id_], objects.by_cluster[id_]) for id_ in view.managed_clusters}
    assignments = role_assignments(documents)
    return Joined(
        view=replace(
            view,
            before=view,
            cluster_facts=facts,
            surroundings=surroundings_of(documents, export.items),
            role_assignments=assignments or UNKNOWN,
            rights=rights_of(assignments, _closed(export.items, assignments)) if assignments else UNKNOWN,
            taken=(*taken, *learned_ranges(export.items, _prefixes(view))),
        ),
        export=export,
        merged=resources,
        objects=objects,
    )


def _prefixes(view: View) -> tuple[Prefix, ...]:
    """Return the prefixes of the networks that are exported: gateways learn those too, and nobody else has them."""
    known = (network.prefixes for network in view.virtual_networks.values())
    return tuple(prefix for texts in known if not isinstance(texts, Unknown) for prefix in parsed(texts))


def _closed(items: Iterable[Item], assignments: tuple[RoleAssignment, ...]) -> dict[str, bool]:
    """Return the principals all of whose assignments are here.

    That is sure only of a list made with `--all --assignee`: it is of one principal, and of scopes that do not lie in each
    other; a list of one scope holds that scope and what is around it.
    """
    scopes_by_file: dict[str, dict[str, set[str]]] = {}
    by_id = {each.id.lower(): each for each in assignments}
    for item in items:
        each = by_id.get(item.key)
        if each and isinstance(each.principal_id, str) and isinstance(each.scope, str):
            scopes = scopes_by_file.setdefault(item.file, {})
            scopes.setdefault(each.principal_id.lower(), set()).add(each.scope.lower().rstrip("/"))
    return {
        principal: True
        for principals in scopes_by_file.values()
        if len(principals) == 1
        for principal, scopes in principals.items()
        if _are_apart(scopes)
    }


def _are_apart(scopes: set[str]) -> bool:
    longest = max(scopes, key=len)
    return any(not f"{longest}/".startswith(f"{scope}/") for scope in scopes)
