"""What an input has and akslab's network does not, or what could not be read: it leaves packets open."""

from doctor.az_shapes import OWN_TABLE, SUBNET, aks_show, kubectl_list, pod_routes, sound, table_show
from stories.questions import ONE, ZERO, ask, doubts, exported
from stories.three_machines import three_machines

from akslab.networks.finding import find

from .files import bicep, network_in

NIC = """\
resource pip 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: 'pip'
  location: 'koreacentral'
  properties: { publicIPAllocationMethod: 'Static' }
}
resource nic 'Microsoft.Network/networkInterfaces@2024-05-01' = {
  name: 'two'
  location: 'koreacentral'
  properties: {
    ipConfigurations: [
      { name: 'first', properties: { subnet: { id: vnet.properties.subnets[0].id }, primary: true } }
      { name: 'sixth', properties: { subnet: { id: vnet.properties.subnets[0].id }, privateIPAddressVersion: 'IPv6' } }
      { name: 'second', properties: { subnet: { id: vnet.properties.subnets[0].id }, publicIPAddress: { id: pip.id } } }
    ]
  }
}
"""
GUARD = """\
resource corp 'Microsoft.Network/networkSecurityGroups@2024-05-01' existing = { name: 'corp' }
"""


def with_policy(policy: str, *policies: str) -> set[str]:
    """Return the doubts about two pods of an export with a policy engine and these policies; `-`: none were exported."""
    files = sound(aks=aks_show(networkProfile={"networkPolicy": policy}))
    if policies != ("-",):
        items = [{"kind": "NetworkPolicy", "metadata": {"name": each, "namespace": "shop"}} for each in policies]
        files["np.json"] = kubectl_list(*items) | {"kind": "NetworkPolicyList"}
    return doubts(ask(exported(files), ZERO, ONE))


def test_network_policies_that_are_there_or_not_exported_may_forbid_what_passes_a_node() -> None:
    assert with_policy("calico", "deny") == {"unless.policies"}
    assert with_policy("calico", "-") == {"unless.policies"}
    assert with_policy("none", "-") == set()


def test_each_configuration_of_an_interface_has_an_address_and_its_own_public_one() -> None:
    network = network_in(bicep(NIC))
    (interface,) = [each for each in network.inputs.interfaces.values() if each.id.endswith("/two")]
    first, second = interface.configurations
    assert first.address != second.address
    assert (first.public_address, (second.public_address or "").rpartition("/")[2]) == (None, "pip")
    assert find(network, "two").address == first.address


def test_an_address_that_one_interface_has_written_is_not_chosen_for_another() -> None:
    subnet = "subnet: { id: vnet.properties.subnets[0].id }"
    written = f"{{ name: 'w', properties: {{ {subnet}, privateIPAddress: '192.168.1.4' }} }}"
    chosen = f"{{ name: 'c', properties: {{ {subnet} }} }}"
    nics = [
        f"resource {name} 'Microsoft.Network/networkInterfaces@2024-05-01' = {{\n  name: '{name}'\n  location: 'x'\n"
        f"  properties: {{ ipConfigurations: [\n{listed}\n  ] }}\n}}\n"
        for name, listed in (("early", chosen), ("late", f"{chosen}\n{written}"))
    ]
    inputs = network_in(bicep(*nics)).inputs
    held = [each.address for nic in inputs.interfaces.values() for each in nic.configurations]
    assert len(held) == len(set(held)) == 5
    assert "192.168.1.4" in held


def test_a_loss_by_default_rules_is_open_where_a_group_s_own_rules_are_not_known() -> None:
    network = network_in(bicep(GUARD, NIC, subnet="networkSecurityGroup: { id: corp.id }"))
    story = ask(network, "internet", "203.0.113.10:80")
    assert story.told.verdict.outcome == "lost"
    assert "unless.rules-unknown" in doubts(story) or "unless.group-absent" in doubts(story)


def test_a_file_that_could_not_be_read_whole_leaves_everything_open() -> None:
    broken = "resource broken 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {\n  name: }\n"
    network = network_in(bicep(NIC, broken))
    assert doubts(ask(network, "two", "pod@nodepool1/0")) >= {"unless.unread"}
    assert "unless.unread" not in doubts(ask(three_machines(), "a", "b"))


def test_a_table_whose_routes_were_taken_out_is_not_an_empty_one() -> None:
    table = table_show(OWN_TABLE, pod_routes(OWN_TABLE), [SUBNET])
    del table["routes"]
    assert "unless.routes-unknown" in doubts(ask(exported(sound(rt=table)), ZERO, ONE))
