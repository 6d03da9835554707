"""The lines we print do what our netlink does: typed into a shell, they build the very same network."""

import json
import subprocess
from typing import Any

import pytest

from akslab.kernel.remote import UNSHARE
from akslab.net.commands import commands
from akslab.net.diff import diff
from akslab.net.state import NetworkState

from .conftest import LinuxLab, entering
from .networks import article, one_node

pytestmark = pytest.mark.kernel
LOOK = """for what in "-d link" address "route show table all" rule "neighbour show nud permanent"; do
ip -j -n {0} $what; echo; done
ip netns exec {0} nft -j list ruleset
ip netns exec {0} sysctl -a 2>/dev/null | grep -E 'ip_forward |rp_filter|send_redirects|disable_ipv6' |
grep -E 'all|default|ip_forward ' | sort | tr '\\n' ';'
echo
"""
KEPT = {
    "ifname address linkinfo info_kind master mtu operstate group num_tx_queues num_rx_queues inet6_addr_gen_mode",
    "mcast_snooping addr_info local prefixlen noprefixroute scope broadcast label flags",
    "dst gateway dev type table protocol metric prefsrc priority src fwmark lladdr state info_data",
}
WORDS = {word for line in KEPT for word in line.split()}


def essence(value: Any, *, key: str = "") -> Any:
    """Keep what does not depend on numbers the kernel gives out."""
    if isinstance(value, dict):
        if "nftables" in value:
            return [_without_handles(entry) for entry in value["nftables"]]
        return {name: essence(inner, key=name) for name, inner in value.items() if name in WORDS}
    if isinstance(value, list):
        return [essence(inner, key=key) for inner in value]
    return value


def _without_handles(entry: Any) -> Any:
    return {kind: {k: v for k, v in body.items() if k not in ("handle", "packets")} for kind, body in entry.items()}


def parsed(shown: str, count: int) -> list[list[Any]]:
    lines = [line for line in shown.splitlines() if line.strip()]
    size = len(lines) // count
    pieces = [lines[start : start + size] for start in range(0, len(lines), size)]
    return [
        [line if not line.startswith(("[", "{")) else _sorted(essence(json.loads(line))) for line in piece]
        for piece in pieces
    ]


def _sorted(listing: list[Any]) -> list[Any]:
    return sorted(listing, key=lambda entry: json.dumps(entry, sort_keys=True))


def typed(steps: list[str], names: list[str]) -> list[list[Any]]:
    """Type everything into a shell in namespaces of its own, then look around."""
    script = ["set -e", "mount -t tmpfs none /run", *steps]
    script += [LOOK.format(name.replace("/", ".")) for name in names]
    ran = subprocess.run(
        [*UNSHARE, "--fork", "sh"], input="\n".join(script), capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return parsed(ran.stdout, len(names))


def applied(lab: LinuxLab, names: list[str]) -> list[list[Any]]:
    """Look around in the same way in what netlink built."""
    shown = []
    for name in names:
        look = LOOK.format("x").replace("-n x ", "").replace("ip netns exec x ", "")
        line = entering(lab.run(lab.kernel.enter(name)), "sh", "-c", look)
        shown.append(subprocess.run(line, capture_output=True, text=True, check=True, timeout=20).stdout)
    return parsed("".join(shown), len(names))


@pytest.mark.parametrize("walk", [[one_node()], [article()], [one_node(), article(), article(with_routes=False)]])
def test_typing_the_lines_builds_what_netlink_builds(linux: LinuxLab, walk: list[NetworkState]) -> None:
    steps: list[str] = []
    before: NetworkState = {}
    for state in walk:
        steps += [commands(change) for change in diff(before, state)]
        linux.reach(state)
        before = state
    names = sorted(before)
    assert typed(steps, names) == applied(linux, names)
