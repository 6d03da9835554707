"""The real az against the real server: signed in without login, signing in every way, talking to nobody else."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from akslab.lab.az import child_environment, write_config_directory
from akslab.lab.find_az import AzNotFoundError, find_az

from .serving import CLIENT_ID, IDENTITY_CLIENT_ID, SECRET, SUBSCRIPTION_ID, TENANT_ID, ServedLab, served_lab

pytestmark = pytest.mark.az

WATCH = """
import os, sys

def watch(event, args):
    if event == "socket.connect":
        with open(os.environ["CONNECTS"], "a") as file:
            file.write(repr(args[1]) + "\\n")

sys.addaudithook(watch)
"""


class Az:
    """Runs az in a configuration directory of its own."""

    def __init__(self, lab: ServedLab, directory: Path) -> None:
        self.lab = lab
        self.directory = directory
        self.environment = child_environment(os.environ, lab.connection)
        self.environment["AZURE_CONFIG_DIR"] = str(directory)

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run `az …`."""
        az = find_az(os.environ)
        return subprocess.run(
            [az, *arguments], env=self.environment, capture_output=True, text=True, timeout=60, check=False
        )

    def json(self, *arguments: str) -> Any:
        """Run `az …`, which must succeed, and return what it printed."""
        done = self.run(*arguments, "-o", "json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout or "null")


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedLab]:
    try:
        find_az(os.environ)
    except AzNotFoundError as missing:
        pytest.fail(str(missing))
    with served_lab(tmp_path_factory.mktemp("lab")) as serving:
        write_config_directory(serving.connection)
        yield serving


@pytest.fixture(scope="module")
def az(lab: ServedLab) -> Az:
    """Az as `akslab az` runs it."""
    return Az(lab, lab.connection.config_dir)


@pytest.fixture
def fresh(lab: ServedLab, tmp_path: Path) -> Az:
    """Az that knows the cloud, but has nobody signed in."""
    write_config_directory(lab.connection)
    for name in ("clouds.config", "config"):
        (tmp_path / name).write_bytes((lab.connection.config_dir / name).read_bytes())
    return Az(lab, tmp_path)


def test_az_is_signed_in_without_a_login(az: Az) -> None:
    assert az.json("account", "show")["id"] == SUBSCRIPTION_ID
    assert [account["tenantId"] for account in az.json("account", "list")] == [TENANT_ID]


def test_az_connects_to_the_lab_and_to_nothing_else(az: Az, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(WATCH)
    watched = Az(az.lab, az.directory)
    watched.environment |= {"PYTHONPATH": str(tmp_path), "CONNECTS": str(tmp_path / "connects")}
    assert watched.run("group", "list").returncode == 0
    connects = set((tmp_path / "connects").read_text().splitlines())
    port = az.lab.base_url.rpartition(":")[2]
    assert connects
    assert connects <= {f"('127.0.0.1', {port})", f"('::1', {port}, 0, 0)"}


def test_what_az_has_no_endpoint_for_ends_at_the_closed_proxy(az: Az) -> None:
    done = az.run("rest", "--url", "https://management.azure.com/subscriptions?api-version=2022-12-01")
    assert done.returncode == 1
    assert "127.0.0.1" in done.stderr
    assert "proxy" in done.stderr.lower()


def test_az_cloud_register_and_a_service_principals_login(lab: ServedLab, tmp_path: Path) -> None:
    az = Az(lab, tmp_path)
    az.json("cloud", "register", "-n", "Mine", "--endpoint-resource-manager", lab.base_url)
    az.json("cloud", "set", "-n", "Mine")
    login = ("login", "--service-principal", "-u", CLIENT_ID, "--tenant", TENANT_ID, "-p")
    wrong = az.run(*login, "not the secret")
    assert wrong.returncode == 1
    assert "AADSTS7000215: Invalid client secret provided" in wrong.stderr
    assert [account["id"] for account in az.json(*login, SECRET)] == [SUBSCRIPTION_ID]


def test_az_login_as_the_machines_identity_through_either_endpoint(fresh: Az) -> None:
    assert fresh.json("login", "--identity")[0]["user"]["assignedIdentityInfo"] == "MSI"
    for name in ("IDENTITY_ENDPOINT", "IDENTITY_HEADER"):
        del fresh.environment[name]
    user = fresh.json("login", "--identity", "--client-id", IDENTITY_CLIENT_ID)[0]["user"]
    assert user["assignedIdentityInfo"] == f"MSIClient-{IDENTITY_CLIENT_ID}"
    assert fresh.json("group", "list") == []
    assert fresh.lab.engine.requests[-1].app_id == IDENTITY_CLIENT_ID


def test_az_login_with_a_device_code_needs_nobody(fresh: Az) -> None:
    assert fresh.json("login", "--use-device-code")[0]["user"]["name"] == "local@akslab.invalid"
    assert fresh.json("ad", "signed-in-user", "show")["displayName"] == "Local User"


def test_az_ad_sp_create_for_rbac_makes_a_principal_that_can_sign_in_until_it_is_deleted(az: Az, fresh: Az) -> None:
    made = az.json("ad", "sp", "create-for-rbac", "--name", "my robot")
    login = ("login", "--service-principal", "-u", made["appId"], "--tenant", made["tenant"], "-p", made["password"])
    fresh.json(*login)
    assert az.json("ad", "sp", "show", "--id", made["appId"])["displayName"] == "my robot"
    assert az.run("ad", "sp", "delete", "--id", made["appId"]).returncode == 0
    fresh.run("account", "clear")
    refused = fresh.run(*login)
    assert refused.returncode == 1
    assert "AADSTS700016" in refused.stderr
