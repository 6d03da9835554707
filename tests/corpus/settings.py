"""What a rule's example becomes when somebody deploys it: whole, in an order, with who made what.

The examples of the catalogue show one rule each and leave out what does not matter to it. A text that is deployed has
to say all of it: the identity is made, it has its role, the table is there before the cluster.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from akslab.rules.az_commands import AzCommand
from akslab.rules.cluster_facts import ClusterFacts, Surroundings
from akslab.rules.example import Example, called
from akslab.rules.examples import CLUSTER, GROUP, PRINCIPAL, SUBSCRIPTION, identity, subnet
from akslab.rules.unknown import Unknown
from akslab.rules.view import TakenRange
from akslab.wire.symbols import kubelet_of, principal_of

Document = dict[str, Any]
Layers = tuple[tuple[Document, ...], ...]

ATTACH = "akslab/attach"
"""A step that puts a table on a subnet that is there already."""
WAIT = "akslab/wait"
CLUSTERS = "Microsoft.ContainerService/managedClusters"
IDENTITIES = "Microsoft.ManagedIdentity/userAssignedIdentities"
ASSIGNMENTS = "Microsoft.Authorization/roleAssignments"
ROLES = "Microsoft.Authorization/roleDefinitions"
LOCKS = "Microsoft.Authorization/locks"
NETWORKS = "Microsoft.Network/virtualNetworks"
SUBNETS = f"{NETWORKS}/subnets"
PEERINGS = f"{NETWORKS}/virtualNetworkPeerings"
TABLES = "Microsoft.Network/routeTables"
ROUTES = f"{TABLES}/routes"
GROUPS = "Microsoft.Network/networkSecurityGroups"
INTERFACES = "Microsoft.Network/networkInterfaces"
GATEWAYS = "Microsoft.Network/applicationGateways"
FIREWALLS = "Microsoft.Network/azureFirewalls"
NAT_GATEWAYS = "Microsoft.Network/natGateways"
PUBLIC_ADDRESSES = "Microsoft.Network/publicIPAddresses"


class Setting(Struct, frozen=True, kw_only=True):
    """What is deployed: each layer waits for all before it, the documents of one layer not for each other."""

    layers: Layers
    earlier: tuple[Document, ...] = ()
    """What stood there before."""
    taken: tuple[TakenRange, ...] = ()
    commands: tuple[AzCommand, ...] = ()
    """What a script says, where that itself is at fault."""
    tool: str = ""
    """Where it is about one tool's ways only: `az`."""
    is_once: bool = True
    """What is written once is left as others change it: `onlyIfNotExists`, `ignore_changes`."""
    is_sent_on_change: bool = False
    """It is about a tool that sends a resource again only when something in it changes."""
    is_of_api_version: bool = False
    """It is about an API version, which only templates write."""
    is_ordered: bool = False
    """It is about what comes before what."""
    is_request: bool = False
    """It is about a request to Azure, and what stands there when it comes."""
    facts: Mapping[str, ClusterFacts] = {}
    """What is told from inside clusters, by id, once they run."""
    surroundings: Surroundings = Surroundings()
    given: Mapping[str, str] = {}
    """When roles were given, by the assignments' lower-case ids, where that matters."""
    replaced: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Ids of what a plan makes anew, with the arguments that force it."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """All of them, in order."""
        return tuple(document for layer in self.layers for document in layer)


def name_of(document: Mapping[str, Any]) -> str:
    """Return what the id ends in: two clusters of one example have one name, and two ids."""
    return str(document["id"]).rsplit("/", 1)[-1]


def setting_of(example: Example) -> Setting:
    """Return the setting of an example."""
    if example.commands:
        return Setting(layers=(), commands=example.commands, tool="az")
    documents = _whole(_renamed(example.documents))
    lost = {loss.what for loss in example.losses}
    if lost & {"subnet", "unnamed-subnet"}:
        others = [subnet("other", "192.168.9.0/24")] if "subnet" in lost else None
        documents = tuple(part for document in documents for part in _with_subnets_apart(document, others))
    layers = _ordered(example, documents) if example.order else layered(documents)
    earlier = _whole(_renamed(example.earlier)) if example.earlier else ()
    tool = example.language if example.language == "az" else ""
    replaced = tuple((each.id, each.properties) for each in example.replacements)
    return Setting(
        layers=tuple(filter(None, layers)),
        earlier=documents if replaced else earlier,
        taken=example.taken,
        tool=tool,
        is_once=not example.losses,
        is_sent_on_change=any(loss.when == "on-change" for loss in example.losses),
        replaced=replaced,
        is_of_api_version=any(loss.version for loss in example.losses),
        is_ordered=example.order is not None,
        is_request=bool(example.requests or example.operation),
        facts=example.cluster_facts,
        given=_given(example),
        surroundings=example.surroundings,
    )


def _with_subnets_apart(document: Document, listed: list[Document] | None) -> Iterator[Document]:
    """Yield a network that lists these subnets, or has no list, and its own beside it."""
    if document["type"] != NETWORKS:
        yield document
        return
    yield {**document, "properties": {**document["properties"], "subnets": listed}}
    yield from ({**each, "type": SUBNETS} for each in document["properties"]["subnets"])


def _given(example: Example) -> dict[str, str]:
    assignments = () if isinstance(example.role_assignments, Unknown) else example.role_assignments
    return {each.id.lower(): each.created_on for each in assignments if each.created_on}


def _renamed(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Name the principals by their identities: what is made with the network has no number yet."""
    documents = tuple(documents)
    renames = {PRINCIPAL: principal_of(identity()["id"])}
    for document in documents:
        kubelet = document.get("properties", {}).get("identityProfile", {}).get("kubeletidentity", {}).get("objectId")
        if kubelet:
            renames[kubelet] = kubelet_of(document["id"])
    renamed: tuple[Document, ...] = tuple(_replaced(document, renames) for document in documents)
    return tuple(_without_run_time(document) for document in renamed)


def _without_run_time(document: Document) -> Document:
    properties = {key: value for key, value in document.get("properties", {}).items() if key != "identityProfile"}
    return {**document, "properties": properties} if "properties" in document else document


def _replaced(value: Any, renames: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _replaced(each, renames) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_replaced(each, renames) for each in value]
    return renames.get(value, value) if isinstance(value, str) else value


def _whole(documents: tuple[Document, ...]) -> tuple[Document, ...]:
    """Add what an example leaves out: identities, the roles everybody is taken to have, custom roles."""
    declared = {str(document["id"]).lower() for document in documents}
    clusters = [document for document in documents if document["type"] == CLUSTERS]
    assigned = dict.fromkeys(id_ for cluster in clusters for id_ in _identities(cluster))
    added: list[Document] = [
        {**identity(), "id": id_, "name": id_.rsplit("/", 1)[-1]}
        for id_ in assigned
        if id_.lower() not in declared and id_.startswith(GROUP)
    ]
    if not any(document["type"] == ASSIGNMENTS for document in documents):
        added += [_granted(principal) for principal in dict.fromkeys(map(_principal, clusters))]
    custom = [_role(document) for document in documents if "actions" in document.get("properties", {})]
    return (*custom, *documents, *added)


def _identities(cluster: Document) -> tuple[str, ...]:
    return tuple(cluster["identity"].get("userAssignedIdentities", {}))


def _principal(cluster: Document) -> str:
    """Return whose rights count: the identity's, or the cluster's own."""
    assigned = _identities(cluster)
    return principal_of(assigned[0] if assigned else str(cluster["id"]))


def _granted(principal: str) -> Document:
    number = f"{sum(map(ord, principal)) % 10000:04}"
    return {
        "id": f"{GROUP}/providers/{ASSIGNMENTS}/00000000-0000-0000-0000-00000000{number}",
        "name": "network",
        "type": ASSIGNMENTS,
        "properties": {"principalId": principal, "roleDefinitionName": "Network Contributor", "scope": GROUP},
    }


def _role(assignment: Document) -> Document:
    properties = assignment["properties"]
    name = properties["roleDefinitionName"]
    return {
        "id": f"{SUBSCRIPTION}/providers/{ROLES}/{name}",
        "name": name,
        "type": ROLES,
        "properties": {"roleName": name, "permissions": [{"actions": properties["actions"], "notActions": []}]},
    }


def layered(documents: tuple[Document, ...]) -> Layers:
    """Return documents in an order in which each waits for what it names, and a cluster for everything but its roles."""
    parts = [*_peerings_apart(documents)]
    clusters = [part for part in parts if part["type"] == CLUSTERS]
    later = [part for part in parts if part["type"] == ASSIGNMENTS and _names_a_cluster(part, clusters)]
    first = [part for part in parts if part not in clusters and part not in later]
    layers = [
        tuple(part for part in first if part["type"] in kinds)
        for kinds in (
            (IDENTITIES, ROLES, PUBLIC_ADDRESSES),
            (TABLES, GROUPS, NAT_GATEWAYS),
            (NETWORKS,),
            (SUBNETS,),
            (PEERINGS, INTERFACES, GATEWAYS, FIREWALLS),
            (ASSIGNMENTS,),
            (LOCKS,),
        )
    ]
    placed = {id(part) for layer in layers for part in layer}
    assert all(id(part) in placed for part in first), [part["type"] for part in first]
    waits: tuple[Document, ...] = ({"id": "/wait", "type": WAIT, "seconds": 60},) if layers[5] and clusters else ()
    locks = layers.pop()
    return (*layers, waits, *((cluster,) for cluster in clusters), tuple(later), locks)


def _names_a_cluster(assignment: Document, clusters: list[Document]) -> bool:
    principal = assignment["properties"]["principalId"]
    return any(principal in (principal_of(each["id"]), kubelet_of(each["id"])) for each in clusters)


def _peerings_apart(documents: Iterable[Document]) -> Iterator[Document]:
    """Yield documents, peerings beside their networks: each side needs the other network to be there."""
    for document in documents:
        properties = document.get("properties", {})
        peerings = properties.get("virtualNetworkPeerings", ())
        if document["type"] != NETWORKS or not peerings:
            yield document
            continue
        rest = {key: value for key, value in properties.items() if key != "virtualNetworkPeerings"}
        yield {**document, "properties": rest}
        yield from ({**each, "type": PEERINGS} for each in peerings)


def _ordered(example: Example, documents: tuple[Document, ...]) -> Layers:
    """Return the steps of an example that says its order; a subnet that is a step of its own is a table being put on."""
    order = example.order
    assert order is not None
    named = {called(document): document for document in documents}
    depths = sorted({len(waited) for waited in order.waits.values()})
    steps = set(order.waits)
    layers = [
        tuple(
            _step(address, named, steps, order.pauses) for address in order.waits if len(order.waits[address]) == depth
        )
        for depth in depths
    ]
    shown = {id(document) for layer in layers for document in layer}
    listed = {called(document) for layer in layers for document in layer if "name" in document}
    rest = tuple(each for each in documents if id(each) not in shown and called(each) not in listed)
    roles = tuple(each for each in rest if each["type"] == ROLES)
    grants = tuple(each for each in rest if each["type"] == ASSIGNMENTS)
    others = tuple(each for each in rest if each["type"] not in (ROLES, ASSIGNMENTS))
    before = grants if not any(_principal_is_made_by(grant, CLUSTER) for grant in grants) else ()
    after = () if before else grants
    place = next(number for number, layer in enumerate(layers) if any(each["type"] == CLUSTERS for each in layer))
    return ((*roles, *others), *layers[:place], before, *layers[place:], after)


def _principal_is_made_by(grant: Document, cluster_id: str) -> bool:
    return bool(grant["properties"]["principalId"] == principal_of(cluster_id))


def _step(address: str, named: Mapping[str, Document], steps: set[str], pauses: Mapping[str, int | None]) -> Document:
    kind, _, name = address.rpartition("/")
    if address in pauses:
        return {"id": f"/wait/{name}", "type": WAIT, "seconds": pauses[address]}
    if address in named:
        return _without_steps(named[address], steps)
    children = {"subnets": NETWORKS, "routes": TABLES, "virtualNetworkPeerings": NETWORKS}
    parents = [each for each in named.values() if each["type"] == children[kind]]
    parent, child = next(
        (parent, child) for parent in parents for child in parent["properties"].get(kind, ()) if child["name"] == name
    )
    if kind != "subnets":
        return {**child, "type": f"{children[kind]}/{kind}"}
    return {
        "id": f"{child['id']}/attach",
        "type": ATTACH,
        "subnet": _without_table(child),
        "network": parent["id"],
        "table": child["properties"]["routeTable"]["id"],
    }


def _without_steps(document: Document, steps: set[str]) -> Document:
    """Return a document without what a later step makes in it."""
    properties = dict(document.get("properties", {}))
    if document["type"] == NETWORKS:
        properties["subnets"] = [
            _without_table(each) if f"subnets/{each['name']}" in steps else each for each in properties["subnets"]
        ]
        if "virtualNetworkPeerings" in properties:
            sides = properties["virtualNetworkPeerings"]
            properties["virtualNetworkPeerings"] = [
                each for each in sides if f"virtualNetworkPeerings/{each['name']}" not in steps
            ]
    if document["type"] == TABLES:
        properties["routes"] = [each for each in properties["routes"] if f"routes/{each['name']}" not in steps]
    return {**document, "properties": properties} if properties else document


def _without_table(subnet: Document) -> Document:
    properties = {key: value for key, value in subnet["properties"].items() if key != "routeTable"}
    return {**subnet, "properties": properties}
