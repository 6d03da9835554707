"""Wrong input anywhere in an export: always an answer, never an exception, and a mistake in one file hides no other."""

import copy
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akslab.doctor.report import report_of
from akslab.doctor.sentences import CATALOGUES
from akslab.doctor.structured import report_json
from akslab.doctor.text import report_text

from . import az_shapes as az
from .diagnosing import diagnosed, known_of, patient_of
from .scenarios import BROKEN
from .test_pains import PAIRS

junk = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.sampled_from(["10.0.0.0/99", "::/0", "/subscriptions/", "/providers/", "*", "0.0.0.0/0", "\ue000x\ue001"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
EVERYTHING: dict[str, Any] = {
    f"{rule}-{name}": value
    for rule, (broken, _) in PAIRS.items()
    for name, value in broken().items()
    if name not in az.sound()
} | az.sound()


def spoiled(value: Any, draw: st.DataObject, depth: int = 0) -> Any:
    """Return a value with junk in one place of it."""
    if isinstance(value, dict) and value and (depth < 1 or draw.draw(st.integers(0, 9)) > 0):
        key = draw.draw(st.sampled_from(sorted(value)))
        return {**value, key: spoiled(value[key], draw, depth + 1)}
    if isinstance(value, list) and value and draw.draw(st.integers(0, 9)) > 0:
        index = draw.draw(st.integers(0, len(value) - 1))
        return [*value[:index], spoiled(value[index], draw, depth + 1), *value[index + 1 :]]
    return draw.draw(junk)


def said(files: az.Files) -> None:
    """Say everything there is to say of files, in both languages and as JSON."""
    report = report_of(known_of(files))
    for language in CATALOGUES:
        assert list(report_text(report, language, with_notes=True))
        json.dumps(report_json(report, language))


@given(st.data())
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_junk_anywhere_in_an_export_is_answered(data: st.DataObject) -> None:
    files = copy.deepcopy(az.sound())
    for name in data.draw(st.sets(st.sampled_from(sorted(EVERYTHING)), min_size=1, max_size=3)):
        files[name] = spoiled(EVERYTHING[name], data)

    said(files)


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_an_export_cut_anywhere_is_answered_and_the_others_are_read(data: st.DataObject) -> None:
    files = az.written(BROKEN["missing_route"]().files)
    name = data.draw(st.sampled_from([each for each in files if each != "aks.json"]))
    files[name] = files[name][: data.draw(st.integers(1, len(files[name]) - 2))]

    report = report_of(known_of(dict(files)))

    assert [problem.file for problem in report.known.export.problems] == [name]
    assert [patient.diagnosis.name for patient in report.patients] == ["aks-prod"]


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_is_answered(text: str) -> None:
    said({"any.json": text})


@pytest.mark.parametrize("rule", PAIRS)
def test_every_pain_can_be_said_in_both_languages(rule: str) -> None:
    said(PAIRS[rule][0]())


@pytest.mark.parametrize("name", BROKEN)
def test_every_verdict_can_be_said_in_both_languages(name: str) -> None:
    said(BROKEN[name]().files)


def test_a_group_of_a_thousand_rules_is_evaluated_whole() -> None:
    rules = (
        az.nsg_rule(
            az.NSG,
            f"r{number}",
            100 + number,
            sourceAddressPrefix=None,
            sourceAddressPrefixes=[f"10.{number % 200}.{each}.0/24" for each in range(8)],
            destinationPortRange=None,
            destinationPortRanges=[f"{each * 1000 + number}" for each in range(1, 20)],
            access="Deny" if number % 2 else "Allow",
        )
        for number in range(1000)
    )
    files = az.sound(vnet=az.vnet_show(az.subnet_show(az.OWN_TABLE, az.NSG)), nsg=az.nsg_show(az.NSG, *rules))

    assert patient_of(diagnosed(files)).diagnosis.state == "works"


def test_four_hundred_nodes_are_joined_with_their_routes() -> None:
    count = 400
    blocks = [f"10.{244 + number // 256}.{number % 256}.0/24" for number in range(count)]
    addresses = [f"192.168.{4 + number // 200}.{4 + number % 200}" for number in range(count)]
    nodes, routes = [], []
    for number in range(count):
        node = az.kubectl_node(number, podCIDR=blocks[number], podCIDRs=[blocks[number]])
        node["status"]["addresses"][0]["address"] = addresses[number]
        nodes.append(node)
        name = f"{az.node_name(number)}____{blocks[number].translate(str.maketrans('', '', './'))}"
        routes.append(az.route(az.OWN_TABLE, name, blocks[number], address=addresses[number]))
    files = az.sound(
        aks=az.aks_show(
            agentPoolProfiles=[az.pool(count=count)], networkProfile={"podCidr": "10.244.0.0/15", "podCidrs": None}
        ),
        vnet=az.vnet_show(az.subnet_show(az.OWN_TABLE, prefix="192.168.0.0/21")),
        rt=az.table_show(az.OWN_TABLE, routes[:-1], [az.SUBNET]),
        nodes=az.kubectl_list(*nodes),
    )

    patient = patient_of(diagnosed(files))

    assert [each.node for each in patient.diagnosis.paths.nodes if each.health == "cut-off"] == [
        az.node_name(count - 1)
    ]
