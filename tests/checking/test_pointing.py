"""A finding points at what was written, wherever the language let people write it."""

from time import process_time

import pytest

from akslab.checking.locations import Location, Locator
from akslab.checking.pointing import Declarations, Pointed, point, point_in_command
from akslab.deployments.declared import Declared, Invocation
from akslab.deployments.nodes import Node, node_of
from akslab.deployments.origins import Origin
from akslab.rules.examples import CLUSTER, NETWORK, SUBNET

from .written import FILE, TEXT, cluster, network

LOCATOR = Locator({FILE: TEXT})


def text_of(pointed: Pointed | None) -> str:
    assert pointed is not None
    location = LOCATOR.locate(pointed.origin)
    assert location is not None
    return LOCATOR.text(location)


def child(type_: str, id_: str, properties: object) -> Declared:
    origin = Origin(file="child.json", path=("resources", 0))
    body = node_of({"name": id_.rsplit("/", 1)[-1], "properties": properties}, origin)
    return Declared(address="child", type=type_, id=id_, body=body, origin=origin)


@pytest.mark.parametrize(
    ("id_", "place", "text"),
    [
        (CLUSTER, "properties.networkProfile.podCIDR", "'192.168.0.0/20'"),
        (CLUSTER.upper(), "properties.networkProfile.networkPlugin", "'kubenet'"),
        (CLUSTER, "properties.networkProfile.serviceCidr", "networkProfile:"),
        (NETWORK, "properties.subnets[myakssubnet].properties.addressPrefix", "'192.168.1.0/24'"),
        (SUBNET, "properties.addressPrefix", "'192.168.1.0/24'"),
        (CLUSTER, f"{SUBNET}#properties.addressPrefix", "'192.168.1.0/24'"),
        (CLUSTER, "properties.networkProfile.podCidr[192.168.0.0/20]", "'192.168.0.0/20'"),
        (NETWORK, "properties.addressSpace.addressPrefixes[192.168.0.0/16]", "'192.168.0.0/16'"),
        (CLUSTER, "", "resource aks"),
    ],
)
def test_a_place_leads_to_what_was_written(id_: str, place: str, text: str) -> None:
    assert text_of(point(Declarations([network(), cluster()]), id_, place)) == text


def test_what_is_not_written_is_said_to_be_a_default() -> None:
    written = point(Declarations([cluster()]), CLUSTER, "properties.networkProfile.podCidr")
    default = point(Declarations([cluster()]), CLUSTER, "properties.networkProfile.serviceCidr")

    assert written is not None
    assert written.is_written
    assert default is not None
    assert not default.is_written


def test_a_child_declared_by_itself_is_pointed_at_through_its_parent() -> None:
    subnet = child("Microsoft.Network/virtualNetworks/subnets", SUBNET, {"addressPrefix": "192.168.1.0/24"})
    pointed = point(
        Declarations([network(), subnet]), NETWORK, "properties.subnets[myAKSSubnet].properties.addressPrefix"
    )

    assert pointed is not None
    assert pointed.declared.address in ("child", "net")
    alone = point(Declarations([subnet]), NETWORK, "properties.subnets[myAKSSubnet].properties.addressPrefix")
    assert alone is not None
    assert alone.origin.path == ("resources", 0, "properties", "addressPrefix")


def test_a_pool_declared_by_itself_has_its_count_below_its_properties() -> None:
    pool = child("Microsoft.ContainerService/managedClusters/agentPools", f"{CLUSTER}/agentPools/second", {"count": 2})
    pointed = point(Declarations([cluster(), pool]), CLUSTER, "properties.agentPoolProfiles[second].count")

    assert pointed is not None
    assert pointed.origin.path == ("resources", 0, "properties", "count")


def test_a_change_that_says_the_property_is_pointed_at_before_the_resource_that_does_not() -> None:
    change = child("Microsoft.Network/virtualNetworks/subnets", SUBNET, {"routeTable": {"id": "/t"}})
    pointed = point(Declarations([network(), change]), SUBNET, "properties.routeTable.id")

    assert pointed is not None
    assert pointed.declared.address == "child"


def seconds_among(number: int) -> float:
    """Return the CPU seconds of 300 places in a network of so many subnets, half of them listed in it."""
    type_ = "Microsoft.Network/virtualNetworks/subnets"
    properties = {"addressPrefix": "192.168.1.0/24"}
    listed = [{"name": f"listed{each}", "properties": properties} for each in range(number // 2)]
    children = [child(type_, f"{NETWORK}/subnets/s{each}", properties) for each in range(number // 2)]
    declarations = Declarations([child(type_.rpartition("/")[0], NETWORK, {"subnets": listed}), *children])
    started = process_time()
    for name in ("s19", "listed19") * 150:
        pointed = point(declarations, NETWORK, f"properties.subnets[{name}].properties.addressPrefix")
        assert pointed is not None
        assert pointed.is_written
    return process_time() - started


def test_a_place_costs_the_same_among_many_subnets_as_among_few() -> None:
    few = min(seconds_among(40) for _ in range(3))
    assert min(seconds_among(4_000) for _ in range(3)) < 10 * few


def test_a_resource_that_is_not_declared_has_no_place() -> None:
    assert point(Declarations([cluster()]), NETWORK, "properties.addressSpace") is None


def in_script(start: int) -> Origin:
    return Origin(file="deploy.sh", start=start, end=start + 1)


COMMAND = Invocation(
    address="deploy.sh:14",
    command="aks create",
    options={"--pod-cidr": Node("10.244.0.0/16", in_script(30))},
    origin=in_script(0),
    unknown=(Node("--enable-rbac", in_script(40)),),
    broken=(Node("--name", in_script(50)),),
)


@pytest.mark.parametrize(
    ("option", "start", "is_written"),
    [
        ("--pod-cidr", 30, True),
        ("--enable-rbac", 40, True),
        ("--name", 50, True),
        ("--network-plugin", 0, False),
        ("", 0, True),
    ],
)
def test_a_place_in_a_command_is_its_option(option: str, start: int, is_written: bool) -> None:
    pointed = point_in_command([COMMAND], "deploy.sh:14", option)

    assert pointed is not None
    assert (pointed.origin.start, pointed.is_written) == (start, is_written)
    assert pointed.declared is COMMAND


def test_another_command_has_no_place() -> None:
    assert point_in_command([COMMAND], "deploy.sh:1", "--pod-cidr") is None


def test_a_location_has_lines_and_columns_from_one() -> None:
    location = LOCATOR.locate(Origin(file=FILE, start=TEXT.index("string"), end=TEXT.index("string") + 6))

    assert location == Location(file=FILE, line=1, column=15, end_line=1, end_column=21)
    assert LOCATOR.locate(Origin(file="other", start=0, end=1)) is None


def test_a_json_path_is_located_in_its_file() -> None:
    locator = Locator({"a.json": '{\n  "x": [1, {"y": "z"}]\n}'})
    place = Origin(file="a.json", path=("x", 1, "y"))
    value, member = locator.locate(place), locator.locate(place, is_value=False)

    assert value is not None
    assert (locator.text(value), value.line) == ('"z"', 2)
    assert member is not None
    assert locator.text(member) == '"y": "z"'
