"""Everything reading Terraform says is there in both languages, with the same values, and nothing is there for nobody."""

import re
import string
from pathlib import Path

import pytest

import akslab.importers.terraform
from akslab.importers.terraform.english import ENGLISH
from akslab.importers.terraform.korean import KOREAN
from akslab.wire.sentences import said

from .reading import deployment

SOURCES = [
    path
    for path in Path(akslab.importers.terraform.__path__[0]).rglob("*.py")
    if path.stem not in ("english", "korean")
]
KEY = re.compile(r'"((?:hcl|tf)\.[a-z0-9-]+)"')
HANGUL = re.compile(r"[가-힣]")


def placeholders(words: str) -> set[tuple[str, str, str]]:
    """Return the names, formats and conversions of a text's placeholders."""
    return {(name, form or "", how or "") for _, name, form, how in string.Formatter().parse(words) if name}


def test_both_languages_have_the_same_sentences() -> None:
    assert list(ENGLISH) == list(KOREAN)


@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_a_sentence_has_the_same_values_in_both_languages(key: str) -> None:
    assert placeholders(ENGLISH[key]) == placeholders(KOREAN[key])


@pytest.mark.parametrize("key", sorted(KOREAN))
def test_korean_is_korean(key: str) -> None:
    assert HANGUL.search(KOREAN[key])
    assert not HANGUL.search(ENGLISH[key])


def test_every_sentence_is_said_somewhere_and_every_one_said_is_there() -> None:
    used = {key for path in SOURCES for key in KEY.findall(path.read_text())}
    assert used == set(ENGLISH)


BROKEN = """
locals {
  a = cidrsubnet("10.0.0.0/16", 20, 1)
  b = local.c
  c = local.b
  d = nosuch(1)
  e = replace("x", "/(/", "y")
  f = [1][5]
  g = format("%s")
}
resource "azurerm_kubernetes_cluster" "c" {
  name = = 1
}
module "m" {
  source = "./nowhere"
}
"""


@pytest.mark.parametrize("catalogue", [ENGLISH, KOREAN], ids=["en", "ko"])
def test_every_problem_and_gap_can_be_said(catalogue: dict[str, str]) -> None:
    found = deployment(BROKEN + 'variable "v" {}\n')
    sentences = [each.what for each in found.problems] + [each.what for each in found.gaps]
    told = [said(each, catalogue) for each in sentences]
    assert len(told) > 8
    assert all("{" not in each for each in told)


def test_a_problem_is_said_in_plain_words() -> None:
    found = deployment('locals {\n  a = cidrsubnet("10.0.0.0/16", 20, 1)\n}\n')
    assert said(found.problems[0].what, ENGLISH) == (
        "cidrsubnet cannot work with this: 10.0.0.0/16 has no room for 20 more bits."
    )
