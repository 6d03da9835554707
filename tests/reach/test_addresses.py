"""All of an endpoint's addresses, and all of the Internet: what one address hides another one shows."""

from pathlib import Path

import pytest
from networks.files import CLUSTER, SUBNET, bicep

from .test_command import expecting, run

WEB = """\
resource pip 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: 'pip-web'
  location: 'koreacentral'
  sku: { name: 'Standard' }
  properties: { publicIPAllocationMethod: 'Static' }
}
resource nsgweb 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'nsg-web'
  location: 'koreacentral'
  properties: { securityRules: [
RULES
  ] }
}
resource other 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-web'
  location: 'koreacentral'
  properties: {
    addressSpace: { addressPrefixes: ['10.9.0.0/16'] }
    subnets: [{ name: 'web', properties: { addressPrefix: '10.9.2.0/24', networkSecurityGroup: { id: nsgweb.id } } }
      { name: 'free', properties: { addressPrefix: '10.9.3.0/24' } }]
  }
}
"""


def a_rule(name: str, priority: int, access: str, sources: str, destinations: str, port: str) -> str:
    """Write a security rule for what comes in by TCP."""
    ends = (
        f"sourceAddressPrefix: '{sources}', destinationAddressPrefix: '{destinations}', destinationPortRange: '{port}'"
    )
    how = f"priority: {priority}, direction: 'Inbound', access: '{access}', protocol: 'Tcp', sourcePortRange: '*'"
    return f"    {{ name: '{name}', properties: {{ {how}, {ends} }} }}"


def a_nic(name: str, subnet: int, addresses: tuple[str, str], public: str = "") -> str:
    """Write an interface with two addresses."""
    configurations = "\n".join(
        f"    {{ name: 'c{place}', properties: {{ primary: {str(not place).lower()}, privateIPAllocationMethod: 'Static', "
        f"privateIPAddress: '{address}', {public if not place else ''} "
        f"subnet: {{ id: other.properties.subnets[{subnet}].id }} }} }}"
        for place, address in enumerate(addresses)
    )
    kind = "Microsoft.Network/networkInterfaces@2024-05-01"
    head = f"resource {name} '{kind}' = {{\n  name: '{name}'\n  location: 'koreacentral'\n"
    return f"{head}  properties: {{ ipConfigurations: [\n{configurations}\n  ] }}\n}}\n"


def a_web(tmp_path: Path, sources: str = "Internet", destinations: str = "*") -> str:
    """Write a template with a machine that has a public address and two private ones, and a rule that lets some in."""
    rules = a_rule("in", 100, "Allow", sources, destinations, "80"), a_rule("no", 200, "Deny", "*", "*", "*")
    nics = (
        a_nic("web", 0, ("10.9.2.10", "10.9.2.50"), "publicIPAddress: { id: pip.id },"),
        a_nic("near", 1, ("10.9.3.10", "10.9.3.50")),
    )
    (tmp_path / "web.bicep").write_text(bicep(WEB.replace("RULES", "\n".join(rules)), *nics))
    return str(tmp_path / "web.bicep")


def judged(template: str, tmp_path: Path, sense: str, sender: str, receiver: str, ports: str = "tcp/80") -> int:
    text = f"{sense}:\n  - from: {sender}\n    to: {receiver}\n    ports: {ports}\n"
    return run("--template", template, "--expect", expecting(tmp_path, text))[0]


def test_what_is_reached_at_its_public_address_is_reached(tmp_path: Path) -> None:
    web = a_web(tmp_path)
    assert judged(web, tmp_path, "must-not", "internet", "vm/web") == 1
    assert judged(web, tmp_path, "must", "internet", "vm/web") == 0
    assert judged(web, tmp_path, "must-not", "Internet", "VM/Web") == 1
    assert judged(web, tmp_path, "must-not", "internet", "vm/web", "tcp/22") == 0
    assert judged(web, tmp_path, "must-not", "internet", "10.9.2.0/24") == 0


def test_the_matrix_says_at_which_address_the_internet_asks(tmp_path: Path) -> None:
    said = run("--template", a_web(tmp_path), "--from", "internet", "--to", "vm/web")[1]
    assert "vm/web at 203.0.113." in said
    assert "arrives: tcp 80" in said


def test_what_is_reached_at_its_second_address_is_reached(tmp_path: Path) -> None:
    web = a_web(tmp_path, "10.9.3.0/24", "10.9.2.50")
    assert judged(web, tmp_path, "must-not", "vm/near", "vm/web") == 1
    assert judged(web, tmp_path, "must", "vm/near", "vm/web") == 1
    assert judged(web, tmp_path, "must", "vm/near", "10.9.2.50") == 0
    assert judged(web, tmp_path, "must-not", "vm/near", "10.9.2.10") == 0


def test_a_sender_may_be_bound_to_any_of_its_addresses(tmp_path: Path) -> None:
    web = a_web(tmp_path, "10.9.3.50")
    assert judged(web, tmp_path, "must-not", "vm/near", "vm/web") == 1
    assert judged(web, tmp_path, "must-not", "10.9.3.50", "vm/web") == 1
    assert judged(web, tmp_path, "must-not", "10.9.3.10", "vm/web") == 0
    assert judged(web, tmp_path, "must", "vm/near", "vm/web") == 1


def test_a_node_is_reached_at_its_bridge(tmp_path: Path) -> None:
    closed = """\
resource nsgaks 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'nsg-aks'
  location: 'koreacentral'
  properties: { securityRules: [
RULES
  ] }
}
"""
    rule = a_rule("no-ssh", 100, "Deny", "*", "192.168.0.0/16", "22")
    (tmp_path / "nodes.bicep").write_text(
        bicep(closed.replace("RULES", rule), subnet="networkSecurityGroup: { id: nsgaks.id }")
    )
    nodes = str(tmp_path / "nodes.bicep")
    assert judged(nodes, tmp_path, "must", "node/*", "node/*", "tcp/22") == 1
    assert judged(nodes, tmp_path, "must-not", "node/*", "node/*", "tcp/22") == 1
    assert judged(nodes, tmp_path, "must-not", "node/*", "[192.168.1.4, 192.168.1.5]", "tcp/22") == 0


def test_of_the_internet_every_host_is_judged_that_rules_tell_apart(tmp_path: Path) -> None:
    web = a_web(tmp_path, "5.5.5.0/24")
    assert judged(web, tmp_path, "must-not", "internet", "vm/web") == 1
    assert judged(web, tmp_path, "must-not", "internet", "203.0.113.10") == 1
    assert judged(web, tmp_path, "must-not", "0.0.0.0/0", "vm/web") == 1
    assert judged(web, tmp_path, "must", "internet", "vm/web") == 1
    assert judged(web, tmp_path, "must", "5.5.5.0/24", "vm/web") == 0
    assert judged(web, tmp_path, "must-not", "[5.5.4.0/24, 5.5.6.0/24]", "vm/web") == 0
    said = run("--template", web, "--from", "5.5.5.5", "--to", "vm/web")[1]
    assert said.count("from 5.5.5.5") == 1
    assert "arrives: tcp 80" in said


def test_ranges_that_are_treated_alike_are_one_host(tmp_path: Path) -> None:
    said = run("--template", a_web(tmp_path, "5.5.5.0/24"), "--from", "kind:internet", "--to", "vm/web")[1]
    assert [each for each in said.splitlines() if each.startswith("from ")] == ["from internet", "from 5.5.5.1"]


@pytest.mark.parametrize("where", ["10.9.2.200", "172.30.0.0/16"])
def test_nobody_sends_from_a_private_address_that_nobody_has(tmp_path: Path, where: str) -> None:
    assert judged(a_web(tmp_path), tmp_path, "must-not", where, "vm/web") == 2


def test_a_change_that_tells_hosts_apart_is_seen_at_the_hosts_it_is_about(tmp_path: Path) -> None:
    web, change = a_web(tmp_path, "5.5.5.0/24"), "nsg rule add nsg-web/more 110 in allow tcp 6.6.6.0/24 * 443"
    code, said = run("--template", web, "--from", "internet", "--to", "vm/web", "--what-if", change)
    assert (code, said) == (0, "+ 6.6.6.1 -> vm/web: tcp 443\n")


def test_of_an_address_that_several_have_it_counts_who_is_reached(tmp_path: Path) -> None:
    """Two clusters apart with one pod range: the bridges of their nodes have the same addresses."""
    second = CLUSTER.replace("resource aks ", "resource two ").replace("name: 'aks'", "name: 'two'")
    network = (
        (SUBNET % "")
        .replace("resource vnet ", "resource vnet2 ")
        .replace("vnet-aks", "vnet-two")
        .replace("192.168", "172.20")
    )
    (tmp_path / "two.bicep").write_text(bicep(network, second.replace("vnet.prop", "vnet2.prop")))
    two = str(tmp_path / "two.bicep")
    assert judged(two, tmp_path, "must-not", "aks/nodepool1/0", "two/nodepool1/1", "tcp/22") == 0
    assert judged(two, tmp_path, "must-not", "aks/nodepool1/0", "aks/nodepool1/1", "tcp/22") == 1
