"""A second pool beside the first, of another kind or in another place."""

from .forms import Language, Swap

_SUBNET_IN_ARM = "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'myAKSVnet', 'myAKSSubnet')]"


def second_pool(
    *,
    arm: str = "",
    bicep: str = "",
    terraform: str = "",
    az: str = "Linux",
    subnets: dict[Language, str] | None = None,
) -> dict[Language, Swap]:
    """Return a second pool with a line of each language, its system for az, in the first one's subnet or another."""
    inside = {
        "arm": _SUBNET_IN_ARM,
        "bicep": "net.properties.subnets[0].id",
        "terraform": "azurerm_subnet.nodes.id",
        "az": "$SUBNET",
        **(subnets or {}),
    }
    in_arm = f"            {arm},\n" if arm else ""
    in_bicep = f"        {bicep}\n" if bicep else ""
    in_terraform = f"  {terraform}\n" if terraform else ""
    return {
        "arm": (
            f'"{_SUBNET_IN_ARM}"\n          }}\n        ],',
            f'"{_SUBNET_IN_ARM}"\n          }},\n          {{\n            "name": "second",\n            "mode": "User",\n'
            f'{in_arm}            "vnetSubnetID": "{inside["arm"]}"\n          }}\n        ],',
        ),
        "bicep": (
            "        vnetSubnetID: net.properties.subnets[0].id\n      }\n",
            "        vnetSubnetID: net.properties.subnets[0].id\n      }\n      {\n        name: 'second'\n"
            f"        mode: 'User'\n{in_bicep}        vnetSubnetID: {inside['bicep']}\n      }}\n",
        ),
        "terraform": (
            'resource "azurerm_kubernetes_cluster" "main" {\n',
            'resource "azurerm_kubernetes_cluster_node_pool" "second" {\n  name                  = "second"\n'
            "  kubernetes_cluster_id = azurerm_kubernetes_cluster.main.id\n"
            f'  vm_size               = "Standard_D2s_v5"\n{in_terraform}'
            f"  vnet_subnet_id        = {inside['terraform']}\n}}\n\n"
            'resource "azurerm_kubernetes_cluster" "main" {\n',
        ),
        "az": (
            "  --dns-service-ip 10.0.0.10",
            "  --dns-service-ip 10.0.0.10\n"
            "az aks nodepool add -g myResourceGroup --cluster-name myAKSCluster -n second --os-type "
            f"{az} \\\n  --vnet-subnet-id {inside['az']}",
        ),
    }
