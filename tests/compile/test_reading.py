"""Documents that have no meaning here are named with their id; what has nothing to do with packets is passed over."""

import pytest

from akslab.compile.errors import CompileError
from akslab.compile.reading import node_interface_id, supported_route_prefix

from .lab import CLUSTER, NETWORK, NODE_GROUP, Document, Lab, article, interface, network, node, route, subnet, table


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (table(route("AzureCloud", "Internet", name="tag")), "routes/tag: addressPrefix 'AzureCloud'"),
        (table(route("fd00::/8", "None", name="six")), "routes/six: addressPrefix 'fd00::/8'"),
        (table(route("10.0.0.0/8", "VNetPeering", name="peer")), "routes/peer: nextHopType 'VNetPeering'"),
        (table(route("10.0.0.0/8", hop="nowhere")), "routeTables/myRouteTable: "),
        (network(prefixes=["fd00::/8"]), "virtualNetworks/myAKSVnet: "),
        (network(subnets=[subnet("")]), "subnets/myAKSSubnet: the subnet has no addressPrefix"),
        (interface("bad", "10.0.0"), "networkInterfaces/bad: "),
        ({"id": "/x", "type": "Microsoft.Network/routeTables", "properties": {"routes": 7}}, "/x: "),
    ],
)
def test_a_document_without_meaning_is_named(document: Document, words: str) -> None:
    with pytest.raises(CompileError) as refused:
        Lab(arm=(document,)).inputs()
    assert words in str(refused.value)


def test_other_types_and_unknown_properties_are_passed_over() -> None:
    other: Document = {"id": "/s/r/g", "type": "Microsoft.Authorization/roleAssignments", "properties": None}
    known = network(subnets=[subnet()])
    known["properties"]["ddosProtectionPlan"] = {"id": "/x"}
    inputs = Lab(arm=(other, known)).inputs()
    assert list(inputs.networks) == [NETWORK.lower()]


def test_ids_are_compared_in_lower_case() -> None:
    lab = article()
    shouted = tuple(
        {**document, "id": document["id"].upper()} for document in lab.arm if "subnets" not in document["properties"]
    )
    kept = tuple(document for document in lab.arm if "subnets" in document["properties"])
    assert Lab(kept + shouted, lab.nodes, lab.pods, lab.machines).compiled().keys() == lab.compiled().keys()


def test_a_nodes_interface_is_found_by_its_name_in_the_node_resource_group() -> None:
    found = node_interface_id(CLUSTER, NODE_GROUP, "aks-nodepool1-1-vmss000000")
    assert found.endswith(
        f"/resourcegroups/{NODE_GROUP.lower()}/providers/microsoft.network/networkinterfaces/nic-aks-nodepool1-1-vmss000000"
    )


def test_a_node_document_without_a_name_is_an_error_of_its_cluster() -> None:
    broken: tuple[str, Document] = (CLUSTER, {"metadata": {}})
    with pytest.raises(CompileError, match=r"a node of .*myAKSCluster"):
        Lab(arm=article().arm, nodes=(node("fine", None), broken)).inputs()


def test_route_prefixes_that_can_be_compiled() -> None:
    assert supported_route_prefix("10.244.0.0/24")
    assert not supported_route_prefix("Storage")
