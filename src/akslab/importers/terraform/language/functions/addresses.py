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
        raise refuse(name, "tf.why-no-range", value=str(value)) from None


def _cut(name: str, prefix: Prefix, bits: int, number: int) -> Prefix:
    length = prefix.prefixlen + bits
    if bits < 0 or length > prefix.max_prefixlen:
        raise refuse(name, "tf.why-no-room", prefix=str(prefix), bits=bits)
    if not 0 <= number < 1 << bits:
        raise refuse(name, "tf.why-no-subnet", prefix=str(prefix), bits=bits, number=number)
    return _network(prefix, int(prefix.network_address) + (number << (prefix.max_prefixlen - length)), length)


def _network(like: Prefix, first: int, length: int) -> Prefix:
    return IPv4Network((first, length)) if like.version == 4 else IPv6Network((first, length))


def _subnet(value: object, bits: object, number: object) -> str:
    return str(_cut("cidrsubnet", _prefix("cidrsubnet", value), integer(bits), integer(number)))


def _host(value: object, number: object) -> str:
    prefix, wanted = _prefix("cidrhost", value), integer(number)
    if not -prefix.num_addresses <= wanted < prefix.num_addresses:
        raise refuse("cidrhost", "tf.why-no-host", prefix=str(prefix), number=wanted)
    return str(prefix[wanted])


def _netmask(value: object) -> str:
    prefix = _prefix("cidrnetmask", value)
    if prefix.version != 4:
        raise refuse("cidrnetmask", "tf.why-no-netmask")
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
            raise refuse("cidrsubnets", "tf.why-no-room", prefix=str(prefix), bits=added)
        size = 1 << (prefix.max_prefixlen - length)
        first = -(-at // size) * size
        if first + size - 1 > end:
            raise refuse("cidrsubnets", "tf.why-full", prefix=str(prefix), length=length)
        yield _network(prefix, first, length)
        at = first + size


FUNCTIONS = {
    "cidrsubnet": Function(_subnet, 3, 3),
    "cidrhost": Function(_host, 2, 2),
    "cidrnetmask": Function(_netmask, 1, 1),
    "cidrsubnets": Function(_subnets, 1, None),
}
