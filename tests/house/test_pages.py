"""Pages are true: the generated ones are fresh, links lead somewhere, every id that is cited is explained."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from akslab.cli import cli
from akslab.cli.pages import commands_page, contexts
from akslab.explaining.pages import errors_page
from akslab.remedies.pages import remedies_page
from akslab.rules.pages import own_words, rules_page

from .source import DOCS, MODULES, PAGES, ROOT, shown

LINK = re.compile(r"\[[^\]\n]*\]\((?P<target>[^)\s]+)\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
ANCHOR = re.compile(r'<a id="([^"]+)">')
FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
SOURCE_ID = re.compile(r"\b(?:[CREOALDKNPMXUV]\d{1,2}|E5b|E6[a-f])\b")
OWN_WORDS = re.compile(r"<!-- own words: begin -->\n(.*?)<!-- own words: end -->", re.DOTALL)
NOT_A_RULE = re.compile(r"^### Refusals that are no rules$(.*?)^## ", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"[A-Z][A-Za-z0-9]+")
REFUSING = ("ArmError", "bad_request")
LATER = ("coverage.md", "traces.md")
"""Pages other tests make and compare."""


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page: of its headings, as GitHub makes them, and those written out."""
    text = FENCED.sub("", page.read_text())
    slugs = [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(text)]
    return {*slugs, *ANCHOR.findall(text)}


def test_the_rules_page_is_what_the_catalogue_gives() -> None:
    assert (DOCS / "rules.md").read_text() == rules_page(), (
        "write it again: python -m akslab.rules.pages > docs/rules.md"
    )


def test_the_errors_page_is_what_the_entries_give() -> None:
    hint = "write it again: python -m akslab.explaining.pages > docs/errors.md"
    assert (DOCS / "errors.md").read_text() == errors_page(), hint


def test_the_commands_page_is_what_the_commands_say() -> None:
    hint = "write it again: python -m akslab.cli.pages > docs/commands.md"
    assert (DOCS / "commands.md").read_text() == commands_page(), hint


def test_the_page_on_remedies_is_what_their_table_gives() -> None:
    hint = "write it again: python -m akslab.remedies.pages > docs/remedies.md"
    assert (DOCS / "remedies.md").read_text() == remedies_page(), hint


GENERATED = [
    ("akslab.rules.pages", "rules.md"),
    ("akslab.explaining.pages", "errors.md"),
    ("akslab.cli.pages", "commands.md"),
    ("akslab.remedies.pages", "remedies.md"),
]


@pytest.mark.parametrize(("module", "page"), GENERATED)
def test_a_generated_page_is_written_by_the_command_it_names(module: str, page: str) -> None:
    written = subprocess.run([sys.executable, "-m", module], capture_output=True, check=True, timeout=60).stdout
    assert written == (DOCS / page).read_bytes()
    assert f"python -m {module}" in written.decode()


def test_the_fidelity_page_lists_every_refusal_in_our_own_words() -> None:
    found = OWN_WORDS.search((DOCS / "fidelity.md").read_text())
    assert found
    assert found[1] == own_words(), "put the output of `python -m akslab.rules.pages own-words` between the marks"


def test_the_fidelity_page_accounts_for_every_other_code() -> None:
    section = NOT_A_RULE.search((DOCS / "fidelity.md").read_text())
    assert section
    listed = set(re.findall(r"`(\w+)`", section[1]))
    assert refused_codes() - listed == set()


def refused_codes() -> set[str]:
    """Return every code that is written out where a refusal is made, outside the catalogue."""
    return {
        str(argument.value)
        for path in MODULES
        if path.relative_to(ROOT / "src" / "akslab").parts[0] in ("arm", "azure", "controllers")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in REFUSING
        for argument in node.args[:2]
        if isinstance(argument, ast.Constant) and CODE.fullmatch(str(argument.value))
    }


def test_the_refusals_in_the_source_are_found() -> None:
    assert {"NotServedByAkslab", "ResourceGroupNotFound", "InvalidRequestContent"} <= refused_codes()


def test_every_source_id_that_is_cited_is_explained() -> None:
    explained = {found.upper() for found in anchors(DOCS / "sources.md")}
    cited = {found.upper(): shown(path) for path in [*MODULES, *PAGES] for found in SOURCE_ID.findall(path.read_text())}
    assert len(cited) > 100
    assert {found: place for found, place in cited.items() if found not in explained} == {}


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    dead = []
    for found in LINK.finditer(FENCED.sub("", page.read_text())):
        target, _, anchor = found["target"].partition("#")
        if target.startswith(("https://", "http://")):
            continue
        place = (page.parent / target) if target else page
        if place.name in LATER and not place.exists():
            continue
        if not place.exists() or (anchor and place.suffix == ".md" and anchor not in anchors(place)):
            dead.append(found["target"])
    assert dead == []


def test_every_page_is_reached_from_the_readme_or_another_page() -> None:
    linked = {
        (page.parent / found["target"].partition("#")[0]).resolve()
        for page in PAGES
        for found in LINK.finditer(page.read_text())
    }
    readme = ROOT / "README.md"
    lonely = [
        shown(page)
        for page in PAGES
        if page.parent != ROOT and page.name not in ("README.md", *LATER) and page not in linked
    ]
    assert lonely == [] or not readme.read_text().strip()


def test_every_command_shows_an_example() -> None:
    leaves = [each for each in contexts(cli, None, "akslab") if not isinstance(each.command, click.Group)]
    assert len(leaves) > 10
    assert [each.command_path for each in leaves if "Example: akslab " not in (each.command.help or "")] == []


def test_every_command_says_what_it_is_for_in_one_line() -> None:
    said = {each.command_path: (each.command.help or "").partition("\n")[0] for each in contexts(cli, None, "akslab")}
    assert {path: line for path, line in said.items() if not line.endswith((".", "!"))} == {}
