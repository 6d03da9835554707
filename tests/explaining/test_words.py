"""What is said: values in sentences with the right particle, in commands as names and ids, lines that fit a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akslab.explaining.explanation import Explanation, explained
from akslab.explaining.recognise import recognise, recognition
from akslab.explaining.sentences import LABELS
from akslab.explaining.text import explanations_text
from akslab.explaining.values import filled, spoken
from akslab.explaining.words import Words, particle_after, say
from akslab.explaining.wrapping import wrapped
from akslab.planning.columns import cells

from . import pastes


def said(text: str, language: str) -> list[Explanation]:
    return [explained(found, language) for found in recognise(text)]


@pytest.mark.parametrize(
    ("word", "particle", "form"),
    [
        ("경로 테이블", "은", "은"),
        ("클러스터", "이", "가"),
        ("10.0.0.0/16", "을", "을"),
        ("10.0.0.0/24", "은", "는"),
        ("Pod", "과", "과(와)"),
        ("rt-hub (리소스 그룹 net-rg)", "을", "을(를)"),
        ("", "이", "이(가)"),
    ],
)
def test_a_particle_fits_the_word_before_it(word: str, particle: str, form: str) -> None:
    assert particle_after(word, particle) == form


def test_a_sentence_that_begins_with_a_value_begins_with_a_capital() -> None:
    words = Words("{table} is full, as az says.", "{table:이} 가득 찼습니다.")
    assert say(words, "en", {"table": "the table"}) == "The table is full, as az says."
    assert say(words, "ko", {"table": "경로 테이블"}) == "경로 테이블이 가득 찼습니다."
    assert say(Words("az says so", "az"), "en", {}) == "az says so"


def test_the_table_is_named_in_the_sentence_in_the_commands_and_in_the_list() -> None:
    [english] = said(pastes.AZ, "en")
    assert "may not read and write the route table rt-hub in group net-rg" in english.means
    assert english.shown == (("route table", "rt-hub in group net-rg"),)
    assert f"--scope {pastes.TABLE}" in english.fixes[0].az
    [korean] = said(pastes.AZ, "ko")
    assert "경로 테이블 rt-hub (리소스 그룹 net-rg)" in korean.means
    assert korean.fixes[0].az == english.fixes[0].az


def test_what_is_not_named_is_said_in_general_and_left_for_the_reader() -> None:
    [plain] = said("CustomRouteTableMissingPermission", "en")
    assert "may not read and write the route table, into which" in plain.means
    assert "--scope <table-id>" in plain.fixes[0].az
    assert plain.shown == ()


def test_a_scope_that_is_a_subnet_fills_in_the_subnet() -> None:
    authorization = said(pastes.SERVICE, "en")[0]
    assert f"--assignee-object-id {pastes.PRINCIPAL}" in authorization.fixes[0].az
    assert "on the subnet nodes in network hub-net, group net-rg" in authorization.means
    linked = said(pastes.LINKED, "en")[0]
    assert (
        "no right: Microsoft.Network/routeTables/join/action on the route table rt-hub in group net-rg" in linked.means
    )
    assert f"--scope {pastes.TABLE}" in linked.fixes[0].az


def test_the_machine_of_a_node_is_reckoned_from_its_name() -> None:
    text = "pod on aks-np1-41951324-vmss00000a: no IP addresses available in range set: 10.244.3.1-10.244.3.254"
    full = said(text, "en")[0]
    assert "-n aks-np1-41951324-vmss --instance-ids 10" in full.fixes[0].az
    assert "spec.nodeName=aks-np1-41951324-vmss00000a" in full.causes[0].look


@pytest.mark.parametrize(
    ("command", "values", "result"),
    [
        ("-g <table-group> -n <table>", {"table": pastes.TABLE}, "-g net-rg -n rt-hub"),
        (
            "--ids <subnet-id> <network> <network-group>",
            {"subnet": pastes.SUBNET},
            f"--ids {pastes.SUBNET} hub-net net-rg",
        ),
        ("<network-id>", {"subnet": pastes.SUBNET}, pastes.SUBNET.rpartition("/subnets/")[0]),
        ("-n <subnet> <subnet-id>", {"subnet": "nodes"}, "-n nodes <subnet-id>"),
        ("<service-cidr> <unheard-of>", {"service_cidr": "10.0.0.0/16"}, "10.0.0.0/16 <unheard-of>"),
    ],
)
def test_a_command_is_filled_with_what_was_found(command: str, values: dict[str, str], result: str) -> None:
    assert filled(command, values) == result


def test_a_code_without_a_public_text_says_so_and_one_of_the_lab_too() -> None:
    [unknown] = said("CustomRouteTableConflict", "en")
    assert "Azure's text for CustomRouteTableConflict is not public" in unknown.note
    assert not unknown.text_is_public
    [ours] = said("AkslabReservedRange", "ko")
    assert "AkslabReservedRange은(는) akslab 랩의 코드입니다" in ours.note
    assert said("SubnetIsFull", "en")[0].note == ""


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("width", [60, 80, 110])
def test_prose_keeps_within_the_terminal_and_commands_are_whole(language: str, width: int) -> None:
    found = said(pastes.SERVICE, language)[:1] + said(pastes.OVERLAY_SIZE, language)
    lines = list(explanations_text(found, ["QuantumCidrFlux"], language, width))
    whole = {line for each in found for cause in each.causes for line in cause.look.split("\n")}
    whole |= {value for each in found for _, value in each.shown}
    whole |= {line for each in found for fix in each.fixes for text in (fix.kubectl, fix.az, fix.bicep, fix.terraform)
              for line in text.split("\n")}  # fmt: skip
    too_wide = [
        line for line in lines if cells(line) > width and not any(line.endswith(part) for part in whole if part)
    ]
    assert [line for line in too_wide if " " in line.strip()] == []
    assert all(any(line.endswith(part) for line in lines) for part in whole)


def test_causes_are_told_in_full_and_symptoms_and_wrappers_by_name() -> None:
    lines = list(explanations_text(said(pastes.SERVICE, "en"), [], "en", 100))
    assert lines[0] == "AuthorizationFailed"
    assert sum(line.startswith("cause ") for line in lines) == 3
    [also] = [line for line in lines if line.startswith("also")]
    assert also.startswith("also     SyncLoadBalancerFailed: Kubernetes could not make the load balancer")


def test_of_many_errors_three_are_told_and_the_rest_counted() -> None:
    text = "SubnetIsFull AzureCNIOnlyForWindows SubnetIsDelegated RouteTableInvalidNextHop DnsServiceIpConflicting"
    lines = list(explanations_text(said(text, "en"), [], "en", 100))
    assert [line for line in lines if line in text.split()] == text.split()[:3]
    assert sum(line.startswith("also") for line in lines) == 2
    assert lines[-1].split() == ["more", "2", "more", "errors", "in", "the", "text;", "`-o", "json`", "explains", "all"]


def test_a_code_nobody_knows_is_said_below() -> None:
    found = recognition("(QuantumCidrFlux) DeploymentFailed")
    lines = explanations_text([explained(each, "ko") for each in found.found], found.unknown, "ko", 80)
    assert [line for line in lines if line.startswith("모름")] == ["모름     QuantumCidrFlux: akslab이 모르는 코드"]


def test_labels_leave_room_in_both_languages() -> None:
    for language in ("en", "ko"):
        assert max(cells(label.in_(language)) for label in LABELS.values()) <= 8


@given(st.text(alphabet="ab 가나 다\n", max_size=200), st.integers(20, 80))
def test_wrapping_loses_no_word_and_keeps_the_width(text: str, width: int) -> None:
    lines = list(wrapped(text, width))
    assert " ".join(lines).split() == text.split()
    assert all(cells(line) <= width or " " not in line for line in lines)


def test_every_value_can_be_said_in_both_languages() -> None:
    english, korean = spoken({}, "en"), spoken({}, "ko")
    assert set(english) == set(korean)
    assert all(english.values())
    assert all(korean.values())
