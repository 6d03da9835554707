"""A plan as Bicep. The route table is deployed only where there is none: AKS writes its routes into it.

A route table in a template owns its whole list of routes, so every later deployment would take the nodes' routes
away. `@onlyIfNotExists()` (Bicep 0.38 and later) leaves the table alone once it is there.
"""

import re
from collections.abc import Iterator

from ..documents import Names, network_profile, pool_name
from ..needs import Pool
from ..plan import Plan

BICEP_HEAD = """\
// {about}
param location string = resourceGroup().location
param nodeVmSize string = 'Standard_D4s_v5'

var roleDefinitions = 'Microsoft.Authorization/roleDefinitions'
var networkContributor = subscriptionResourceId(roleDefinitions, '4d97b98b-1d4f-4787-a291-c67834d212e7')
"""

_TABLE = """
@onlyIfNotExists()
resource {symbol}Routes 'Microsoft.Network/routeTables@2024-05-01' = {{
  name: '{table}'
  location: location
}}
"""

_NETWORK = """
resource {symbol}Network 'Microsoft.Network/virtualNetworks@2024-05-01' = {{
  name: '{network}'
  location: location
  properties: {{
    addressSpace: {{
      addressPrefixes: [
{space}
      ]
    }}
    subnets: [
{subnets}
    ]
  }}
}}
"""

_SUBNET = """\
      {{
        name: '{name}'
        properties: {{
          addressPrefix: '{prefix}'{on_table}
        }}
      }}"""

_ON_TABLE = """
          routeTable: {{
            id: {symbol}Routes.id
          }}"""

_IDENTITY = """
resource {symbol}Identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {{
  name: '{identity}'
  location: location
}}
"""

_ROLE = """
resource {symbol}{what}Role 'Microsoft.Authorization/roleAssignments@2022-04-01' = {{
  name: guid({symbol}{what}.id, {symbol}Identity.id, networkContributor)
  scope: {symbol}{what}
  properties: {{
    principalId: {symbol}Identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: networkContributor
  }}
}}
"""

_CLUSTER = """
resource {symbol} 'Microsoft.ContainerService/managedClusters@2024-09-01' = {{
  name: '{cluster}'
  location: location
  identity: {{
    type: 'UserAssigned'
    userAssignedIdentities: {{
      '${{{symbol}Identity.id}}': {{}}
    }}
  }}
  properties: {{
    dnsPrefix: '{dns_prefix}'
    agentPoolProfiles: [
{pools}
    ]
    networkProfile: {{
{profile}
    }}
  }}
  dependsOn: [
{roles}
  ]
}}
"""


def bicep_resources(plan: Plan) -> str:
    """Return the resources of one cluster, without the file's parameters."""
    names = {"symbol": symbol(plan.name), **vars(Names(plan.name))}
    targets = ("Network", "Routes") if plan.plugin.has_routes else ("Network",)
    profile = "\n".join(f"      {name}: '{value}'" for name, value in network_profile(plan).items())
    parts = [_TABLE.format(**names)] if plan.plugin.has_routes else []
    parts.append(_NETWORK.format(**names, space=_space(plan), subnets="\n".join(_subnets(plan, names))))
    parts.append(_IDENTITY.format(**names))
    parts += [_ROLE.format(**names, what=what) for what in targets]
    roles = "\n".join(f"    {names['symbol']}{what}Role" for what in targets)
    pools = "\n".join(_pool(plan, number, pool) for number, pool in enumerate(plan.demand.pools))
    parts.append(_CLUSTER.format(**names, pools=pools, profile=profile, roles=roles))
    return "".join(parts)


def symbol(name: str) -> str:
    """Return a symbolic name for a cluster: letters, digits and underscores."""
    word = re.sub(r"[^A-Za-z0-9]", "_", name)
    return word if word[0].isalpha() else f"c_{word}"


def _space(plan: Plan) -> str:
    return "\n".join(f"        '{prefix}'" for prefix in plan.network)


def _subnets(plan: Plan, names: dict[str, str]) -> Iterator[str]:
    on_table = _ON_TABLE.format(**names) if plan.plugin.has_routes else ""
    yield _SUBNET.format(name=names["subnet"], prefix=plan.subnet, on_table=on_table)
    if plan.pod_subnet:
        yield _SUBNET.format(name=names["pod_subnet"], prefix=plan.pod_subnet, on_table="")


def _pool(plan: Plan, number: int, pool: Pool) -> str:
    names = Names(plan.name)
    network = f"${{{symbol(plan.name)}Network.id}}"
    lines = [
        f"name: '{pool_name(number)}'",
        f"mode: '{'User' if number else 'System'}'",
        "vmSize: nodeVmSize",
        f"count: {pool.now}",
        f"maxPods: {plan.demand.pods_per_node}",
        f"vnetSubnetID: '{network}/subnets/{names.subnet}'",
    ]
    if plan.pod_subnet:
        lines.append(f"podSubnetID: '{network}/subnets/{names.pod_subnet}'")
    if pool.planned > pool.now:
        lines += ["enableAutoScaling: true", f"minCount: {pool.now}", f"maxCount: {pool.planned}"]
    lines += ["upgradeSettings: {", f"  maxSurge: '{plan.demand.needs.surge}'", "}"]
    body = "\n".join(f"        {line}" for line in lines)
    return f"      {{\n{body}\n      }}"
