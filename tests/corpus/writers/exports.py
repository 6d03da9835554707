"""A Setting as `az … -o json` and kubectl print what runs: one file for each command, properties lifted up by az.

What Azure only says when it runs is made up here, always the same: principals as GUIDs, etags.
"""

import json
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from msgspec.structs import replace

from akslab.rules.cluster_facts import PolicyAssignment
from akslab.rules.examples import SUBSCRIPTION
from akslab.rules.unknown import Unknown
from akslab.wire.symbols import kubelet_of, principal_of

from ..settings import (
    ASSIGNMENTS,
    ATTACH,
    CLUSTERS,
    IDENTITIES,
    LOCKS,
    NAT_GATEWAYS,
    NETWORKS,
    ROLES,
    TABLES,
    WAIT,
    Document,
    Setting,
)
from .kubectl import write_kubectl
from .saying import ROLE_IDS, CannotSay, principals

Json = dict[str, Any]
_PULL = "7f951dda-4ed3-4680-a7ca-43fe172d538d"
_SPELLED = {"vnetSubnetID": "vnetSubnetId", "dnsServiceIP": "dnsServiceIp", "enableNodePublicIP": "enableNodePublicIp"}
"""How az spells what ARM spells otherwise."""
_LISTS = (
    "gatewayIPConfigurations",
    "frontendIPConfigurations",
    "networkRuleCollections",
    "ipConfigurations",
    "delegations",
)
"""Children that examples give no id, and Azure does."""


def write_exports(setting: Setting) -> dict[str, str]:
    """Return the files by name. Raises CannotSay."""
    if setting.is_request:
        raise CannotSay("it is about a request to Azure, not about a file")
    if setting.earlier or setting.is_ordered or not setting.is_once or setting.commands:
        raise CannotSay("an export is of what is there, not of what makes it")
    setting = replace(setting, layers=(_running(setting),))
    writer = _Writer(setting)
    files: dict[str, Any] = {}
    for number, document in enumerate(each for each in setting.documents if each["type"] not in (WAIT, ATTACH)):
        kind = document["type"].rsplit("/", 1)[-1]
        shown = writer.shown(document)
        if document["type"] == ASSIGNMENTS:
            files.setdefault(f"roles-of-{shown['principalId']}.json", [writer.unrelated(shown)]).append(shown)
        else:
            files[f"{kind}-{number}.json"] = [shown] if document["type"] in (LOCKS, ROLES) else shown
    policies = () if isinstance(setting.surroundings.policies, Unknown) else setting.surroundings.policies
    for number, policy in enumerate(policies):
        files[f"policy-{number}.json"] = list(_policy(policy))
    for id_, facts in setting.facts.items():
        files |= write_kubectl(facts, id_)
    return {name: json.dumps(value, indent=1) for name, value in files.items()}


class _Writer:
    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.numbers = {principal: _guid(principal) for principal in principals(setting.documents)}

    def shown(self, document: Document) -> Json:
        """Return what `show` prints, or an entry of what `list` does."""
        type_ = document["type"]
        properties = dict(document.get("properties", {}))
        head = {"id": document["id"], "name": document["id"].rsplit("/", 1)[-1], "type": type_}
        if type_ == ASSIGNMENTS:
            return head | self._assignment(document)
        if type_ == ROLES:
            scope = document["id"].partition("/providers/")[0]
            return head | properties | {"assignableScopes": [scope], "roleType": "CustomRole"}
        if type_ in (TABLES, NAT_GATEWAYS):
            properties = self._subnets("routeTable" if type_ == TABLES else "natGateway", document["id"]) | properties
        if type_ == IDENTITIES:
            properties["principalId"] = self.numbers[principal_of(document["id"])]
        if type_ == CLUSTERS:
            kubelet = self.numbers[kubelet_of(document["id"])]
            properties |= {
                "identityProfile": {"kubeletidentity": {"objectId": kubelet}},
                "provisioningState": "Succeeded",
            }
        else:
            properties |= {"provisioningState": "Succeeded", "etag": 'W/"1"'}
        kept = {key: document[key] for key in ("location",) if key in document}
        if "identity" in document:
            kept["identity"] = self._identity(document)
        group = document["id"].split("/")[4]
        return {**head, **kept, "resourceGroup": group, **self._lifted(properties, document["id"])}

    def _subnets(self, link: str, id_: str) -> Json:
        """Return the subnets that link to a resource; Azure lists none where there are none."""
        subnets = [
            {"id": subnet["id"]}
            for network in self.setting.documents
            if network["type"] == NETWORKS
            for subnet in network["properties"].get("subnets", ())
            if ((subnet["properties"].get(link) or {}).get("id") or "").lower() == id_.lower()
        ]
        return {"subnets": subnets} if subnets else {}

    def _assignment(self, document: Document) -> Json:
        properties = document["properties"]
        role = properties["roleDefinitionName"]
        scope = document["id"].rpartition("/providers/")[0]
        number = ROLE_IDS.get(role, role)
        return {
            "createdOn": self.setting.given.get(document["id"].lower(), "2026-01-01T00:00:00+00:00"),
            "principalId": self.numbers.get(properties["principalId"], properties["principalId"]),
            "principalType": "ServicePrincipal",
            "roleDefinitionId": f"/subscriptions/{document['id'].split('/')[2]}/providers/{ROLES}/{number}",
            "roleDefinitionName": role,
            "scope": scope,
        }

    def unrelated(self, assignment: Json) -> Json:
        """Return what `az role assignment list --all --assignee …` shows besides: a role somewhere else."""
        scope = f"{SUBSCRIPTION}/resourceGroups/images/providers/Microsoft.ContainerRegistry/registries/images"
        number = _guid(f"pull {assignment['principalId']}")
        role = {"roleDefinitionName": "AcrPull", "scope": scope, "id": f"{scope}/providers/{ASSIGNMENTS}/{number}"}
        return {**assignment, **role, "name": number, "roleDefinitionId": f"{SUBSCRIPTION}/providers/{ROLES}/{_PULL}"}

    def _identity(self, document: Document) -> Json:
        identity = document["identity"]
        own = (
            {"principalId": self.numbers[principal_of(document["id"])]} if identity["type"] == "SystemAssigned" else {}
        )
        assigned = {
            id_: {"principalId": self.numbers.get(principal_of(id_), _guid(id_)), "clientId": _guid(f"client {id_}")}
            for id_ in identity.get("userAssignedIdentities", {})
        }
        return {"type": identity["type"], **own, **({"userAssignedIdentities": assigned} if assigned else {})}

    def _lifted(self, value: Any, id_: str) -> Any:
        """Return a value without `properties`, as az prints it."""
        if isinstance(value, list | tuple):
            return [self._lifted(each, id_) for each in value]
        if not isinstance(value, dict):
            return value
        inner: Json = {}
        for key, each in value.items():
            if key == "properties":
                inner |= {**self._lifted(each, str(value.get("id", id_))), "etag": 'W/"1"'}
            elif key in _LISTS:
                inner[key] = [self._lifted({"id": _child(id_, key, one), **one}, id_) for one in each]
            else:
                inner[str(_SPELLED.get(key, key))] = self._lifted(each, str(value.get("id", id_)))
        return inner


def _running(setting: Setting) -> tuple[Document, ...]:
    """Return the documents with what AKS adds: its own table where a subnet has none, a route to the first node's pods."""
    if setting.facts:
        return setting.documents
    made: list[Document] = []
    tables = {each["id"].lower(): each for each in setting.documents if each["type"] == TABLES}
    for document in setting.documents:
        if document["type"] == NETWORKS:
            properties = document["properties"]
            subnets = [_attached(each, setting, tables) for each in properties.get("subnets", ())]
            made.append({**document, "properties": {**properties, "subnets": subnets}})
        elif document["type"] != TABLES:
            made.append(document)
    return (*made, *tables.values())


def _attached(subnet: Document, setting: Setting, tables: dict[str, Document]) -> Document:
    cluster = next((each for each in setting.documents if _stands_in(each, subnet["id"])), None)
    if cluster is None:
        return subnet
    properties = cluster["properties"]
    own = (subnet["properties"].get("routeTable") or {}).get("id")
    name = f"aks-agentpool-{_guid(cluster['id'])[:8]}-routetable"
    id_ = own or f"{cluster['id'].split('/resourceGroups/')[0]}/resourceGroups/{properties['nodeResourceGroup']}"
    id_ = own or f"{id_}/providers/{TABLES}/{name}"
    empty: Document = {"id": id_, "type": TABLES, "location": "eastus", "properties": {"routes": []}}
    table = tables.get(id_.lower(), empty)
    routes = [*table["properties"]["routes"], _pod_route(id_, properties, subnet["properties"])]
    tables[id_.lower()] = {**table, "properties": {**table["properties"], "routes": routes}}
    return {**subnet, "properties": {**subnet["properties"], "routeTable": {"id": id_}}}


def _stands_in(cluster: Document, subnet_id: str) -> bool:
    if cluster["type"] != CLUSTERS:
        return False
    properties = cluster["properties"]
    is_kubenet = properties["networkProfile"].get("networkPlugin") == "kubenet"
    pools = properties["agentPoolProfiles"]
    return is_kubenet and any((pool.get("vnetSubnetID") or "").lower() == subnet_id.lower() for pool in pools)


def _pod_route(table_id: str, cluster: Json, subnet: Json) -> Document:
    """Return the route to the first node's pods."""
    profile = cluster["networkProfile"]
    block = (profile.get("podCidr") or profile["podCidrs"][0]).split("/")[0]
    prefix = subnet.get("addressPrefix") or subnet["addressPrefixes"][0]
    name = f"aks-nodepool1-12355964-vmss000000____{block.replace('.', '')}24"
    hop = prefix.rpartition(".")[0] + ".4"
    properties = {"addressPrefix": f"{block}/24", "nextHopType": "VirtualAppliance", "nextHopIpAddress": hop}
    return {"id": f"{table_id}/routes/{name}", "name": name, "properties": properties}


def _child(id_: str, key: str, one: Json) -> str:
    return f"{id_}/{key}/{one.get('name', '0')}"


def _policy(policy: PolicyAssignment) -> tuple[Json, Json]:
    """Return an assignment as `az policy assignment list` prints it, and the definition it is of."""
    definition = f"/providers/Microsoft.Authorization/policyDefinitions/{_guid(policy.id)}"
    assignment = {
        "id": policy.id,
        "name": policy.id.rsplit("/", 1)[-1],
        "type": "Microsoft.Authorization/policyAssignments",
        "displayName": policy.title,
        "scope": policy.scope,
        "notScopes": list(policy.excluded),
        "enforcementMode": "Default" if policy.is_enforced else "DoNotEnforce",
        "policyDefinitionId": definition,
    }
    fields: list[Json] = (
        [] if isinstance(policy.aliases, Unknown) else [{"field": each, "exists": True} for each in policy.aliases]
    )
    rule = {"if": {"allOf": fields}, "then": {"effect": policy.effect}}
    told = {"id": definition, "name": definition.rsplit("/", 1)[-1], "policyRule": rule, "policyType": "Custom"}
    return assignment, {**told, "type": "Microsoft.Authorization/policyDefinitions"}


def _guid(text: str) -> str:
    return str(uuid5(NAMESPACE_URL, text.lower()))
