"""What a text reads of what it also writes adds nothing, in no language that can say both; nor does what `--fix` reads."""

import pytest

from akslab.checking.report import Report

from .applying import FILES, broken, checked
from .broken import BREAKINGS
from .test_fixing import fixed

BICEP = """
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'net'
  location: 'eastus'
  properties: {
    addressSpace: { addressPrefixes: ['10.9.0.0/16'] }
    subnets: [{ name: 'nodes', properties: { addressPrefix: '10.9.1.0/24' } }]
  }
}
//read
resource aks 'Microsoft.ContainerService/managedClusters@2024-09-01' = {
  name: 'aks'
  location: 'eastus'
  identity: { type: 'SystemAssigned' }
  properties: {
    agentPoolProfiles: [{ name: 'sys', mode: 'System', count: 3, vnetSubnetID: SUBNET }]
    networkProfile: { networkPlugin: 'kubenet' }
  }
}
"""
READ_BICEP = """resource nodes 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' existing = {
  parent: net
  name: 'nodes'
}"""
READ_BICEP_NETWORK = """resource there 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  name: 'net'
  resource nodes 'subnets' existing = { name: 'nodes' }
}"""

ARM = """{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "languageVersion": "2.0",
  "contentVersion": "1.0.0.0",
  "resources": {
    "net": {
      "type": "Microsoft.Network/virtualNetworks",
      "apiVersion": "2024-05-01",
      "name": "net",
      "location": "eastus",
      "properties": {
        "addressSpace": {"addressPrefixes": ["10.9.0.0/16"]},
        "subnets": [{"name": "nodes", "properties": {"addressPrefix": "10.9.1.0/24"}}]
      }
    },
    "aks": {
      "type": "Microsoft.ContainerService/managedClusters",
      "apiVersion": "2024-09-01",
      "name": "aks",
      "location": "eastus",
      "identity": {"type": "SystemAssigned"},
      "properties": {
        "agentPoolProfiles": [{
          "name": "sys", "mode": "System", "count": 3,
          "vnetSubnetID": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'net', 'nodes')]"
        }],
        "networkProfile": {"networkPlugin": "kubenet"}
      },
      "dependsOn": ["net"]
    }READ
  }
}
"""
READ_ARM = """,
    "nodes": {
      "existing": true,
      "type": "Microsoft.Network/virtualNetworks/subnets",
      "apiVersion": "2024-05-01",
      "name": "net/nodes"
    }"""

TERRAFORM = """
resource "azurerm_virtual_network" "net" {
  name                = "net"
  resource_group_name = "rg"
  location            = "eastus"
  address_space       = ["10.9.0.0/16"]
  subnet {
    name             = "nodes"
    address_prefixes = ["10.9.1.0/24"]
  }
}
#read
resource "azurerm_kubernetes_cluster" "aks" {
  name                = "aks"
  resource_group_name = "rg"
  location            = "eastus"
  dns_prefix          = "aks"
  default_node_pool {
    name           = "sys"
    node_count     = 3
    vm_size        = "Standard_D2s_v5"
    vnet_subnet_id = SUBNET
  }
  identity { type = "SystemAssigned" }
  network_profile { network_plugin = "kubenet" }
}
"""
READ_TERRAFORM = """data "azurerm_subnet" "nodes" {
  name                 = "nodes"
  virtual_network_name = azurerm_virtual_network.net.name
  resource_group_name  = "rg"
}"""

AZ = """
az network vnet create -g rg -n net --address-prefixes 10.9.0.0/16 --subnet-name nodes --subnet-prefixes 10.9.1.0/24
SUBNET
az aks create -g rg -n aks -l eastus --network-plugin kubenet --enable-managed-identity --vnet-subnet-id $ID
"""
PLAIN_ID = (
    "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/"
    "virtualNetworks/net/subnets/nodes"
)

TEXTS = {
    "bicep": (
        "bicep",
        BICEP.replace("SUBNET", "net.properties.subnets[0].id"),
        BICEP.replace("//read", READ_BICEP).replace("SUBNET", "nodes.id"),
    ),
    "bicep, the network as well": (
        "bicep",
        BICEP.replace("SUBNET", "net.properties.subnets[0].id"),
        BICEP.replace("//read", READ_BICEP_NETWORK).replace("SUBNET", "net.properties.subnets[0].id"),
    ),
    "arm": ("arm", ARM.replace("READ", ""), ARM.replace("READ", READ_ARM)),
    "terraform": (
        "terraform",
        TERRAFORM.replace("SUBNET", "one(azurerm_virtual_network.net.subnet).id"),
        TERRAFORM.replace("#read", READ_TERRAFORM).replace("SUBNET", "data.azurerm_subnet.nodes.id"),
    ),
    "az": (
        "az",
        AZ.replace("SUBNET", f"ID={PLAIN_ID}"),
        AZ.replace("SUBNET", "ID=$(az network vnet subnet show -g rg --vnet-name net -n nodes --query id -o tsv)"),
    ),
}


def unjudged(report: Report) -> set[str]:
    return {rule for each in report.unjudged for rule in each.rules}


@pytest.mark.parametrize("case", TEXTS)
def test_reading_what_is_written_changes_no_judgement(case: str) -> None:
    language, without, with_reading = TEXTS[case]
    plain, read = checked({FILES[language]: without}), checked({FILES[language]: with_reading})

    assert {found.rule for found in read.findings} == {found.rule for found in plain.findings}
    assert unjudged(read) == unjudged(plain)
    assert not read.troubles
    if language != "az":  # A script is not applied twice.
        assert "redeploy-detaches-route-table" in {found.rule for found in read.findings}


@pytest.mark.parametrize("language", sorted(FILES))
def test_putting_right_leaves_as_much_judged_as_before(language: str) -> None:
    for breaking in BREAKINGS:
        if language in breaking.swaps:
            files = broken(breaking, language)
            before, done = checked(files), fixed(files)
            assert unjudged(done.report) <= unjudged(before), breaking.rule
