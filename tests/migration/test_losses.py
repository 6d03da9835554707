"""What stops working, and for whom: routes to pods, machines beside the nodes, gateways, masquerade, policies, rules."""

import pytest
from doctor import az_shapes as az

from akslab.migration.aims import Aim
from akslab.migration.assessment import Assessment
from akslab.migration.sentences import Speaker
from akslab.migration.structured import assessment_json
from akslab.migration.text import assessment_text

from . import exports
from .blocking import CUSTOM_MAPS
from .exports import GATEWAY_SUBNET, VM_SUBNET, VM_TABLE, assessed, commands, keys, values


def with_route(*routes: az.Json, subnets: tuple[str, ...] = (VM_SUBNET,), **more: object) -> az.Files:
    """Return a table of somebody else's with these routes, on these subnets."""
    vm = az.subnet_show(VM_TABLE, prefix="192.168.7.0/24", id_=VM_SUBNET, ipConfigurations=[])
    return exports.ready(
        vnet=az.vnet_show(az.subnet_show(az.OWN_TABLE), vm), vm_rt=az.table_show(VM_TABLE, routes, subnets), **more
    )


def told(found: Assessment, key: str) -> str:
    """Return what is said of a remark, in English."""
    return "; ".join(Speaker("en").sentence(each.what) for each in found.remarks if each.key == key)


def test_a_cluster_nobody_leans_on_loses_nothing() -> None:
    assert keys(assessed(exports.ready()), "breaks") == set()


def test_a_route_to_the_pods_in_another_table_is_lost_for_the_machines_of_its_subnets() -> None:
    route = az.route(VM_TABLE, "toPods", "10.244.0.0/16", address="192.168.1.4")
    files = with_route(route, nic_vm=[exports.vm_nic("vm1", VM_SUBNET, "192.168.7.4")])

    found = assessed(files)

    assert told(found, "route") == (
        "no way to pods any more by toPods (10.244.0.0/16 -> 192.168.1.4) in rt-vm, for vm1 in myAKSVnet/snet-vm"
    )
    deleted = "az network route-table route delete -g rg-aks --route-table-name rt-vm -n toPods"
    assert commands(found).index(deleted) > commands(found).index(found.steps[found.final_step - 1].commands[0])


@pytest.mark.parametrize(
    ("prefix", "address", "is_lost"),
    [
        ("10.244.2.0/24", "192.168.1.6", True),
        ("10.244.0.0/16", "10.1.0.4", True),
        ("10.240.0.0/12", "192.168.1.5", True),
        ("10.240.0.0/12", "10.1.0.4", False),
        ("10.9.0.0/16", "192.168.1.5", False),
        ("0.0.0.0/0", "192.168.1.5", False),
    ],
    ids=["a node's block", "by a firewall", "around, to a node", "around, elsewhere", "not pods", "default"],
)
def test_a_route_is_lost_when_it_is_for_pods(prefix: str, address: str, is_lost: bool) -> None:
    found = assessed(with_route(az.route(VM_TABLE, "r", prefix, address=address)))

    assert ("route" in keys(found, "breaks")) is is_lost


def test_a_copy_of_aks_routes_in_another_table_is_lost_too() -> None:
    assert "route" in keys(assessed(with_route(*az.pod_routes(VM_TABLE))), "breaks")


def test_what_aks_wrote_into_the_nodes_table_is_not_told_as_lost() -> None:
    assert "route" not in keys(assessed(exports.ready()), "breaks")


def test_another_clusters_routes_for_the_same_range_are_not_this_ones() -> None:
    theirs = [
        az.route(
            VM_TABLE,
            f"aks-np-11111111-vmss00000{number}____10244{number}024",
            f"10.244.{number}.0/24",
            address="10.7.0.4",
        )
        for number in range(3)
    ]

    assert "route" not in keys(assessed(with_route(*theirs)), "breaks")


def test_a_route_on_a_gateways_subnet_is_lost_for_on_premises() -> None:
    hub = az.id_of("virtualNetworks", "hub")
    subnet = f"{hub}/subnets/GatewaySubnet"
    route = az.route(VM_TABLE, "toPods", "10.244.0.0/16", address="192.168.1.4")
    files = exports.ready(
        hub=az.vnet_show(az.subnet_show(VM_TABLE, prefix="10.1.0.0/27", id_=subnet), prefix="10.1.0.0/16", id_=hub),
        rt_hub=az.table_show(VM_TABLE, [route], [subnet]),
    )

    assert told(assessed(files), "route").endswith("on-premises, by the gateway of network hub")


@pytest.mark.parametrize(("subnets", "whom"), [((), "the table is on no subnet")])
def test_a_route_nobody_uses_is_told_as_such(subnets: tuple[str, ...], whom: str) -> None:
    route = az.route(VM_TABLE, "toPods", "10.244.0.0/16", address="192.168.1.4")
    files = exports.ready(vm_rt=az.table_show(VM_TABLE, [route], subnets))

    assert whom in told(assessed(files), "route")


def test_machines_among_the_nodes_lose_the_pods() -> None:
    found = assessed(exports.ready(nic_vm=[exports.vm_nic("jump", az.SUBNET, "192.168.1.200")]))

    assert told(found, "neighbours").endswith("for jump in node subnet snet-aks")


def test_machines_of_a_subnet_with_the_nodes_table_lose_the_pods() -> None:
    found = assessed(exports.with_side_subnet(nic_vm=[exports.vm_nic("vm1", VM_SUBNET, "192.168.7.4")]))

    assert "vm1 in snet-vm" in told(found, "side-machines")
    assert found.step_for("side-machines") == found.step_for("side-subnet") > 0


def test_a_gateway_alone_in_a_subnet_with_the_nodes_table_is_said_once() -> None:
    assert "side-machines" not in keys(
        assessed(exports.with_side_subnet(GATEWAY_SUBNET, agw=exports.gateway())), "breaks"
    )


def test_a_gateway_answers_502_until_its_controller_has_found_the_overlay() -> None:
    found = assessed(exports.with_gateway())

    assert found.state == "ready"
    assert keys(found, "breaks") == {"gateway-out"}
    assert "1.9.1" in str(next(each.todo for each in found.remarks if each.key == "gateway-out"))


def test_a_gateway_whose_subnet_is_not_delegated_stays_without_pods() -> None:
    found = assessed(exports.with_gateway(is_delegated=False))

    assert keys(found, "breaks") == {"gateway-out", "gateway-delegation"}
    update = "az network vnet subnet update -g rg-aks --vnet-name myAKSVnet -n snet-appgw"
    assert f"{update} --delegations Microsoft.Network/applicationGateways" in commands(found)


@pytest.mark.parametrize(("address", "is_lost"), [("10.244.1.7", True), ("192.168.8.4", False)], ids=["pod", "machine"])
def test_a_gateway_that_sends_to_pods_loses_them_whoever_installed_its_controller(address: str, is_lost: bool) -> None:
    pool = {"id": f"{exports.GATEWAY}/backendAddressPools/p", "name": "p", "backendAddresses": [{"ipAddress": address}]}
    files = exports.with_gateway(aks=az.aks_show(), agw=exports.gateway() | {"backendAddressPools": [pool]})

    assert ("gateway-out" in keys(assessed(files), "breaks")) is is_lost


def test_those_who_see_pods_addresses_today_are_named() -> None:
    found = assessed(exports.ready(cm=CUSTOM_MAPS))

    assert told(found, "unmasked").startswith("hosts in 10.9.0.0/16 see pods' own addresses")


def test_a_list_that_exempts_only_pods_and_nodes_costs_nobody_anything() -> None:
    maps = az.kubectl_list(
        exports.config_map(exports.RECONCILED, "10.244.0.0/16"),
        exports.config_map(exports.CUSTOM, "10.244.0.0/16", "192.168.1.0/24"),
    )

    found = assessed(exports.ready(cm=maps))

    assert (keys(found, "blocker"), keys(found, "breaks")) == ({"masquerade"}, set())


def test_network_policies_hold_no_more_once_the_engine_is_off() -> None:
    policy = exports.with_aks(networkProfile={"networkPolicy": "calico"})

    assert values(assessed(policy), "policies") == [{"n": 1, "policy": "calico"}]
    without = assessed(policy | {"netpol.json": az.kubectl_list()})
    assert "NetworkPolicies hold no more" in told(without, "policies")


@pytest.mark.parametrize(
    ("prefix", "key", "kind"),
    [("10.244.0.0/16", "nsg-range", "keep"), ("10.244.2.0/24", "nsg-blocks", "breaks"), ("10.9.0.0/16", "", "")],
)
def test_a_rule_on_the_nodes_that_names_pods_is_needed_whole_and_useless_in_parts(
    prefix: str, key: str, kind: str
) -> None:
    rule = az.nsg_rule(az.NSG, "pods", 200, sourceAddressPrefix=prefix)
    files = exports.ready(vnet=az.vnet_show(az.subnet_show(az.OWN_TABLE, az.NSG)), nsg=az.nsg_show(az.NSG, rule))

    found = {(each.key, each.kind) for each in assessed(files).remarks if each.key.startswith("nsg")}

    assert found == ({(key, kind)} if key else set())


def test_a_rule_that_names_the_old_range_is_lost_with_a_new_one() -> None:
    rule = az.nsg_rule(az.NSG, "pods", 200, sourceAddressPrefix="10.244.0.0/16")
    files = exports.ready(vnet=az.vnet_show(az.subnet_show(az.OWN_TABLE, az.NSG)), nsg=az.nsg_show(az.NSG, rule))

    assert keys(assessed(files, Aim(pod_cidr="10.64.0.0/16")), "breaks") == {"nsg-old-range"}


def test_a_rule_elsewhere_that_names_pods_matches_nobody_any_more() -> None:
    other = az.id_of("networkSecurityGroups", "nsg-db")
    rule = az.nsg_rule(other, "fromPods", 200, sourceAddressPrefix="10.244.0.0/16")

    found = assessed(exports.ready(nsg_db=az.nsg_show(other, rule)))

    assert "nsg-elsewhere" in keys(found, "warn")


def test_a_group_that_admits_pods_only_by_the_tag_is_told() -> None:
    by_tag = (
        az.nsg_rule(
            az.NSG, "vnet", 200, sourceAddressPrefix="VirtualNetwork", destinationAddressPrefix="VirtualNetwork"
        ),
        az.nsg_rule(az.NSG, "denyAll", 4000, access="Deny"),
    )
    by_range = (az.nsg_rule(az.NSG, "pods", 150, sourceAddressPrefixes=["10.244.0.0/16", "192.168.1.0/24"],
                            sourceAddressPrefix=None, destinationAddressPrefix="*"), *by_tag)  # fmt: skip
    place = az.vnet_show(az.subnet_show(az.OWN_TABLE, az.NSG))

    assert "nsg-tag" in keys(assessed(exports.ready(vnet=place, nsg=az.nsg_show(az.NSG, *by_tag))), "warn")
    assert "nsg-tag" not in keys(assessed(exports.ready(vnet=place, nsg=az.nsg_show(az.NSG, *by_range))), "warn")
    assert "nsg-tag" not in keys(assessed(exports.ready(vnet=place, nsg=az.nsg_show(az.NSG))), "warn")


def test_firewall_rules_for_pods_match_nothing_and_those_for_nodes_stay() -> None:
    found = assessed(exports.ready(fw=exports.firewall(("pods", "10.244.0.0/16"), ("nodes", "192.168.1.0/24"))))

    assert told(found, "firewall-pods").startswith("rules of fw-hub name pods as their source (pods (10.244.0.0/16))")
    assert "nodes (192.168.1.0/24)" in told(found, "firewall")
    assert "firewall" in keys(found, "keep")


def test_a_hundred_routes_to_delete_are_cut_for_people_and_whole_for_programs() -> None:
    routes = [az.route(VM_TABLE, f"to-{number}", f"10.244.{number}.0/24", address="10.1.0.4") for number in range(100)]
    found = assessed(with_route(*routes))

    lines = list(assessment_text(found, "en", lambda _place, _id: ""))
    assert sum("route delete" in line for line in lines) == 12
    assert "… and 88 more, all in the JSON output" in "\n".join(lines)
    plan = assessment_json(found, "en", lambda _place, _id: "")["plan"]
    assert len(next(step for step in plan if step["key"] == "routes")["commands"]) == 100
