"""The parts of recognising: flat text, error trees, templates, names of resources."""

import json

import pytest

from akslab.explaining.flat import flattened, lowered
from akslab.explaining.naming import names_in
from akslab.explaining.resource import resource_of
from akslab.explaining.templates import Match, match_at, places, template_of
from akslab.explaining.trees import ErrorNode, errors_in

from . import pastes


@pytest.mark.parametrize(
    ("pasted", "flat"),
    [
        (r"{\\\"code\\\": \"X\"}\r\n  \\n y", '{"code": "X"} y'),
        ("\x1b[31m│\x1b[0m Error: it\x1b[1m's\x1b[0m", "Error: it's"),
        (r"it\u0027s \/subscriptions\/a", "it's /subscriptions/a"),
        ("a\t b\n\nc ", "a b c"),
    ],
)
def test_a_paste_becomes_one_plain_line(pasted: str, flat: str) -> None:
    assert flattened(pasted) == flat


@pytest.mark.parametrize("text", ["İSTANBUL ÀÉ 한글 ABC", "", "ſß"])
def test_lower_case_keeps_every_letter_in_its_place(text: str) -> None:
    assert len(lowered(text)) == len(text)


def test_errors_are_found_at_their_depth_outer_ones_first() -> None:
    inner = json.dumps({"error": {"code": "C", "message": "three"}})
    text = f"sent: {json.dumps({'code': 'A', 'message': 'one', 'details': [{'code': 'B', 'message': inner}]})} and more"
    assert list(errors_in(text)) == [ErrorNode("A", "one", 0), ErrorNode("B", inner, 2), ErrorNode("C", "three", 4)]


def test_an_escaped_document_is_found_in_prose() -> None:
    text = 'Message="{\\"code\\":\\"X\\",\\"message\\":\\"it is\\"}" Target=""'
    assert list(errors_in(text)) == [ErrorNode("X", "it is", 1)]


def test_a_cut_off_document_gives_what_is_whole_in_it() -> None:
    assert list(errors_in('{"error": {"details": [{"code": "X", "message": "m"}, {"code": "Y", "mess')) == [
        ErrorNode("X", "m", 0)
    ]


def test_codes_that_are_no_words_are_left_out() -> None:
    assert list(errors_in('[{"code": 7}, {"code": null}, {"code": ""}, {"Code": "X"}]')) == [ErrorNode("X", "", 1)]


def found(template_text: str, text: str) -> Match:
    template, lower = template_of(template_text, {}), text.lower()
    return match_at(template, next(places(template, lower)), text, lower)


def test_the_values_of_a_text_are_taken_out() -> None:
    match = found(
        "{subnet} with address prefix {cidr} does not have enough capacity for {n} IP addresses.",
        "retry failed: Subnet nodes with address prefix 10.1.0.0/24 does not have enough capacity for 11 IP addresses.",
    )
    assert match.values == {"subnet": "nodes", "cidr": "10.1.0.0/24", "n": "11"}
    assert match.is_this_text


def test_a_value_that_holds_a_full_stop_is_not_cut_there() -> None:
    match = found(
        "is out of the range defined by service CIDR {cidr}.",
        "is out of the range defined by service CIDR 10.0.0.0/16.",
    )
    assert match.values == {"cidr": "10.0.0.0/16"}


def test_a_beginning_that_two_texts_share_is_neither() -> None:
    match = found("Route table '{table}' would have {n} of them; {most} is the most.", "Route table 'rt' was deleted")
    assert not match.is_this_text


def test_values_are_renamed_and_those_that_say_nothing_dropped() -> None:
    template = template_of("Could not create route {hint} for node {n}: ", {"hint": "", "n": "node"})
    text = "could not create route 77 for node a-1: no"
    assert match_at(template, 0, text, text).values == {"node": "a-1"}


@pytest.mark.parametrize(
    ("id_", "english", "korean"),
    [
        (pastes.TABLE, "rt-hub in group net-rg", "rt-hub (리소스 그룹 net-rg)"),
        (pastes.SUBNET, "nodes in network hub-net, group net-rg", "nodes (가상 네트워크 hub-net, 리소스 그룹 net-rg)"),
    ],
)
def test_an_id_is_said_as_a_name_and_its_place(id_: str, english: str, korean: str) -> None:
    resource = resource_of(id_)
    assert resource is not None
    assert (resource.said.en, resource.said.ko) == (english, korean)


@pytest.mark.parametrize(
    "text", ["", "rt-hub", "/subscriptions/x", "/subscriptions//a/b", "/subscriptions/x/" + "a" * 5000]
)
def test_what_is_no_id_is_none(text: str) -> None:
    assert resource_of(text) is None


def test_the_cluster_and_the_node_are_named_beside_the_error() -> None:
    text = "Provisioning for container service shop in resource group shop-rg failed on aks-np-12345678-vmss00000a."
    assert names_in(text) == {"cluster": "shop", "group": "shop-rg", "node": "aks-np-12345678-vmss00000a"}
