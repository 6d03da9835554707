"""`check --fix`: what has exact lines, tried before it is kept, all files or none."""

import codecs
import os
import stat
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from akslab.checking.assembly import Wishes
from akslab.checking.check import check
from akslab.checking.report import Change, Report
from akslab.cli import cli
from akslab.cli.fixing import exchange, left_lines, write_texts
from akslab.importers.files import GivenFiles
from akslab.lab.refusal import Refusal
from akslab.remedies.fixing import MOST_AT_ONCE, ChangedFiles, Fixed, applied, fix
from akslab.remedies.repairing import Repairer
from akslab.wire.text import encoded_as

from .applying import WHERE, grave, sound

BOTH_MOVED = {"10.244.0.0/16": "192.168.0.0/20", "10.0.0.0/16": "192.168.1.128/25", "10.0.0.10": "192.168.1.138"}
"""Pods and services lie in the node subnet: each has the same free range for the other."""


def fixed(files: dict[str, str], *, with_notes: bool = False, most_at_once: int = MOST_AT_ONCE) -> Fixed:
    """Return what becomes of files."""

    def checked(changed: Mapping[str, str]) -> tuple[Report, dict[str, str]]:
        return check(ChangedFiles(GivenFiles(files), changed), ("",), WHERE, Wishes(repair=Repairer()))

    return fix(checked, with_notes=with_notes, most_at_once=most_at_once)


def moved(language: str) -> str:
    """Return a text in which two ranges lie in the subnet."""
    text = sound(language)
    for old, new in BOTH_MOVED.items():
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    ("language", "name"), [("arm", "a.json"), ("bicep", "a.bicep"), ("terraform", "a.tf"), ("az", "a.sh")]
)
def test_two_ranges_that_have_to_move_do_not_move_to_one_place(language: str, name: str) -> None:
    done = fixed({name: moved(language)})
    assert {rule for rule, _ in grave(done.report)} <= {"redeploy-removes-pod-routes"}
    assert "172.20.16.0/20" in done.changed[name]
    assert "172.20.0.0/25" in done.changed[name]
    assert "172.20.0.10" in done.changed[name]
    assert done.texts[name] == done.changed[name]


def test_a_note_is_put_right_only_when_notes_are_asked_for() -> None:
    text = sound("az").replace("set -euo pipefail\n", "")
    assert fixed({"a.sh": text}).changed == {}
    assert "set -euo pipefail" in fixed({"a.sh": text}, with_notes=True).changed["a.sh"]


def test_everything_that_has_lines_is_put_right() -> None:
    text = sound("bicep").replace("maxPods: 110", "maxPods: 9").replace("'10.0.0.10'", "'10.0.0.1'")
    done = fixed({"main.bicep": text})
    assert {found.rule for found in done.fixed} >= {"max-pods-too-few", "dns-service-ip-first"}
    assert grave(done.report) == set()


@pytest.mark.parametrize("language", ["bicep", "terraform", "arm"])
def test_many_inputs_that_call_their_resources_alike_come_out_as_each_by_itself(language: str) -> None:
    name = {"arm": "main.json", "bicep": "main.bicep", "terraform": "main.tf"}[language]
    texts = [moved(language), sound(language).replace("10.0.0.10", "10.0.0.1"), moved(language), sound(language)]
    files = {f"{folder}/{name}": text for folder, text in enumerate(texts)}
    together = fixed(files)
    assert len(together.changed) == 3
    assert together.texts == fixed(files, most_at_once=1).texts
    for file, text in files.items():
        assert together.texts[file] == fixed({file: text}).texts[file]


def test_what_would_bring_something_as_grave_is_left() -> None:
    text = (
        sound("az")
        .replace("--network-plugin kubenet", "--network-policy calico")
        .replace(
            " \\\n  --pod-cidr 10.244.0.0/16 \\\n  --service-cidr 10.0.0.0/16 \\\n  --dns-service-ip 10.0.0.10", ""
        )
        .replace("  --assign-identity $IDENTITY \\\n", "")
    )
    done = fixed({"a.sh": text})
    assert "az-policy-without-plugin" in {found.rule for found in done.report.findings if found.changes}
    assert "--network-plugin" not in done.changed.get("a.sh", "")


def test_changed_lines_that_are_not_there_are_refused() -> None:
    with pytest.raises(ValueError, match="f:1 is not as it was"):
        applied([Change(file="f", line=1, before=("a",), after=("b",))], {"f": "c\n"})


@pytest.mark.parametrize(
    ("text", "after"),
    [("a\nb\n", "a\nx\ny\n"), ("a\r\nb\r\n", "a\r\nx\r\ny\r\n"), ("a\nb", "a\nx\ny")],
)
def test_the_ends_of_lines_are_those_of_the_text(text: str, after: str) -> None:
    assert applied([Change(file="f", line=2, before=("b",), after=("x", "y"))], {"f": text}) == {"f": after}


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run check in a folder; returns exit code and all that was said."""
    here = Path.cwd()
    os.chdir(folder)
    try:
        answer = CliRunner().invoke(cli, ["check", *arguments])
    finally:
        os.chdir(here)
    if isinstance(answer.exception, Refusal):
        return answer.exception.exit_code, str(answer.exception)
    assert answer.exception is None or isinstance(answer.exception, SystemExit), answer.exception
    return answer.exit_code, answer.output


def test_the_command_writes_the_file_and_says_what_it_changed(tmp_path: Path) -> None:
    file = tmp_path / "main.bicep"
    file.write_bytes(b"\xef\xbb\xbf" + moved("bicep").encode())
    file.chmod(0o640)
    code, said = run(tmp_path, "--fix")
    text = file.read_bytes()
    assert code == 0
    assert text.startswith(b"\xef\xbb\xbfresource identity")
    assert b"serviceCidr: '172.20.0.0/25'" in text
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert "+       serviceCidr: '172.20.0.0/25'" in said
    assert os.listdir(tmp_path) == ["main.bicep"]
    assert run(tmp_path, "--fix")[0] == 0
    assert file.read_bytes() == text


def test_the_command_says_what_it_tried_and_left(tmp_path: Path) -> None:
    text = sound("az").replace("--network-plugin kubenet", "--network-policy calico")
    text = text.replace(
        " \\\n  --pod-cidr 10.244.0.0/16 \\\n  --service-cidr 10.0.0.0/16 \\\n  --dns-service-ip 10.0.0.10", ""
    )
    (tmp_path / "a.sh").write_text(text.replace("  --assign-identity $IDENTITY \\\n", ""))
    code, said = run(tmp_path, "--fix")
    assert code == 1
    assert "1 were tried and left: the finding stays with its lines, or something as grave comes" in said


def test_what_was_not_tried_is_said_with_the_bound() -> None:
    done = Fixed(report=Report(findings=()), texts={}, changed={}, fixed=(), untried=7)
    assert list(left_lines(done, "en")) == [
        "7 more have exact lines and were not tried, one run checks 200 times: run it again"
    ]
    assert "7건" in "".join(left_lines(done, "ko"))


def test_the_command_says_what_it_chose_of_several(tmp_path: Path) -> None:
    text = sound("bicep").replace("podCidr: '10.244.0.0/16'", "podCidr: '10.244.0.0'")
    (tmp_path / "main.bicep").write_text(text)
    said = run(tmp_path, "--fix")[1]
    assert "one way: the address with the length of AKS's default range" in said
    assert said.index("one way:") < said.index("+       podCidr: '10.244.0.0/16'")
    assert "one way, for you to decide" in run(tmp_path, "--fix", "--notes")[1]
    assert (tmp_path / "main.bicep").read_text() == sound("bicep")


def test_the_command_says_it_in_korean(tmp_path: Path) -> None:
    (tmp_path / "main.bicep").write_text(sound("bicep"))
    assert "고친 것이 없습니다" in run(tmp_path, "--fix", "--lang", "ko")[1]


def test_nothing_is_written_when_one_of_the_files_cannot_be(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("a\n")
    other.write_text("changed by somebody\n")
    with pytest.raises(Refusal, match="Nothing was changed"):
        write_texts(tmp_path, {"one": "a\n", "other": "b\n"}, {"one": "x\n", "other": "y\n"})
    assert one.read_text() == "a\n"
    assert other.read_text() == "changed by somebody\n"
    assert sorted(os.listdir(tmp_path)) == ["one", "other"]


def test_files_that_were_replaced_come_back_when_a_later_one_fails(tmp_path: Path) -> None:
    one, other, new = tmp_path / "one", tmp_path / "other", tmp_path / "new"
    for file in (one, other):
        file.write_text("a\n")
    new.write_text("b\n")
    with pytest.raises(FileNotFoundError):
        exchange({one: new, other: tmp_path / "not there"})
    assert (one.read_text(), other.read_text()) == ("a\n", "a\n")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp949"])
def test_a_file_keeps_its_encoding(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "main.bicep"
    file.write_bytes((moved("bicep") + "// 가나다\n").encode(encoding))
    mark = file.read_bytes()[:2]
    run(tmp_path, "--fix")
    text = file.read_bytes().decode(encoding)
    assert text != moved("bicep") + "// 가나다\n"
    assert text.endswith("// 가나다\n")
    assert file.read_bytes()[:2] == mark


def test_a_text_is_written_as_the_file_has_it_or_not_at_all() -> None:
    big = codecs.BOM_UTF16_BE + "a".encode("utf-16-be")
    assert encoded_as(big, "a", "b") == codecs.BOM_UTF16_BE + "b".encode("utf-16-be")
    assert encoded_as(b"a", "a", "b") == b"b"
    assert encoded_as(b"changed", "a", "b") is None
    assert encoded_as("가".encode("cp949"), "가", "😀") is None
