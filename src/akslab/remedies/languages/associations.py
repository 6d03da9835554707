"""A route table on a subnet in Terraform: a resource of its own, which the cluster waits for."""

from ...deployments.declared import Declared
from ..scanning import body_at, break_of
from ..writer import Patches, Spot
from .terraform import depending, local_address

_KIND = "azurerm_subnet_route_table_association"


def associated(subnet: tuple[Spot, Declared], table: str, cluster: tuple[Spot, Declared]) -> Patches | None:
    """Return the association below the subnet, and the cluster's wait for it."""
    head, declared = subnet
    address, own = local_address(declared), local_address(cluster[1])
    body = body_at(head.text, head.end, is_hcl=True)
    if address is None or own is None or body is None or not address.startswith("azurerm_subnet."):
        return None
    if declared.address.removesuffix(address) != cluster[1].address.removesuffix(own):
        return None
    label = address.partition(".")[2]
    at = head.text.find("\n", body.end) + 1
    if f'"{_KIND}" "{label}"' in head.text or not at or head.text[body.end : at].strip():
        return None
    lines = (
        "",
        f'resource "{_KIND}" "{label}" {{',
        f"  subnet_id      = {address}.id",
        f"  route_table_id = {table}",
        "}",
    )
    waiting = depending(cluster[0], f"{_KIND}.{label}")
    written = head.at(at, at, "".join(f"{line}{break_of(head.text)}" for line in lines))
    return None if waiting is None else (written, *waiting)
