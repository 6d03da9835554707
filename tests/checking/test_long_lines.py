"""A template without line breaks is judged as one with them: the same findings, at the same cost, shown in part."""

import json
import time

from akslab.checking.assembly import Wishes
from akslab.checking.check import check
from akslab.checking.locations import Locator
from akslab.checking.report import Report
from akslab.checking.text import report_text
from akslab.importers.files import GivenFiles
from akslab.importers.options import NO_OPTIONS
from akslab.remedies.repairing import Repairer

NETWORKS = 400
SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"


def template() -> dict[str, object]:
    """Return networks whose ranges have host bits, each a finding with exact lines."""
    networks = [
        {
            "type": "Microsoft.Network/virtualNetworks",
            "apiVersion": "2024-05-01",
            "name": f"vnet-{number}",
            "location": "koreacentral",
            "properties": {"addressSpace": {"addressPrefixes": [f"10.{number % 250}.{number // 250}.1/24"]}},
        }
        for number in range(NETWORKS)
    ]
    return {"$schema": SCHEMA, "contentVersion": "1.0.0.0", "resources": networks}


def judged(text: str) -> tuple[Report, str, float]:
    """Return the report, its text, and the CPU seconds of both."""
    started = time.process_time()
    report, texts = check(GivenFiles({"main.json": text}), ("main.json",), NO_OPTIONS, Wishes(repair=Repairer()))
    shown = "\n".join(report_text(report, Locator(texts)))
    return report, shown, time.process_time() - started


def test_a_template_on_one_line_is_judged_and_shown_as_one_on_many() -> None:
    one, shown, seconds = judged(json.dumps(template()))
    many, _, usual = judged(json.dumps(template(), indent=2))

    assert len(one.findings) == len(many.findings) == NETWORKS
    assert [(found.rule, found.resource_id) for found in one.findings] == [
        (found.rule, found.resource_id) for found in many.findings
    ]
    assert len({found.fingerprint for found in one.findings}) == NETWORKS
    assert max(map(len, shown.splitlines())) < 400
    assert seconds < 5 * usual


def test_a_line_that_cannot_be_shown_has_no_exact_lines() -> None:
    one, _, _ = judged(json.dumps(template()))
    many, _, _ = judged(json.dumps(template(), indent=2))

    assert all(found.changes for found in many.findings)
    assert not any(found.changes for found in one.findings)
