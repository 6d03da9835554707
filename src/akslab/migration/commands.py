"""The commands of a migration with the real names in them, quoted for a shell; unknown ones stand in angle brackets."""

from shlex import quote

from ..rules.ids import group_name, name_of, parent_of, same, subscription_of
from ..wire.symbols import has_symbol, spoken


def shell(text: str) -> str:
    """Return a text as one word of a shell."""
    return quote(spoken(text))


def cluster(verb: str, cluster_id: str, rest: str = "") -> str:
    """Return `az aks VERB` for a cluster."""
    end = f" {rest}" if rest else ""
    return (
        f"az aks {verb} -g {shell(group_name(cluster_id) or '<resource group>')} -n {shell(name_of(cluster_id))}{end}"
    )


def show(cluster_id: str, query: str) -> str:
    """Return what shows one property of a cluster."""
    return cluster("show", cluster_id, f"--query {queried(query)} -o tsv")


def queried(query: str) -> str:
    """Return a query as one word of a shell, in double quotes where it has single ones."""
    return f'"{query}"' if "'" in query else shell(query)


def pool(verb: str, cluster_id: str, name: str, rest: str = "") -> str:
    """Return `az aks nodepool VERB` for a pool."""
    place = f"-g {shell(group_name(cluster_id) or '<resource group>')} --cluster-name {shell(name_of(cluster_id))}"
    end = f" {rest}" if rest else ""
    return f"az aks nodepool {verb} {place} -n {shell(name)}{end}"


def choose(cluster_id: str) -> tuple[str, ...]:
    """Return what makes a cluster's subscription the one that all commands are for; nothing where it is not known."""
    id_ = subscription_of(cluster_id)
    return () if not id_ or has_symbol(id_) else (f"az account set --subscription {shell(id_)}",)


def _group(id_: str, cluster_id: str) -> str:
    """Return where a resource is: its group, and its subscription if that is not the cluster's."""
    subscription = subscription_of(id_)
    is_elsewhere = not same(subscription, subscription_of(cluster_id))
    return f"-g {shell(group_name(id_))}{f' --subscription {shell(subscription)}' if is_elsewhere else ''}"


def _of_subnet(subnet_id: str, cluster_id: str) -> str:
    network = shell(name_of(parent_of(subnet_id)))
    return f"{_group(subnet_id, cluster_id)} --vnet-name {network} -n {shell(name_of(subnet_id))}"


def subnet(subnet_id: str, cluster_id: str, rest: str) -> str:
    """Return the update of a subnet."""
    return f"az network vnet subnet update {_of_subnet(subnet_id, cluster_id)} {rest}"


def detach(subnet_id: str, cluster_id: str) -> str:
    """Return what takes the route table off a subnet."""
    return subnet(subnet_id, cluster_id, "--remove routeTable")


def attach(subnet_id: str, cluster_id: str, table_id: str) -> str:
    """Return what puts a route table onto a subnet: by its name where it is in the subnet's group."""
    is_near = _group(subnet_id, cluster_id).lower() == _group(table_id, cluster_id).lower()
    return subnet(subnet_id, cluster_id, f"--route-table {shell(name_of(table_id) if is_near else table_id)}")


def table_on(subnet_id: str, cluster_id: str) -> str:
    """Return what shows which table a subnet has."""
    return f"az network vnet subnet show {_of_subnet(subnet_id, cluster_id)} --query routeTable.id -o tsv"


def show_table(table_id: str, cluster_id: str, rest: str) -> str:
    """Return what shows a route table."""
    return f"az network route-table show {_group(table_id, cluster_id)} -n {shell(name_of(table_id))} {rest}"


def delete_route(table_id: str, cluster_id: str, name: str) -> str:
    """Return what takes a route out of a table."""
    place = f"{_group(table_id, cluster_id)} --route-table-name {shell(name_of(table_id))}"
    return f"az network route-table route delete {place} -n {shell(name)}"


def grant(scope: str) -> str:
    """Return what gives `$PRINCIPAL` the rights of a network's contributor."""
    who = '--assignee-object-id "$PRINCIPAL" --assignee-principal-type ServicePrincipal'
    return f"az role assignment create {who} --role 'Network Contributor' --scope {shell(scope)}"
