"""Arguments as az reads them, and the tables of options compared with the real az."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from akslab.importers.scripts.commands.registry import COMMANDS
from akslab.importers.scripts.options.arguments import Arguments, read_arguments
from akslab.importers.scripts.options.table import Takes, table_of
from akslab.importers.scripts.texts import Text
from akslab.lab.find_az import find_az


def arguments(command: str, *words: str) -> Arguments:
    table = table_of(command)
    assert table is not None
    return read_arguments(table, [Text(text=word) for word in words])


def values(found: Arguments, option: str) -> list[str]:
    return [text.text for text in found.texts(option)]


@pytest.mark.parametrize(
    ("words", "option", "expected"),
    [
        (["--name", "a"], "--name", ["a"]),
        (["--name=a"], "--name", ["a"]),
        (["-n", "a"], "--name", ["a"]),
        (["-na"], "--name", ["a"]),
        (["-n=a"], "--name", ["a"]),
        (["--name", "a", "-n", "b"], "--name", ["b"]),
        (["--address-prefixes", "a", "b", "-n", "c"], "--address-prefixes", ["a", "b"]),
        (["--address-prefix", "a"], "--address-prefixes", ["a"]),
        (["--subnet-prefix", "a"], "--subnet-prefixes", ["a"]),
        (["--no-wait", "-n", "c"], "--name", ["c"]),
        (["--vm-protection", "true"], "--vm-protection", ["true"]),
        (["--flowtimeout", "-5"], "--flowtimeout", ["-5"]),
    ],
)
def test_values_belong_to_their_options(words: list[str], option: str, expected: list[str]) -> None:
    assert values(arguments("network vnet create", *words), option) == expected


def test_an_option_that_is_not_there_is_told_with_what_follows_it() -> None:
    found = arguments("network vnet create", "--nope", "x", "-n", "v")
    assert [text.text for text in found.unknown] == ["--nope"]
    assert values(found, "--name") == ["v"]


def test_a_beginning_of_several_options_is_none_of_them() -> None:
    found = arguments("aks create", "--network-pl", "kubenet")
    assert [text.text for text in found.unknown] == ["--network-pl"]


def test_an_option_of_an_older_az_is_read_and_known_as_such() -> None:
    found = arguments("network vnet peering create", "--remote-vnet-id", "x")
    given = found.find("--remote-vnet-id")
    assert given is not None
    assert not given.option.is_known
    assert values(found, "--remote-vnet-id") == ["x"]


def test_every_command_that_is_read_has_its_options() -> None:
    assert [path for path in COMMANDS if table_of(path) is None] == []
    assert len(COMMANDS) >= 45


TAKES: dict[object, Takes] = {None: "one", 0: "none", "?": "maybe", "*": "several", "+": "several"}
ASKED = """
import argparse, json, sys
from azure.cli.core import get_default_cli
found = {}
for path in json.loads(sys.stdin.read()):
    cli = get_default_cli()
    az = cli.invocation_cls(cli_ctx=cli, parser_cls=cli.parser_cls, commands_loader_cls=cli.commands_loader_cls,
                            help_cls=cli.help_cls)
    cli.invocation = az
    az.data["command_string"] = path
    loader = az.commands_loader
    loader.load_command_table(path.split())
    if path not in loader.command_table:
        continue
    loader.command_name = path
    loader.load_arguments(path)
    loader.command_table = {path: loader.command_table[path]}
    az.parser.cli_ctx = cli
    az.parser.load_command_table(loader)
    parser = az.parser
    for word in path.split():
        parser = next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction)).choices[word]
    found[path] = {str(getattr(o, "target", o)): a.nargs for a in parser._actions for o in a.option_strings}
print(json.dumps(found))
"""
SOME = ("aks create", "aks nodepool add", "network vnet create", "network vnet subnet update", "role assignment create")


@pytest.mark.az
def test_the_tables_are_those_of_the_real_az(tmp_path: Path) -> None:
    python = find_az(dict(os.environ)).resolve().with_name("python")
    environment = {**os.environ, "AZURE_CONFIG_DIR": str(tmp_path), "AZURE_CORE_COLLECT_TELEMETRY": "false"}
    done = subprocess.run(
        [python, "-c", ASKED],
        input=json.dumps(SOME),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        env=environment,
    )
    real = json.loads(done.stdout.splitlines()[-1])
    assert set(real) == set(SOME)
    for path, options in real.items():
        table = table_of(path)
        assert table is not None
        ours = {name: option.takes for name, option in table.by_name.items() if option.is_known}
        theirs = {
            name: TAKES[nargs] for name, nargs in options.items() if not name.startswith("--__") and name != "--cmd"
        }
        assert {name: takes for name, takes in theirs.items() if ours.get(name) != takes} == {}
