"""Security groups that close what nodes need, by one rule of theirs."""

from .forms import LANGUAGES, Breaking, Swap
from .rooms import GROUP

_ON_SUBNET: dict[str, Swap] = {
    "arm": (
        '"addressPrefix": "192.168.1.0/24",\n',
        '"addressPrefix": "192.168.1.0/24",\n              "networkSecurityGroup": {\n'
        "                \"id\": \"[resourceId('Microsoft.Network/networkSecurityGroups', 'doors')]\"\n"
        "              },\n",
    ),
    "bicep": (
        "          addressPrefix: '192.168.1.0/24'\n",
        "          addressPrefix: '192.168.1.0/24'\n          networkSecurityGroup: {\n            id: doors.id\n"
        "          }\n",
    ),
    "terraform": (
        'resource "azurerm_subnet_route_table_association" "nodes" {\n',
        'resource "azurerm_subnet_network_security_group_association" "nodes" {\n'
        "  subnet_id                 = azurerm_subnet.nodes.id\n"
        "  network_security_group_id = azurerm_network_security_group.doors.id\n}\n\n"
        'resource "azurerm_subnet_route_table_association" "nodes" {\n',
    ),
    "az": (
        "SUBNET=$(az",
        "az network nsg create -g myResourceGroup -n doors\n"
        "az network nsg rule create -g myResourceGroup --nsg-name doors -n shell --priority 310 --access Deny \\\n"
        "  --direction Outbound --destination-address-prefixes Internet --protocol Tcp --destination-port-ranges 443\n"
        "az network vnet subnet update -g myResourceGroup --vnet-name myAKSVnet -n myAKSSubnet \\\n"
        "  --network-security-group doors\nSUBNET=$(az",
    ),
}
_SERVERS: dict[str, Swap] = {
    "arm": (
        '        "addressSpace": {\n',
        '        "dhcpOptions": {\n          "dnsServers": [\n            "192.168.2.10",\n'
        '            "192.168.2.11"\n          ]\n        },\n        "addressSpace": {\n',
    ),
    "bicep": (
        "    addressSpace: {\n",
        "    dhcpOptions: {\n      dnsServers: [\n        '192.168.2.10'\n        '192.168.2.11'\n      ]\n    }\n"
        "    addressSpace: {\n",
    ),
    "terraform": (
        '["192.168.0.0/16"]\n',
        '["192.168.0.0/16"]\n  dns_servers         = ["192.168.2.10", "192.168.2.11"]\n',
    ),
    "az": ("192.168.0.0/16\n", "192.168.0.0/16 \\\n  --dns-servers 192.168.2.10 192.168.2.11\n"),
}


def _group(direction: str, source: str, destination: str, ports: str, protocol: str) -> dict[str, tuple[Swap, ...]]:
    """Return a group on the subnet whose last rule denies these."""
    arm, bicep, terraform = " " * 14, " " * 10, " " * 4
    return {
        "arm": (
            GROUP["arm"],
            _ON_SUBNET["arm"],
            (
                f'"priority": 310,\n{arm}"direction": "Inbound",\n{arm}"access": "Deny",\n{arm}"protocol": "Tcp"',
                f'"priority": 310,\n{arm}"direction": "{direction}",\n{arm}"access": "Deny",\n'
                f'{arm}"protocol": "{protocol}"',
            ),
            ('"20.30.0.0/16"', f'"{source}"'),
            (
                f'"destinationAddressPrefix": "*",\n{arm}"destinationPortRange": "22"',
                f'"destinationAddressPrefix": "{destination}",\n{arm}"destinationPortRange": "{ports}"',
            ),
        ),
        "bicep": (
            GROUP["bicep"],
            _ON_SUBNET["bicep"],
            (
                f"priority: 310\n{bicep}direction: 'Inbound'\n{bicep}access: 'Deny'\n{bicep}protocol: 'Tcp'",
                f"priority: 310\n{bicep}direction: '{direction}'\n{bicep}access: 'Deny'\n{bicep}protocol: '{protocol}'",
            ),
            ("'20.30.0.0/16'", f"'{source}'"),
            (
                f"destinationAddressPrefix: '*'\n{bicep}destinationPortRange: '22'",
                f"destinationAddressPrefix: '{destination}'\n{bicep}destinationPortRange: '{ports}'",
            ),
        ),
        "terraform": (
            GROUP["terraform"],
            _ON_SUBNET["terraform"],
            (
                f'= 310\n{terraform}direction                  = "Inbound"\n{terraform}access                     = "Deny"\n'
                f'{terraform}protocol                   = "Tcp"',
                f'= 310\n{terraform}direction                  = "{direction}"\n'
                f'{terraform}access                     = "Deny"\n{terraform}protocol                   = "{protocol}"',
            ),
            ('"20.30.0.0/16"', f'"{source}"'),
            (
                f'destination_address_prefix = "*"\n{terraform}destination_port_range     = "22"',
                f'destination_address_prefix = "{destination}"\n{terraform}destination_port_range     = "{ports}"',
            ),
        ),
        "az": (
            _ON_SUBNET["az"],
            (
                "--direction Outbound --destination-address-prefixes Internet --protocol Tcp --destination-port-ranges 443",
                f'--direction {direction} --source-address-prefixes "{source}" '
                f'--destination-address-prefixes "{destination}" --protocol "{protocol}" '
                f'--destination-port-ranges "{ports}"',
            ),
        ),
    }


def _denied(
    rule: str, destination: str, ports: str = "443", *before: dict[str, Swap], protocol: str = "Tcp"
) -> Breaking:
    """Return a breaking by a rule that denies all nodes the way to some end."""
    group = _group("Outbound", "*", destination, ports, protocol)
    return Breaking(rule, {each: (*(part[each] for part in before), *group[each]) for each in LANGUAGES})


def _kept_out(rule: str, source: str, ports: str = "*", protocol: str = "*") -> Breaking:
    """Return a breaking by a rule that lets nothing in from some source."""
    return Breaking(rule, _group("Inbound", source, "*", ports, protocol))


def _nodes_kept_out() -> Breaking:
    """Return a breaking by the same, behind a rule that lets pods reach pods."""
    found = _group("Inbound", "VirtualNetwork", "*", "*", "*")
    source = ("20.20.0.0/16", "10.244.0.0/16")
    arm, bicep, terraform = " " * 14, " " * 10, " " * 4
    pods: dict[str, tuple[Swap, ...]] = {
        "arm": (
            ('"protocol": "Tcp"', '"protocol": "*"'),
            (
                f'"destinationAddressPrefix": "*",\n{arm}"destinationPortRange": "443"',
                f'"destinationAddressPrefix": "10.244.0.0/16",\n{arm}"destinationPortRange": "*"',
            ),
            source,
        ),
        "bicep": (
            ("protocol: 'Tcp'", "protocol: '*'"),
            (
                f"destinationAddressPrefix: '*'\n{bicep}destinationPortRange: '443'",
                f"destinationAddressPrefix: '10.244.0.0/16'\n{bicep}destinationPortRange: '*'",
            ),
            source,
        ),
        "terraform": (
            ('protocol                   = "Tcp"', 'protocol                   = "*"'),
            (
                f'destination_address_prefix = "*"\n{terraform}destination_port_range     = "443"',
                f'destination_address_prefix = "10.244.0.0/16"\n{terraform}destination_port_range     = "*"',
            ),
            source,
        ),
        "az": (
            (
                "az network nsg rule create -g myResourceGroup --nsg-name doors -n shell",
                "az network nsg rule create -g myResourceGroup --nsg-name doors -n pods --priority 300 --access Allow \\\n"
                '  --source-address-prefixes 10.244.0.0/16 --destination-address-prefixes 10.244.0.0/16 --protocol "*" \\\n'
                '  --destination-port-ranges "*"\n'
                "az network nsg rule create -g myResourceGroup --nsg-name doors -n shell",
            ),
        ),
    }
    return Breaking("nsg-blocks-node-traffic", {each: (*found[each], *pods[each]) for each in LANGUAGES})


_RULES_APART: tuple[Swap, ...] = (
    (
        'resource "azurerm_role_assignment" "network" {\n',
        'resource "azurerm_network_security_group" "doors" {\n  name                = "doors"\n'
        "  resource_group_name = azurerm_resource_group.main.name\n"
        "  location            = azurerm_resource_group.main.location\n}\n\n"
        'resource "azurerm_network_security_rule" "out" {\n  name                        = "out"\n'
        "  resource_group_name         = azurerm_resource_group.main.name\n"
        "  network_security_group_name = azurerm_network_security_group.doors.name\n"
        '  priority                    = 310\n  direction                   = "Outbound"\n'
        '  access                      = "Deny"\n  protocol                    = "*"\n'
        '  source_address_prefix       = "*"\n  source_port_range           = "*"\n'
        '  destination_address_prefix  = "Internet"\n  destination_port_range      = "*"\n}\n\n'
        'resource "azurerm_role_assignment" "network" {\n',
    ),
    _ON_SUBNET["terraform"],
)
_REGISTRY_APART: tuple[Swap, ...] = (
    *_RULES_APART,
    ('destination_address_prefix  = "Internet"', 'destination_address_prefix  = "MicrosoftContainerRegistry"'),
)
_ON_ONE_LINE: dict[str, tuple[Swap, ...]] = {
    "arm": (
        (
            '    "role": {\n',
            '    "doors": {\n      "type": "Microsoft.Network/networkSecurityGroups",\n      "apiVersion": "2024-05-01",\n'
            '      "name": "doors",\n      "location": "eastus",\n      "properties": {\n        "securityRules": [\n'
            '          {"name": "out", "properties": {"priority": 310, "direction": "Outbound", "access": "Deny", '
            '"protocol": "*", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationPortRange": "*", '
            '"destinationAddressPrefix": "MicrosoftContainerRegistry"}}\n        ]\n      }\n    },\n    "role": {\n',
        ),
        _ON_SUBNET["arm"],
    ),
    "bicep": (
        (
            "resource role '",
            "resource doors 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {\n  name: 'doors'\n"
            "  location: 'eastus'\n  properties: {\n    securityRules: [\n      { name: 'out', properties: { priority: 310, "
            "direction: 'Outbound', access: 'Deny', protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', "
            "destinationAddressPrefix: 'MicrosoftContainerRegistry', destinationPortRange: '*' } }\n    ]\n  }\n}\n\n"
            "resource role '",
        ),
        _ON_SUBNET["bicep"],
    ),
}
_OLD: dict[str, Swap] = dict.fromkeys(LANGUAGES, ("1.31.2", "1.19.11"))

DOORS: tuple[Breaking, ...] = (
    _denied("nsg-closes-the-way-out", "Internet"),
    Breaking("nsg-closes-the-way-out", {"terraform": _RULES_APART}),
    _denied("nsg-closes-node-setup", "AzureCloud"),
    _denied("nsg-closes-node-setup", "MicrosoftContainerRegistry"),
    Breaking("nsg-closes-node-setup", {"terraform": _REGISTRY_APART}),
    Breaking("nsg-closes-node-setup", _ON_ONE_LINE),
    _denied("nsg-closes-name-servers", "AzurePlatformDNS", "53", protocol="Udp"),
    _denied("nsg-closes-name-servers", "192.168.2.0/24", "53", _SERVERS, protocol="Udp"),
    _denied("nsg-closes-a-name-server", "192.168.2.11", "*", _SERVERS, protocol="*"),
    _denied("nsg-closes-ports-of-old-nodes", "Internet", "100-9000", _OLD, protocol="Udp"),
    _denied("nsg-closes-ports-of-old-nodes", "AzureCloud", "1000-9000", _OLD, protocol="*"),
    _kept_out("nsg-closes-health-probes", "AzureLoadBalancer"),
    _kept_out("nsg-blocks-pod-traffic", "VirtualNetwork"),
    _kept_out("nsg-blocks-cluster-dns", "VirtualNetwork", "53", "Udp"),
    _kept_out("nsg-blocks-kubelet", "VirtualNetwork", "10250", "Tcp"),
    _nodes_kept_out(),
)
