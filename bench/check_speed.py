"""`akslab check` as people wait for it: whole commands, process start included, and how the cost grows.

A module of Bicep and one of ARM, a directory of 20 Terraform files, a template of 5,000 resources. Beside each stands
what nobody can go below: the interpreter that starts, and `json.tool`, which only reads the same file and writes it.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Json = dict[str, Any]
RUNS = 5
SIZES = (1_250, 2_500, 5_000, 10_000)
EACH = 5
"""Resources of one cluster: identity, table, network, role, cluster."""
FILES = 20
MOST_MODULE, MOST_DIRECTORY, MOST_TEMPLATE = 0.3, 0.6, 2.0
CONTRIBUTOR = "4d97b98b-1d4f-4787-a291-c67834d212e7"

BICEP = """\
param location string = resourceGroup().location
param podCidr string = '10.244.0.0/16'

resource table 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'rt-shop'
  location: location
}

resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-shop'
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['192.168.0.0/16'] }
    subnets: [
      { name: 'nodes', properties: { addressPrefix: '192.168.1.0/24', routeTable: { id: table.id } } }
    ]
  }
}

resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-shop'
  location: location
}

resource role 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, id.id)
  properties: {
    principalId: id.properties.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'ROLE')
  }
}

resource aks 'Microsoft.ContainerService/managedClusters@2024-09-01' = {
  name: 'aks-shop'
  location: location
  dependsOn: [role]
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${id.id}': {} } }
  properties: {
    dnsPrefix: 'shop'
    agentPoolProfiles: [
      { name: 'system', mode: 'System', count: 3, vmSize: 'Standard_D4s_v5', vnetSubnetID: net.properties.subnets[0].id }
    ]
    networkProfile: { networkPlugin: 'kubenet', podCidr: podCidr, serviceCidr: '10.0.0.0/16', dnsServiceIP: '10.0.0.10' }
  }
}
""".replace("ROLE", CONTRIBUTOR)

TERRAFORM = """\
resource "azurerm_virtual_network" "net_N" {
  name                = "vnet-N"
  location            = var.location
  resource_group_name = "rg-N"
  address_space       = ["10.N.0.0/16"]
}

resource "azurerm_subnet" "nodes_N" {
  name                 = "nodes"
  resource_group_name  = "rg-N"
  virtual_network_name = azurerm_virtual_network.net_N.name
  address_prefixes     = ["10.N.1.0/24"]
}

resource "azurerm_kubernetes_cluster" "aks_N" {
  name                = "aks-N"
  location            = var.location
  resource_group_name = "rg-N"
  dns_prefix          = "aks-N"
  identity { type = "SystemAssigned" }
  default_node_pool {
    name           = "system"
    node_count     = 3
    vm_size        = "Standard_D4s_v5"
    vnet_subnet_id = azurerm_subnet.nodes_N.id
  }
  network_profile {
    network_plugin = "kubenet"
    pod_cidr       = "172.16.0.0/16"
    service_cidr   = "172.20.0.0/16"
    dns_service_ip = "172.20.0.10"
  }
}
"""


def template(resources: int) -> Json:
    """Return an ARM template of as many resources: clusters, each with a network, table, identity and role of its own."""
    return {
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "resources": [each for number in range(resources // EACH) for each in cluster(number)],
    }


def cluster(number: int) -> list[Json]:
    """Return one cluster with what it needs, each waiting for what it names."""
    names = {"identity": f"id-{number}", "table": f"rt-{number}", "net": f"vnet-{number}"}
    identity = f"[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', '{names['identity']}')]"
    table = f"[resourceId('Microsoft.Network/routeTables', '{names['table']}')]"
    net = f"[resourceId('Microsoft.Network/virtualNetworks', '{names['net']}')]"
    role = f"00000000-0000-0000-0000-{number:012}"
    principal = f"[reference({identity[1:-1]}, '2023-01-31').principalId]"
    definition = f"[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '{CONTRIBUTOR}')]"
    subnet = f"[resourceId('Microsoft.Network/virtualNetworks/subnets', '{names['net']}', 'nodes')]"
    range_ = f"10.{number % 250}.{number // 250 * 4}.0/24"
    pool = {"name": "system", "mode": "System", "count": 3, "vmSize": "Standard_D4s_v5", "vnetSubnetID": subnet}
    profile = {"networkPlugin": "kubenet", "podCidr": "172.16.0.0/16", "serviceCidr": "172.20.0.0/16"}
    return [
        made("ManagedIdentity/userAssignedIdentities", names["identity"], "2023-01-31", {}),
        made("Network/routeTables", names["table"], "2024-05-01", {}),
        made(
            "Network/virtualNetworks",
            names["net"],
            "2024-05-01",
            {
                "addressSpace": {"addressPrefixes": [range_]},
                "subnets": [{"name": "nodes", "properties": {"addressPrefix": range_, "routeTable": {"id": table}}}],
            },
            table,
        ),
        made(
            "Authorization/roleAssignments",
            role,
            "2022-04-01",
            {"principalId": principal, "roleDefinitionId": definition},
            identity,
        ),
        made(
            "ContainerService/managedClusters",
            f"aks-{number}",
            "2024-09-01",
            {
                "dnsPrefix": "aks",
                "agentPoolProfiles": [pool],
                "networkProfile": {**profile, "dnsServiceIP": "172.20.0.10"},
            },
            net,
            f"[resourceId('Microsoft.Authorization/roleAssignments', '{role}')]",
        )
        | {"identity": {"type": "UserAssigned", "userAssignedIdentities": {identity: {}}}},
    ]


def made(type_: str, name: str, version: str, properties: Json, *waits: str) -> Json:
    """Return a resource of a template."""
    return {
        "type": f"Microsoft.{type_}",
        "apiVersion": version,
        "name": name,
        "location": "koreacentral",
        "dependsOn": list(waits),
        "properties": properties,
    }


def module(number: int, folder: Path) -> None:
    """Write one file of a Terraform directory."""
    (folder / f"cluster{number}.tf").write_text(TERRAFORM.replace("N", str(number)))


def terraform(folder: Path) -> None:
    """Write a directory of 20 files."""
    folder.mkdir()
    words = 'variable "location" {\n  default = "koreacentral"\n}\n'
    (folder / "variables.tf").write_text(words)
    for number in range(FILES - 1):
        module(number, folder)


def seconds_of(*arguments: str) -> float:
    """Return the fastest of some runs of Python with these arguments; the answer must be one of a check, not of a fault."""
    fastest = float("inf")
    for _ in range(RUNS):
        started = time.perf_counter()
        done = subprocess.run([sys.executable, *arguments], check=False, capture_output=True, timeout=120)
        fastest = min(fastest, time.perf_counter() - started)
        assert done.returncode in (0, 1), done.stderr.decode()
        assert not done.stderr, done.stderr.decode()
    return fastest


def check(path: Path) -> float:
    """Return the seconds of `akslab check PATH`, process start and output included."""
    return seconds_of("-c", "from akslab.cli import main; main()", "check", str(path))


def line(what: str, seconds: float, peer: str, peer_seconds: float, most: float = 0.0) -> None:
    """Print a figure beside its peer's, and fail when it is over its limit."""
    limit = f"limit {most:.1f} s" if most else ""
    ratio = f"{seconds / peer_seconds:4.1f} x {peer} ({peer_seconds:.3f} s)"
    print(f"akslab check  {what:34} {seconds:6.3f} s  {limit:12}  {ratio}")
    assert not most or seconds < most, what


def main() -> None:
    """Print the figures; fail when one is over its limit."""
    with tempfile.TemporaryDirectory() as directory:
        os.chdir(directory)
        here = Path(directory)
        start = seconds_of("-c", "pass")
        (here / "main.bicep").write_text(BICEP)
        line("a Bicep module", check(here / "main.bicep"), "python -c pass", start, MOST_MODULE)
        (here / "main.json").write_text(json.dumps(template(EACH), indent=2))
        line("an ARM module", check(here / "main.json"), "python -c pass", start, MOST_MODULE)
        terraform(here / "infra")
        line("20 Terraform files, 57 resources", check(here / "infra"), "python -c pass", start, MOST_DIRECTORY)
        growth(here, check)


def growth(here: Path, measured: Callable[[Path], float]) -> None:
    """Print how the cost of a template grows with its resources."""
    for size in SIZES:
        path = here / f"template{size}.json"
        path.write_text(json.dumps(template(size), indent=2))
        peer = seconds_of("-m", "json.tool", str(path), "/dev/null")
        most = MOST_TEMPLATE if size == 5_000 else 0.0
        line(f"ARM, {size:6,} resources, {path.stat().st_size >> 10:5,} KB", measured(path), "json.tool", peer, most)
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"memory of the largest: {megabytes:.0f} MB")


if __name__ == "__main__":
    main()
