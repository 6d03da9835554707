"""Steps of a deployment: what waits for what, a table put on, a role given, a resource that is made once."""

from ..deployments.declared import Declared
from .edits import (
    AddSecurityRule,
    Attach,
    Grant,
    MakeOnce,
    OfSteps,
    OwnIdentity,
    Precede,
    Reference,
    Set,
    TableApart,
    Wait,
)
from .properties import given_value, set_property
from .scene import Scene
from .scopes import beside
from .writer import Patches, Raw, language_of


def taken(scene: Scene, edit: OfSteps) -> Patches | None:
    """Return the patches of a step; None where the text has no sure place for it."""
    match edit:
        case Wait():
            return wait_for(scene, edit)
        case Attach():
            return attach_table(scene, edit)
        case Grant():
            return grant_role(scene, edit)
        case OwnIdentity():
            return own_identity(scene, edit)
        case MakeOnce():
            return make_once(scene, edit)
        case TableApart():
            from .tables_apart import table_apart  # noqa: PLC0415 - the only edit that needs it

            return table_apart(scene, edit)
        case Precede():
            return precede(scene, edit)
        case AddSecurityRule():
            from .doors import admitted  # noqa: PLC0415 - the only edit that needs it

            return admitted(scene, edit)


def attach_table(scene: Scene, edit: Attach) -> Patches | None:
    """Write the table into the subnet; in Terraform it is a resource of its own that the cluster waits for."""
    place = Set(f"{edit.subnet}.properties.routeTable.id", Reference(edit.table))
    trail = scene.trail(place.place)
    head = scene.head(trail.declared) if trail else None
    if trail is None or head is None or language_of(head.file) != "terraform":
        return set_property(scene, place)
    from .languages.associations import associated  # noqa: PLC0415 - only for Terraform

    table = given_value(scene, place)
    cluster = scene.subject()
    waiting = scene.head(cluster) if cluster else None
    if cluster is None or waiting is None or not isinstance(table, Raw) or scene.writer(head) is None:
        return None
    return associated((head, trail.declared), table.text, (waiting, cluster))


def wait_for(scene: Scene, edit: Wait) -> Patches | None:
    """Return the patches that let the finding's resource wait."""
    waiting = scene.subject()
    if edit.is_only_apart and not _is_to_wait(scene, waiting, edit.id):
        return ()
    target = _attaching(scene, edit.id) if edit.is_attachment else scene.made(edit.id)
    target = beside(waiting, target, scene.judged.resources) if waiting and target else None
    if waiting is None or target is None or waiting is target:
        return None
    here, there = scene.head(waiting), scene.head(target)
    writer = scene.writer(here) if here else None
    if here is None or there is None or writer is None or scene.writer(there) is None:
        return None
    return writer.wait((here, waiting), (there, target))


def _is_to_wait(scene: Scene, waiting: Declared | None, id_: str) -> bool:
    """Whether something is a resource of its own that a template does not wait for yet."""
    apart = [each for each in scene.declarations.of(id_) if not each.existing]
    here = scene.head(waiting) if waiting else None
    if waiting is None or here is None or language_of(here.file) == "az":
        return False
    return any(each.address not in waiting.after for each in apart)


def precede(scene: Scene, edit: Precede) -> Patches | None:
    """Return the patches that turn an order around: the cluster waits for what waited for it."""
    cluster = scene.subject()
    target = _attaching(scene, edit.id) if edit.is_attachment else scene.made(edit.id)
    here = scene.head(cluster) if cluster else None
    if cluster is None or target is None or here is None or scene.writer(here) is None:
        return None
    from .turning import moved_before, no_longer_waiting  # noqa: PLC0415 - the only edit that needs it

    if language_of(here.file) == "az":
        there = scene.head(target)
        commands, resources = scene.deployment.invocations, scene.judged.resources
        return moved_before((there, target), (here, cluster), (commands, edit.seconds, resources)) if there else None
    outer = beside(cluster, target, scene.judged.resources)
    there = scene.head(outer) if outer else None
    if outer is None or outer is cluster or there is None or scene.uses.is_repeated(outer):
        return None
    freed = no_longer_waiting((there, outer), (here, cluster), scene.judged.resources)
    waiting = wait_for(scene, Wait(edit.id, edit.is_attachment))
    return (*freed, *waiting) if freed is not None and waiting is not None else None


def grant_role(scene: Scene, edit: Grant) -> Patches | None:
    """Return the patches that give the cluster's identity its role."""
    cluster = scene.subject()
    scope = scene.made(edit.scope)
    identity = scene.references.identity(edit.principal)
    if cluster is None or scope is None or identity is None:
        return None
    from .roles import granted  # noqa: PLC0415 - the only edit that needs it
    from .roles.granting import Granting, Party  # noqa: PLC0415 - as above

    parties = []
    for each in (cluster, scope, identity):
        head = scene.head(each)
        if head is None or beside(cluster, each, ()) is not each or scene.uses.is_repeated(each):
            return None
        parties.append(Party(head, each))
    one, on, who = parties
    if scene.writer(one.head) is None:
        return None
    return granted(Granting(one, on, who, edit.scope), scene.deployment.invocations)


def own_identity(scene: Scene, edit: OwnIdentity) -> Patches | None:
    """Return the patches that make an identity for the cluster, in the text of cluster and table."""
    cluster, scope = scene.subject(), scene.made(edit.table)
    here, there = (scene.head(each) if each else None for each in (cluster, scope))
    if cluster is None or scope is None or here is None or there is None or scene.writer(here) is None:
        return None
    if beside(cluster, scope, ()) is not scope:
        return None
    from .identities import identified  # noqa: PLC0415 - the only edit that needs it
    from .identities.making import Making  # noqa: PLC0415 - as above
    from .roles.granting import Party  # noqa: PLC0415 - as above

    files = {each.origin.file for each in scene.judged.resources} - {here.file}
    texts = (scene.locator.source(file) or "" for file in sorted(files))
    making = Making(Party(here, cluster), Party(there, scope), edit.table, "\n".join(texts))
    return identified(making, scene.deployment.invocations)


def make_once(scene: Scene, edit: MakeOnce) -> Patches | None:
    """Return the patches that make a resource the first time only."""
    declared = scene.subject()
    at = scene.head(declared) if declared else None
    writer = scene.writer(at) if at else None
    return writer.once(at, edit.property) if at and writer else None


def _attaching(scene: Scene, subnet_id: str) -> Declared | None:
    """Return the one declaration that puts a table on a subnet."""
    written = (each for each in scene.declarations.of(subnet_id) if not each.existing)
    found = [each for each in written if each.body.at("properties", "routeTable") is not None]
    return found[0] if len(found) == 1 and not scene.uses.is_repeated(found[0]) else None
