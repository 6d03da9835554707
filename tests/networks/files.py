"""Templates as files, and the networks they make."""

from collections.abc import Mapping
from typing import Any

from doctor.az_shapes import Files

from akslab.checking.inputs import SeenFiles, input_named
from akslab.checking.reading import read_input
from akslab.importers.files import GivenFiles
from akslab.importers.options import Options
from akslab.networks.declared import network_of_deployment
from akslab.networks.values import Network

SUBNET = """\
resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-aks'
  location: 'koreacentral'
  properties: {
    addressSpace: { addressPrefixes: ['192.168.0.0/16'] }
    subnets: [
      {
        name: 'snet-aks'
        properties: {
          addressPrefix: '192.168.1.0/24'
          %s
        }
      }
    ]
  }
}
"""
CLUSTER = """\
resource aks 'Microsoft.ContainerService/managedClusters@2025-01-01' = {
  name: 'aks'
  location: 'koreacentral'
  identity: { type: 'SystemAssigned' }
  properties: {
    dnsPrefix: 'aks'
    networkProfile: { networkPlugin: 'kubenet', podCidr: '10.244.0.0/16' }
    agentPoolProfiles: [
      { name: 'nodepool1', mode: 'System', count: 2, vnetSubnetID: vnet.properties.subnets[0].id }
    ]
  }
}
"""


def agreeing(files: Files) -> Files:
    """Return exports in which interfaces have the addresses that their nodes say."""
    nodes = {each["spec"]["providerID"].rpartition("/")[2]: each for each in files["nodes.json"]["items"]}
    nics = [
        nic | {"ipConfigurations": [nic["ipConfigurations"][0] | {"privateIPAddress": _address(nodes[number])}]}
        for nic in files["nics.json"]
        if (number := nic["virtualMachine"]["id"].rpartition("/")[2]) in nodes
    ]
    return {**files, "nics.json": nics}


def _address(node: dict[str, Any]) -> str:
    return str(node["status"]["addresses"][0]["address"])


def bicep(*blocks: str, subnet: str = "") -> str:
    """Return a file with the article's subnet and cluster, and more blocks."""
    return "\n".join([SUBNET % subnet, CLUSTER, *blocks])


def network_in(text: str, name: str = "main.bicep", more: Mapping[str, str] | None = None) -> Network:
    """Return the network that a file would make."""
    files = SeenFiles(GivenFiles({name: text, **(more or {})}))
    (found,) = input_named(files, name).inputs
    (deployment,) = read_input(files, found, Options())
    return network_of_deployment(deployment, files.texts)
