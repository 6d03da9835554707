"""`akslab plan` from the outside: what it prints, what it refuses, how it exits, and that it is quick and light."""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from akslab.cli import main

Run = Callable[..., tuple[int, str, str]]
HEAVY = ("aiohttp", "cryptography", "jwt", "pyroute2", "rich", "sqlite3", "asyncio")
START_CPU_S = 0.3


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Return a call of `akslab plan` in an empty directory: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["akslab", "plan", *arguments])
        with pytest.raises(SystemExit) as exited:
            main()
        said = capsys.readouterr()
        return int(exited.value.code or 0), said.out, said.err

    return run


def test_four_models_stand_side_by_side(plan: Run) -> None:
    code, out, _ = plan(
        "--nodes", "40", "--max-surge", "33%", "--pools", "3", "--growth", "2x", "--from", "10.64.0.0/12"
    )
    head, *rows = out.splitlines()
    row = {line[:24].strip(): line.split("  ") for line in rows if line}

    assert code == 0
    assert head.split("  ")[-1] == "Azure CNI Overlay"
    assert [cell.strip() for cell in row["node subnet"] if cell.strip()][1:] == [
        "10.64.129.0/25",
        "10.64.0.0/20",
        "10.64.65.0/25",
        "10.64.129.0/25",
    ]
    assert "upgrade of all pools at once: 80 + 28 = 108 nodes" in out
    assert "nothing rejected, nothing breaks" in out


def test_json_has_numbers_and_words(plan: Run) -> None:
    _, out, _ = plan("--nodes", "24", "--plugin", "kubenet", "-o", "json", "--lang", "ko")
    [found] = json.loads(out)["plans"]

    assert found["nodes"] == {"now": 24, "planned": 24, "surge": 3}
    assert found["binds"] == ["subnet"]
    assert found["dnsServiceIP"] == found["serviceCidr"].replace(".0/24", ".10")
    assert found["unsound"] == []
    assert found["arithmetic"][0] == {
        "key": "sum.nodes",
        "values": {"now": 24, "growth": "1x", "nodes": 24},
        "text": "노드: 현재 24, 증가 1x = 계획 24",
    }


def test_the_articles_case_is_taken_at_its_word(plan: Run) -> None:
    code, out, _ = plan("--nodes", "50", "--compare", "--case", "expressroute", "-o", "json")
    answer = json.loads(out)

    assert code == 0
    assert all(found["subnet"].startswith("172.16.") for found in answer["plans"])
    assert answer["recommendation"]["article"]["model"] == "kubenet"
    assert answer["recommendation"]["today"]["model"] == "overlay"
    assert "10.244.0.0/16 lie inside 10.0.0.0/8" in answer["case"]


def test_the_recommendation_is_printed_below_the_plans(plan: Run) -> None:
    _, out, _ = plan("--nodes", "50", "--compare", "--traffic", "outside", "--own-routes", "no")
    assert "the article's answer: Azure CNI\n  - most of the pods' traffic goes to resources outside" in out
    assert "today's answer: Azure CNI pod subnet" in out
    assert "2028-03-31" in out.rpartition("today's answer")[2]


def test_a_subnet_is_asked_what_it_holds(plan: Run) -> None:
    code, out, _ = plan("--subnet", "10.0.0.0/24")
    kubenet = next(line.split() for line in out.splitlines() if line.startswith("kubenet "))
    azure = next(line.split() for line in out.splitlines() if line.startswith("Azure CNI node subnet "))

    assert code == 0
    assert kubenet[1:3] == ["251", "27,610"]
    assert azure[4:6] == ["8", "240"]


@pytest.mark.parametrize(
    ("nodes", "code", "said"),
    [
        ("25", 1, "25 nodes + 3 of the surge = 28 > 27: does not fit; at most 24 nodes with this surge, or a /26"),
        ("24", 0, "24 nodes + 3 of the surge = 27 of 27: fits"),
    ],
)
def test_a_subnet_is_asked_whether_it_holds_this(plan: Run, nodes: str, code: int, said: str) -> None:
    exited, out, _ = plan("--subnet", "10.0.0.0/27", "--nodes", nodes, "--plugin", "kubenet")
    assert (exited, said in out) == (code, True)


def test_a_list_to_avoid_is_read_and_named(plan: Run) -> None:
    Path("ipam.csv").write_text("prefix,name\n10.64.0.0/16,hub\n")
    _, out, _ = plan("--nodes", "9", "--plugin", "kubenet", "--from", "10.64.0.0/15", "--avoid", "ipam.csv")
    assert "rejected: taken: 10.64.0.0/16 hub (ipam.csv:2)" in out
    assert "10.65.0.0/20" in out


def test_a_fleet_is_planned_from_its_file(plan: Run) -> None:
    Path("fleet.csv").write_text("name,nodes,plugin\na,9,kubenet\nb,500,kubenet\n")
    code, out, _ = plan("--fleet", "fleet.csv")
    assert code == 1
    assert "1 of 2 clusters have their ranges" in out
    assert "nothing fits for b: 500 nodes + 50 of the surge" in out

    code, out, err = plan("--fleet", "fleet.csv", "-o", "csv")
    assert (code, out.count("a node-subnet"), "nothing fits for b" in err) == (1, 1, True)
    assert [each["fits"] for each in json.loads(plan("--fleet", "fleet.csv", "-o", "json")[1])["clusters"]] == [
        True,
        False,
    ]


@pytest.mark.parametrize("output", ["az", "bicep", "terraform", "csv"])
def test_a_snippet_is_all_that_stands_on_stdout(plan: Run, output: str) -> None:
    code, out, err = plan("--nodes", "9", "--plugin", "overlay", "-o", output)
    assert (code, err) == (0, "")
    assert out.startswith({"az": "#!/bin/sh\n", "bicep": "// ", "terraform": "# ", "csv": "prefix,name,"}[output])


def test_there_is_no_snippet_of_what_does_not_fit(plan: Run) -> None:
    code, out, err = plan("--nodes", "500", "--plugin", "kubenet", "-o", "az")
    assert (code, out) == (1, "")
    assert err.startswith("akslab: 500 nodes + 50 of the surge")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--nodes", "x"], "--nodes: 'x' is not a whole number from 1 to 100,000"),
        (["--nodes", "-3"], "--nodes: '-3' is not a whole number"),
        (["--nodes", "2.5"], "--nodes: '2.5' is not a whole number"),
        (["--nodes", "0"], "--nodes: '0' is not a whole number"),
        (["--nodes", "1" * 40], "is not a whole number"),
        (["--nodes", "5", "--max-surge", "0"], "--max-surge: '0' is not a surge"),
        (["--nodes", "5", "--max-surge", "0%"], "--max-surge: '0%' is not a surge"),
        (["--nodes", "5", "--max-surge", "101%"], "--max-surge: '101%' is not a surge"),
        (["--nodes", "5", "--growth", "0.5x"], "--growth: '0.5x' is not a growth"),
        (["--nodes", "5", "--growth", "-2"], "--growth: '-2' is not a growth"),
        (["--nodes", "5", "--pods-per-node", "251"], "--pods-per-node: '251' is not a whole number from 10 to 250"),
        (["--nodes", "5", "--pools", "6"], "pools: 6 pools for 5 nodes"),
        (["--nodes", "5", "--pools", "2,2"], "nodes: 5, but the pools have 4 in all"),
        (["--nodes", "5", "--cluster", "a b"], "--cluster: 'a b' is no cluster name"),
        (["--pools", "2"], "how many nodes, or how many pods?"),
        (["--nodes", "5", "--take", "10.0.0.1/8"], "--take: '10.0.0.1/8' has host bits set; the range is 10.0.0.0/8"),
        (["--nodes", "5", "--take", "ten"], "--take: 'ten' is not a range"),
        (["--nodes", "5", "--take", "fd00::/8"], "--take: 'fd00::/8' is IPv6"),
        (["--nodes", "5", "--take", "8.0.0.0/8"], "8.0.0.0/8 is not private address space"),
        (["--nodes", "5", "--take", "10.0.0.0/8", "--take-pods", "10.9.0.0/16"], "overlap without being the same"),
        (["--nodes", "5", "--avoid", "absent.csv"], "absent.csv: cannot be read: No such file"),
        (["--nodes", "5", "--avoid", "."], "--avoid: '.' is not a range"),
        (["--nodes", "5", "--peer", "hub=10.0.0.9/8"], "--peer: '10.0.0.9/8' has host bits set"),
        (["--nodes", "5", "-o", "az"], "-o az writes one plan: add --plugin"),
        (
            ["--nodes", "5", "--compare", "--plugin", "kubenet"],
            "--compare (and --traffic, --own-routes) compares all plugins",
        ),
        (["--subnet", "10.0.0.0/24", "-o", "az"], "--subnet answers with -o text or json"),
        (["--subnet", "10.0.0.0"], "--subnet: '10.0.0.0' is not a range"),
        (["--fleet", "x.csv", "--compare"], "--fleet goes neither with --subnet nor with --compare"),
        (["--nodes", "5", "--plugin", "kubenet", "--traffic", "inside"], "compares all plugins: leave out --plugin"),
        (["--nodes", "5", "--pod-cidr", "10.0.0.0/16"], "--pod-cidr goes with --subnet only"),
        (["--nodes", "5", "--share-overlay-pods"], "--share-overlay-pods goes with --fleet only"),
        (["--fleet", "absent.csv"], "absent.csv: cannot be read"),
    ],
)
def test_a_wrong_wish_is_one_line_and_exit_2(plan: Run, arguments: list[str], said: str) -> None:
    code, out, err = plan(*arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_a_wrong_wish_is_told_in_korean_too(plan: Run) -> None:
    assert plan("--nodes", "x", "--lang", "ko")[2] == "akslab: --nodes: 'x'는 1부터 100,000까지의 정수가 아님\n"


def test_a_bad_line_of_a_list_is_told_by_file_and_line(plan: Run) -> None:
    Path("ipam.txt").write_text("10.0.0.0/8 ours\n10.300.0.0/16 theirs\n")
    assert plan("--nodes", "5", "--avoid", "ipam.txt")[2].startswith(
        "akslab: ipam.txt:2: '10.300.0.0/16' is not a range"
    )


def test_a_binary_list_is_refused(plan: Run) -> None:
    Path("ipam.csv").write_bytes(b"PK\x03\x04\0\0")
    assert (
        plan("--nodes", "5", "--avoid", "ipam.csv")[2]
        == "akslab: ipam.csv: is not a text file (UTF-8, UTF-16 or CP949)\n"
    )


def test_a_command_line_of_a_fleet_gives_the_defaults(plan: Run) -> None:
    Path("fleet.json").write_text('[{"name": "a", "nodes": 10}, {"name": "b", "nodes": 10, "max_surge": 1}]')
    _, out, _ = plan("--fleet", "fleet.json", "--plugin", "overlay", "--max-surge", "50%", "-o", "json")
    assert [each["nodes"]["surge"] for each in json.loads(out)["clusters"]] == [5, 1]


def in_fresh_python(program: str) -> str:
    """Run a program in an interpreter that has imported nothing yet; returns what it printed."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    return done.stdout


PROGRAM = "import sys; sys.argv = ['akslab', 'plan', '--nodes', '40', '--compare']; from akslab.cli import main; main()"


def test_it_needs_only_the_light_install() -> None:
    program = (
        f"{PROGRAM[:-6]}\ntry: main()\nexcept SystemExit: pass\nprint(*(n for n in {HEAVY!r} if n in sys.modules))"
    )
    assert in_fresh_python(program).splitlines()[-1] == ""


def test_it_is_there_in_a_blink() -> None:
    def cpu_s() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        in_fresh_python(PROGRAM)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)

    assert min(cpu_s() for _ in range(3)) < START_CPU_S
