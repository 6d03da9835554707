"""What `--query`, jq and members of PowerShell pick from what az prints."""

import pytest

from akslab.deployments.nodes import node_of
from akslab.importers.scripts.results import Result, answer
from akslab.wire.symbols import spoken

from .reading import NETWORK, only, read

SUBNET = (
    "/subscriptions/\ue000subscription\ue001/resourceGroups/myResourceGroup/providers"
    "/Microsoft.Network/virtualNetworks/myAKSVnet/subnets/myAKSSubnet"
)
CLUSTER = "\naz aks create -g myResourceGroup -n c --network-plugin kubenet --vnet-subnet-id {}"
SHOW = "az network vnet subnet show -g myResourceGroup --vnet-name myAKSVnet -n myAKSSubnet"
LIST = "az network vnet subnet list -g myResourceGroup --vnet-name myAKSVnet"


@pytest.mark.parametrize(
    "word",
    [
        f"$({SHOW} --query id -o tsv)",
        f'"$({SHOW} --query "id" --output tsv)"',
        f"`{SHOW} --query id -o tsv`",
        f"$({SHOW} | jq -r .id)",
        f"$({SHOW} --query id | tr -d '\"')",
        f"$({SHOW} --query id -o tsv | tr -d '\\r')",
        f"$({LIST} --query '[0].id' -o tsv)",
        f"$({LIST} --query [].id -o tsv)",
        f"$({LIST} --query \"[?name=='myAKSSubnet'].id\" -o tsv)",
        f"$({LIST} --query \"[?name=='myAKSSubnet'].id | [0]\" -o tsv)",
        f"$({LIST} | jq -r '.[0].id')",
        "$(az network vnet show -g myResourceGroup -n myAKSVnet --query 'subnets[0].id' -o tsv)",
        "$(az network vnet show -g myResourceGroup -n myAKSVnet --query id -o tsv)/subnets/myAKSSubnet",
        "/subscriptions/$(az account show --query id -o tsv)/resourceGroups/myResourceGroup/providers"
        "/Microsoft.Network/virtualNetworks/myAKSVnet/subnets/myAKSSubnet",
    ],
)
def test_the_subnet_is_found_however_it_is_asked_for(word: str) -> None:
    cluster = only(read(NETWORK + CLUSTER.format(word)), "managedClusters")
    subnet = cluster.body.at("properties", "agentPoolProfiles", 0, "vnetSubnetID")
    assert subnet is not None
    assert subnet.text == SUBNET


def test_a_network_prints_its_subnet_when_it_is_made() -> None:
    script = NETWORK.replace("az network vnet create", "ID=$(az network vnet create", 1).replace(
        "--subnet-prefix 192.168.1.0/24", '--subnet-prefix 192.168.1.0/24 --query "newVNet.subnets[0].id" -o tsv)'
    )
    cluster = only(read(script + CLUSTER.format("$ID")), "managedClusters")
    subnet = cluster.body.at("properties", "agentPoolProfiles", 0, "vnetSubnetID")
    assert subnet is not None
    assert subnet.text == SUBNET


def test_one_of_several_subnets_is_unknown_but_in_its_network() -> None:
    more = "az network vnet subnet create -g myResourceGroup --vnet-name myAKSVnet -n more --address-prefixes 192.168.2.0/24"
    cluster = only(read(NETWORK + more + CLUSTER.format(f"$({LIST} --query '[0].id' -o tsv)")), "managedClusters")
    subnet = cluster.body.at("properties", "agentPoolProfiles", 0, "vnetSubnetID")
    assert subnet is not None
    assert subnet.text.startswith(SUBNET.rsplit("/", 1)[0] + "/\ue000")


BODY = node_of({"properties": {"a": {"b": ["x", 7]}, "on": True}, "location": "eastus"})
RESULT = Result(id="/s/r/name", body=BODY, facts={"identity.principalid": "p"})


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("id", "/s/r/name"),
        ("name", "name"),
        ("location", "eastus"),
        ("a.b[0]", "x"),
        ("properties.a.b[1]", "7"),
        ("identity.principalId", "p"),
        (" identity . principalId ", "p"),
        ('"identity"."principalId"', "p"),
    ],
)
def test_a_query_picks_what_is_known(query: str, text: str) -> None:
    assert answer(RESULT, query) == text


@pytest.mark.parametrize("query", ["a.c", "a.b[9]", "{id:id}", "keys(@)", "[0]", "", "|", "on", "[?a", "a" * 600])
def test_a_query_nobody_can_answer_is_a_symbol_of_its_own(query: str) -> None:
    found = answer(RESULT, query)
    assert found.startswith("\ue000")
    assert spoken(found).endswith("name>")
