"""Which public address a packet leaves with, and which private one answers from outside."""

from dataclasses import replace

import pytest

from akslab.compile.errors import CompileError
from akslab.compile.names import fabric_netns
from akslab.compile.outbound import default_outbound_addresses

from .lab import NETWORK, TABLE, article, cluster, network, public_address, subnet
from .reading_states import elements, fabric_table_of, members


def test_nodes_leave_with_the_clusters_load_balancer_and_machines_with_default_outbound_access() -> None:
    public = elements(fabric_table_of(article().compiled()), "public")
    assert public["192.168.1.4"] == public["192.168.1.5"] == "203.0.113.10"
    assert public["192.168.1.6"].startswith("203.0.113.")
    assert int(public["192.168.1.6"].rpartition(".")[2]) > 128


def test_a_public_ip_of_its_own_wins_and_answers_from_outside() -> None:
    own = public_address("dbPip", "203.0.113.20")
    lab = article().with_arm(own).with_machine("web", "192.168.1.7", public=own["id"].upper())
    fabric = fabric_table_of(lab.compiled())
    assert elements(fabric, "public")["192.168.1.7"] == "203.0.113.20"
    assert elements(fabric, "instance") == {"203.0.113.20": "192.168.1.7"}


def test_a_public_ip_without_an_address_changes_nothing() -> None:
    empty = public_address("dbPip", None)
    fabric = fabric_table_of(
        article().with_arm(empty).with_machine("web", "192.168.1.7", public=empty["id"]).compiled()
    )
    assert elements(fabric, "instance") == {}
    assert elements(fabric, "public")["192.168.1.7"] == elements(fabric, "public")["192.168.1.6"]


def test_a_private_subnet_has_no_way_out_but_for_the_load_balancer() -> None:
    fabric = fabric_table_of(article().with_arm(network(subnets=[subnet(table=TABLE, outbound=False)])).compiled())
    assert set(elements(fabric, "public")) == {"192.168.1.4", "192.168.1.5"}
    assert {address for _, address in members(fabric, "outbound")} == {"192.168.1.4", "192.168.1.5"}


def test_nodes_of_a_cluster_without_an_outbound_address_yet_do_not_leave() -> None:
    fabric = fabric_table_of(article().with_arm(cluster()).compiled())
    assert set(elements(fabric, "public")) == {"192.168.1.6"}


def test_the_internet_knows_the_way_to_every_public_address_and_to_nothing_else() -> None:
    state = article().compiled()
    routes = {route.dst: route.kind for route in state["internet"].routes}
    public = elements(fabric_table_of(state), "public")
    assert routes == {f"{address}/32": "unicast" for address in public.values()} | {"0.0.0.0/0": "blackhole"}


def test_a_default_address_steps_aside_for_a_public_ip_and_is_otherwise_always_the_same() -> None:
    chosen = default_outbound_addresses([NETWORK.lower()], [])[NETWORK.lower()]
    assert default_outbound_addresses([NETWORK.lower()], []) == {NETWORK.lower(): chosen}
    assert default_outbound_addresses([NETWORK.lower()], [chosen])[NETWORK.lower()] != chosen


def test_networks_never_share_a_default_address_and_running_out_is_said() -> None:
    ids = [f"{NETWORK.lower()}{number}" for number in range(126)]
    assert len(set(default_outbound_addresses(ids, []).values())) == 126
    with pytest.raises(CompileError, match="no default outbound access address is left"):
        default_outbound_addresses([*ids, "one more"], [])


def test_two_networks_have_an_uplink_each() -> None:
    other = NETWORK.replace("myAKSVnet", "otherVnet")
    lab = article().with_arm(network(id_=other, subnets=[subnet(id_=f"{other}/subnets/s")]))
    state = lab.with_machine("far", "192.168.1.4", in_subnet=f"{other}/subnets/s").compiled()
    assert {link.peer_netns for link in state["internet"].links} == {fabric_netns(NETWORK), fabric_netns(other)}  # type: ignore[union-attr]
    assert replace(lab, machines=()).compiled().keys() == article().compiled().keys() - {"vm/db"}
