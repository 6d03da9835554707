"""Subnets, address spaces, addresses and priorities that lie where they cannot."""

from .forms import LANGUAGES, Breaking, Swap, alike, both
from .peers import peered
from .subnets import SECOND_SUBNET
from .twice import FOUR_INTERFACES

TEMPLATES = ("arm", "bicep", "terraform")

_MORE_NODES: dict[str, Swap] = {
    "arm": ('"count": 3', '"count": 10'),
    "bicep": ("count: 3", "count: 10"),
    "terraform": ("node_count     = 3", "node_count     = 10"),
    "az": ("--node-count 3", "--node-count 10"),
}
_SMALL: dict[str, Swap] = dict.fromkeys(("arm", "bicep", "terraform", "az"), ("192.168.1.0/24", "192.168.1.0/29"))
_SECOND_ON_FIRST: dict[str, Swap] = dict.fromkeys(
    ("arm", "bicep", "terraform", "az"), ("192.168.2.0/24", "192.168.1.128/25")
)
_PREFIX_TWICE: dict[str, Swap] = {
    "arm": ('            "192.168.0.0/16"\n', '            "192.168.0.0/16",\n            "192.168.64.0/20"\n'),
    "bicep": ("        '192.168.0.0/16'\n", "        '192.168.64.0/20'\n        '192.168.0.0/16'\n"),
    "terraform": ('["192.168.0.0/16"]', '["192.168.0.0/16", "192.168.64.0/20"]'),
    "az": ("--address-prefixes 192.168.0.0/16", "--address-prefixes 192.168.64.0/20 192.168.0.0/16"),
}
_INTERFACE: dict[str, Swap] = {
    "arm": (
        '    "role": {\n',
        """\
    "jump": {
      "type": "Microsoft.Network/networkInterfaces",
      "apiVersion": "2024-05-01",
      "name": "jump",
      "location": "eastus",
      "properties": {
        "ipConfigurations": [
          {
            "name": "first",
            "properties": {
              "privateIPAllocationMethod": "Static",
              "privateIPAddress": "192.168.1.200",
              "subnet": {"id": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'myAKSVnet', 'myAKSSubnet')]"}
            }
          },
          {
            "name": "second",
            "properties": {
              "privateIPAllocationMethod": "Static",
              "privateIPAddress": "192.168.1.201",
              "subnet": {"id": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'myAKSVnet', 'myAKSSubnet')]"}
            }
          }
        ]
      },
      "dependsOn": ["net"]
    },
    "role": {
""",
    ),
    "bicep": (
        "resource role '",
        """\
resource jump 'Microsoft.Network/networkInterfaces@2024-05-01' = {
  name: 'jump'
  location: 'eastus'
  properties: {
    ipConfigurations: [
      {
        name: 'first'
        properties: {
          privateIPAllocationMethod: 'Static'
          privateIPAddress: '192.168.1.200'
          subnet: { id: net.properties.subnets[0].id }
        }
      }
      {
        name: 'second'
        properties: {
          privateIPAllocationMethod: 'Static'
          privateIPAddress: '192.168.1.201'
          subnet: { id: net.properties.subnets[0].id }
        }
      }
    ]
  }
}

resource role '""",
    ),
    "terraform": (
        'resource "azurerm_role_assignment" "network" {\n',
        """\
resource "azurerm_network_interface" "jump" {
  name                = "jump"
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location

  ip_configuration {
    name                          = "first"
    primary                       = true
    subnet_id                     = azurerm_subnet.nodes.id
    private_ip_address_allocation = "Static"
    private_ip_address            = "192.168.1.200"
  }

  ip_configuration {
    name                          = "second"
    subnet_id                     = azurerm_subnet.nodes.id
    private_ip_address_allocation = "Static"
    private_ip_address            = "192.168.1.201"
  }
}

resource "azurerm_role_assignment" "network" {
""",
    ),
    "az": (
        "PRINCIPAL=$(az",
        "az network nic create -g myResourceGroup -n jump --vnet-name myAKSVnet --subnet myAKSSubnet \\\n"
        "  --private-ip-address 192.168.1.200\n"
        "az network nic create -g myResourceGroup -n spare --vnet-name myAKSVnet --subnet myAKSSubnet \\\n"
        "  --private-ip-address 192.168.1.201\n"
        "PRINCIPAL=$(az",
    ),
}
GROUP: dict[str, Swap] = {
    "arm": (
        '    "role": {\n',
        """\
    "doors": {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2024-05-01",
      "name": "doors",
      "location": "eastus",
      "properties": {
        "securityRules": [
          {
            "name": "web",
            "properties": {
              "priority": 300,
              "direction": "Inbound",
              "access": "Allow",
              "protocol": "Tcp",
              "sourceAddressPrefix": "20.20.0.0/16",
              "sourcePortRange": "*",
              "destinationAddressPrefix": "*",
              "destinationPortRange": "443"
            }
          },
          {
            "name": "shell",
            "properties": {
              "priority": 310,
              "direction": "Inbound",
              "access": "Deny",
              "protocol": "Tcp",
              "sourceAddressPrefix": "20.30.0.0/16",
              "sourcePortRange": "*",
              "destinationAddressPrefix": "*",
              "destinationPortRange": "22"
            }
          }
        ]
      }
    },
    "role": {
""",
    ),
    "bicep": (
        "resource role '",
        """\
resource doors 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'doors'
  location: 'eastus'
  properties: {
    securityRules: [
      {
        name: 'web'
        properties: {
          priority: 300
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: '20.20.0.0/16'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '443'
        }
      }
      {
        name: 'shell'
        properties: {
          priority: 310
          direction: 'Inbound'
          access: 'Deny'
          protocol: 'Tcp'
          sourceAddressPrefix: '20.30.0.0/16'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '22'
        }
      }
    ]
  }
}

resource role '""",
    ),
    "terraform": (
        'resource "azurerm_role_assignment" "network" {\n',
        """\
resource "azurerm_network_security_group" "doors" {
  name                = "doors"
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location

  security_rule {
    name                       = "web"
    priority                   = 300
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_address_prefix      = "20.20.0.0/16"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "443"
  }

  security_rule {
    name                       = "shell"
    priority                   = 310
    direction                  = "Inbound"
    access                     = "Deny"
    protocol                   = "Tcp"
    source_address_prefix      = "20.30.0.0/16"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "22"
  }
}

resource "azurerm_role_assignment" "network" {
""",
    ),
    "az": (
        "PRINCIPAL=$(az",
        "az network nsg create -g myResourceGroup -n doors\n"
        "az network nsg rule create -g myResourceGroup --nsg-name doors -n web --priority 300 --access Allow \\\n"
        "  --source-address-prefixes 20.20.0.0/16 --destination-port-ranges 443 --protocol Tcp\n"
        "az network nsg rule create -g myResourceGroup --nsg-name doors -n shell --priority 310 --access Deny \\\n"
        "  --source-address-prefixes 20.30.0.0/16 --destination-port-ranges 22 --protocol Tcp\n"
        "PRINCIPAL=$(az",
    ),
}
_KEPT: dict[str, Swap] = dict.fromkeys(LANGUAGES, ("192.168.2.4", "192.168.2.255"))
_NAMED_TWICE: dict[str, Swap] = {
    "arm": ('"name": "shell"', '"name": "Web"'),
    "bicep": ("name: 'shell'", "name: 'Web'"),
    "terraform": ('= "shell"', '= "Web"'),
}
_PORTS: dict[str, Swap] = {
    "arm": ('"destinationPortRange": "443"', '"destinationPortRange": "443,8000-8080"'),
    "bicep": ("destinationPortRange: '443'", "destinationPortRange: '443, 8000-8080'"),
    "terraform": ('= "443"', '= "443;8000-8080"'),
    "az": ("--destination-port-ranges 443", "--destination-port-ranges 443,8000-8080"),
}


def _with(part: dict[str, Swap], rule: str, *swaps: Swap) -> Breaking:
    """Return a breaking by values, in a text with one more part."""
    return Breaking(rule, {language: (swap, *swaps) for language, swap in part.items()})


ROOMS: tuple[Breaking, ...] = (
    alike("subnet-size", ("192.168.1.0/24", "192.168.1.0/30")),
    alike("subnet-outside-network", ("192.168.1.0/24", "192.169.1.0/24")),
    Breaking("subnets-overlap", both(SECOND_SUBNET, _SECOND_ON_FIRST)),
    Breaking("subnet-too-small", both(_SMALL, _MORE_NODES)),
    Breaking("subnet-headroom", both(_SMALL)),
    Breaking("address-space-overlaps-itself", both(_PREFIX_TWICE)),
    alike("address-space-forbidden", ("192.168.0.0/16", "168.63.0.0/16"), ("192.168.1.0/24", "168.63.1.0/24")),
    peered("peered-networks-overlap", ("10.1.0.0/16", "192.168.128.0/17")),
    peered("peered-networks-overlap", ("10.1.0.0/16", "192.168.128.0/17"), ("192.168.2.4", "10.2.0.4")),
    _with(_INTERFACE, "private-address-outside-subnet", ("192.168.1.200", "192.168.3.200")),
    _with(_INTERFACE, "private-address-reserved", ("192.168.1.200", "192.168.1.255")),
    _with(_INTERFACE, "private-address-allocated", ("192.168.1.201", "192.168.1.200")),
    _with(_INTERFACE, "private-address-malformed", ("192.168.1.201", "192.168.1")),
    Breaking("subnet-full-for-interface", both(_SMALL, FOUR_INTERFACES)),
    peered("reserved-range-in-peer", ("10.1.0.0/16", "172.31.0.0/16")),
    Breaking("route-next-hop-reserved", both(SECOND_SUBNET, _KEPT)),
    Breaking("security-rule-named-twice", both({each: GROUP[each] for each in TEMPLATES}, _NAMED_TWICE)),
    Breaking("security-rule-port-range", both(GROUP, _PORTS)),
    _with(GROUP, "security-rule-priority", ("310", "5000")),
    _with(GROUP, "security-rule-priority", ("300", "4")),
    _with(GROUP, "security-rules-conflict", ("310", "300")),
    _with(GROUP, "security-rule-address-prefix", ("20.20.0.0/16", "20.20.20.20/16")),
)
