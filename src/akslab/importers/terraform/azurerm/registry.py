"""Every resource of azurerm that is read, by its name."""

from collections.abc import Mapping
from functools import cache

from .kinds import Kind


@cache
def kinds() -> Mapping[str, Kind]:
    """Return the kinds by Terraform's name. Their modules are imported when the first is asked for."""
    from . import access, clusters, edges, firewalls, gateways, networks, pools, routes, security, subnets  # noqa: PLC0415

    modules = (access, clusters, edges, firewalls, gateways, networks, pools, routes, security, subnets)
    return {kind.name: kind for module in modules for kind in module.KINDS}
