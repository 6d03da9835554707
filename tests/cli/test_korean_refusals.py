"""What is wrong with options and paths is said in Korean under `--lang ko`, wherever it stands, with the same exit code."""

import errno
import re
import sys
from pathlib import Path

import pytest

from akslab.cli import main

HANGUL = re.compile(r"[가-힣]")
QUOTED = re.compile(r"'[^'\n]*'|`[^`\n]*`|\([^)\n]*\)")
ENGLISH_WORDS = re.compile(r"[A-Za-z]+(?: [a-z]+){2,}")
"""Three words of English in a row are a sentence; names, options and types stand alone."""

LIGHT = {
    "check": ["a.json"],
    "doctor": ["a.json"],
    "migrate": ["a.json"],
    "explain": ["x"],
    "rules": [],
    "plan": [],
    "trace": ["--template", "a.json", "a", "b"],
    "reach": ["--template", "a.json"],
}
"""The commands of the light install, each with words that click takes."""

OF_EVERY_COMMAND = [["-o", "xml"], ["-o"], ["--output"]]
UNKNOWN = [["--nope"], ["--nope=1"], ["--outptu", "json"], ["-Z"]]
OWN = {
    "check": [
        ["--notes=yes"], ["--fail-on", "worst"], ["--baseline"], ["--link", "x"], ["--env", "x"], ["--parameters", "=x"],
        ["nowhere"], [""], ["a" * 300], ["a.json/b"], ["--baseline", "nowhere"], ["--baseline", "."],
        ["--baseline", "a.json"], ["--baseline", "list.json"], ["--baseline", "later.json"], ["--baseline", "binary"],
        ["--baseline", "broken.json"], ["--write-baseline", "nowhere/x", "a.json"], ["--write-baseline", ".", "a.json"],
        ["--avoid", "x"], ["--avoid", "nowhere.csv"], ["--avoid", "binary.csv"], ["--on-premises", "10.0.0.1/8"],
        ["--avoid", "a.json/b.csv"], ["broken.json"], ["binary.json"], ["pipe"],
    ],
    "doctor": [
        [], ["nowhere"], [""], ["a" * 300], ["--fail-on", "worst", "."], ["--fleet", "-o", "sarif", "."],
        ["--avoid", "x", "."], ["--notes=1", "."], ["empty"], ["pipe"], ["a.json/b"],
    ],
    "migrate": [
        [], ["nowhere"], [""], ["empty"], ["--to", "x", "."], ["--pod-cidr", "10.0.0.1/8", "."], ["--pod-cidr", "::/8", "."],
        ["--pod-cidr", "x", "."], ["--today", "x", "."], ["--avoid", "x", "."], ["pipe"], ["broken.zip"],
    ],
    "explain": [["--nope"], [""], ["nothing that is known"], ["-o"]],
    "rules": [["no-such-rule"], ["kubenet-retirment"], ["one", "two"], ["--class", "worst"]],
    "plan": [
        ["extra"], ["--nodes", "x"], ["--nodes", "3", "--growth", "x"], ["--plugin", "x"], ["--take", "x"], ["--windows=1"],
        ["--fleet", "nowhere.csv"], ["--fleet", "."], ["--fleet", "broken.json"], ["--fleet", "wide.csv"], ["--compare=1"],
        ["--fleet", "deep.json"], ["--avoid", "wide.csv", "--nodes", "3"], ["--fleet", "a", "--subnet", "b"], [],
    ],
    "trace": [
        [], ["a"], ["a", "b"], ["a", "b", "c"], ["--ttl", "x", "a", "b"], ["--ttl", "300", "a", "b"],
        ["--size", "1", "a", "b"],
        ["--template", "nowhere", "a", "b"], ["--template", "empty", "a", "b"], ["--template", "pipe", "a", "b"],
        ["--template", "a.json", "--template", "b.json", "a", "b"], ["--template", "a.json", "--export", ".", "a", "b"],
        ["--template", "two", "a", "b"], ["--template", "a.json", "--kernel", "a", "b"], ["--export", "nowhere", "a", "b"],
        ["--template", "a.json", "--site", "x", "a", "b"], ["--template", "broken.json", "a", "b"],
        ["--template", "a.json", "a", "b"], ["--template", "net.json", "vm/nobody", "8.8.8.8"], ["--kernel=1", "a", "b"],
    ],
    "reach": [
        ["extra"], ["--expect", "nowhere"], ["--expect", "binary"], ["--expect", "pipe"], ["--expect", "archive.zip"],
        ["--expect", "a.json", "--from", "x"], ["--expect", "tab.yaml"], ["--template", "nowhere"],
        ["--template", "empty"], ["--expect", "broken.json"], ["--template", "a.json", "--from", "x"], [],
    ],
}  # fmt: skip
WRONG = [
    *((command, [*words, *more]) for command, more in LIGHT.items() for words in OF_EVERY_COMMAND),
    *((command, [*words, *more]) for command, more in LIGHT.items() if command != "explain" for words in UNKNOWN),
    *((command, words) for command, several in OWN.items() for words in several),
]
EMPTY_TEMPLATE = '{"$schema": "deploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": []}'
NETWORK = """{"$schema": "deploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": [
  {"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2024-05-01", "name": "net", "location": "koreacentral",
   "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
                  "subnets": [{"name": "nodes", "properties": {"addressPrefix": "10.0.0.0/24"}}]}}]}"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    texts = {
        "a.json": EMPTY_TEMPLATE,
        "b.json": EMPTY_TEMPLATE,
        "net.json": NETWORK,
        "two/a.json": NETWORK,
        "two/b.json": NETWORK,
        "list.json": '{"version": 1, "findings": [{"rule": 3}]}',
        "later.json": '{"version": 2}',
        "broken.json": '{"$schema": "deploymentTemplate.json#",\n  oops',
        "deep.json": "[" * 100_000,
        "wide.csv": f"name,nodes\n{'a' * 200_000},3\n",
        "tab.yaml": "must:\n\t- from: a\n",
        "broken.zip": "PK\x05\x06 nothing",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    for name in ("binary", "binary.json", "binary.csv"):
        (tmp_path / name).write_bytes(b"\x00\xff\xfe\x00\x81")
    (tmp_path / "archive.zip").write_bytes(b"PK\x03\x04\x00\xff")
    (tmp_path / "empty").mkdir()
    (tmp_path / "pipe").symlink_to("/dev/null")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("AKSLAB_LANG", raising=False)
    return tmp_path


class Typed:
    """Types commands as a person does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capsys = monkeypatch, capsys

    def __call__(self, *words: str) -> tuple[int, str]:
        """Return the exit code and all that was said."""
        self._monkeypatch.setattr(sys, "argv", ["akslab", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        said = self._capsys.readouterr()
        return int(ended.value.code or 0), said.out + said.err


@pytest.fixture
def typed(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    return Typed(monkeypatch, capsys)


def english_in(said: str) -> list[str]:
    return ENGLISH_WORDS.findall(QUOTED.sub("''", said))


@pytest.mark.parametrize(("command", "words"), WRONG, ids=[f"{name} {' '.join(words)[:60]}" for name, words in WRONG])
def test_a_wrong_word_is_told_in_korean_wherever_the_language_stands(
    typed: Typed, command: str, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, english = typed(command, *words)
    assert code != 0
    assert not HANGUL.search(english)
    before, after = typed(command, "--lang", "ko", *words), typed(command, *words, "--lang=ko")
    monkeypatch.setenv("AKSLAB_LANG", "ko")
    for answer in (before, after, typed(command, *words)):
        assert (answer[0], bool(HANGUL.search(answer[1])), english_in(answer[1])) == (code, True, [])


@pytest.mark.parametrize("words", [["chekc"], ["--nope"], ["--lang", "ko", "check"], ["--name"]])
def test_what_is_wrong_before_the_command_is_told_in_korean_too(
    typed: Typed, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AKSLAB_LANG", "ko")
    code, said = typed(*words)
    assert (code, bool(HANGUL.search(said)), english_in(said)) == (2, True, [])


def test_a_misspelt_command_is_told_with_those_that_are_near(typed: Typed) -> None:
    assert typed("chekc") == (
        2,
        "Usage: akslab [OPTIONS] COMMAND [ARGS]...\nTry 'akslab --help' for help.\n\n"
        "Error: No such command 'chekc'. Did you mean 'check'?\n",
    )
    assert "'check'" in typed("chekc", "--lang", "ko")[1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["check", "--fail-on", "worst"], "'--fail-on'의 값이 올바르지 않습니다: 'worst'은 "),
        (["trace", "--ttl", "300", "a", "b"], "300"),
        (["trace", "--ttl", "x", "a", "b"], "'x'"),
        (["trace", "a", "b", "c", "d"], "(c d)"),
        (["trace", "a"], "'DESTINATION[:PORT]'"),
        (["check", "--nots"], "'--notes'"),
        (["plan", "--output"], "'--output'"),
        (["rules", "--class=x"], "'rejected', 'breaks', 'risk', 'note'"),
    ],
)
def test_what_click_keeps_to_itself_is_told(typed: Typed, words: list[str], told: str) -> None:
    said = typed(words[0], "--lang", "ko", *words[1:])[1]
    assert told in said
    assert f"사용법: akslab {words[0]}" in said or "--output" in words


def test_a_wrong_language_is_told_in_the_environments(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "'fr' is not one of 'en', 'ko'." in typed("check", "--lang", "fr")[1]
    monkeypatch.setenv("AKSLAB_LANG", "ko")
    assert "'fr'" in (said := typed("check", "--lang", "fr")[1])
    assert HANGUL.search(said)
    monkeypatch.setenv("AKSLAB_LANG", "fr")
    assert "'fr' is not one of 'en', 'ko'." in typed("check")[1]


def test_a_language_behind_two_dashes_is_a_word_of_somebody_elses(typed: Typed) -> None:
    assert not HANGUL.search(typed("check", "--nope", "--", "--lang", "ko")[1])


@pytest.mark.parametrize(
    ("number", "reason"), [(errno.ENOSPC, "장치에 남은 공간이 없음"), (errno.ENOTCONN, "시스템의 응답은 ENOTCONN")]
)
def test_why_the_system_refuses_is_told_in_korean(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, "whatever the machine calls it", "/full")

    monkeypatch.setattr("akslab.cli.rules._list", refuse)
    assert typed("rules", "--lang", "ko") == (
        4,
        f"akslab: /full을(를) 쓸 수 없습니다: {reason}.\n".replace("을(를)", "을"),
    )
