"""A configuration of variables, locals, modules and templates is worth what Terraform planned for it.

`planned/answer.json` is what Terraform 1.11.4 showed as the input of `terraform_data.all` in `planned`.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from akslab.importers.files import GivenFiles
from akslab.importers.options import NO_OPTIONS
from akslab.importers.terraform.configuration.root import Configuration, read_configuration
from akslab.importers.terraform.language.errors import Budget
from akslab.importers.terraform.language.functions.encodings import to_json
from akslab.importers.terraform.language.values import python

HERE = Path(__file__).parent / "planned"
ANSWER: dict[str, Any] = json.loads((HERE / "answer.json").read_text())


def configuration() -> Configuration:
    texts = {path.relative_to(HERE).as_posix(): path.read_text() for path in HERE.rglob("*.t*") if path.is_file()}
    return read_configuration(GivenFiles(texts), "", NO_OPTIONS, ())


def worth() -> dict[str, Any]:
    written = next(each for each in configuration().written if each.address == "terraform_data.all")
    found = written.body.get("input")
    assert found is not None
    read: dict[str, Any] = json.loads(to_json(python(found, Budget())))
    return read


def test_it_has_no_problem_and_nothing_is_left_out() -> None:
    assert configuration().problems == ()
    assert set(worth()) == set(ANSWER)
    assert len(ANSWER) > 30


@pytest.mark.parametrize("key", sorted(ANSWER))
def test_each_value_is_what_terraform_planned(key: str) -> None:
    assert worth()[key] == ANSWER[key]
