"""A fix speaks the language of the file."""

import re

import pytest

from akslab.checking.spelling import in_words_of
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
        ("bicep", FIX),
        ("arm", FIX),
    ],
)
def test_a_fix_names_properties_as_the_language_does(language: str, words: str) -> None:
    assert in_words_of(language, FIX) == words


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
