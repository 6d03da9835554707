"""Documents -> Terraform's blocks of azurerm 4.x, before they are a text or a plan.

Written from the provider's documentation, not from the importer's tables: a name that both have wrong would else be
wrong twice and found never. Subnets are resources of their own, their tables associations.
"""

from collections.abc import Iterator

from akslab.rules.examples import GROUP, SUBSCRIPTION
from akslab.rules.ids import parent_of

from ..settings import (
    ASSIGNMENTS,
    ATTACH,
    CLUSTERS,
    FIREWALLS,
    GATEWAYS,
    GROUPS,
    IDENTITIES,
    INTERFACES,
    LOCKS,
    NAT_GATEWAYS,
    NETWORKS,
    PEERINGS,
    PUBLIC_ADDRESSES,
    ROLES,
    ROUTES,
    SUBNETS,
    TABLES,
    WAIT,
    Document,
    Setting,
    name_of,
)
from .saying import CannotSay, before_each, parts_of, principals
from .terraform_bodies import (
    cluster_body,
    collection_body,
    firewall_body,
    gateway_body,
    interface_body,
    pool_body,
    route_body,
    rule_body,
    subnet_body,
    table_body,
)
from .terraform_values import Block, Body, Ref

_TYPES = {
    CLUSTERS: "azurerm_kubernetes_cluster",
    IDENTITIES: "azurerm_user_assigned_identity",
    ASSIGNMENTS: "azurerm_role_assignment",
    ROLES: "azurerm_role_definition",
    LOCKS: "azurerm_management_lock",
    NETWORKS: "azurerm_virtual_network",
    SUBNETS: "azurerm_subnet",
    PEERINGS: "azurerm_virtual_network_peering",
    TABLES: "azurerm_route_table",
    ROUTES: "azurerm_route",
    GROUPS: "azurerm_network_security_group",
    INTERFACES: "azurerm_network_interface",
    GATEWAYS: "azurerm_application_gateway",
    FIREWALLS: "azurerm_firewall",
    NAT_GATEWAYS: "azurerm_nat_gateway",
    PUBLIC_ADDRESSES: "azurerm_public_ip",
    WAIT: "time_sleep",
}
_LINKS = {
    "routeTable": ("azurerm_subnet_route_table_association", "route_table_id"),
    "networkSecurityGroup": ("azurerm_subnet_network_security_group_association", "network_security_group_id"),
    "natGateway": ("azurerm_subnet_nat_gateway_association", "nat_gateway_id"),
}


def blocks_of(setting: Setting) -> tuple[Block, ...]:
    """Return the blocks of a setting, each after all it waits for. Raises CannotSay."""
    writer = _Writer(setting)
    for document, earlier in before_each(setting.layers):
        writer.write(document, earlier)
    return tuple(writer.blocks)


class _Writer:
    def __init__(self, setting: Setting) -> None:
        self.blocks: list[Block] = []
        self.is_once = setting.is_once
        self.principals = principals(setting.documents)
        self.of_document: dict[int, list[str]] = {}
        self.addresses: dict[str, str] = {}
        """Lower-case id -> the address of the block that makes it."""
        self.waits: tuple[str, ...] = ()
        self.seen: tuple[str, ...] = ()
        """What may be referred to: blocks of earlier layers, and of this document."""

    def write(self, document: Document, earlier: tuple[Document, ...]) -> None:
        self.waits = tuple(dict.fromkeys(address for each in earlier for address in self.of_document[id(each)]))
        self.seen = self.waits
        made = self.of_document[id(document)] = []
        for block in self._blocks(document):
            if block.id.lower() in self.addresses and block.type != "time_sleep" and _makes(block):
                raise CannotSay("two resources of one id: the second would have to be imported")
            self.blocks.append(block)
            made.append(block.address)
            if _makes(block):
                self.addresses[block.id.lower()] = block.address
            self.seen = (*self.seen, block.address)

    def _blocks(self, document: Document) -> Iterator[Block]:
        kind, properties = document["type"], document.get("properties", {})
        if kind == WAIT:
            yield self._block(document, {"create_duration": f"{document['seconds']}s"})
        elif kind == ATTACH:
            yield self._association(document["subnet"]["id"], "routeTable", document["table"])
        elif kind == NETWORKS:
            yield from self._network(document, properties)
        elif kind == CLUSTERS:
            yield from self._cluster(document, properties)
        elif kind == FIREWALLS:
            yield from self._firewall(document, properties)
        elif kind in (ASSIGNMENTS, LOCKS, ROLES):
            yield self._block(document, self._right(document, properties))
        elif kind in (SUBNETS, PEERINGS, ROUTES):
            yield self._child(document, properties)
        else:
            ignores = ("route",) if kind == TABLES and self.is_once and properties["routes"] else ()
            yield self._block(document, {**self._head(document), **self._rest(kind, properties)}, ignores)

    def _rest(self, kind: str, properties: Body) -> Body:
        if kind == TABLES:
            return table_body(properties, is_whole=not self.is_once)
        if kind == GROUPS:
            return {"security_rule": [rule_body(each) for each in properties["securityRules"]]}
        if kind == INTERFACES:
            return interface_body(properties, self.link)
        if kind == GATEWAYS:
            return gateway_body(properties, self.link)
        return {"allocation_method": "Static"} if kind == PUBLIC_ADDRESSES else {}

    def _firewall(self, document: Document, properties: Body) -> Iterator[Block]:
        id_ = document["id"]
        yield self._block(document, {**self._head(document), **firewall_body(properties, self.link)})
        for each in properties["networkRuleCollections"]:
            place = {"azure_firewall_name": self.named(id_), "resource_group_name": id_.split("/")[4]}
            made = f"{id_}/networkRuleCollections/{each['name']}"
            yield self._named("azurerm_firewall_network_rule_collection", made, {**collection_body(each), **place})

    def _network(self, document: Document, properties: Body) -> Iterator[Block]:
        servers = properties.get("dhcpOptions", {}).get("dnsServers")
        own = {"address_space": list(properties["addressSpace"]["addressPrefixes"])}
        subnets = properties.get("subnets", [])
        names = [each["name"].lower() for each in subnets]
        inline = len(set(names)) < len(names) or not self.is_once
        if inline:
            own["subnet"] = [self._inline(each) for each in subnets]
        body = {**self._head(document), **own, **({"dns_servers": list(servers)} if servers else {})}
        yield self._block(document, body, ignores=("subnet",) if inline and self.is_once else ())
        for subnet in () if inline else subnets:
            yield self._child({**subnet, "type": SUBNETS}, subnet["properties"])
            for name in _LINKS:
                link = (subnet["properties"].get(name) or {}).get("id")
                if link:
                    yield self._association(subnet["id"], name, link)

    def _inline(self, subnet: Document) -> Body:
        table = (subnet["properties"].get("routeTable") or {}).get("id")
        own = {"route_table_id": self.link(table)} if table else {}
        return {"name": subnet["name"], **subnet_body(subnet["properties"]), **own}

    def _child(self, document: Document, properties: Body) -> Block:
        parent = parent_of(document["id"])
        _, _, _, _, group, *_ = parent.split("/")
        argument = "route_table_name" if document["type"] == ROUTES else "virtual_network_name"
        place = {"resource_group_name": group, argument: self.named(parent)}
        if document["type"] == SUBNETS:
            own = subnet_body(properties)
        elif document["type"] == ROUTES:
            own = route_body(properties)
        else:
            own = self._peering(properties)
        return self._block(document, {"name": name_of(document), **place, **own})

    def _peering(self, properties: Body) -> Body:
        flags = {"allowForwardedTraffic": "allow_forwarded_traffic", "useRemoteGateways": "use_remote_gateways"}
        told = {name: properties[key] for key, name in flags.items() if key in properties}
        return {"remote_virtual_network_id": self.link(properties["remoteVirtualNetwork"]["id"]), **told}

    def _association(self, subnet_id: str, name: str, link: str) -> Block:
        type_, argument = _LINKS[name]
        body = {"subnet_id": self.link(subnet_id), argument: self.link(link)}
        return self._named(type_, subnet_id, body)

    def _right(self, document: Document, properties: Body) -> Body:
        scope = document["id"].rpartition("/providers/")[0]
        if document["type"] == LOCKS:
            return {"name": name_of(document), "scope": self.link(scope), "lock_level": properties["level"]}
        if document["type"] == ROLES:
            lists = [{"actions": list(each["actions"]), "not_actions": []} for each in properties["permissions"]]
            return {"name": properties["roleName"], "scope": scope, "permissions": lists}
        principal = self.principals.get(properties["principalId"])
        who = self._principal(*principal) if principal else properties["principalId"]
        role = properties["roleDefinitionName"]
        return {"scope": self.link(scope), "role_definition_name": role, "principal_id": who}

    def _principal(self, kind: str, id_: str) -> Ref | str:
        address = self.addresses.get(id_.lower(), "")
        if address not in self.seen:
            raise CannotSay("a principal is known when its identity is made")
        part = {"identity": "principal_id", "cluster": "identity[0].principal_id"}
        return Ref(f"{address}.{part.get(kind, 'kubelet_identity[0].object_id')}")

    def _cluster(self, document: Document, properties: Body) -> Iterator[Block]:
        pools = list(properties["agentPoolProfiles"])
        first = next((pool for pool in pools if pool.get("mode", "User") == "System"), None)
        if first is None:
            raise CannotSay("the provider's default_node_pool is always a System pool")
        head = {**self._head(document), "dns_prefix": "my"}
        yield self._block(document, {**head, **cluster_body(document, pool_body(first, self.link), self.link)})
        for pool in pools:
            if pool is not first:
                made = {"id": f"{document['id']}/agentPools/{pool['name']}"}
                body = {"kubernetes_cluster_id": self.link(document["id"]), **pool_body(pool, self.link)}
                yield self._named(
                    "azurerm_kubernetes_cluster_node_pool", made["id"], body | {"mode": pool.get("mode", "User")}
                )

    def _head(self, document: Document) -> Body:
        group = document["id"].split("/")[4]
        return {"name": name_of(document), "resource_group_name": group, "location": document.get("location", "eastus")}

    def _block(self, document: Document, body: Body, ignores: tuple[str, ...] = ()) -> Block:
        return self._named(_TYPES[document["type"]], document["id"], body, ignores)

    def _named(self, type_: str, id_: str, body: Body, ignores: tuple[str, ...] = ()) -> Block:
        word = "".join(letter for letter in name_of({"id": id_}) if letter.isalnum())
        subscription = id_.split("/")[2] if id_.startswith("/subscriptions/") else ""
        other = "" if subscription == SUBSCRIPTION.rsplit("/", 1)[-1] else subscription
        name = f"r{len(self.blocks)}_{word}"
        return Block(type=type_, name=name, id=id_, body=body, waits=self.waits, subscription=other, ignores=ignores)

    def link(self, id_: str) -> Ref | str:
        """Return an id: by reference where that may be waited for, as a text otherwise."""
        address = self.addresses.get(id_.lower())
        return Ref(f"{address}.id") if address in self.seen and id_ != GROUP else id_

    def named(self, id_: str) -> Ref | str:
        """Return a name, likewise."""
        address = self.addresses.get(id_.lower())
        return Ref(f"{address}.name") if address in self.seen else parts_of(id_)[2][-1]


def _makes(block: Block) -> bool:
    return not block.type.endswith("_association")
