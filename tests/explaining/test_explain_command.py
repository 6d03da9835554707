"""`akslab explain` from the outside: what it takes, what it prints, how it exits, and that it is quick and light."""

import io
import json
import re
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from akslab.cli import main

from . import pastes

Run = Callable[..., tuple[int, str, str]]
HEAVY = ("aiohttp", "cryptography", "jwt", "pyroute2", "rich", "sqlite3", "asyncio", "akslab.server", "akslab.kernel")
START_CPU_S = 0.3
PAGE = Path(__file__).parents[2] / "docs" / "errors.md"


class Typed(io.TextIOWrapper):
    """Standard input with bytes in it, as a pipe has them."""

    def __init__(self, content: bytes, is_terminal: bool) -> None:
        super().__init__(io.BytesIO(content))
        self.is_terminal = is_terminal

    def isatty(self) -> bool:
        return self.is_terminal


@pytest.fixture
def explain(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a call of `akslab explain`: exit code, stdout, stderr. `stdin` is what is piped in."""

    def run(*arguments: str, stdin: bytes | None = None) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["akslab", "explain", *arguments])
        monkeypatch.setattr(sys, "stdin", Typed(stdin or b"", stdin is None))
        with pytest.raises(SystemExit) as exited:
            main()
        said = capsys.readouterr()
        return int(exited.value.code or 0), said.out, said.err

    return run


def test_a_code_is_explained(explain: Run) -> None:
    code, out, err = explain("RouteTableMissingDefaultRouteError")
    assert (code, err) == (0, "")
    assert out.startswith("RouteTableMissingDefaultRouteError\n  The route table has no route for 0.0.0.0/0")
    assert "source   E8, O1, R41, X3, MicrosoftDocs/azure-docs#108240" in out
    assert "rules    user-routing-without-default-route" in out


def test_a_rule_is_explained_by_its_id(explain: Run) -> None:
    code, out, _ = explain("pod-cidr-overlaps-network")
    assert (code, out.splitlines()[0]) == (0, "pod-cidr-overlaps-network")
    assert "rules    pod-cidr-overlaps-network" in out


@pytest.mark.parametrize("arguments", [["-"], []])
def test_an_error_is_read_from_standard_input(explain: Run, arguments: list[str]) -> None:
    code, out, _ = explain(*arguments, stdin=pastes.DEPLOYMENT.encode())
    assert code == 0
    assert "the route table rt-hub in group net-rg" in " ".join(out.split())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp949"])
def test_what_a_windows_shell_wrote_is_read(explain: Run, encoding: str) -> None:
    code, out, _ = explain("-", stdin=f"오류: {pastes.AZ}".encode(encoding))
    assert (code, out.splitlines()[0]) == (0, "CustomRouteTableMissingPermission")


def test_an_error_of_several_words_needs_no_quotes(explain: Run) -> None:
    assert explain("cni", "plugin", "not", "initialized")[0] == 0


@pytest.mark.parametrize(
    "words", [["--vnet-subnet-id is not a valid Azure resource ID."], ["--max-surge", "must", "be", "positive"]]
)
def test_an_error_may_begin_with_dashes(explain: Run, words: list[str]) -> None:
    assert explain(*words)[0] == 0


def test_korean_is_spoken(explain: Run) -> None:
    code, out, _ = explain("--lang", "ko", "SubnetIsFull")
    assert code == 0
    assert "원인 1" in out
    assert "확장 집합이 서브넷에" in out


def test_json_has_the_documented_keys(explain: Run) -> None:
    code, out, _ = explain("-", "-o", "json", stdin=pastes.SERVICE.encode())
    answer = json.loads(out)
    first = answer["explanations"][0]
    assert code == 0
    assert first["name"] == "AuthorizationFailed"
    assert first["values"]["principal"] == pastes.PRINCIPAL
    keys = {*answer, *first, *first["causes"][0], *first["fixes"][0]}
    table = PAGE.read_text().partition("## As JSON")[2].partition("\n## ")[0]
    assert keys - set(re.findall(r"`\.?(\w+)(?:\[\])?`", table)) == set()
    assert [each["rank"] for each in answer["explanations"]] == ["cause", "symptom"]


def test_what_nobody_knows_ends_in_three_and_says_what_may_have_been_meant(explain: Run) -> None:
    code, out, err = explain("RouteTableMisingDefaultRoute")
    assert (code, out) == (3, "")
    assert err == "akslab: akslab knows no error in this text. Did you mean: RouteTableMissingDefaultRouteError?\n"
    code, out, _ = explain("RouteTableMisingDefaultRoute", "-o", "json")
    assert (code, json.loads(out)["suggestions"]) == (3, ["RouteTableMissingDefaultRouteError"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("service cidr overlap existing subnets cidr", "ServiceCidrOverlapExistingSubnetsCidr"),
        ("pod-cidr-overlap-network", "pod-cidr-overlaps-network"),
        ("(CustomRouteTableMissingPermissions) no right", "CustomRouteTableMissingPermission"),
        ("no IP adresses available in the range set", "no ip addresses available in range set"),
    ],
)
def test_near_misses_are_suggested(explain: Run, typed: str, meant: str) -> None:
    code, _, err = explain(typed)
    assert code == 3
    assert meant in err


@pytest.mark.parametrize("arguments", [["RouteTable", "--langg", "ko"], ["--nope"]])
def test_an_option_nobody_knows_is_wrong_usage(explain: Run, arguments: list[str]) -> None:
    code, out, err = explain(*arguments)
    assert (code, out) == (2, "")
    assert "No such option: --" in err


@pytest.mark.parametrize("stdin", [None, b"", b" \n"])
def test_nothing_is_wrong_usage(explain: Run, stdin: bytes | None) -> None:
    code, _, err = explain(*([] if stdin is None else ["-"]), stdin=stdin)
    assert (code, "Nothing to explain" in err) == (2, True)


@pytest.mark.parametrize("junk", [b"\xff\xfe\x00", b"\x00\x01\x02" * 100, bytes(range(256)) * 20])
def test_binary_junk_is_no_error_and_no_traceback(explain: Run, junk: bytes) -> None:
    assert explain("-", stdin=junk)[0] in (2, 3)


def test_explaining_starts_quickly_and_imports_nothing_heavy() -> None:
    program = (
        "import sys; sys.argv = ['akslab', 'explain', 'SubnetIsFull']\n"
        "from akslab.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"print('HEAVY', *(name for name in {HEAVY!r} if name in sys.modules))"
    )
    spent = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert done.stdout.startswith("SubnetIsFull\n")
    assert done.stdout.splitlines()[-1].split() == ["HEAVY"]
    assert min(spent) < START_CPU_S


@pytest.mark.parametrize("typed", re.findall(r"^\$ akslab explain (.+)$", PAGE.read_text(), re.MULTILINE))
def test_what_the_page_tells_people_to_type_is_explained(explain: Run, typed: str) -> None:
    assert explain(typed.strip('"'))[0] == 0
