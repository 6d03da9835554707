"""`akslab rules`: the list, one rule in both languages, and what is said of one that is not there."""

import json

import pytest
from click.testing import CliRunner, Result

from akslab.cli import cli
from akslab.lab.refusal import NOT_FOUND, Refusal
from akslab.rules.catalogue import RULES
from akslab.rules.example import Example
from akslab.rules.example_text import snippets
from akslab.rules.korean import KOREAN

MOST_LINES = 70
"""What is shown of a rule is to be read at a glance or two."""


def typed(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["rules", *arguments])


def refusal_of(answer: Result) -> str:
    """Return what is said of what is not there."""
    assert isinstance(answer.exception, Refusal)
    assert answer.exception.exit_code == NOT_FOUND
    return str(answer.exception)


def test_the_list_has_a_line_for_each_rule() -> None:
    header, *lines = typed().output.splitlines()

    assert header.split() == ["CLASS", "RULE", "SAYS"]
    assert [tuple(line.split()[:2]) for line in lines] == [(each.class_, each.id) for each in RULES]


@pytest.mark.parametrize("class_", ["rejected", "breaks", "risk", "note"])
def test_a_class_narrows_the_list(class_: str) -> None:
    told = json.loads(typed("--class", class_, "-o", "json").output)

    assert [each["id"] for each in told] == [each.id for each in RULES if each.class_ == class_]
    assert told


def test_the_list_in_korean() -> None:
    lines = typed("--lang", "ko").output.splitlines()

    assert all(line.endswith(KOREAN[each.id].title) for line, each in zip(lines[1:], RULES, strict=True))


def test_a_rule_is_explained_with_its_examples() -> None:
    said = typed("pod-cidr-overlaps-service-cidr").output

    for text in (
        "class: rejected (Azure refuses it)",
        "Azure answers: 400",
        "what to do:",
        "source:",
        "broken:",
        "sound:",
    ):
        assert text in said


def test_a_rule_is_explained_in_korean_beside_the_words_of_azure() -> None:
    said = typed("pod-cidr-overlaps-service-cidr", "--lang", "ko").output
    english = typed("pod-cidr-overlaps-service-cidr").output

    [line] = [line for line in english.splitlines() if line.startswith("Azure answers")]
    answer = line.split(": ", 1)[1].removesuffix(" (akslab's words)")
    assert f"Azure의 응답: {answer}" in said
    assert "해결 방법:" in said


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "az answers: CLIError: --load-balancer-idle-timeout must be in the range [4,100]"),
        ("ko", "az의 응답: CLIError: --load-balancer-idle-timeout must be in the range [4,100]"),
    ],
)
def test_what_az_refuses_by_itself_is_no_answer_of_azure(language: str, line: str) -> None:
    said = typed("az-load-balancer-idle-timeout", "--lang", language).output

    assert line in said.splitlines()
    assert "Azure" not in said.partition("L11")[0]


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("checked", RULES, ids=lambda each: each.id)
def test_every_rule_is_explained_in_a_readable_size(checked: object, language: str) -> None:
    said = typed(checked.id, "--lang", language).output.splitlines()  # type: ignore[attr-defined]

    assert len(said) < MOST_LINES
    assert not any({"\ue000", "\ue001"} & set(line) for line in said)


def test_a_rule_as_json_holds_whole_documents() -> None:
    told = json.loads(typed("dns-service-ip-first", "-o", "json").output)

    assert told["answer"]["status"] == 400
    for kind in ("broken", "sound"):
        assert "managedClusters/myAKSCluster" in told["examples"][kind]


@pytest.mark.parametrize("checked", RULES, ids=lambda each: each.id)
def test_every_rule_shows_something_of_its_examples(checked: object) -> None:
    failing, sound = checked.failing(), checked.sound()  # type: ignore[attr-defined]
    assert isinstance(failing, Example)
    assert isinstance(sound, Example)

    assert any(snippets(failing, sound))


def test_a_rule_that_is_not_there_is_a_refusal_with_its_neighbours() -> None:
    answer = typed("dns-service-ip-furst")

    assert "Did you mean dns-service-ip-first" in refusal_of(answer)


def test_a_name_like_no_rule_points_at_the_list() -> None:
    answer = typed("zzzzzz")

    assert "`akslab rules` lists them" in refusal_of(answer)


def test_the_language_of_the_environment_is_that_of_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKSLAB_LANG", "ko")

    assert typed().output == typed("--lang", "ko").output != typed("--lang", "en").output
