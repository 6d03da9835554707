"""Everything that keeps a cluster from moving is found, alone and beside the others, with what to do about it."""

import pytest
from doctor import az_shapes as az
from doctor.diagnosing import known_of
from doctor.scenarios import sound_managed

from akslab.doctor.fleet import rows_of
from akslab.migration.aims import Aim

from . import exports
from .blocking import BLOCKINGS, CUSTOM_MAPS, LONG_VNET, SYSTEM, Blocking, named, with_all
from .exports import TODAY, assessed, commands, keys, step_keys

EACH = pytest.mark.parametrize("blocking", BLOCKINGS, ids=[each.key for each in BLOCKINGS])


def test_a_cluster_without_anything_in_its_way_is_ready() -> None:
    found = assessed(exports.ready())

    assert (found.state, found.class_, keys(found, "blocker")) == ("ready", "A", set())
    assert [each for each in found.missing if each.weight != "none"] == []
    assert step_keys(found) == ["stock", "move", "table", "files"]


@EACH
def test_what_stands_in_the_way_is_found_alone(blocking: Blocking) -> None:
    found = assessed(with_all(blocking))

    assert found.state == "blocked"
    assert found.class_ == blocking.class_
    assert blocking.key in keys(found, "blocker")


@EACH
def test_a_blocker_says_how_we_know_and_what_to_do(blocking: Blocking) -> None:
    found = assessed(with_all(blocking))

    for each in found.of("blocker"):
        assert each.sources
        assert each.todo is not None
        assert each.needs_new_cluster is (found.class_ == "C" and each.todo.key.startswith("do.new-cluster"))


@EACH
def test_the_plan_takes_care_of_a_blocker_with_its_real_names(blocking: Blocking) -> None:
    found = assessed(with_all(blocking))

    assert any(blocking.command in command for command in commands(found)), commands(found)
    if blocking.step:
        assert found.steps[found.step_for(blocking.key) - 1].key == blocking.step
        assert found.step_for(blocking.key) < found.final_step


def test_blockers_together_are_all_found() -> None:
    together = [each for each in BLOCKINGS if set(each.files) & {"aks.json"} == set()]
    together = [each for each in together if each.key in ("masquerade", "side-subnet")]
    files = with_all(*together) | {
        "aks.json": az.aks_show(
            kubernetesVersion="1.26.6",
            currentKubernetesVersion="1.26.6",
            identity=SYSTEM,
            networkProfile={"networkPolicy": "calico"},
            agentPoolProfiles=[az.pool(vmSize="Standard_DC4s_v2")],
        )
    }

    found = assessed(files)

    assert keys(found, "blocker") >= {"version", "policy", "identity", "vm-size", "masquerade", "side-subnet"}
    before = step_keys(found)[: found.final_step]
    assert before == ["stock", "upgrade", "identity", "pools", "masquerade", "policy", "detach", "move"]


def test_a_policy_engine_on_an_old_version_needs_an_upgrade_to_1_30_first() -> None:
    aks = az.aks_show(networkProfile={"networkPolicy": "calico"}, kubernetesVersion="1.28.3")

    found = assessed(exports.ready(aks=aks))

    upgrades = [each for each in commands(found) if "az aks upgrade" in each]
    assert [each.rsplit(" ", 1)[-1] for each in upgrades] == ["1.29", "1.30"]
    assert step_keys(found).index("upgrade") < step_keys(found).index("policy")


def test_a_policy_engine_that_isnamed_none_blocks_nothing() -> None:
    assert assessed(exports.with_aks(networkProfile={"networkPolicy": "none"})).state == "ready"


def test_an_identity_blocks_with_the_users_table_and_with_aks_own() -> None:
    own = assessed(exports.with_aks(identity=SYSTEM))
    managed = assessed(exports.inside(sound_managed()))

    assert [each.what.key for each in own.of("blocker")] == ["block.identity-and-table"]
    assert "identity" in keys(managed, "blocker")


def test_a_new_identity_is_given_the_subnets_and_the_table() -> None:
    found = assessed(exports.with_aks(identity=SYSTEM))

    granted = [each for each in commands(found) if "az role assignment create" in each]
    assert [each.rsplit(" ", 1)[-1] for each in granted] == [az.SUBNET, az.OWN_TABLE]


def test_aks_own_masquerade_list_blocks_nothing_and_the_users_does() -> None:
    assert assessed(exports.ready()).state == "ready"
    assert keys(assessed(exports.ready(cm=CUSTOM_MAPS)), "blocker") == {"masquerade"}


def test_a_name_too_long_of_the_network_needs_a_new_cluster_and_one_of_the_subnet_a_new_pool() -> None:
    in_network = assessed(exports.ready() | named(f"{LONG_VNET}/subnets/nodes"))

    assert (in_network.class_, keys(in_network, "blocker")) == ("C", {"name"})


def test_a_table_shared_with_another_cluster_needs_a_new_cluster() -> None:
    second = f"{az.VNET}/subnets/snet-dev"
    files = exports.ready(
        dev=exports.second_cluster(second),
        vnet=az.vnet_show(
            az.subnet_show(az.OWN_TABLE), az.subnet_show(az.OWN_TABLE, prefix="192.168.2.0/24", id_=second)
        ),
        rt=az.table_show(az.OWN_TABLE, az.pod_routes(az.OWN_TABLE), [az.SUBNET, second]),
    )

    found = assessed(files)

    assert (found.class_, keys(found, "blocker")) == ("C", {"shared-table"})


def test_another_clusters_machines_in_the_subnet_show_though_it_was_not_exported() -> None:
    stranger = az.id_of("virtualMachineScaleSets", "aks-np-11111111-vmss", "MC_other", "Microsoft.Compute")
    addresses = [{"id": f"{stranger}/virtualMachines/0/networkInterfaces/n/ipConfigurations/ipconfig1"}]
    files = exports.ready(vnet=az.vnet_show(az.subnet_show(az.OWN_TABLE, ipConfigurations=addresses)))

    assert keys(assessed(files), "blocker") == {"shared-subnet"}


def test_a_gateway_in_a_peered_network_is_told() -> None:
    hub = az.id_of("virtualNetworks", "hub")
    subnet = f"{hub}/subnets/agw"
    addon = {"ingressApplicationGateway": {"enabled": True, "config": {"applicationGatewayId": exports.GATEWAY}}}
    files = exports.ready(
        aks=az.aks_show(addonProfiles=addon),
        agw=exports.gateway(subnet),
        hub=az.vnet_show(az.subnet_show(prefix="10.1.0.0/24", id_=subnet), prefix="10.1.0.0/16", id_=hub),
    )

    assert keys(assessed(files), "blocker") == {"gateway-peer"}


@pytest.mark.parametrize(("prefix", "is_blocked"), [("192.168.8.0/23", True), ("192.168.8.0/24", False)])
def test_a_gateways_subnet_may_be_a_slash_24_and_no_larger(prefix: str, is_blocked: bool) -> None:
    assert ("gateway-size" in keys(assessed(exports.with_gateway(prefix)), "blocker")) is is_blocked


@pytest.mark.parametrize(
    ("pods", "key"),
    [
        ("192.168.0.0/17", "pods-on-subnet"),
        ("10.0.0.0/15", "pods-on-services"),
        ("172.30.0.0/16", "pods-reserved"),
        ("10.250.0.0/23", "pods-too-few"),
    ],
)
def test_a_new_pod_range_is_judged_like_the_old_one(pods: str, key: str) -> None:
    found = assessed(exports.ready(), Aim(pod_cidr=pods))

    assert (found.state, key in keys(found, "blocker")) == ("blocked", True)


def test_a_new_pod_range_that_fits_is_in_the_command() -> None:
    found = assessed(exports.ready(), Aim(pod_cidr="10.64.0.0/14"))

    assert found.state == "ready"
    move = found.steps[found.final_step - 1]
    assert move.commands[0].endswith("--network-plugin azure --network-plugin-mode overlay --pod-cidr 10.64.0.0/14")


SMALL = {"podCidr": "10.244.0.0/23", "podCidrs": ["10.244.0.0/23"]}
ON_SERVICES = {"serviceCidr": "10.244.64.0/20", "serviceCidrs": ["10.244.64.0/20"]}


@pytest.mark.parametrize(
    ("profile", "aim", "pods"),
    [
        (SMALL, Aim(), "172.20.0.0/22"),
        (ON_SERVICES, Aim(), "172.20.0.0/16"),
        ({}, Aim(pod_cidr="10.250.0.0/23"), "172.20.0.0/22"),
    ],
    ids=["too-small", "on-services", "a-new-one-too-small"],
)
def test_a_range_that_has_to_go_is_given_up_for_a_free_one_in_the_command(
    profile: dict[str, object], aim: Aim, pods: str
) -> None:
    found = assessed(exports.with_aks(networkProfile=profile), aim)
    move = found.steps[found.final_step - 1]

    assert move.commands[0].endswith(f"--network-plugin-mode overlay --pod-cidr {pods}")
    assert {found.step_for(key) for key in keys(found, "blocker")} == {found.final_step}
    assert "note.new-pods" in {note.key for note in move.notes}
    assert "pods" not in keys(found, "keep")


def test_a_range_that_stays_is_not_in_the_command() -> None:
    found = assessed(exports.ready())
    move = found.steps[found.final_step - 1]

    assert "--pod-cidr" not in move.commands[0]
    assert "pods" in keys(found, "keep")
    assert "note.new-pods" not in {note.key for note in move.notes}


def test_where_nothing_is_free_no_range_is_made_up() -> None:
    everything = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"]
    vnet = az.vnet_show(az.subnet_show(az.OWN_TABLE), addressSpace={"addressPrefixes": everything})
    small = exports.ready(aks=exports.with_aks(networkProfile=SMALL)["aks.json"], vnet=vnet)
    found = assessed(small)

    assert "--pod-cidr" not in found.steps[found.final_step - 1].commands[0]


def test_the_old_range_is_not_held_against_a_new_one() -> None:
    small = exports.with_aks(networkProfile={"podCidr": "10.244.0.0/23", "podCidrs": ["10.244.0.0/23"]})

    assert assessed(small).state == "blocked"
    assert assessed(small, Aim(pod_cidr="10.64.0.0/16")).state == "ready"


def test_a_cluster_that_cannot_move_gets_a_new_one_beside_it() -> None:
    found = assessed(exports.ready(dev=exports.second_cluster(az.SUBNET)))

    assert step_keys(found) == ["ranges", "build", "workloads", "traffic", "delete"]
    assert found.steps[found.final_step - 1].key == "delete"
    assert not found.moves_in_place


@EACH
def test_the_fleet_of_the_doctor_shows_the_same_class(blocking: Blocking) -> None:
    files = with_all(blocking)
    rows = {row.name: row for row in rows_of(known_of(files).view, TODAY)}

    assert rows["aks-prod"].class_ == assessed(files).class_ == blocking.class_


def test_a_new_identity_gets_its_rights_on_subnets_that_are_known_though_their_table_is_not() -> None:
    found = assessed({"aks.json": az.aks_show(identity=SYSTEM)})

    scopes = [command.rpartition("--scope ")[2] for command in commands(found) if "--scope" in command]
    assert scopes == [az.SUBNET, "'<route table>'"]
