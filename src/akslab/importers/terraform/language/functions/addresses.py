"""Address arithmetic: `cidrsubnet` counts added bits, `cidrhost` from the network address, host bits are masked."""

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_network

from .....net.prefixes import Prefix
from .signature import Function, integer, refuse, text


def _prefix(name: str, value: object) -> Prefix:
    try:
        written = text(value)
        if "/" not in written or not written.partition("/")[2].isdecimal():
            raise ValueError
        return ip_network(written, strict=False)
    except ValueError:
        raise refuse(name, f"{value!r} is no CIDR range") from None


def _cut(name: str, prefix: Prefix, bits: int, number: int) -> Prefix:
    length = prefix.prefixlen + bits
    if bits < 0 or length > prefix.max_prefixlen:
        raise refuse(name, f"{prefix} has no room for {bits} more bits")
    if not 0 <= number < 1 << bits:
        raise refuse(name, f"a prefix extension of {bits} bits does not accommodate a subnet numbered {number}")
    return _network(prefix, int(prefix.network_address) + (number << (prefix.max_prefixlen - length)), length)


def _network(like: Prefix, first: int, length: int) -> Prefix:
    return IPv4Network((first, length)) if like.version == 4 else IPv6Network((first, length))


def _subnet(value: object, bits: object, number: object) -> str:
    return str(_cut("cidrsubnet", _prefix("cidrsubnet", value), integer(bits), integer(number)))


def _host(value: object, number: object) -> str:
    prefix, wanted = _prefix("cidrhost", value), integer(number)
    if not -prefix.num_addresses <= wanted < prefix.num_addresses:
        raise refuse("cidrhost", f"{prefix} does not accommodate a host numbered {wanted}")
    return str(prefix[wanted])


def _netmask(value: object) -> str:
    prefix = _prefix("cidrnetmask", value)
    if prefix.version != 4:
        raise refuse("cidrnetmask", "only IPv4 has netmasks")
    return str(prefix.netmask)


def _subnets(value: object, *bits: object) -> tuple[str, ...]:
    """Cut ranges one behind the other, each at the next place where one of its size may start."""
    prefix = _prefix("cidrsubnets", value)
    return tuple(str(each) for each in _cuts(prefix, [integer(each) for each in bits]))


def _cuts(prefix: Prefix, bits: Iterable[int]) -> Iterable[Prefix]:
    at, end = int(prefix.network_address), int(prefix.broadcast_address)
    for added in bits:
        length = prefix.prefixlen + added
        if added < 1 or length > prefix.max_prefixlen:
            raise refuse("cidrsubnets", f"{prefix} has no room for {added} more bits")
        size = 1 << (prefix.max_prefixlen - length)
        first = -(-at // size) * size
        if first + size - 1 > end:
            raise refuse("cidrsubnets", f"not enough remaining address space in {prefix} for a /{length}")
        yield _network(prefix, first, length)
        at = first + size


FUNCTIONS = {
    "cidrsubnet": Function(_subnet, 3, 3),
    "cidrhost": Function(_host, 2, 2),
    "cidrnetmask": Function(_netmask, 1, 1),
    "cidrsubnets": Function(_subnets, 1, None),
}
