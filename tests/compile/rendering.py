"""A NetworkState as text a person can read: what golden files hold."""

from akslab.net.nft_text import table_text
from akslab.net.state import MAIN_TABLE, Bridge, Link, NetnsState, NetworkState, RouteEntry


def rendered(state: NetworkState) -> str:
    return "\n".join(f"[{name}]\n{rendered_netns(netns)}" for name, netns in state.items())


def rendered_netns(netns: NetnsState) -> str:
    lines = [f"sysctl {name}={value}" for name, value in netns.sysctls]
    lines += [_link(link) for link in netns.links]
    lines += [f"address {each.address} dev {each.dev}" for each in netns.addresses]
    lines += [f"rule {each.priority}: fwmark {each.fwmark} lookup {each.table}" for each in netns.rules]
    lines += [_route(route) for route in netns.routes]
    lines += [f"neighbour {each.address} dev {each.dev} lladdr {each.mac}" for each in netns.neighbours]
    return "\n".join([*lines, *map(table_text, netns.tables)]) + "\n"


def _link(link: Link) -> str:
    if isinstance(link, Bridge):
        return f"bridge {link.name} {link.mac}"
    master = f" master {link.master}" if link.master else ""
    return f"veth {link.name} {link.mac}{master} -> {link.peer_netns}:{link.peer_name}"


def _route(route: RouteEntry) -> str:
    words = [route.kind if route.kind == "blackhole" else "", route.dst]
    words += [f"via {route.via}" if route.via else "", f"dev {route.dev}" if route.dev else ""]
    words += ["onlink" if route.onlink else "", f"table {route.table}" if route.table != MAIN_TABLE else ""]
    return "route " + " ".join(word for word in words if word)
