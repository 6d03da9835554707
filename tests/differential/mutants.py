"""Mistakes that the compile step could have, one small change of its source each, and a way to run with one of them."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src"
TESTS = Path(__file__).parents[1]
CAUGHT, MISSED = 1, 0
NETWORKS_MOST = 80


@dataclass(frozen=True)
class Mutant:
    """In `file` of the compile step, `right` is replaced by `wrong`."""

    name: str
    file: str
    right: str
    wrong: str


MUTANTS = (
    Mutant("system_routes_win_over_the_users", "effective_routes.py",
           'SOURCE_RANK = {"User": 0, "Default": 1}', 'SOURCE_RANK = {"User": 1, "Default": 0}'),
    Mutant("a_private_range_is_not_dropped", "effective_routes.py",
           'PRIVATE_PREFIXES = ("10.0.0.0/8", ', "PRIVATE_PREFIXES = ("),
    Mutant("a_users_default_route_leaves_the_drops", "effective_routes.py",
           'row.prefixes == ("0.0.0.0/0",) for row in own', "False for row in own"),
    Mutant("appliances_are_passed_over", "fabric.py",
           'if row.next_hop_type == "VirtualAppliance" and row.next_hop_ips', 'if row.next_hop_type == "nothing"'),
    Mutant("every_subnet_follows_the_first_ones_table", "fabric.py",
           "{port.link: table_number(port.subnet) for port in fabric.ports}",
           "{port.link: table_number(fabric.ports[0].subnet) for port in fabric.ports}"),
    Mutant("neighbours_are_reached_against_the_users_route", "fabric.py",
           'if row and row.next_hop_type == "VnetLocal":', "if row:"),
    Mutant("the_shortest_prefix_wins", "longest_prefix.py", "reverse=True", "reverse=False"),
    Mutant("the_source_is_not_checked", "fabric_table.py", "(SOURCE_CHECK, ", "(*(), "),
    Mutant("the_destination_is_not_checked", "fabric_table.py", "                DESTINATION_CHECK,\n", ""),
    Mutant("anybody_leaves_by_an_appliance", "fabric_table.py", "                PUBLIC_SOURCE_CHECK,\n", ""),
    Mutant("answers_are_judged_like_requests", "fabric_table.py",
           '                NftRule((ConntrackState(("established", "related")),), (Verdict("accept"),)),\n', ""),
    Mutant("outbound_rules_are_not_asked", "fabric_table.py",
           '                NftRule((), (VerdictMap("iifname", "nsg_out"),)),\n', ""),
    Mutant("a_default_rule_is_lost", "security_rules.py",
           '    DefaultRule("DenyAllInBound", 65500, True, False),\n', ""),
    Mutant("the_network_is_not_let_in", "security_rules.py",
           '    DefaultRule("AllowVnetInBound", 65000, True, True, "VirtualNetwork", "VirtualNetwork"),\n', ""),
    Mutant("the_last_rule_is_asked_first", "security_rules.py",
           "(not rule.inbound, rule.priority, rule.name)", "(not rule.inbound, -rule.priority, rule.name)"),
    Mutant("the_interface_is_asked_before_the_subnet", "security_chains.py",
           "_groups((port.subnet.security_group, port.interface.security_group))",
           "_groups((port.interface.security_group, port.subnet.security_group))"),
    Mutant("the_subnets_group_is_not_asked", "security_chains.py",
           "_groups((port.subnet.security_group, port.interface.security_group))",
           "_groups((port.interface.security_group,))"),
    Mutant("the_tag_forgets_the_users_routes", "security_chains.py", "*routed, PLATFORM_ADDRESS]", "PLATFORM_ADDRESS]"),
    Mutant("a_default_route_widens_the_tag", "security_chains.py", " if route.prefix not in EVERYTHING]", "]"),
    Mutant("destination_ports_are_not_looked_at", "security_chains.py", "    if destination:\n", "    if False:\n"),
    Mutant("masquerade_is_inverted", "masquerade.py",
           '(Verdict("return"),), SPARED)', "(Masquerade(),), SPARED)"),
    Mutant("nothing_is_masqueraded", "masquerade.py", "(Masquerade(),), OTHERS)", '(Verdict("return"),), OTHERS)'),
    Mutant("the_subnet_is_spared_in_the_wrong_reading", "node.py",
           'settings.masquerade == "pod-cidr-and-subnet"', 'settings.masquerade == "pod-cidr"'),
    Mutant("appliances_do_not_forward", "nic.py",
           '"1" if attachment.interface.ip_forwarding else "0"', '"0"'),
    Mutant("a_private_subnet_has_a_way_out", "outbound.py",
           "default_address if port.subnet.default_outbound_access else None", "default_address"),
    Mutant("a_cluster_always_leaves_by_its_balancer", "outbound.py",
           'cluster.outbound_type.lower() == "loadbalancer"', "cluster.outbound_address"),
)  # fmt: skip


def caught(mutant: Mutant, place: Path) -> bool:
    """Whether the oracle tells a mutant, made in `place`, from what is right."""
    package = place / "akslab"
    package.mkdir()
    (package / "__init__.py").write_text("")
    for floor in ("compile", "net", "trace"):
        shutil.copytree(SOURCE / "akslab" / floor, package / floor, ignore=shutil.ignore_patterns("__pycache__"))
    file = package / "compile" / mutant.file
    source = file.read_text()
    assert source.count(mutant.right) == 1, f"{mutant.file} holds {source.count(mutant.right)} times: {mutant.right}"
    file.write_text(source.replace(mutant.right, mutant.wrong))
    done = subprocess.run(
        [sys.executable, "-m", "differential.opinions", "1", str(NETWORKS_MOST)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(place), str(TESTS)])},
        capture_output=True, text=True, timeout=150, check=False,
    )  # fmt: skip
    assert done.returncode in (CAUGHT, MISSED), done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode == CAUGHT
