"""Plans as `terraform show -json` writes them, small: a plan is made of changes and of the configuration they are from."""

import json
from collections.abc import Mapping
from typing import Any

from akslab.deployments.declared import Deployment
from akslab.importers.files import GivenFiles
from akslab.importers.options import NO_OPTIONS, Options
from akslab.importers.terraform.plan.deployments import deployments_of_plan

Json = dict[str, Any]
SUBSCRIPTION = "11111111-1111-1111-1111-111111111111"
GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/g/providers"
NETWORK = f"{GROUP}/Microsoft.Network/virtualNetworks/v"
SUBNET = f"{NETWORK}/subnets/s"
TABLE = f"{GROUP}/Microsoft.Network/routeTables/t"
AKS_TABLE = (
    f"/subscriptions/{SUBSCRIPTION}/resourceGroups/MC_g_c_eastus/providers/Microsoft.Network/routeTables/aks-routetable"
)
CLUSTER = f"{GROUP}/Microsoft.ContainerService/managedClusters/c"
PLACE: Json = {"resource_group_name": "g", "location": "eastus"}
TABLE_BODY: Json = {**PLACE, "name": "t"}
SUBNET_BODY: Json = {
    "name": "s",
    "resource_group_name": "g",
    "virtual_network_name": "v",
    "address_prefixes": ["192.168.1.0/24"],
}


def change(
    address: str,
    after: Json | None,
    before: Json | None = None,
    *,
    unknown: Json | None = None,
    secret: Json | None = None,
    actions: tuple[str, ...] = (),
    replaced_for: list[list[str | int]] | None = None,
) -> Json:
    """Return an entry of `resource_changes`; the address says module, type, name and key."""
    module, _, last = address.rpartition("module.")
    modules = f"{module}module.{last.rsplit('.', 2)[0]}" if module or address.startswith("module.") else ""
    own = address.removeprefix(f"{modules}.") if modules else address
    head, _, key = own.partition("[")
    mode, parts = ("data", head.split(".")[1:]) if head.startswith("data.") else ("managed", head.split("."))
    made = actions or (("create",) if before is None else ("delete",) if after is None else ("update",))
    entry: Json = {
        "address": address,
        "mode": mode,
        "type": parts[0],
        "name": parts[1],
        "provider_name": "registry.terraform.io/hashicorp/azurerm",
        "change": {
            "actions": list(made),
            "before": before,
            "after": after,
            "after_unknown": unknown or {},
            "after_sensitive": secret or {},
        },
    }
    if modules:
        entry["module_address"] = modules
    if key:
        entry["index"] = json.loads(key.removesuffix("]"))
    if replaced_for:
        entry["change"]["replace_paths"] = replaced_for
    return entry


def block(address: str, expressions: Json | None = None, **more: Any) -> Json:
    """Return an entry of a module's `resources` in the configuration."""
    mode, parts = ("data", address.split(".")[1:]) if address.startswith("data.") else ("managed", address.split("."))
    return {
        "address": address,
        "mode": mode,
        "type": parts[0],
        "name": parts[1],
        "provider_config_key": "azurerm",
        "expressions": expressions or {},
        **more,
    }


def refers(*names: str) -> Json:
    """Return an expression that refers to names; Terraform lists the beginnings too."""
    listed: list[str] = []
    for name in names:
        listed.append(name)
        if name.split(".")[0] not in ("var", "each", "local") and name.count(".") > 1:
            listed.append(name.rpartition(".")[0])
    return {"references": listed}


def plan(changes: list[Json], blocks: list[Json] | None = None, version: str = "~> 4.0", **more: Any) -> Json:
    """Return a whole plan."""
    provider = {
        "name": "azurerm",
        "full_name": "registry.terraform.io/hashicorp/azurerm",
        "version_constraint": version,
    }
    root: Json = {"resources": blocks or [], **more.pop("root", {})}
    return {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "resource_changes": changes,
        "configuration": {"provider_config": {"azurerm": provider}, "root_module": root},
        **more,
    }


def read(document: Any, files: Mapping[str, str] | None = None, options: Options = NO_OPTIONS) -> Deployment:
    """Return the deployment of a plan that stands beside some files."""
    given = {"plan.json": document if isinstance(document, str) else json.dumps(document, indent=1), **(files or {})}
    (found,) = deployments_of_plan(GivenFiles(given), "plan.json", options)
    return found


def cluster(**more: Any) -> Json:
    """Return a kubenet cluster in the subnet, as a plan has it."""
    profile = {"network_plugin": "kubenet", "pod_cidr": "10.244.0.0/16", "service_cidr": "10.0.0.0/16"}
    profile |= {"dns_service_ip": "10.0.0.10", **more.pop("profile", {})}
    pool = {"name": "p", "vm_size": "Standard_D4s_v5", "node_count": 3, "vnet_subnet_id": SUBNET}
    return {
        **PLACE,
        "name": "c",
        "dns_prefix": "c",
        "default_node_pool": [pool],
        "identity": [{"type": "SystemAssigned", "identity_ids": None}],
        "network_profile": [profile],
        **more,
    }


def network(*subnets: Json) -> Json:
    """Return the network with inline subnets."""
    found: Json = {**PLACE, "id": NETWORK, "name": "v", "address_space": ["192.168.0.0/16"]}
    return found | ({"subnet": list(subnets)} if subnets else {})


def inline(table: str = "") -> Json:
    """Return the inline subnet, with or without a table."""
    return {"name": "s", "address_prefixes": ["192.168.1.0/24"], "route_table_id": table, "id": SUBNET}
