"""Put a lab together: Resource Manager, the directory and the controllers over one store. Nothing here is running yet."""

import uuid
from dataclasses import dataclass

from .. import azure
from ..arm.documents import Documents
from ..arm.engine import Engine
from ..arm.operations import Operations
from ..arm.verbs import Arm
from ..arm.world import ROLE_ASSIGNMENTS, World
from ..azure import kubernetes_versions
from ..clock import Clock, timestamp
from ..controllers import clusters, machines, node_lifecycle, pods, resource_groups
from ..controllers.context import Causes, Context, Log
from ..controllers.identities import Identities
from ..controllers.loop import Reconcile
from ..controllers.node_ipam import NodeIpam
from ..controllers.routes import RouteController
from ..roles.builtin import BUILTIN_ROLES, builtin_role_id
from ..store.directory import Directory, put_principal, service_principal, user
from ..store.seam import Listener, Store, Written
from ..wire.properties import Json
from .place import LabFile


@dataclass(frozen=True, slots=True)
class Lab:
    """The parts of a lab that other parts are handed."""

    arm: Arm
    engine: Engine
    directory: Directory
    context: Context
    reconcilers: tuple[Reconcile, ...]


def compose(lab: LabFile, store: Store, clock: Clock, log: Log) -> Lab:
    """Return a lab over `store`; on an empty one its own principals are written first."""
    types = azure.by_name()
    documents = Documents(store, types)
    world = World(
        documents=documents,
        clock=clock,
        new_id=lambda: str(uuid.uuid4()),
        settings=lab.settings,
        tenant_id=lab.tenant_id,
        subscription_id=lab.subscription_id,
        builtin_roles=BUILTIN_ROLES,
    )
    _bootstrap(lab, store, documents, timestamp(clock.now()))
    store.listen(_journal_of_writes(log))
    arm = Arm(types, world)
    views = {"microsoft.containerservice/kubernetesversions": kubernetes_versions.offered}
    directory = Directory(store)
    reconcilers: tuple[Reconcile, ...] = (
        Identities(directory).reconcile,
        clusters.reconcile,
        resource_groups.reconcile,
        NodeIpam().reconcile,
        RouteController().reconcile,
        node_lifecycle.reconcile,
        pods.reconcile,
        machines.reconcile,
    )
    engine = Engine(arm, Operations(store, world), views)
    return Lab(arm, engine, directory, Context(arm, store, Causes(store), log), reconcilers)


def _bootstrap(lab: LabFile, store: Store, documents: Documents, now: str) -> None:
    """Write the lab's own service principal and user, and make both Owner of the subscription."""
    if store.get(f"principal/{lab.object_id}") is not None:
        return
    own = service_principal(lab.object_id, lab.client_id, "akslab", lab.secret)
    store.write([put_principal(own), put_principal(user(lab.user_object_id, "owner@akslab.local", "owner"))])
    scope = f"/subscriptions/{lab.subscription_id}"
    documents.write([_owner(scope, lab, principal, now) for principal in (lab.object_id, lab.user_object_id)])


def _owner(scope: str, lab: LabFile, principal_id: str, now: str) -> Json:
    properties = {
        "roleDefinitionId": builtin_role_id(lab.subscription_id, "Owner"),
        "principalId": principal_id,
        "principalType": "User" if principal_id == lab.user_object_id else "ServicePrincipal",
        "scope": scope,
        "createdOn": now,
        "updatedOn": now,
        "createdBy": "",
    }
    return {
        "name": principal_id,
        "id": f"{scope}/providers/{ROLE_ASSIGNMENTS}/{principal_id}",
        "type": ROLE_ASSIGNMENTS,
        "properties": properties,
        "akslab": {"since": 0.0},
    }


def _journal_of_writes(log: Log) -> Listener:
    def heard(written: Written) -> None:
        keys = [write.key for write in written.writes if not write.key.startswith("operation/")]
        if keys and written.cause:
            log("written", cause=written.cause, revision=written.revision, keys=keys)

    return heard
