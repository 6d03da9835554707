"""`az aks create`, `update`, `scale`, `upgrade`, `enable-addons`, and the role that az itself grants on the subnet."""

from ....deployments.nodes import Node, Unknown
from ....rules.fields import ELSE
from ....wire.symbols import kubelet_of, principal_of
from ..bodies import integer, leaf, listed, named, object_, texts
from ..results import Result
from ..texts import Text
from .call import Call, Command
from .identities import ASSIGNMENTS, NETWORK_CONTRIBUTOR, assign
from .pools import CLUSTERS, POOLS, pool_id, pool_properties, scaling

_NETWORK = {
    "networkPlugin": "--network-plugin",
    "networkPluginMode": "--network-plugin-mode",
    "networkPolicy": "--network-policy",
    "networkDataplane": "--network-dataplane",
    "podCidr": "--pod-cidr",
    "serviceCidr": "--service-cidr",
    "dnsServiceIP": "--dns-service-ip",
    "dockerBridgeCidr": "--docker-bridge-address",
    "outboundType": "--outbound-type",
    "loadBalancerSku": "--load-balancer-sku",
}
"""Property of the network profile -> the option that sets it."""
_LISTS = {"podCidrs": "--pod-cidrs", "serviceCidrs": "--service-cidrs", "ipFamilies": "--ip-families"}
ADDONS = {
    "monitoring": "omsagent",
    "virtual-node": "aciConnectorLinux",
    "ingress-appgw": "ingressApplicationGateway",
    "azure-policy": "azurepolicy",
    "http_application_routing": "httpApplicationRouting",
    "azure-keyvault-secrets-provider": "azureKeyvaultSecretsProvider",
    "open-service-mesh": "openServiceMesh",
    "confcom": "ACCSGXDevicePlugin",
    "gitops": "gitops",
    "kube-dashboard": "kubeDashboard",
}
"""Add-on as az calls it -> as the cluster's document does."""
_GATEWAY = {
    "applicationGatewayId": "--appgw-id",
    "applicationGatewayName": "--appgw-name",
    "subnetId": "--appgw-subnet-id",
    "subnetCIDR": "--appgw-subnet-cidr",
}
_API_SERVER = {
    "--enable-private-cluster": "enablePrivateCluster",
    "--enable-apiserver-vnet-integration": "enableVnetIntegration",
}
_NODEPOOL = "nodepool1"


def create_cluster(call: Call) -> Result:
    """`az aks create`; the role az grants comes before it for an identity that is there, and after it for its own."""
    id_ = call.id_of(CLUSTERS, call.name())
    grantee = _grantee(call, id_)
    is_own = grantee == principal_of(id_)
    if not is_own:
        _grant(call, grantee, "before it")
    pool = call.text("--nodepool-name") or Text(text=_NODEPOOL)
    pools = call.properties({"name": named(pool), "mode": Node("System"), **pool_properties(call)})
    network = _network_profile(call)
    properties = {
        "kubernetesVersion": leaf(call.text("--kubernetes-version")),
        "nodeResourceGroup": leaf(call.text("--node-resource-group")),
        "agentPoolProfiles": Node((pools,), call.origin),
        "networkProfile": call.properties({"loadBalancerSku": Node("standard"), **network}),
        "addonProfiles": _addons(call, "--enable-addons"),
        "servicePrincipalProfile": _service_principal(call),
        "nodeProvisioningProfile": _wrapped("mode", call.text("--node-provisioning-mode")),
        "bootstrapProfile": _wrapped("artifactSource", call.text("--bootstrap-artifact-source")),
        "apiServerAccessProfile": _api_server(call),
        "httpProxyConfig": _proxy(call),
        "identityProfile": _kubelet(call),
    }
    body = {"location": call.location(), "identity": _identity(call), "properties": call.properties(properties)}
    made = call.put(id_, CLUSTERS, {key: value for key, value in body.items() if value is not None})
    if is_own:
        _grant(call, grantee, "after it")
    return _shown(call, id_, made.body)


def _network_profile(call: Call) -> dict[str, Node | None]:
    fields = {name: node for name, option in _NETWORK.items() if (node := leaf(call.text(option))) is not None}
    for name, option in _LISTS.items():
        if found := call.text(option):
            values = [Text(text=part.strip(), origin=found.origin) for part in found.text.split(",")]
            fields[name] = texts(values) if not found.is_unknown else leaf(found) or Node(())
    if balancer := _balancer(call):
        fields["loadBalancerProfile"] = balancer
    return dict(fields)


_BALANCER = (
    "--load-balancer-managed-outbound-ip-count",
    "--load-balancer-managed-outbound-ipv6-count",
    "--load-balancer-outbound-ips",
    "--load-balancer-outbound-ip-prefixes",
)
"""In the order az looks at them."""


def _balancer(call: Call) -> Node | None:
    written, _, addresses, prefixes = map(call.text, _BALANCER)
    count = integer(written)
    fields = {
        "managedOutboundIPs": object_({"count": count}) if count else None,
        "outboundIPs": object_({"publicIPs": _ids(addresses)}) if addresses else None,
        "outboundIPPrefixes": object_({"publicIPPrefixes": _ids(prefixes)}) if prefixes else None,
    }
    first = next(filter(None, map(call.text, _BALANCER)), None)
    return object_(fields, first.origin if first else call.origin) if any(fields.values()) else None


def _ids(text: Text) -> Node:
    return Node(tuple(object_({"id": Node(part.strip(), text.origin)}) for part in text.text.split(",")), text.origin)


def _identity(call: Call) -> Node | None:
    """Return the identity: none with a service principal, the assigned one, else one of the cluster's own."""
    assigned = call.text("--assign-identity")
    if call.has("--service-principal"):
        return None
    if assigned is None:
        return object_({"type": Node("SystemAssigned")}, call.origin)
    call.cloud.note_id(assigned.text)
    entries = Node({assigned.text: Node({})}, assigned.origin)
    return object_({"type": Node("UserAssigned"), "userAssignedIdentities": entries}, assigned.origin)


def _service_principal(call: Call) -> Node | None:
    client = call.text("--service-principal")
    return object_({"clientId": named(client)}, client.origin) if client else None


def _wrapped(name: str, text: Text | None) -> Node | None:
    return object_({name: leaf(text)}) if text else None


def _api_server(call: Call) -> Node | None:
    """Return where the API server is reached, as far as options tell: left alone where none does."""
    fields: dict[str, Node | None] = {name: Node(True) for option, name in _API_SERVER.items() if call.has(option)}
    if call.has("--disable-private-cluster"):
        fields["enablePrivateCluster"] = Node(False)
    if subnet := call.text("--apiserver-subnet-id"):
        fields["subnetId"] = named(subnet)
    return object_(fields, call.origin) if fields else None


def _proxy(call: Call) -> Node | None:
    """Return that there is a proxy: what it is stands in a file of its own."""
    found = call.text("--http-proxy-config")
    return object_({ELSE: Node(Unknown("not-supplied", found.text))}, found.origin) if found else None


def _kubelet(call: Call) -> Node | None:
    kubelet = call.text("--assign-kubelet-identity")
    return object_({"kubeletidentity": object_({"resourceId": named(kubelet)})}) if kubelet else None


def _addons(call: Call, option: str) -> Node | None:
    found = call.text(option)
    if found is None:
        return None
    if found.is_unknown:
        return leaf(found)
    on = object_({"enabled": Node(True, found.origin)}, found.origin)
    names = [name.strip() for each in listed([found]) for name in each.text.split(",")]
    profiles: dict[str, Node | None] = {ADDONS.get(name, name): on for name in names if name}
    config = {name: leaf(call.text(option)) for name, option in _GATEWAY.items()}
    if "ingressApplicationGateway" in profiles and any(config.values()):
        own = {"enabled": Node(True), "config": object_(config)}
        profiles["ingressApplicationGateway"] = object_(own, found.origin)
    return object_(profiles, found.origin)


def _grantee(call: Call, cluster_id: str) -> str:
    """Return the principal az grants a role to."""
    assigned, client = call.text("--assign-identity"), call.text("--service-principal")
    if client:
        return call.cloud.clients.get(client.text, client.text)
    return principal_of(assigned.text) if assigned else principal_of(cluster_id)


def _grant(call: Call, principal: str, when: str) -> None:
    """Declare what az grants on the subnet, unless it is told not to, or somebody has that role right there already.

    az does not look whose role it is, and never grants anything on a route table.
    """
    subnet = call.text("--vnet-subnet-id")
    if subnet is None or call.has("--skip-subnet-role-assignment") or _has_role(call, subnet.text):
        return
    role = Text(text=NETWORK_CONTRIBUTOR, origin=call.origin)
    scope = Text(text=subnet.text, origin=subnet.origin, needs=subnet.needs)
    assign(call, Text(text=principal, origin=call.origin), role, scope, f"{call.address} role {when}")


def _has_role(call: Call, subnet_id: str) -> bool:
    """Whether the script has assigned Network Contributor at exactly this scope before, to whomever."""
    for declared in call.cloud.declared:
        if declared.type == ASSIGNMENTS and not declared.conditions:
            scope, role = declared.body.at("properties", "scope"), declared.body.at("properties", "roleDefinitionId")
            if scope and role and scope.value == subnet_id and role.text.lower() == NETWORK_CONTRIBUTOR.lower():
                return True
    return False


def _shown(call: Call, id_: str, body: Node | None) -> Result:
    group = body.at("properties", "nodeResourceGroup") if body else None
    location = body.at("location") if body else None
    place = location.text if location else call.cloud.location_of(call.group_id).text
    written = group.text if group else ""
    client = body.at("properties", "servicePrincipalProfile", "clientId") if body else None
    kubelet = kubelet_of(id_)
    facts = {
        "noderesourcegroup": written or f"MC_{call.group_id.rsplit('/', 1)[-1]}_{id_.rsplit('/', 1)[-1]}_{place}",
        "identity.principalid": principal_of(id_),
        "identityprofile.kubeletidentity.objectid": kubelet,
        "identityprofile.kubeletidentity.clientid": kubelet,
        "identityprofile.kubeletidentity[].objectid": kubelet,
        "serviceprincipalprofile.clientid": client.text if client and client.text else "msi",
        "provisioningstate": "Succeeded",
    }
    return Result(id=id_, body=body, facts=facts)


def show_cluster(call: Call) -> Result:
    """`az aks show`."""
    id_ = call.given_id() or call.id_of(CLUSTERS, call.name())
    return _shown(call, id_, call.look_up(id_, CLUSTERS).body)


def update_cluster(call: Call) -> Result:
    """`az aks update`: GET, change, PUT."""
    id_ = call.id_of(CLUSTERS, call.name())
    network = _network_profile(call)
    assigned = call.has("--enable-managed-identity", "--assign-identity")
    properties = {
        "networkProfile": object_(network, call.origin) if network else None,
        "apiServerAccessProfile": _api_server(call),
        "httpProxyConfig": _proxy(call),
    }
    fields = {"identity": _identity(call) if assigned else None, "properties": call.properties(properties)}
    made = call.patch(id_, CLUSTERS, fields)
    scaled = scaling(call)
    if any(scaled.values()):
        change = object_({"properties": object_(scaled, call.origin)}, call.origin)
        call.declare(_only_pool(call), POOLS, change, writing="patch")
    return _shown(call, id_, made.body)


def _only_pool(call: Call) -> str:
    """Return the id of the pool that is meant where none is named."""
    cluster = call.cloud.find(call.id_of(CLUSTERS, call.name()))
    pools = cluster.body.at("properties", "agentPoolProfiles", 0, "name") if cluster else None
    return pool_id(call, call.name(), call.text("--nodepool-name") or (pools.text if pools else "") or _NODEPOOL)


def scale_cluster(call: Call) -> Result:
    """`az aks scale`: the number of nodes of one pool."""
    change = {"properties": object_({"count": integer(call.text("--node-count"))}, call.origin)}
    return call.patch(_only_pool(call), POOLS, change)


def upgrade_cluster(call: Call) -> Result:
    """`az aks upgrade`."""
    version = {"kubernetesVersion": leaf(call.text("--kubernetes-version"))}
    return call.patch(call.id_of(CLUSTERS, call.name()), CLUSTERS, {"properties": object_(version, call.origin)})


def enable_addons(call: Call) -> Result:
    """`az aks enable-addons`."""
    properties = {"addonProfiles": _addons(call, "--addons")}
    return call.patch(call.id_of(CLUSTERS, call.name()), CLUSTERS, {"properties": call.properties(properties)})


def wait_for_cluster(call: Call) -> None:
    """`az aks wait`."""
    call.cloud.chain.wait_for(call.id_of(CLUSTERS, call.name()))


COMMANDS: dict[str, Command] = {
    "aks create": create_cluster,
    "aks show": show_cluster,
    "aks update": update_cluster,
    "aks scale": scale_cluster,
    "aks upgrade": upgrade_cluster,
    "aks enable-addons": enable_addons,
    "aks wait": wait_for_cluster,
}
