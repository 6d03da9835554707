"""The command itself: what it reads, its exit codes, what it refuses in words, its JSON, and how little it imports."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from networks.files import CLUSTER, bicep

from akslab.cli import cli
from akslab.lab.refusal import Refusal

HOLDS = "must:\n  - from: kind:pod\n    to: kind:pod\n    ports: [tcp/80]\n"
FAILS = "must-not:\n  - from: kind:pod\n    to: kind:node\n    ports: [tcp/80]\n    why: pods are pods\n"
HEAVY = ("aiohttp", "cryptography", "jwt", "rich", "pyroute2", "akslab.kernel", "akslab.server", "akslab.kube")


def run(*arguments: str) -> tuple[int, str]:
    """Return exit code and stdout, or the words of the refusal."""
    done = CliRunner().invoke(cli, ["reach", *arguments])
    if isinstance(done.exception, Refusal):
        return done.exception.exit_code, str(done.exception)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout


@pytest.fixture
def template(tmp_path: Path) -> str:
    (tmp_path / "main.bicep").write_text(bicep())
    return str(tmp_path / "main.bicep")


def expecting(tmp_path: Path, text: str) -> str:
    (tmp_path / "expect.yaml").write_text(text)
    return str(tmp_path / "expect.yaml")


def test_a_network_that_was_never_deployed_is_answered_for(template: str) -> None:
    code, said = run("--template", template)
    assert code == 0
    assert said.startswith("Groups: 3, endpoints: 7")
    assert "arrives: everything" in said
    assert "on the same node" in said


def test_expectations_decide_the_exit_code(template: str, tmp_path: Path) -> None:
    assert run("--template", template, "--expect", expecting(tmp_path, HOLDS)) == (0, "1 of 1 expectations hold.\n")
    code, said = run("--template", template, "--expect", expecting(tmp_path, HOLDS + FAILS))
    assert code == 1
    assert "expect.yaml:6: pod" in said
    assert "because: pods are pods" in said
    assert "the packet: tcp 10.244.0.3:40000 -> 192.168.1." in said
    assert "let through by: " in said
    assert "the request: pod2@nodepool1/0 > " in said
    assert "1 of 2 expectations hold." in said
    code, said = run("--template", template, "--expect", expecting(tmp_path, FAILS), "--lang", "ko")
    assert code == 1
    assert "닿으면 안 되지만 닿음" in said
    assert "패킷: tcp 10.244.0.3:40000 -> 192.168.1." in said
    assert not re.search("delivered|drops|source address|takes it", said)


def test_the_json_of_a_failure_has_the_packet_and_its_trace(template: str, tmp_path: Path) -> None:
    code, said = run("--template", template, "--expect", expecting(tmp_path, FAILS), "-o", "json")
    assert code == 1
    answer = json.loads(said)
    assert any("ip-masq agent" in each for each in answer["network"]["open"])
    (found,) = answer["expectations"]
    assert found["holds"] is False
    assert found["expectation"]["line"] == 2
    assert found["counterexample"]["packet"]["destination_port"] == 80
    assert found["counterexample"]["trace"]["disposition"] == "delivered"
    assert answer["version"] == 1
    assert {"route", "security-rule", "system-route", "masquerade"} & {
        each["kind"] for each in found["counterexample"]["passed"]
    }


def test_only_some_may_be_asked_for(template: str) -> None:
    code, said = run("--template", template, "--from", "kind:pod", "--to", "kind:node", "-o", "json")
    answer = json.loads(said)
    assert code == 0
    assert {answer["groups"][cell["from"]]["kind"] for cell in answer["cells"]} == {"pod"}
    assert {answer["groups"][cell["to"]]["kind"] for cell in answer["cells"]} == {"node"}


def test_a_change_says_what_it_closes(template: str) -> None:
    code, said = run(
        "--template", template, "--from", "kind:pod", "--to", "kind:pod", "--what-if", "association remove snet-aks"
    )
    assert code == 0
    assert said.startswith("- pod")
    assert "everything" in said
    code, said = run("--template", template, "--what-if", "association remove snet-aks", "-o", "json")
    assert all(each["closed"] and not each["opened"] for each in json.loads(said)["differences"])


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--from", "kind:pud"), 3, "means nobody"),
        (("--from", "10.0.0.0/77"), 2, "10.0.0.0/77"),
        (("--expect", "gone.yaml"), 2, "gone.yaml: there is no such file"),
        (("--expect", "{bad}"), 2, "expect.yaml:1: "),
        (("--expect", "{bad}", "--from", "x"), 2, "leave --from"),
        (("--what-if", "route frobnicate"), 2, "frobnicate"),
        (("--export", "x"), 2, "give --template or --export"),
        (("--expect", "/dev/zero"), 2, "no ordinary file"),
        (("--from", "1.2.3.400"), 2, "looks like an address"),
        (("--to", "10.99.0.0/16"), 3, "means nobody"),
        (("--to", "10.0.0.10"), 2, "service range"),
        (("--to", "203.0.113.10"), 2, "load balancer"),
    ],
)
def test_wrong_use_is_told_in_words(
    template: str, tmp_path: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    bad = expecting(tmp_path, "nonsense")
    filled = [bad if each == "{bad}" else each for each in arguments]
    assert run("--template", template, *filled)[0] == code
    assert told in run("--template", template, *filled)[1]


def test_a_public_address_is_reached_as_the_trace_says(template: str, tmp_path: Path) -> None:
    """Somebody on the Internet has it, one kind of host in every range that is meant."""
    _, said = run("--template", template, "--from", "kind:pod", "--to", "8.8.8.8")
    assert "arrives: everything" in said
    assert "stops" not in said
    assert "same node" not in said
    for where in ("8.8.8.8", "8.8.8.0/24"):
        must = f"must:\n  - from: kind:pod\n    to: {where}\n"
        assert run("--template", template, "--expect", expecting(tmp_path, must))[0] == 0
        assert run("--template", template, "--expect", expecting(tmp_path, must.replace("must", "must-not")))[0] == 1


def test_an_address_that_nobody_has_is_on_no_node(template: str) -> None:
    _, said = run("--template", template, "--from", "kind:pod", "--to", "10.244.0.99")
    assert "  10.244.0.99, in its own network\n" in said
    assert "same node" not in said


@pytest.mark.parametrize("language", ["en", "ko"])
def test_who_stops_a_packet_is_named_with_its_place(tmp_path: Path, language: str) -> None:
    """A security rule by its group, IP forwarding by its interface, both where they are written."""
    (tmp_path / "main.bicep").write_text(bicep(GUARD, subnet="networkSecurityGroup: { id: guard.id }"))
    asked = ("--template", str(tmp_path / "main.bicep"), "--from", "node/*", "--to", "node/*", "--lang", language)
    said = run(*asked)[1]
    assert "no-web" in said
    assert "guard" in said
    assert re.search(r"\[main\.bicep:\d+\]", said)
    assert language == "en" or not re.search("drops|rule|priority", said)
    cell = next(each for each in json.loads(run(*asked, "-o", "json")[1])["cells"] if each["kinship"] == "apart")
    (stopped,) = (each for each in cell["passages"] if not each["arrives"])
    assert stopped["by"]["kind"] == "security-rule"
    assert stopped["by"]["id"].endswith("/guard")


GUARD = """\
resource guard 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'guard'
  location: 'koreacentral'
  properties: { securityRules: [
    {
      name: 'no-web'
      properties: {
        priority: 100, direction: 'Inbound', access: 'Deny', protocol: 'Tcp', sourceAddressPrefix: '*'
        sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '80'
      }
    }
  ] }
}
"""
SPOKE = """\
resource peering 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2024-05-01' = {
  parent: vnet
  name: 'to-hub'
  properties: {
    remoteVirtualNetwork: { id: resourceId('rg-hub', 'Microsoft.Network/virtualNetworks', 'vnet-hub') }
    remoteAddressSpace: { addressPrefixes: ['10.0.0.0/16'] }
    allowVirtualNetworkAccess: true
  }
}
"""


@pytest.fixture
def spoke(tmp_path: Path) -> str:
    """Give a template with a peered hub of which only the range is known."""
    (tmp_path / "spoke.bicep").write_text(bicep(SPOKE))
    return str(tmp_path / "spoke.bicep")


@pytest.mark.parametrize("sense", ["must", "must-not"])
def test_what_a_peering_may_carry_is_settled_neither_way(spoke: str, tmp_path: Path, sense: str) -> None:
    file = expecting(tmp_path, f"{sense}:\n  - from: kind:pod\n    to: 10.0.2.4\n    ports: tcp/22\n")
    code, said = run("--template", spoke, "--expect", file)
    assert code == 1
    assert "reaches 10.0.2.4 with tcp/22 is not settled: it does not, unless" in said
    assert "  the peering of vnet-aks with vnet-hub carries it" in said
    assert "0 of 1 expectations hold, 1 not settled." in said
    code, said = run("--template", spoke, "--expect", file, "-o", "json")
    (found,) = json.loads(said)["expectations"]
    assert (code, found["holds"], found["counterexample"], found["undecided"]["arrives"]) == (1, False, None, False)
    assert "peering" in found["undecided"]["unless"][0]["text"]


def test_what_rests_on_something_unknown_is_marked_open(spoke: str) -> None:
    code, said = run("--template", spoke, "--from", "kind:pod", "--to", "10.0.2.4", "--to", "kind:pod")
    assert code == 0
    assert said.count("open: unless the peering of vnet-aks with vnet-hub carries it") == 1
    _, said = run("--template", spoke, "--from", "kind:pod", "--to", "10.0.2.4", "--to", "kind:pod", "-o", "json")
    answer = json.loads(said)
    found = {
        (answer["groups"][cell["to"]]["name"], passage["open"], len(passage["unless"]))
        for cell in answer["cells"]
        for passage in cell["passages"]
    }
    assert {each[1:] for each in found if each[0] == "10.0.2.4"} == {(True, 1)}
    assert {each[1:] for each in found if each[0] != "10.0.2.4"} == {(False, 0)}


def test_what_no_peering_carries_is_settled(spoke: str, tmp_path: Path) -> None:
    elsewhere = "must-not:\n  - from: kind:pod\n    to: 10.99.0.0/16\nmust:\n  - from: kind:pod\n    to: kind:pod\n"
    assert run("--template", spoke, "--expect", expecting(tmp_path, elsewhere)) == (0, "2 of 2 expectations hold.\n")


def test_files_need_no_server_and_no_kernel(template: str) -> None:
    program = (
        f"import sys; sys.argv = ['akslab', 'reach', '--template', {template!r}]\n"
        "from akslab.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"print('HEAVY', *(name for name in {HEAVY!r} if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines()[-1].split() == ["HEAVY"]


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("nodepool1/0", ["node/aks-nodepool1-65090712-vmss000000"]),
        ("node/nodepool1/1", ["node/aks-nodepool1-65090712-vmss000001"]),
        ("pod@nodepool1/0", ["pod@nodepool1/0"]),
        ("POD@nodepool1/0", ["pod@nodepool1/0"]),
        ("pod:pod2@nodepool1/1", ["pod2@nodepool1/1"]),
        ("aks/nodepool1/0", ["node/aks-nodepool1-65090712-vmss000000"]),
        ("10.244.0.2", ["pod@nodepool1/0"]),
        ("pod/*", ["pod2@nodepool1/0", "pod2@nodepool1/1", "pod@nodepool1/0", "pod@nodepool1/1"]),
        ("nodepool1/*", ["node/aks-nodepool1-65090712-vmss000000", "node/aks-nodepool1-65090712-vmss000001"]),
        ("group:snet-aks", [
            "node/aks-nodepool1-65090712-vmss000000", "node/aks-nodepool1-65090712-vmss000001", "pod2@nodepool1/0",
            "pod2@nodepool1/1", "pod@nodepool1/0", "pod@nodepool1/1",
        ]),
    ],
)  # fmt: skip
def test_every_name_that_trace_takes_is_taken(template: str, who: str, names: list[str]) -> None:
    answer = json.loads(run("--template", template, "--from", who, "--to", "internet", "-o", "json")[1])
    senders = {cell["from"] for cell in answer["cells"]}
    assert sorted(name for each in senders for name in answer["groups"][each]["members"]) == names


def test_a_name_that_several_have_is_refused_with_the_candidates(tmp_path: Path) -> None:
    second = CLUSTER.replace("resource aks ", "resource two ").replace("name: 'aks'", "name: 'two'")
    second = second.replace("10.244.0.0/16", "10.245.0.0/16")
    (tmp_path / "two.bicep").write_text(bicep(second))
    code, said = run("--template", str(tmp_path / "two.bicep"), "--from", "nodepool1/0")
    assert code == 2
    assert "could be any of" in said
