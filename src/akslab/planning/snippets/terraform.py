"""A plan as Terraform for azurerm 4, formatted as `terraform fmt` would.

Subnets are resources of their own and the table has no routes written in it, so a later apply keeps what AKS wrote.
"""

import re
from collections.abc import Iterator, Sequence

from ..documents import Names, pool_name
from ..needs import Pool
from ..plan import Plan

TERRAFORM_HEAD = """\
# {about}
terraform {{
  required_providers {{
    azurerm = {{
      source  = "hashicorp/azurerm"
      version = "~> 4.0"
    }}
  }}
}}

provider "azurerm" {{
  features {{}}
}}

variable "resource_group_name" {{
  type = string
}}

variable "location" {{
  type    = string
  default = "eastus"
}}

variable "vm_size" {{
  type    = string
  default = "Standard_D4s_v5"
}}
"""

Pairs = Sequence[tuple[str, str]]


def terraform_resources(plan: Plan) -> str:
    """Return the resources of one cluster, without provider and variables."""
    label, names = symbol(plan.name), Names(plan.name)
    parts = [*_table(plan, label, names), *_network(plan, label, names), *_identity(plan, label, names)]
    parts.append(_cluster(plan, label, names))
    pools = enumerate(plan.demand.pools)
    parts += [_node_pool(plan, label, number, pool) for number, pool in pools if number]
    return "".join(f"\n{part}\n" for part in parts)


def symbol(name: str) -> str:
    """Return a resource's label for a cluster; a label starts with a letter."""
    return name if name[0].isalpha() else f"c_{name}"


def _table(plan: Plan, label: str, names: Names) -> Iterator[str]:
    if plan.plugin.has_routes:
        ignoring = "  lifecycle {\n    ignore_changes = [route]\n  }"
        yield _resource("azurerm_route_table", label, [("name", quoted(names.table)), *_PLACE], ignoring)


_PLACE = (("resource_group_name", "var.resource_group_name"), ("location", "var.location"))


def _network(plan: Plan, label: str, names: Names) -> Iterator[str]:
    space = ", ".join(quoted(str(prefix)) for prefix in plan.network)
    yield _resource(
        "azurerm_virtual_network", label, [("name", quoted(names.network)), *_PLACE, ("address_space", f"[{space}]")]
    )
    yield _subnet(label, "nodes", names.subnet, str(plan.subnet))
    if plan.pod_subnet:
        yield _subnet(label, "pods", names.pod_subnet, str(plan.pod_subnet))
    if plan.plugin.has_routes:
        pairs = [
            ("subnet_id", f"azurerm_subnet.{label}_nodes.id"),
            ("route_table_id", f"azurerm_route_table.{label}.id"),
        ]
        yield _resource("azurerm_subnet_route_table_association", label, pairs)


def _subnet(label: str, what: str, name: str, prefix: str) -> str:
    pairs = [
        ("name", quoted(name)),
        ("resource_group_name", "var.resource_group_name"),
        ("virtual_network_name", f"azurerm_virtual_network.{label}.name"),
        ("address_prefixes", f"[{quoted(prefix)}]"),
    ]
    return _resource("azurerm_subnet", f"{label}_{what}", pairs)


def _identity(plan: Plan, label: str, names: Names) -> Iterator[str]:
    yield _resource("azurerm_user_assigned_identity", label, [("name", quoted(names.identity)), *_PLACE])
    scopes = [("network", "virtual_network"), ("routes", "route_table")]
    for what, kind in scopes if plan.plugin.has_routes else scopes[:1]:
        pairs = [
            ("scope", f"azurerm_{kind}.{label}.id"),
            ("role_definition_name", quoted("Network Contributor")),
            ("principal_id", f"azurerm_user_assigned_identity.{label}.principal_id"),
        ]
        yield _resource("azurerm_role_assignment", f"{label}_{what}", pairs)


def _cluster(plan: Plan, label: str, names: Names) -> str:
    pairs = [("name", quoted(plan.name)), *_PLACE, ("dns_prefix", quoted(names.dns_prefix))]
    pool = [("name", quoted(pool_name(0))), *_pool(plan, label, plan.demand.pools[0])]
    identity = [("type", quoted("UserAssigned")), ("identity_ids", f"[azurerm_user_assigned_identity.{label}.id]")]
    needed = [f"azurerm_role_assignment.{label}_network"]
    if plan.plugin.has_routes:
        needed += [f"azurerm_role_assignment.{label}_routes", f"azurerm_subnet_route_table_association.{label}"]
    blocks = [
        _block("default_node_pool", pool, _upgrade(plan)),
        _block("identity", identity),
        _block("network_profile", list(_profile(plan))),
        "\n".join(["  depends_on = [", *(f"    {each}," for each in needed), "  ]"]),
    ]
    return _resource("azurerm_kubernetes_cluster", label, pairs, "\n\n".join(blocks))


def _profile(plan: Plan) -> Iterator[tuple[str, str]]:
    yield "network_plugin", quoted(plan.plugin.network_plugin)
    if plan.plugin.network_plugin_mode:
        yield "network_plugin_mode", quoted(plan.plugin.network_plugin_mode)
    if plan.demand.needs.network_policy != "none":
        yield "network_policy", quoted(plan.demand.needs.network_policy)
    if plan.pod_cidr:
        yield "pod_cidr", quoted(str(plan.pod_cidr))
    yield "service_cidr", quoted(str(plan.service_cidr))
    yield "dns_service_ip", quoted(str(plan.dns_service_ip))


def _node_pool(plan: Plan, label: str, number: int, pool: Pool) -> str:
    name = pool_name(number)
    pairs = [
        ("name", quoted(name)),
        ("kubernetes_cluster_id", f"azurerm_kubernetes_cluster.{label}.id"),
        *_pool(plan, label, pool),
    ]
    return _resource("azurerm_kubernetes_cluster_node_pool", f"{label}_{name}", pairs, _upgrade(plan))


def _pool(plan: Plan, label: str, pool: Pool) -> Iterator[tuple[str, str]]:
    yield "vm_size", "var.vm_size"
    yield "max_pods", str(plan.demand.pods_per_node)
    yield "vnet_subnet_id", f"azurerm_subnet.{label}_nodes.id"
    if plan.pod_subnet:
        yield "pod_subnet_id", f"azurerm_subnet.{label}_pods.id"
    if pool.planned > pool.now:
        yield "auto_scaling_enabled", "true"
        yield "min_count", str(pool.now)
        yield "max_count", str(pool.planned)
    else:
        yield "node_count", str(pool.now)


def _upgrade(plan: Plan) -> str:
    return _block("upgrade_settings", [("max_surge", quoted(str(plan.demand.needs.surge)))])


def _resource(kind: str, label: str, pairs: Pairs, inner: str = "") -> str:
    body = _aligned(pairs, "  ") + (f"\n\n{inner}" if inner else "")
    return f'resource "{kind}" "{label}" {{\n{body}\n}}'


def _block(name: str, pairs: Pairs, inner: str = "") -> str:
    deeper = re.sub(r"^", "  ", inner, flags=re.MULTILINE)
    body = _aligned(pairs, "    ") + (f"\n\n{deeper}" if inner else "")
    return f"  {name} {{\n{body}\n  }}"


def _aligned(pairs: Pairs, indent: str) -> str:
    width = max(len(name) for name, _ in pairs)
    return "\n".join(f"{indent}{name.ljust(width)} = {value}" for name, value in pairs)


def quoted(text: str) -> str:
    """Return a string literal; nothing a plan holds needs an escape."""
    return f'"{text}"'
