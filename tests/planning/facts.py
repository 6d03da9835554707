"""A plan's network as plain facts, read back from documents and from each kind of snippet, so that they compare."""

import re
import shlex
from typing import Any

from msgspec import Struct

from akslab.planning.documents import documents
from akslab.planning.plan import Plan


class PoolFacts(Struct, frozen=True):
    """One pool."""

    name: str
    nodes: int
    most: int
    max_pods: int
    surge: str
    subnet: str
    pod_subnet: str


class Facts(Struct, frozen=True, kw_only=True):
    """What is deployed."""

    space: tuple[str, ...]
    subnets: dict[str, str]
    on_table: tuple[str, ...]
    """Names of the subnets on the own route table."""
    profile: dict[str, str]
    pools: tuple[PoolFacts, ...]
    roles: int
    """How many scopes the cluster's identity has its role on."""


def of_documents(plan: Plan) -> Facts:
    """Return the facts of the documents the catalogue judges."""
    found = documents(plan)
    network, cluster = found[0]["properties"], found[-1]["properties"]
    return Facts(
        space=tuple(network["addressSpace"]["addressPrefixes"]),
        subnets={subnet["name"]: subnet["properties"]["addressPrefix"] for subnet in network["subnets"]},
        on_table=tuple(subnet["name"] for subnet in network["subnets"] if "routeTable" in subnet["properties"]),
        profile=cluster["networkProfile"],
        pools=tuple(_pool_of(pool) for pool in cluster["agentPoolProfiles"]),
        roles=len(found) - 1,
    )


def _pool_of(pool: dict[str, Any]) -> PoolFacts:
    return PoolFacts(
        pool["name"],
        int(pool["count"]),
        int(pool.get("maxCount", pool["count"])),
        int(pool["maxPods"]),
        pool["upgradeSettings"]["maxSurge"],
        pool["vnetSubnetID"].rpartition("/")[2],
        pool.get("podSubnetID", "").rpartition("/")[2],
    )


def of_az(script: str) -> Facts:
    """Return the facts of a script of az commands."""
    commands, variables = _commands(script)
    networks = [flags for words, flags in commands if words[:4] == ["az", "network", "vnet", "create"]]
    subnets = [flags for words, flags in commands if words[:5] == ["az", "network", "vnet", "subnet", "create"]]
    create = next(flags for words, flags in commands if words[:3] == ["az", "aks", "create"])
    added = [flags for words, flags in commands if words[:4] == ["az", "aks", "nodepool", "add"]]
    update = next(flags for words, flags in commands if words[:4] == ["az", "aks", "nodepool", "update"])
    flags_of_profile = {
        "networkPlugin": "--network-plugin",
        "networkPluginMode": "--network-plugin-mode",
        "networkPolicy": "--network-policy",
        "podCidr": "--pod-cidr",
        "serviceCidr": "--service-cidr",
        "dnsServiceIP": "--dns-service-ip",
    }
    first = create | {"--name": update["--name"], "--max-surge": update["--max-surge"]}
    return Facts(
        space=tuple(networks[0]["--address-prefixes"].split()),
        subnets={flags["--name"]: flags["--address-prefixes"] for flags in subnets},
        on_table=tuple(flags["--name"] for flags in subnets if "--route-table" in flags),
        profile={name: create[flag] for name, flag in flags_of_profile.items() if flag in create},
        pools=tuple(_pool_of_az(flags, variables) for flags in (first, *added)),
        roles=sum(words[:4] == ["az", "role", "assignment", "create"] for words, _ in commands),
    )


def _commands(script: str) -> tuple[list[tuple[list[str], dict[str, str]]], dict[str, str]]:
    """Return the az commands with their flags, and for each variable the name of the resource it is the id of."""
    lines = script.replace("\\\n", " ").splitlines()
    assignments = (re.fullmatch(r"(\w+)=\$\((.*)\)", line) for line in lines)
    variables = {f"${found[1]}": _flags(shlex.split(found[2])).get("--name", "") for found in assignments if found}
    words = [shlex.split(line) for line in az_lines(script)]
    return [(each, _flags(each)) for each in words], variables


def az_lines(script: str) -> list[str]:
    """Return the az commands of a script that are not asked for an id, one a line, in order; one tried again once."""
    lines = script.replace("\\\n", " ").splitlines()
    found = (re.fullmatch(r"until ANSWER=\$\((az .*) 2>&1\)|(az .*)", line) for line in lines)
    return [each[1] or each[2] for each in found if each]


def _flags(words: list[str]) -> dict[str, str]:
    flags: dict[str, list[str]] = {}
    for word in words:
        if word.startswith("--"):
            flags[word] = []
        elif flags:
            flags[list(flags)[-1]].append(word)
    return {flag: " ".join(values) for flag, values in flags.items()}


def _pool_of_az(flags: dict[str, str], variables: dict[str, str]) -> PoolFacts:
    count = int(flags["--node-count"])
    return PoolFacts(
        flags["--name"],
        count,
        int(flags.get("--max-count", count)),
        int(flags["--max-pods"]),
        flags["--max-surge"],
        variables[flags["--vnet-subnet-id"]],
        variables[flags["--pod-subnet-id"]] if "--pod-subnet-id" in flags else "",
    )


def of_bicep(text: str) -> Facts:
    """Return the facts of a Bicep file."""
    space = re.search(r"addressPrefixes: \[\n(.*?)\]", text, re.DOTALL)
    profile = re.search(r"networkProfile: \{\n(.*?)\}", text, re.DOTALL)
    pools = re.search(r"agentPoolProfiles: \[\n(.*?)\n    \]", text, re.DOTALL)
    assert space
    assert profile
    assert pools
    subnets = re.findall(r"name: '([^']+)'\n +properties: \{\n +addressPrefix: '([^']+)'\n( +routeTable)?", text)
    return Facts(
        space=tuple(re.findall(r"'([^']+)'", space[1])),
        subnets={name: prefix for name, prefix, _ in subnets},
        on_table=tuple(name for name, _, table in subnets if table),
        profile=dict(re.findall(r"(\w+): '([^']+)'", profile[1])),
        pools=tuple(_pool_of_bicep(each) for each in re.split(r"\n      \}\n", pools[1])),
        roles=text.count("'Microsoft.Authorization/roleAssignments@"),
    )


def _pool_of_bicep(text: str) -> PoolFacts:
    said = dict(re.findall(r"(\w+): '?([^'\n]+)'?", text))
    return _pool_of(said | {"upgradeSettings": {"maxSurge": said["maxSurge"]}})


def of_terraform(text: str) -> Facts:
    """Return the facts of a Terraform file."""
    resources = re.findall(r'^resource "(\w+)" "([\w-]+)" \{\n(.*?)^\}', text, re.DOTALL | re.MULTILINE)
    said = [(kind, label, _said(body)) for kind, label, body in resources]
    networks = [body for kind, _, body in said if kind == "azurerm_virtual_network"]
    subnets = {f"azurerm_subnet.{label}.id": body for kind, label, body in said if kind == "azurerm_subnet"}
    names = {id_: body["name"] for id_, body in subnets.items()}
    on_table = [body["subnet_id"] for kind, _, body in said if kind == "azurerm_subnet_route_table_association"]
    profile = {
        "networkPlugin": "network_plugin",
        "networkPluginMode": "network_plugin_mode",
        "networkPolicy": "network_policy",
        "podCidr": "pod_cidr",
        "serviceCidr": "service_cidr",
        "dnsServiceIP": "dns_service_ip",
    }
    [cluster] = [body for kind, _, body in resources if kind == "azurerm_kubernetes_cluster"]
    block = re.search(r"default_node_pool \{(.*?)^  \}", cluster, re.DOTALL | re.MULTILINE)
    assert block
    pools = [_said(block[1]), *(body for kind, _, body in said if kind.endswith("_node_pool"))]
    whole = _said(cluster)
    return Facts(
        space=tuple(re.findall(r'"([^"]+)"', networks[0]["address_space"])),
        subnets={body["name"]: body["address_prefixes"].strip('[]"') for body in subnets.values()},
        on_table=tuple(names[id_] for id_ in on_table),
        profile={name: whole[said_as] for name, said_as in profile.items() if said_as in whole},
        pools=tuple(_pool_of_terraform(pool, names) for pool in pools),
        roles=sum(kind == "azurerm_role_assignment" for kind, _, _ in said),
    )


def _said(body: str) -> dict[str, str]:
    return {name: value.strip('"') for name, value in re.findall(r"^ +(\w+) += (.+)$", body, re.MULTILINE)}


def _pool_of_terraform(said: dict[str, str], names: dict[str, str]) -> PoolFacts:
    count = int(said.get("node_count", said.get("min_count", "")))
    return PoolFacts(
        said["name"],
        count,
        int(said.get("max_count", count)),
        int(said["max_pods"]),
        said["max_surge"],
        names[said["vnet_subnet_id"]],
        names[said["pod_subnet_id"]] if "pod_subnet_id" in said else "",
    )
