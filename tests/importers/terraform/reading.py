"""The article's network as Terraform, and what a test wants to know of a reading."""

from collections.abc import Iterable, Mapping
from typing import Any

from akslab.deployments.declared import Declared, Deployment
from akslab.deployments.judging import view_of_deployment
from akslab.deployments.nodes import Node, plain
from akslab.deployments.origins import Origin
from akslab.importers.files import GivenFiles
from akslab.importers.options import NO_OPTIONS, Options
from akslab.importers.terraform.directory import deployments_of_terraform
from akslab.rules.catalogue import judgements
from akslab.rules.rule import Finding
from akslab.rules.view import View
from akslab.wire.symbols import spoken

HEAD = """
terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.0"
    }
  }
}

provider "azurerm" {
  features {}
}

resource "azurerm_resource_group" "main" {
  name     = "myResourceGroup"
  location = "East US"
}
"""

NETWORK = """
resource "azurerm_virtual_network" "main" {
  name                = "myAKSVnet"
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
  address_space       = ["192.168.0.0/16"]
}

resource "azurerm_subnet" "nodes" {
  name                 = "myAKSSubnet"
  resource_group_name  = azurerm_resource_group.main.name
  virtual_network_name = azurerm_virtual_network.main.name
  address_prefixes     = ["192.168.1.0/24"]
}
"""

TABLE = """
resource "azurerm_route_table" "main" {
  name                = "myRouteTable"
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
}

resource "azurerm_subnet_route_table_association" "main" {
  subnet_id      = azurerm_subnet.nodes.id
  route_table_id = azurerm_route_table.main.id
}
"""

IDENTITY = """
resource "azurerm_user_assigned_identity" "main" {
  name                = "myIdentity"
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
}

resource "azurerm_role_assignment" "network" {
  scope                = azurerm_virtual_network.main.id
  role_definition_name = "Network Contributor"
  principal_id         = azurerm_user_assigned_identity.main.principal_id
}

resource "azurerm_role_assignment" "routes" {
  scope                = azurerm_route_table.main.id
  role_definition_name = "Network Contributor"
  principal_id         = azurerm_user_assigned_identity.main.principal_id
}
"""

CLUSTER = """
resource "azurerm_kubernetes_cluster" "main" {
  name                = "myAKSCluster"
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
  dns_prefix          = "my"

  default_node_pool {
    name           = "nodepool1"
    vm_size        = "Standard_D4s_v5"
    node_count     = 3
    vnet_subnet_id = azurerm_subnet.nodes.id
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.main.id]
  }

  network_profile {
    network_plugin = "kubenet"
    pod_cidr       = "10.244.0.0/16"
    service_cidr   = "10.0.0.0/16"
    dns_service_ip = "10.0.0.10"
  }

  depends_on = [
    azurerm_role_assignment.network,
    azurerm_role_assignment.routes,
    azurerm_subnet_route_table_association.main,
  ]
}
"""

ARTICLE = HEAD + NETWORK + TABLE + IDENTITY + CLUSTER
"""Sound: own table, own identity with its roles, everything before the cluster."""

GROUP = "/subscriptions/<subscription>/resourceGroups/myResourceGroup/providers"
NETWORK_ID = f"{GROUP}/Microsoft.Network/virtualNetworks/myAKSVnet"
SUBNET_ID = f"{NETWORK_ID}/subnets/myAKSSubnet"
TABLE_ID = f"{GROUP}/Microsoft.Network/routeTables/myRouteTable"
CLUSTER_ID = f"{GROUP}/Microsoft.ContainerService/managedClusters/myAKSCluster"
IDENTITY_ID = f"{GROUP}/Microsoft.ManagedIdentity/userAssignedIdentities/myIdentity"

Texts = str | Mapping[str, str]


def files(texts: Texts) -> dict[str, str]:
    """Return a configuration as files; a lone text is `main.tf`."""
    return {"main.tf": texts} if isinstance(texts, str) else dict(texts)


def deployment(texts: Texts, folder: str = "", options: Options = NO_OPTIONS) -> Deployment:
    """Return the one deployment of a directory."""
    (found,) = deployments_of_terraform(GivenFiles(files(texts)), folder, options)
    return found


def resource(found: Deployment, address: str) -> Declared:
    """Return what an address declares."""
    return next(each for each in found.resources if each.address == address)


def addresses(found: Deployment) -> list[str]:
    """Return the addresses of a deployment."""
    return [each.address for each in found.resources]


def body(found: Deployment, address: str) -> Any:
    """Return the document of an address as plain JSON."""
    return plain(resource(found, address).body)


def at(found: Deployment, address: str, *path: str | int) -> Any:
    """Return the value at a path of a document, None where nothing is."""
    node = resource(found, address).body.at(*path)
    return None if node is None else plain(node, str(path[-1]))


def id_of(found: Deployment, address: str) -> str:
    """Return an id with its symbols as people read them."""
    return spoken(resource(found, address).id)


def findings(view: View, *classes: str) -> set[str]:
    """Return the rules that are broken, of some classes."""
    wanted = classes or ("rejected", "breaks")
    return {each.rule for each in judgements(view) if isinstance(each, Finding) and each.class_ in wanted}


def broken(texts: Texts, *classes: str) -> set[str]:
    """Return the rules that a directory breaks."""
    return findings(view_of_deployment(deployment(texts)), *classes)


def said(texts: Texts, options: Options = NO_OPTIONS) -> list[str]:
    """Return the keys of a directory's problems."""
    return [each.what.key for each in deployment(texts, options=options).problems]


def losses(texts: Texts) -> list[tuple[str, str, str]]:
    """Return what a second apply takes away: what, by which resource, when."""
    view = view_of_deployment(deployment(texts))
    return [(loss.what, loss.address, loss.when) for loss in view.losses]


def text_at(texts: Texts, origin: Origin | None) -> str:
    """Return the text an origin points at."""
    assert origin is not None
    return files(texts)[origin.file][origin.start : origin.end]


def written_at(texts: Texts, node: Node | None) -> str:
    """Return the text where a value was written."""
    assert node is not None
    return text_at(texts, node.origin)


def precedes(found: Deployment, first: str, then: str) -> bool:
    """Whether one address surely comes before another."""
    view = view_of_deployment(found)
    assert view.order is not None
    return first in view.order.waits[then]


def without(text: str, *lines: str) -> str:
    """Return a text without some lines, which have to be there."""
    for line in lines:
        assert line in text
        text = text.replace(line, "")
    return text


def joined(parts: Iterable[str]) -> str:
    """Return parts of a configuration as one."""
    return "\n".join(parts)
