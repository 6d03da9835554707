"""Three machines in three subnets of one network, with security groups and a table as a test wants them."""

from akslab.networks.values import Network

from .questions import network_in

_NIC = """\
resource {name} 'Microsoft.Network/networkInterfaces@2024-05-01' = {{
  name: '{name}'
  location: 'koreacentral'
  properties: {{
    {forwards}
    ipConfigurations: [{{ name: 'i', properties: {{ subnet: {{ id: v.properties.subnets[{index}].id }} }} }}]
  }}
}}
"""
_ANY = "sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*'"


def rule(name: str, priority: int, direction: str, access: str, *, port: str = "*", **other: str) -> str:
    """Return a security rule of any protocol and address, unless `other` says otherwise."""
    words = {"protocol": "'*'", **other}
    said = ", ".join(f"{key}: {value}" for key, value in words.items())
    ends = _ANY
    for key in words:
        ends = ", ".join(each for each in ends.split(", ") if not each.startswith(f"{key}:"))
    properties = f"priority: {priority}, direction: '{direction}', access: '{access}', destinationPortRange: '{port}'"
    return f"{{ name: '{name}', properties: {{ {properties}, {said}, {ends} }} }}"


def three_machines(*rules: str, guarded: str = "c", routes: str = "", routed: str = "b") -> Network:
    """Return machines a (10.9.1.4), b (10.9.2.4) and c (10.9.3.4), which passes on what is for others.

    The security group with `rules` is on the subnet of `guarded`, the table with `routes` on that of `routed`.
    """
    blocks = [
        f"resource n 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {{\n  name: 'nsg'\n  location: 'x'\n"
        f"  properties: {{ securityRules: [\n{chr(10).join(rules)}\n  ] }}\n}}",
        f"resource rt 'Microsoft.Network/routeTables@2024-05-01' = {{\n  name: 'rt'\n  location: 'x'\n"
        f"  properties: {{ routes: [{routes}] }}\n}}",
    ]
    subnets = []
    for index, name in enumerate("abc", start=1):
        group = "networkSecurityGroup: { id: n.id }" if name in guarded else ""
        table = "routeTable: { id: rt.id }" if name in routed else ""
        subnets.append(
            f"{{ name: '{name}', properties: {{\naddressPrefix: '10.9.{index}.0/24'\n{group}\n{table}\n}} }}"
        )
        blocks.append(_NIC.format(name=name, index=index - 1, forwards="enableIPForwarding: true" * (name == "c")))
    listed = "\n".join(subnets)
    blocks.append(
        "resource v 'Microsoft.Network/virtualNetworks@2024-05-01' = {\n  name: 'v'\n  location: 'x'\n  properties: {\n"
        f"    addressSpace: {{ addressPrefixes: ['10.9.0.0/16'] }}\n    subnets: [\n{listed}\n    ]\n  }}\n}}"
    )
    return network_in("\n".join(blocks))
