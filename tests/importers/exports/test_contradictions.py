"""Files that say different things of one property: both are shown, and neither is believed."""

from typing import Any

import pytest
from doctor import az_shapes as az

from akslab.importers.exports.merging import Merged, merged
from akslab.importers.exports.reading import read_exports
from akslab.importers.files import GivenFiles
from akslab.rules.from_documents import view_of
from akslab.rules.unknown import UNKNOWN


def merged_of(**files: Any) -> Merged:
    texts = az.written({f"{name}.json": value for name, value in files.items()})
    return merged(read_exports(GivenFiles(texts), texts).items)


def test_a_subnet_with_two_tables_has_an_unknown_one() -> None:
    found = merged_of(old=az.subnet_show(az.OWN_TABLE), new=az.subnet_show(az.FIREWALL_TABLE))

    assert [(each.one.place, each.other.place) for each in found.contradictions] == [
        ("old.json:$.routeTable.id", "new.json:$.routeTable.id")
    ]
    subnet = view_of(found.documents.values()).virtual_networks[az.VNET.lower()].subnets[0]
    assert subnet.route_table_id is UNKNOWN
    assert subnet.prefixes == ("192.168.1.0/24",)


def test_a_subnet_inside_its_network_is_held_against_the_one_exported_alone() -> None:
    found = merged_of(vnet=az.vnet_show(az.subnet_show(az.OWN_TABLE)), subnet=az.subnet_show())

    assert {each.one.place for each in found.contradictions} | {each.other.place for each in found.contradictions} == {
        "vnet.json:$.subnets[0].routeTable.id",
        "subnet.json:$",
    }
    assert view_of(found.documents.values()).virtual_networks[az.VNET.lower()].subnets[0].route_table_id is UNKNOWN


@pytest.mark.parametrize(
    ("table", "listed"), [(az.OWN_TABLE, []), ("", [az.SUBNET]), (az.FIREWALL_TABLE, [az.SUBNET])], ids=str
)
def test_a_subnet_and_a_table_have_to_agree(table: str, listed: list[str]) -> None:
    found = merged_of(vnet=az.vnet_show(az.subnet_show(table)), rt=az.table_show(az.OWN_TABLE, [], listed))

    assert len(found.contradictions) == 1
    assert view_of(found.documents.values()).virtual_networks[az.VNET.lower()].subnets[0].route_table_id is UNKNOWN


def test_a_table_with_other_routes_has_unknown_ones() -> None:
    found = merged_of(
        a=az.table_show(az.OWN_TABLE, az.pod_routes(az.OWN_TABLE)),
        b=az.table_show(az.OWN_TABLE, az.pod_routes(az.OWN_TABLE, 2)),
    )

    assert [(each.one.shown, each.other.shown) for each in found.contradictions] == [("3", "2")]
    assert view_of(found.documents.values()).route_tables[az.OWN_TABLE.lower()].routes is UNKNOWN


def test_the_same_thing_twice_is_no_contradiction() -> None:
    table = az.table_show(az.OWN_TABLE, az.pod_routes(az.OWN_TABLE), [az.SUBNET])
    other_order = table | {"routes": list(reversed(table["routes"]))}

    found = merged_of(a=table, b=other_order, c=[table], v=az.vnet_show(az.subnet_show(az.OWN_TABLE)))

    assert found.contradictions == ()
    assert len(view_of(found.documents.values()).route_tables[az.OWN_TABLE.lower()].routes) == 3  # type: ignore[arg-type]


def test_what_one_file_does_not_say_another_may() -> None:
    some = {key: az.subnet_show(az.OWN_TABLE)[key] for key in ("id", "addressPrefix")}

    found = merged_of(some=some, whole=az.subnet_show(az.OWN_TABLE))

    assert found.contradictions == ()
    assert view_of(found.documents.values()).virtual_networks[az.VNET.lower()].subnets[0].route_table_id == az.OWN_TABLE
