"""A fix speaks the language of the file."""

import re

import pytest

from akslab.checking.assembly import Wishes
from akslab.checking.check import check
from akslab.checking.spelling import in_words_of
from akslab.importers.files import GivenFiles
from akslab.importers.options import NO_OPTIONS
from akslab.rules.catalogue import RULES
from akslab.rules.korean import KOREAN

FIX = "Write serviceCidr 172.20.0.0/16 and dnsServiceIP 172.20.0.10, the two together."
PROPERTY = re.compile(r"\b(?:podCidr|serviceCidr|dnsServiceIP|networkPlugin|networkPluginMode|outboundType|maxPods)\b")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("az", "Write --service-cidr 172.20.0.0/16 and --dns-service-ip 172.20.0.10, the two together."),
        ("terraform", "Write service_cidr 172.20.0.0/16 and dns_service_ip 172.20.0.10, the two together."),
        ("terraform-plan", "Write service_cidr 172.20.0.0/16 and dns_service_ip 172.20.0.10, the two together."),
        ("cmdlet", "Write -ServiceCidr 172.20.0.0/16 and -DnsServiceIP 172.20.0.10, the two together."),
        ("azapi", FIX),
        ("bicep", FIX),
        ("arm", FIX),
    ],
)
def test_a_fix_names_properties_as_the_language_does(language: str, words: str) -> None:
    assert in_words_of(language, FIX) == words


@pytest.mark.parametrize(
    ("major", "words"),
    [
        (3, "Write enable_node_public_ip false, a smaller max_surge."),
        (4, "Write node_public_ip_enabled false, a smaller max_surge."),
        (0, "Write node_public_ip_enabled false, a smaller max_surge."),
    ],
)
def test_a_fix_names_arguments_as_the_release_does(major: int, words: str) -> None:
    assert in_words_of("terraform", "Write enableNodePublicIP false, a smaller maxSurge.", major) == words


def test_a_cmdlet_has_its_own_names_and_arms_where_it_has_none() -> None:
    assert in_words_of("cmdlet", "Write maxPods, vnetSubnetID and networkPluginMode.") == (
        "Write -NodeMaxPodCount, -NodeVnetSubnetID and networkPluginMode."
    )


CMDLET = """$rg = "g"
New-AzAksCluster -ResourceGroupName $rg -Name k -NetworkPlugin kubenet -ServiceCidr 10.0.0.0/16 -DnsServiceIP 10.9.0.10
az aks create -g $rg -n l --network-plugin kubenet --service-cidr 10.0.0.0/16 --dns-service-ip 10.9.0.10
"""
AZAPI = """resource "azapi_resource" "k" {
  type      = "Microsoft.ContainerService/managedClusters@2024-05-01"
  name      = "k"
  parent_id = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/g"
  location  = "westeurope"
  body = {
    properties = {
      agentPoolProfiles = [{ name = "p", mode = "System", count = 3 }]
      networkProfile    = { networkPlugin = "kubenet", serviceCidr = "10.0.0.0/16", dnsServiceIP = "10.9.0.10" }
    }
  }
}
"""


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("up.ps1", CMDLET, ["-DnsServiceIP", "-ServiceCidr", "--dns-service-ip", "--service-cidr"]),
        ("main.tf", AZAPI, ["dnsServiceIP", "serviceCidr"]),
    ],
)
def test_a_fix_speaks_as_the_declaration_it_is_about(name: str, text: str, words: list[str]) -> None:
    made, _ = check(GivenFiles({name: text}), ("",), NO_OPTIONS, Wishes())
    fixes = " ".join(each.fix for each in made.counted if each.rule == "dns-service-ip-outside")
    assert re.findall(r"-*(?:dns|service)-?(?:service-ip|serviceip|cidr)", fixes, re.IGNORECASE) == words


@pytest.mark.parametrize("language", ["az", "terraform"])
def test_no_fix_of_a_script_or_of_terraform_has_arms_word_for_what_has_another(language: str) -> None:
    fixes = [*(rule.fix for rule in RULES), *(words.fix for words in KOREAN.values())]
    assert [fix for fix in fixes if PROPERTY.search(in_words_of(language, fix))] == []


def test_what_a_language_turns_round_keeps_arms_name() -> None:
    fix = "Write disableBgpRoutePropagation true."
    assert in_words_of("terraform", fix) == fix


def test_a_place_in_a_path_or_a_longer_word_is_left_alone() -> None:
    assert in_words_of("az", "See properties.networkProfile.podCidr and podCidrs.") == (
        "See properties.networkProfile.podCidr and podCidrs."
    )
