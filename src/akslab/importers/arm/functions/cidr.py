"""cidrSubnet, cidrHost, parseCidr. ARM's differ from Terraform's: a new length, and usable hosts counted from 0.

A range with host bits set is not documented: its subnets and hosts are unknown here.
"""

from ipaddress import IPv4Network, ip_network
from typing import Any

from ....deployments.nodes import Node
from ....net.prefixes import Prefix, PrefixError, parse_prefix
from ....wire.sentences import sentence
from ..refusals import NotKnownError, RefusedError
from ..unknowns import pending
from .arguments import integer, text
from .function import Function, Site


def _prefix(arguments: tuple[Node, ...]) -> Prefix:
    written = text(arguments, 0)
    try:
        return parse_prefix(written)
    except PrefixError as error:
        if error.canonical is not None:
            raise NotKnownError(pending("unsupported", f"{written}: {error.canonical}")) from None
        raise RefusedError(sentence("arm.not-cidr", text=written[:60])) from None


def _subnet(_: Site, arguments: tuple[Node, ...]) -> Node:
    network, length, index = _prefix(arguments), integer(arguments, 1), integer(arguments, 2)
    if not network.prefixlen <= length <= network.max_prefixlen:
        raise RefusedError(sentence("arm.cidr-length", network=str(network), length=length, most=network.max_prefixlen))
    count = 1 << (length - network.prefixlen)
    if not 0 <= index < count:
        raise RefusedError(sentence("arm.cidr-index", network=str(network), length=length, index=index, count=count))
    first = int(network.network_address) + (index << (network.max_prefixlen - length))
    return Node(str(ip_network((first, length))))


def _host(_: Site, arguments: tuple[Node, ...]) -> Node:
    network, index = _prefix(arguments), integer(arguments, 1)
    first, last = _usable(network)
    if not 0 <= index <= last - first:
        raise RefusedError(sentence("arm.cidr-host", network=str(network), index=index, count=last - first + 1))
    return Node(str(type(network.network_address)(first + index)))


def _usable(network: Prefix) -> tuple[int, int]:
    """Return the first and last usable address: all but network and broadcast, where there are such."""
    first, last = int(network.network_address), int(network.broadcast_address)
    return (first, last) if network.version == 6 or network.prefixlen >= 31 else (first + 1, last - 1)


def _parse(_: Site, arguments: tuple[Node, ...]) -> Node:
    network = _prefix(arguments)
    address = type(network.network_address)
    first, last = _usable(network)
    parsed: dict[str, Any] = {"network": str(network.network_address), "netmask": str(network.netmask)}
    if isinstance(network, IPv4Network):
        parsed["broadcast"] = str(network.broadcast_address)
    parsed |= {"firstUsable": str(address(first)), "lastUsable": str(address(last)), "cidr": network.prefixlen}
    return Node({key: Node(value) for key, value in parsed.items()})


CIDR = (
    Function(name="cidrSubnet", least=3, most=3, returns="string", strict=_subnet),
    Function(name="cidrHost", least=2, most=2, returns="string", strict=_host),
    Function(name="parseCidr", least=1, most=1, returns="object", strict=_parse),
)
