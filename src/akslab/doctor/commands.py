"""az commands with the real names in them, quoted for a shell."""

from shlex import quote

from ..rules.ids import group_name, name_of
from ..rules.pod_routing import APPLIANCE
from ..rules.resources import Route


def attach(subnet_id: str, table_id: str) -> str:
    """Return the command that gives a subnet a table."""
    return f"az network vnet subnet update --ids {quote(subnet_id)} --route-table {quote(table_id)}"


def create_route(table_id: str, name: str, prefix: str, hop: str, address: str = "") -> str:
    """Return the command that makes a route."""
    end = f" --next-hop-ip-address {quote(address)}" if address else ""
    return f"{_route('create', table_id, name)} --address-prefix {quote(prefix)} --next-hop-type {quote(hop)}{end}"


def copy_route(route: Route, table_id: str) -> str:
    """Return the command that makes the same route in another table."""
    hop, address = str(route.next_hop_type), route.next_hop_ip_address
    return create_route(
        table_id, route.name, str(route.address_prefix), hop, address if isinstance(address, str) else ""
    )


def redirect_route(table_id: str, name: str, address: str) -> str:
    """Return the command that leads a route to an address."""
    return f"{_route('update', table_id, name)} --next-hop-type {APPLIANCE} --next-hop-ip-address {quote(address)}"


def delete_route(table_id: str, name: str) -> str:
    """Return the command that takes a route out."""
    return _route("delete", table_id, name)


def _route(verb: str, table_id: str, name: str) -> str:
    place = f"-g {quote(group_name(table_id))} --route-table-name {quote(name_of(table_id))}"
    return f"az network route-table route {verb} {place} -n {quote(name)}"


def grant(principal: str, scope: str) -> str:
    """Return the command that gives a principal Network Contributor."""
    who = f"--assignee-object-id {quote(principal)}"
    return f"az role assignment create {who} --role 'Network Contributor' --scope {quote(scope)}"


def delete_node(name: str) -> str:
    """Return the command that deletes a Node object."""
    return f"kubectl delete node {quote(name)}"


def reimage(cluster_id: str, pool: str) -> str:
    """Return the command that makes the machines of a pool anew."""
    place = f"-g {quote(group_name(cluster_id))} --cluster-name {quote(name_of(cluster_id))}"
    return f"az aks nodepool upgrade {place} -n {quote(pool)} --node-image-only"
