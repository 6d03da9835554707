"""A plan as az commands, for a POSIX shell: what the article does, with a route table and an identity of one's own."""

from collections.abc import Iterator, Sequence

from ..documents import Names, pool_name
from ..needs import Pool
from ..plan import Plan
from ..sentences import say, sentence

AZ_HEAD = """\
#!/bin/sh
# {about}
set -eu
RESOURCE_GROUP=myResourceGroup
LOCATION=eastus
az group create --name "$RESOURCE_GROUP" --location "$LOCATION"
"""

_TABLE = """\
az network route-table create --resource-group "$RESOURCE_GROUP" --name {table} --location "$LOCATION"
TABLE_ID=$(az network route-table show --resource-group "$RESOURCE_GROUP" --name {table} --query id -o tsv)
"""

_NETWORK = """\
az network vnet create --resource-group "$RESOURCE_GROUP" --name {network} --location "$LOCATION" \\
    --address-prefixes {space}
az network vnet subnet create --resource-group "$RESOURCE_GROUP" --vnet-name {network} --name {subnet} \\
    --address-prefixes {prefix}{on_table}
VNET_ID=$(az network vnet show --resource-group "$RESOURCE_GROUP" --name {network} --query id -o tsv)
SUBNET_ID=$(az network vnet subnet show --resource-group "$RESOURCE_GROUP" --vnet-name {network} --name {subnet} \\
    --query id -o tsv)
"""

_POD_SUBNET = """\
az network vnet subnet create --resource-group "$RESOURCE_GROUP" --vnet-name {network} --name {pod_subnet} \\
    --address-prefixes {prefix}
POD_SUBNET_ID=$(az network vnet subnet show --resource-group "$RESOURCE_GROUP" --vnet-name {network} \\
    --name {pod_subnet} --query id -o tsv)
"""

_IDENTITY = """\
az identity create --resource-group "$RESOURCE_GROUP" --name {identity} --location "$LOCATION"
IDENTITY_ID=$(az identity show --resource-group "$RESOURCE_GROUP" --name {identity} --query id -o tsv)
PRINCIPAL_ID=$(az identity show --resource-group "$RESOURCE_GROUP" --name {identity} --query principalId -o tsv)
"""

_ROLE = """\
az role assignment create --assignee-object-id "$PRINCIPAL_ID" --assignee-principal-type ServicePrincipal \\
    --role "Network Contributor" --scope "${scope}"
"""

_UNTIL_ROLES_COUNT = """\
# {comment}
TRIES=1
until ANSWER=$({create} 2>&1)
do
    printf '%s\\n' "$ANSWER" >&2
    case $ANSWER in *CustomRouteTableMissingPermission*) ;; *) exit 1 ;; esac
    [ "$TRIES" -lt 30 ] || exit 1
    TRIES=$((TRIES + 1))
    sleep 120
done
printf '%s\\n' "$ANSWER"
"""
"""Nothing else tells when a role counts: `az role assignment list` names it at once. Other refusals end the script."""


def az_commands(plan: Plan, language: str) -> str:
    """Return the commands of one cluster, without the script's head; `language` is that of the comment."""
    names = vars(Names(plan.name))
    has_table = plan.plugin.has_routes
    on_table = ' \\\n    --route-table "$TABLE_ID"' if has_table else ""
    parts = [_TABLE.format(**names)] if has_table else []
    space = " ".join(map(str, plan.network))
    parts.append(_NETWORK.format(**names, space=space, prefix=plan.subnet, on_table=on_table))
    if plan.pod_subnet:
        parts.append(_POD_SUBNET.format(**names, prefix=plan.pod_subnet))
    parts.append(_IDENTITY.format(**names))
    parts += [_ROLE.format(scope=scope) for scope in ("VNET_ID", "TABLE_ID")[: 1 + has_table]]
    comment = say(sentence("about.roles"), language)
    create = _command("az aks create", [*_create(plan), *_pool(plan, plan.demand.pools[0])])
    parts.append(_UNTIL_ROLES_COUNT.format(comment=comment, create=create.rstrip()) if has_table else create)
    parts.append(
        f'az aks nodepool update --resource-group "$RESOURCE_GROUP" --cluster-name {plan.name} \\\n'
        f"    --name {pool_name(0)} --max-surge {plan.demand.needs.surge}\n"
    )
    for number, pool in enumerate(plan.demand.pools[1:], 1):
        parts.append(_command("az aks nodepool add", [*_add(plan, pool_name(number)), *_pool(plan, pool)]))
    return "".join(parts)


def _create(plan: Plan) -> Iterator[str]:
    yield f'--resource-group "$RESOURCE_GROUP" --name {plan.name} --location "$LOCATION"'
    yield f"--network-plugin {plan.plugin.network_plugin}"
    if plan.plugin.network_plugin_mode:
        yield f"--network-plugin-mode {plan.plugin.network_plugin_mode}"
    if plan.demand.needs.network_policy != "none":
        yield f"--network-policy {plan.demand.needs.network_policy}"
    if plan.pod_cidr:
        yield f"--pod-cidr {plan.pod_cidr}"
    yield f"--service-cidr {plan.service_cidr}"
    yield f"--dns-service-ip {plan.dns_service_ip}"
    yield '--assign-identity "$IDENTITY_ID"'
    yield "--no-ssh-key"


def _add(plan: Plan, name: str) -> Iterator[str]:
    yield f'--resource-group "$RESOURCE_GROUP" --cluster-name {plan.name} --name {name}'
    yield "--mode User"
    yield f"--max-surge {plan.demand.needs.surge}"


def _pool(plan: Plan, pool: Pool) -> Iterator[str]:
    yield '--vnet-subnet-id "$SUBNET_ID"'
    if plan.pod_subnet:
        yield '--pod-subnet-id "$POD_SUBNET_ID"'
    yield f"--max-pods {plan.demand.pods_per_node}"
    yield f"--node-count {pool.now}"
    if pool.planned > pool.now:
        yield f"--enable-cluster-autoscaler --min-count {pool.now} --max-count {pool.planned}"


def _command(command: str, arguments: Sequence[str]) -> str:
    return " \\\n    ".join([command, *arguments]) + "\n"
