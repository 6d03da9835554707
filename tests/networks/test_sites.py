"""Sites behind one machine: each has a cable of its own, and two of one name are refused."""

import pytest

from akslab.net.validation import validate
from akslab.networks.finding import find
from akslab.networks.making import extended
from akslab.networks.values import Network, NetworkError
from akslab.stories.reading_sites import read_site
from akslab.stories.reading_sites import with_sites as sites_added
from akslab.trace.packets import Packet
from akslab.trace.prepared import prepare
from akslab.trace.sending import send

from .files import bicep, network_in

MACHINE = """\
resource nic 'Microsoft.Network/networkInterfaces@2024-05-01' = {
  name: 'vpn'
  location: 'koreacentral'
  properties: {
    enableIPForwarding: true
    ipConfigurations: [{ name: 'ipconfig1', properties: { subnet: { id: vnet.properties.subnets[0].id } } }]
  }
}
"""


def with_sites(*sites: str) -> Network:
    return extended(network_in(bicep(MACHINE)), *map(read_site, sites))


def test_sites_whose_names_begin_alike_have_a_cable_each() -> None:
    network = with_sites("headquarters-one=172.16.0.0/16@vpn", "headquarters-two=172.17.0.0/16@vpn")
    validate(network.state)
    machine = find(network, "vm/vpn")
    for name in ("headquarters-one", "headquarters-two"):
        site = find(network, name)
        trace = send(prepare(network.state), machine.netns, Packet(destination=site.address))
        assert (trace.disposition, trace.legs[0].hops[-1].netns) == ("delivered", site.netns)


def test_two_sites_of_one_name_are_refused() -> None:
    with pytest.raises(NetworkError) as refused:
        with_sites("hq=172.16.0.0/16@vpn", "hq=172.17.0.0/16@vpn")
    assert refused.value.what.key == "site.twice"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("hq=172.16.0.5/16@vpn", "site.host-bits"),
        ("hq=172.16.0.0/16,172.17.3.0/16@vpn", "site.host-bits"),
        ("hq=10.244.0.0/16@vpn", "site.overlaps"),
        ("hq=10.244.1.0/24@vpn", "site.overlaps"),
        ("hq=192.168.0.0/24@vpn", "site.overlaps"),
        ("hq=172.16.0.0/16,10.0.0.0/12@vpn", "site.overlaps"),
    ],
)
def test_a_site_whose_range_is_none_or_is_somebody_elses_is_refused(text: str, key: str) -> None:
    with pytest.raises(NetworkError) as caught:
        sites_added(network_in(bicep(MACHINE)), [text])
    assert caught.value.what.key == key


def test_two_sites_may_not_overlap_and_one_host_may_be_a_site() -> None:
    network = network_in(bicep(MACHINE))
    with pytest.raises(NetworkError, match=r"site\.overlaps"):
        sites_added(network, ["hq=172.16.0.0/16@vpn", "lab=172.16.5.0/24@vpn"])
    assert "site/hq" in sites_added(network, ["hq=172.16.0.5@vpn"]).state
