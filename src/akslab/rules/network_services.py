"""What stands in or beside a cluster's network and takes part in its traffic: load balancers, NAT, VPN gateways.

Facts as in `resources`: ids as written, an absent text is empty, what nobody told is UNKNOWN.
"""

from msgspec import Struct

from .unknown import Maybe


class Frontend(Struct, frozen=True, kw_only=True):
    """An address a load balancer answers on."""

    id: str
    name: str
    public_ip_id: Maybe[str] = ""
    """Empty for an internal one."""


class LoadBalancer(Struct, frozen=True, kw_only=True):
    """Microsoft.Network/loadBalancers."""

    id: str
    name: str
    frontends: Maybe[tuple[Frontend, ...]] = ()
    inbound_frontend_ids: Maybe[tuple[str, ...]] = ()
    """The frontends of its load balancing rules; outbound rules admit nobody."""


class NatGateway(Struct, frozen=True, kw_only=True):
    """Microsoft.Network/natGateways."""

    id: str
    name: str
    subnet_ids: Maybe[tuple[str, ...]]
    """As the gateway tells it, in exports; a template says it at the subnet."""


class VirtualNetworkGateway(Struct, frozen=True, kw_only=True):
    """Microsoft.Network/virtualNetworkGateways: VPN or ExpressRoute."""

    id: str
    name: str
    subnet_ids: Maybe[tuple[str, ...]] = ()
    kind: Maybe[str] = ""
    """`Vpn` or `ExpressRoute`."""
