"""Which address a namespace speaks from, and which sources it believes: Linux' inet_select_addr and martian checks."""

from typing import Literal

from .numbers import is_host, is_loopback
from .prepared import Netns
from .routes import LOOPBACK_DEV, Missing

SourceProblem = Literal["martian-source", "reverse-path"]


def own_address(netns: Netns, dev: str, towards: int) -> int | None:
    """Choose the address to speak from on `dev`: in the prefix of `towards` (0: nobody), else the first, else any.

    Linux takes the oldest where several fit; the state does not tell their age, so the first in its order is taken,
    which is the oldest in a network that was built at once.
    """
    here = netns.addresses.get(dev, ())
    for interface in here:
        network = interface.network
        if towards and int(network.network_address) <= towards <= int(network.broadcast_address):
            return int(interface.ip)
    if here:
        return int(here[0].ip)
    others = sorted(netns.addresses, key=lambda other: (other != LOOPBACK_DEV, other))
    return int(netns.addresses[others[0]][0].ip) if others else None


def source_problem(netns: Netns, dev: str, source: int, out_dev: str | None, missing: Missing) -> SourceProblem | None:
    """Say why a packet that came in on `dev` from `source` is not believed, None when it is.

    `out_dev` is where it would be forwarded to, None when it is for the namespace. Linux: ip_route_input_slow and
    fib_validate_source. A policy rule by mark is not followed for the way back (src_valid_mark is 0).
    """
    if not is_host(source) or is_loopback(source):
        return "martian-source"
    strictness = netns.reverse_path
    back_again = dev == out_dev and netns.redirects
    if not strictness and not back_again and not netns.routing.has_rules:
        return "martian-source" if netns.routing.is_local(source) else None
    back = netns.routing.find(source, 0, missing)
    if back is None or back.kind == "blackhole":
        return "reverse-path" if strictness else None
    if back.kind != "unicast":
        return "martian-source"
    if back.dev == dev or not strictness:
        return None
    if dev not in netns.addresses or strictness == 1:
        return "reverse-path"
    return None
