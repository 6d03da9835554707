"""The article's cluster as files declare it, in each language."""

from akslab.checking.inputs import SeenFiles, inputs_in
from akslab.checking.reading import read_input
from akslab.importers.files import GivenFiles
from akslab.importers.options import Options
from akslab.migration.aims import Aim
from akslab.migration.assessment import Assessment, assess
from akslab.migration.gathering import ANY_RELEASE, Gathered, Releases, gathered
from akslab.migration.providers import keeps_cluster, releases_of_directory, releases_of_plan

from .exports import TODAY

Texts = dict[str, str]


def terraform(version: str = "~> 3.90", profile: str = "", plugin: str = '"kubenet"', more: str = "") -> Texts:
    """Return a directory of Terraform: an own network, an own table, a user-assigned identity."""
    return {
        "main.tf": f"""terraform {{
  required_providers {{
    azurerm = {{
      source  = "hashicorp/azurerm"
      version = "{version}"
    }}
  }}
}}

resource "azurerm_kubernetes_cluster" "main" {{
  name                = "aks-prod"
  location            = "koreacentral"
  resource_group_name = "rg-aks"
  dns_prefix          = "aks"
  kubernetes_version  = "1.31.2"

  default_node_pool {{
    name           = "system"
    vm_size        = "Standard_D4s_v5"
    node_count     = 3
    vnet_subnet_id = azurerm_subnet.nodes.id
  }}

  identity {{
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.aks.id]
  }}

  network_profile {{
    network_plugin = {plugin}
    pod_cidr       = "10.244.0.0/16"
    service_cidr   = "10.0.0.0/16"
    dns_service_ip = "10.0.0.10"
{profile}  }}
}}

resource "azurerm_user_assigned_identity" "aks" {{
  name                = "id-aks"
  location            = "koreacentral"
  resource_group_name = "rg-aks"
}}

resource "azurerm_virtual_network" "main" {{
  name                = "vnet"
  location            = "koreacentral"
  resource_group_name = "rg-aks"
  address_space       = ["192.168.0.0/16"]
}}

resource "azurerm_subnet" "nodes" {{
  name                 = "nodes"
  resource_group_name  = "rg-aks"
  virtual_network_name = azurerm_virtual_network.main.name
  address_prefixes     = ["192.168.1.0/24"]
}}

resource "azurerm_route_table" "aks" {{
  name                = "rt-aks"
  location            = "koreacentral"
  resource_group_name = "rg-aks"
}}

resource "azurerm_subnet_route_table_association" "nodes" {{
  subnet_id      = azurerm_subnet.nodes.id
  route_table_id = azurerm_route_table.aks.id
}}
{more}"""
    }


def bicep(profile: str = "      networkPlugin: 'kubenet'\n      podCidr: '10.244.0.0/16'\n", head: str = "") -> Texts:
    """Return a Bicep file."""
    return {
        "main.bicep": f"""{head}resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {{
  name: 'vnet'
  location: 'koreacentral'
  properties: {{
    addressSpace: {{ addressPrefixes: [ '192.168.0.0/16' ] }}
    subnets: [ {{ name: 'nodes', properties: {{ addressPrefix: '192.168.1.0/24' }} }} ]
  }}
}}

resource aks 'Microsoft.ContainerService/managedClusters@2024-09-01' = {{
  name: 'aks-prod'
  location: 'koreacentral'
  identity: {{ type: 'SystemAssigned' }}
  properties: {{
    kubernetesVersion: '1.31.2'
    dnsPrefix: 'aks'
    agentPoolProfiles: [
      {{ name: 'system', mode: 'System', count: 3, vmSize: 'Standard_D4s_v5', vnetSubnetID: vnet.properties.subnets[0].id }}
    ]
    networkProfile: {{
{profile}    }}
  }}
}}
"""
    }


def arm(profile: str = '          "networkPlugin": "kubenet",\n          "podCidr": "10.244.0.0/16"\n') -> Texts:
    """Return an ARM template."""
    return {
        "azuredeploy.json": f"""{{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {{
      "type": "Microsoft.ContainerService/managedClusters",
      "apiVersion": "2024-09-01",
      "name": "aks-prod",
      "location": "koreacentral",
      "identity": {{ "type": "SystemAssigned" }},
      "properties": {{
        "kubernetesVersion": "1.31.2",
        "dnsPrefix": "aks",
        "agentPoolProfiles": [{{ "name": "system", "mode": "System", "count": 3, "vmSize": "Standard_D4s_v5" }}],
        "networkProfile": {{
{profile}        }}
      }}
    }}
  ]
}}
"""
    }


WITH_A_VARIABLE = '"$PLUGIN"'


def script(plugin: str = "kubenet") -> Texts:
    """Return a script of az."""
    return {
        "deploy.sh": f"""PLUGIN=kubenet
az group create -n rg-aks -l koreacentral
az network vnet create -g rg-aks -n vnet --address-prefixes 192.168.0.0/16 --subnet-name nodes \\
  --subnet-prefixes 192.168.1.0/24
SUBNET=$(az network vnet subnet show -g rg-aks --vnet-name vnet -n nodes --query id -o tsv)
az aks create -g rg-aks -n aks-prod --kubernetes-version 1.31.2 --node-count 3 \\
  --network-plugin {plugin} --pod-cidr 10.244.0.0/16 \\
  --vnet-subnet-id "$SUBNET"
"""
    }


def found_in(texts: Texts, aim: Aim = Aim(), options: Options = Options()) -> list[Gathered]:  # noqa: B008
    """Return the clusters that files declare."""
    files = SeenFiles(GivenFiles(texts))
    found = list[Gathered]()
    for each in inputs_in(files, "").inputs:
        releases = ANY_RELEASE
        if each.kind in ("terraform", "plan"):
            read = releases_of_directory if each.kind == "terraform" else releases_of_plan
            versions = read(files, each.name, options)
            releases = Releases(shown=str(versions), keeps_cluster=keeps_cluster(versions))
        for deployment in read_input(files, each, options):
            found += gathered(deployment, files.texts, aim, releases)
    return found


def assessed_files(texts: Texts, aim: Aim = Aim(), options: Options = Options()) -> list[Assessment]:  # noqa: B008
    """Return the assessments of the clusters that files declare."""
    return [assess(each.case, TODAY, each.changes, each.condition) for each in found_in(texts, aim, options)]


def one(texts: Texts, aim: Aim = Aim(), options: Options = Options()) -> Assessment:  # noqa: B008
    """Return the assessment of the only cluster."""
    (found,) = assessed_files(texts, aim, options)
    return found
