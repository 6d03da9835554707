"""The command itself: what it reads, its exit codes, what it refuses in words, its JSON, and how little it imports."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from doctor.az_shapes import kubectl_list, sound, written
from networks.files import bicep
from networks.services import endpoint_slice, service

from akslab.cli import cli
from akslab.lab.refusal import Refusal

from .gallery import INPUTS

ENDS = ("pod@nodepool1/0", "pod@nodepool1/1")
FORBIDDEN = (
    "akslab.server",
    "akslab.kernel",
    "akslab.kube",
    "akslab.store",
    "akslab.controllers",
    "akslab.azure",
    "akslab.arm",
)
HEAVY = ("aiohttp", "cryptography", "jwt", "rich", "pyroute2")


def run(*arguments: str) -> tuple[int, str]:
    """Return exit code and stdout, or the words of the refusal."""
    done = CliRunner().invoke(cli, ["trace", *arguments])
    if isinstance(done.exception, Refusal):
        return done.exception.exit_code, str(done.exception)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout


@pytest.fixture
def template(tmp_path: Path) -> str:
    (tmp_path / "main.bicep").write_text(bicep())
    return str(tmp_path / "main.bicep")


@pytest.fixture
def export(tmp_path: Path) -> Path:
    folder = tmp_path / "export"
    folder.mkdir()
    for name, text in written(sound()).items():
        (folder / name).write_text(text)
    return folder


def test_a_template_a_folder_and_an_archive_of_it_say_the_same(template: str, tmp_path: Path) -> None:
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as into:
        into.write(template, "main.bicep")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "main.bicep").write_text(bicep())
    answers = {run("--template", str(path), *ENDS) for path in (template, folder, archive)}
    assert len(answers) == 1
    assert next(iter(answers))[0] == 0


def test_an_export_is_read_as_a_folder_and_as_an_archive(export: Path, tmp_path: Path) -> None:
    archive = tmp_path / "export.zip"
    with zipfile.ZipFile(archive, "w") as into:
        for each in export.iterdir():
            into.write(each, each.name)
    assert run("--export", str(export), *ENDS) == run("--export", str(archive), *ENDS)
    assert run("--export", str(export), *ENDS)[0] == 0


def test_a_script_is_played_as_check_plays_it() -> None:
    code, said = run("--template", str(INPUTS.parent / "article.sh"), *ENDS)
    assert (code, said.splitlines()[0].split()[0]) == (0, "ARRIVES")


def test_a_plan_is_read_like_any_other_file(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    values = {
        "name": "vm-nic",
        "location": "koreacentral",
        "resource_group_name": "rg",
        "ip_configuration": [
            {"name": "ipconfig1", "subnet_id": "/subscriptions/s/x", "private_ip_address": "10.0.0.4"}
        ],
    }
    change = {"actions": ["create"], "before": None, "after": values, "after_unknown": {}}
    resource = {
        "address": "azurerm_network_interface.vm",
        "mode": "managed",
        "type": "azurerm_network_interface",
        "name": "vm",
        "provider_name": "registry.terraform.io/hashicorp/azurerm",
        "change": change,
    }
    plan.write_text(json.dumps({"format_version": "1.2", "terraform_version": "1.9.0", "resource_changes": [resource]}))
    code, said = run("--plan", str(plan), "vm-nic", "internet")
    assert (code, "vm-nic: the subnet of its network interface is not in the input" in said) == (2, True), said


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--template", "nowhere.bicep", *ENDS), 2, "there is no such file"),
        (("--template", "x", "--export", "y", *ENDS), 2, "give --template or --export, not both"),
        (("--template", "{}", "--kernel", *ENDS), 2, "it needs a running lab"),
        (("--template", "{}", "pod@nodepool1/0", "pod@nodepool1/7"), 3, "near: pod@nodepool1/1"),
        (("--template", "{}", "pod@nodepool1/0", "mcr.microsoft.com"), 3, "looks like a DNS name"),
        (("--template", "{}", "pod@nodepool1/0", "svc/web"), 2, "a service is not part of akslab's network yet"),
        (("--template", "{}", "pod@nodepool1/0", "10.1.2.300"), 2, "is not an IPv4 address"),
        (("--template", "{}", "pod@nodepool1/0", "10.1.2.3:99999"), 2, "'99999' is not a port"),
        (("--template", "{}", "9.9.9.9x", "internet"), 3, "nobody is called '9.9.9.9x'"),
        (("--template", "{}", "192.168.1.200", "internet"), 3, "nobody here has the address 192.168.1.200"),
        (("--template", "{}", *ENDS, "--site", "hq"), 2, "write NAME=PREFIX@MACHINE"),
        (("--template", "{}", *ENDS, "--site", "hq=172.16.0.0/16@vpn"), 3, "there is no machine 'vpn'"),
        (("--template", "{}", *ENDS, "--what-if", "delete everything"), 2, "route delete TABLE/ROUTE"),
    ],
)
def test_what_can_not_be_asked_is_refused_in_words(
    template: str, arguments: tuple[str, ...], code: int, words: str
) -> None:
    found = run(*(each.format(template) if each == "{}" else each for each in arguments))
    assert (found[0], words in found[1]) == (code, True), found


def test_two_things_to_deploy_must_be_told_apart(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.bicep").write_text(bicep())
    code, said = run("--template", str(tmp_path), *ENDS)
    assert (code, "one.bicep, two.bicep" in said) == (2, True)


def test_pods_of_two_clusters_with_one_name_list_the_candidates(tmp_path: Path) -> None:
    shared = (INPUTS / "shared-table.bicep").read_text().replace("bluepool", "pool").replace("greenpool", "pool")
    file = tmp_path / "shared.bicep"
    file.write_text(shared)
    code, said = run("--template", str(file), "pod@pool/0", "pod@pool/1")
    assert (code, "pod/blue/pod@pool/1, pod/green/pod@pool/1" in said) == (2, True), said
    assert run("--template", str(file), "blue/pod@pool/0", "pod/green/pod@pool/1")[0] == 0


def test_a_device_is_no_template_and_is_not_read() -> None:
    code, said = run("--template", "/dev/zero", *ENDS)
    assert (code, "neither a directory nor an ordinary file" in said) == (2, True)


def test_an_address_of_no_machine_is_refused_in_the_language_that_is_asked_for(template: str) -> None:
    code, said = run("--template", template, ENDS[0], "224.0.0.1", "--lang", "ko")
    assert (code, "224.0.0.1" in said, "is not" in said) == (2, True, False)


def test_a_port_may_stand_behind_a_name_and_a_kind_before_it(template: str) -> None:
    _, said = run("--template", template, "pod:pod@nodepool1/0", "node:nodepool1/1:22", "-o", "json")
    assert json.loads(said)["packet"]["destination_port"] == 22


def test_a_service_is_answered_with_the_command_that_asks_for_who_is_behind_it(tmp_path: Path) -> None:
    objects = kubectl_list(service("web"), endpoint_slice("web", "10.244.1.2"))
    for name, value in sound(services=objects).items():
        (tmp_path / name).write_text(json.dumps(value))
    given = ("--export", str(tmp_path))
    code, said = run(*given, "pod@nodepool1/0", "10.0.12.7:80", "--udp")
    again = f"akslab trace --export {tmp_path} --udp pod@nodepool1/0 10.244.1.2:8080"
    assert (code, again in said) == (2, True), said
    assert run(*again.split()[2:])[0] == 0
    assert f"{tmp_path} 10.244.1.2 pod@nodepool1/0" in run(*given, "svc/web", "pod@nodepool1/0")[1]


def test_the_exit_code_is_the_verdict(template: str) -> None:
    assert run("--template", template, *ENDS)[0] == 0
    assert run("--template", template, *ENDS, "--what-if", "association remove snet-aks")[0] == 1
    assert run("--template", template, *ENDS, "--ttl", "1")[0] == 1


JSON_KEYS = {
    "version", "network", "from", "to", "packet", "verdict", "openings", "behind", "further", "legs", "whatIf",
    "kernel", "contradictions", "notPartOfIt",
}  # fmt: skip
VERDICT_KEYS = {
    "outcome", "certain", "disposition", "text", "obstacles", "unless", "taken", "seenSource", "ttlLeft",
    "arrivesElsewhere", "there", "back", "asymmetric",
}  # fmt: skip


def test_json_has_the_keys_that_the_page_explains(template: str) -> None:
    _, said = run("--template", template, *ENDS, "--what-if", "association remove snet-aks", "-o", "json")
    story = json.loads(said)
    assert set(story) == JSON_KEYS
    assert set(story["verdict"]) == VERDICT_KEYS
    assert set(story["whatIf"]) == {"edits", "differences", "verdict", "legs"}
    step = story["legs"][0]["hops"][2]["steps"][0]
    assert {"type", "headers", "text", "by"} <= set(step)
    page = (INPUTS.parent / "trace.md").read_text()
    assert [key for key in JSON_KEYS | VERDICT_KEYS if f"`{key}`" not in page] == []


def test_files_are_traced_without_a_server_a_kernel_or_kubernetes() -> None:
    program = (
        "import sys\n"
        f"sys.argv = ['akslab', 'trace', '--template', 'article.bicep', {ENDS[0]!r}, {ENDS[1]!r}]\n"
        "from akslab.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"print('LOADED', *(n for n in sys.modules if n.startswith({FORBIDDEN!r}) or n.split('.')[0] in {HEAVY!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=INPUTS, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.splitlines()[-1].split() == ["LOADED"], done.stdout[-500:] + done.stderr[-500:]
    assert done.stdout.startswith("ARRIVES")
