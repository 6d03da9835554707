"""Templates that a script writes before it deploys them: what is found in them stands in the script."""

import json

import pytest

from akslab.checking.assembly import Wishes
from akslab.checking.check import check
from akslab.checking.report import Report
from akslab.checking.sarif import report_sarif
from akslab.importers.files import GivenFiles
from akslab.importers.options import NO_OPTIONS
from akslab.remedies.repairing import Repairer

RULE = "service-cidr-overlaps-subnet"
TEMPLATE = json.dumps(
    {
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "resources": [
            {
                "type": "Microsoft.Network/virtualNetworks",
                "apiVersion": "2023-01-01",
                "name": "v",
                "location": "westeurope",
                "properties": {
                    "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
                    "subnets": [{"name": "s", "properties": {"addressPrefix": "10.0.0.0/24"}}],
                },
            }
        ],
    },
    indent=1,
)
CREATE = """az deployment group create -g rg -f net.json
az aks create -g rg -n k --network-plugin kubenet \\
  --vnet-subnet-id $(az network vnet subnet show -g rg --vnet-name v -n s --query id -o tsv)
"""


def script(template: str, mark: str = "EOF") -> str:
    return f"cat > net.json <<{mark}\n{template}\nEOF\n{CREATE}"


def report_of(**files: str) -> tuple[Report, dict[str, str]]:
    named = {name.replace("_", "."): text for name, text in files.items()}
    return check(GivenFiles(named), ["up.sh"], NO_OPTIONS, Wishes(repair=Repairer()))


@pytest.mark.parametrize(
    "text",
    [
        script(TEMPLATE.replace("$", "\\$")),
        script(TEMPLATE, "'EOF'"),
        "PREFIX=10.0.0.0/24\n" + script(TEMPLATE.replace("10.0.0.0/24", "$PREFIX").replace("$schema", "\\$schema")),
    ],
)
def test_a_place_in_a_written_template_is_a_place_in_the_script(text: str) -> None:
    report, texts = report_of(up_sh=text)
    (found,) = (each for each in report.counted if each.rule == RULE)
    (other,) = found.related
    assert other.location.file == "up.sh"
    line = texts["up.sh"].splitlines()[other.location.line - 1]
    assert "addressPrefix" in line
    assert line[other.location.column - 1 : other.location.end_column - 1] in ('"10.0.0.0/24"', line.strip())


def test_no_output_names_a_file_that_is_not_there() -> None:
    report, _ = report_of(up_sh=script(TEMPLATE, "'EOF'"))
    assert '"net.json' not in json.dumps(report_sarif(report, "0"))
    assert {change.file for each in report.findings for change in each.changes} <= {"up.sh"}


def test_a_fault_in_a_written_template_is_told_in_the_script() -> None:
    report, texts = report_of(up_sh=script(TEMPLATE.replace('"v"', "\"[frobnicate('v')]\""), "'EOF'"))
    (trouble,) = (each for each in report.troubles if "frobnicate" in each.message)
    assert trouble.file == "up.sh"
    assert trouble.location is not None
    assert "frobnicate" in texts["up.sh"].splitlines()[trouble.location.line - 1]


def test_a_template_of_that_name_in_the_tree_keeps_its_text() -> None:
    _, texts = report_of(up_sh=script(TEMPLATE, "'EOF'"), net_json="{}")
    assert texts.get("net.json", "{}") == "{}"


def test_a_second_command_on_a_line_is_told_by_its_column() -> None:
    one_line = script(TEMPLATE, "'EOF'").replace(" \\\n  ", " ")
    report, _ = report_of(up_sh=one_line)
    last = one_line.count("\n")
    assert {each.resource for each in report.findings} == {f"up.sh:{last}:1"}
