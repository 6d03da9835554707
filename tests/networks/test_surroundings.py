"""What lies around machines and is not part of the network: a packet that meets it is neither lost nor carried for sure."""

from doctor.az_shapes import (
    OWN_TABLE,
    SUBNET,
    VNET,
    Files,
    Json,
    id_of,
    peering,
    pod_routes,
    route,
    sound,
    subnet_show,
    table_show,
    vnet_show,
)
from stories.questions import ZERO, ask, doubts, exported

from .files import bicep, network_in

HUB = id_of("virtualNetworks", "vnet-hub", "rg-hub")


def resource(type_: str, name: str, **properties: object) -> Json:
    id_ = id_of(type_, name)
    head = {
        "id": id_,
        "name": name,
        "type": f"Microsoft.Network/{type_}",
        "etag": "x",
        "provisioningState": "Succeeded",
    }
    return {**head, "location": "koreacentral", **properties}


def outcome(files: Files, target: str) -> tuple[str, set[str]]:
    story = ask(exported(files), ZERO, target)
    return story.told.verdict.outcome, doubts(story)


def test_a_peered_network_is_not_lost_for_sure() -> None:
    peered = vnet_show(subnet_show(OWN_TABLE), virtualNetworkPeerings=[peering("hub", HUB, "10.9.0.0/16")])
    assert outcome(sound(vnet=peered), "10.9.1.4") == ("lost", {"unless.peering"})
    assert outcome(sound(vnet=peered), "10.7.1.4") == ("lost", set())


def test_a_peered_network_that_is_not_to_be_seen_may_have_any_private_address() -> None:
    unseen = peering("hub", HUB, "", remoteAddressSpace=None, remoteVirtualNetworkAddressSpace=None)
    peered = vnet_show(subnet_show(OWN_TABLE), virtualNetworkPeerings=[unseen])
    assert outcome(sound(vnet=peered), "10.9.1.4") == ("lost", {"unless.peering"})
    assert outcome(sound(vnet=peered), "pod@nodepool1/1") == ("arrives", set())


def test_a_network_with_a_gateway_may_have_learned_a_route() -> None:
    gateway = resource(
        "virtualNetworkGateways",
        "vgw",
        gatewayType="Vpn",
        ipConfigurations=[{"id": "/c", "name": "c", "etag": "x", "subnet": {"id": f"{VNET}/subnets/GatewaySubnet"}}],
    )
    assert outcome(sound(vgw=gateway), "10.7.1.4") == ("lost", {"unless.learned"})
    assert outcome(sound(vgw=gateway), "pod@nodepool1/1") == ("arrives", set())


def test_a_route_to_a_gateway_is_open() -> None:
    routes = [*pod_routes(OWN_TABLE), route(OWN_TABLE, "site", "172.16.0.0/12", "VirtualNetworkGateway")]
    assert outcome(sound(rt=table_show(OWN_TABLE, routes, [SUBNET])), "172.16.9.9") == ("lost", {"unless.gateway"})


def test_a_firewall_that_is_known_is_named() -> None:
    firewall = resource(
        "azureFirewalls",
        "afw",
        ipConfigurations=[
            {"id": "/f", "name": "f", "etag": "x", "privateIPAddress": "10.1.0.4", "subnet": {"id": "/s"}}
        ],
    )
    routes = [*pod_routes(OWN_TABLE), route(OWN_TABLE, "all", "0.0.0.0/0", address="10.1.0.4")]
    found = ask(exported(sound(rt=table_show(OWN_TABLE, routes, [SUBNET]), fw=firewall)), ZERO, "8.8.8.8")
    assert doubts(found) == {"unless.firewall"}
    assert found.told.verdict.unless[0].what.values["firewall"] == "afw"


def test_a_subnet_with_a_nat_gateway_goes_out_by_an_address_that_is_not_shown() -> None:
    nat = id_of("natGateways", "nat")
    subnet = subnet_show(OWN_TABLE, natGateway={"id": nat}, defaultOutboundAccess=False)
    story = ask(exported(sound(vnet=vnet_show(subnet))), ZERO, "8.8.8.8")
    assert story.told.verdict.outcome == "arrives"
    assert "assume.nat-gateway" in {each.what.key for each in story.told.verdict.noted}
    inside = ask(exported(sound(vnet=vnet_show(subnet))))
    assert "assume.nat-gateway" not in {each.what.key for each in inside.told.verdict.noted}


def nva(**more: object) -> Json:
    return resource(
        "networkInterfaces",
        "nva",
        enableIPForwarding=True,
        ipConfigurations=[
            {
                "id": "/n",
                "name": "n",
                "etag": "x",
                "privateIPAddress": "192.168.3.4",
                "subnet": {"id": f"{VNET}/subnets/snet-nva"},
            }
        ],
        **more,
    )


def with_appliance(**more: object) -> Files:
    """Return exports in which everything but the pods' own range is led to a machine, that has a way out itself."""
    routes = [*pod_routes(OWN_TABLE), route(OWN_TABLE, "all", "0.0.0.0/0", address="192.168.3.4")]
    subnets = (
        subnet_show(OWN_TABLE, defaultOutboundAccess=False),
        subnet_show(prefix="192.168.3.0/24", id_=f"{VNET}/subnets/snet-nva"),
    )
    return sound(vnet=vnet_show(*subnets), rt=table_show(OWN_TABLE, routes, [SUBNET]), nva=nva(**more))


def test_what_an_appliance_passed_on_is_not_lost_for_sure_behind_it() -> None:
    story = ask(exported(with_appliance()), ZERO, "8.8.8.8")
    assert (story.told.verdict.outcome, doubts(story)) == ("lost", {"unless.appliance"})
    assert outcome(with_appliance(), "pod@nodepool1/1") == ("arrives", set())


def test_an_appliance_that_may_not_forward_is_a_loss_for_sure_and_so_is_what_ends_before_it() -> None:
    assert outcome({**with_appliance(), "nva.json": {**nva(), "enableIPForwarding": False}}, "8.8.8.8") == (
        "lost",
        set(),
    )
    assert outcome(with_appliance(), "192.168.3.4") == ("arrives", set())


def test_that_an_appliance_changes_nothing_is_told_where_a_packet_arrives_by_it() -> None:
    there = [*pod_routes(OWN_TABLE), route(OWN_TABLE, "vms", "192.168.2.0/24", address="192.168.3.4")]
    client = nva()
    client |= {"id": id_of("networkInterfaces", "client"), "name": "client", "enableIPForwarding": False}
    (configuration,) = client["ipConfigurations"]
    configuration |= {"privateIPAddress": "192.168.2.4", "subnet": {"id": f"{VNET}/subnets/snet-vms"}}
    vms = subnet_show(prefix="192.168.2.0/24", id_=f"{VNET}/subnets/snet-vms")
    files = with_appliance()
    files |= {
        "vnet.json": {**files["vnet.json"], "subnets": [*files["vnet.json"]["subnets"], vms]},
        "rt.json": table_show(OWN_TABLE, there, [SUBNET]),
        "client.json": client,
    }
    story = ask(exported(files), ZERO, "vm/client")
    assert (story.told.verdict.outcome, doubts(story)) == ("arrives", {"unless.one-way"})
    assert "assume.appliance" in {each.what.key for each in story.told.verdict.noted}


def test_a_route_for_a_service_tag_is_a_doubt_for_public_addresses_alone() -> None:
    tag = route(OWN_TABLE, "azure", "AzureCloud", "Internet")
    named = route(OWN_TABLE, "named", "20.0.0.0/8", "Internet")
    files = sound(rt=table_show(OWN_TABLE, [*pod_routes(OWN_TABLE), tag, named], [SUBNET]))
    assert outcome(files, "pod@nodepool1/1") == ("arrives", set())
    assert outcome(files, "10.9.9.9") == ("lost", set())
    for public in ("8.8.8.8", "20.1.2.3"):
        assert outcome(files, public) == ("arrives", {"unless.route-unknown"})


def test_a_default_route_of_ones_own_does_not_hide_a_peered_network_that_is_not_to_be_seen() -> None:
    """It takes the rows away that drop private ranges, and the doubt about them is not taken away with them."""
    unseen = peering("hub", HUB, "", remoteAddressSpace=None, remoteVirtualNetworkAddressSpace=None)
    files = sound(
        vnet=vnet_show(subnet_show(OWN_TABLE), virtualNetworkPeerings=[unseen]),
        rt=table_show(OWN_TABLE, [*pod_routes(OWN_TABLE), route(OWN_TABLE, "all", "0.0.0.0/0", "Internet")], [SUBNET]),
    )
    assert outcome(files, "10.9.1.4") == ("lost", {"unless.peering"})
    assert outcome(files, "8.8.8.8") == ("arrives", set())


FIREWALL_OF_NO_KNOWN_ADDRESS = """\
param appliance string
param extra string

resource table 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'rt'
  location: 'koreacentral'
  properties: {
    routes: [
      {
        name: 'all'
        properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIpAddress: appliance }
      }
      MORE
    ]
  }
}
"""
NEIGHBOUR = "node/nodepool1/1"
TO_THE_INTERNET = "{ name: 'out', properties: { addressPrefix: '${extra}/32', nextHopType: 'Internet' } }"
ANYWHERE = "{ name: 'any', properties: { addressPrefix: extra, nextHopType: 'None' } }"


def told_of(target: str, more: str = "") -> tuple[str, set[str]]:
    block = FIREWALL_OF_NO_KNOWN_ADDRESS.replace("MORE", more)
    story = ask(network_in(bicep(block, subnet="routeTable: { id: table.id }")), ZERO, target)
    return story.told.verdict.outcome, doubts(story)


def test_what_is_led_to_an_appliance_of_no_known_address_is_open_and_a_longer_route_decides_for_sure() -> None:
    assert told_of("8.8.8.8") == ("lost", {"unless.hop-unknown"})
    assert told_of(NEIGHBOUR) == ("arrives", set())


def test_a_route_to_the_internet_of_no_known_prefix_is_a_doubt_for_public_addresses_alone() -> None:
    assert told_of(NEIGHBOUR, TO_THE_INTERNET) == ("arrives", set())
    assert told_of("8.8.8.8", TO_THE_INTERNET) == ("lost", {"unless.hop-unknown", "unless.route-unknown"})
    assert told_of(NEIGHBOUR, ANYWHERE) == ("arrives", {"unless.route-unknown"})
