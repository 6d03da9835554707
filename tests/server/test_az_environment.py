"""What az is given, and which az."""

import json
from configparser import ConfigParser
from pathlib import Path

import pytest

from akslab.lab.az import Connection, az_environment, child_environment, write_config_directory
from akslab.lab.find_az import AzNotFoundError, az_version, find_az, installed_az

URL = "https://localhost:4711"


@pytest.fixture
def connection(tmp_path: Path) -> Connection:
    return Connection(
        base_url=URL,
        tenant_id="tenant",
        subscription_id="subscription",
        client_id="client",
        secret="secret",
        ca_path=tmp_path / "ca.pem",
        config_dir=tmp_path / "azure",
        identity_header="header",
    )


def _fake_az(prefix: Path, version: str | None, script: str = "#!/bin/sh\nexit 1\n") -> Path:
    az = prefix / "bin" / "az"
    az.parent.mkdir(parents=True)
    az.write_text(script)
    az.chmod(0o755)
    if version:
        (prefix / "lib/python3.11/site-packages" / f"azure_cli-{version}.dist-info").mkdir(parents=True)
    return az


def test_every_endpoint_of_the_cloud_is_the_lab(connection: Connection) -> None:
    write_config_directory(connection)
    clouds = ConfigParser()
    clouds.read(connection.config_dir / "clouds.config")
    assert clouds.sections() == ["akslab"]
    assert set(clouds["akslab"].values()) == {URL}
    assert "endpoint_resource_manager" in clouds["akslab"]


def test_the_profile_is_of_the_active_cloud_and_the_files_are_private(connection: Connection) -> None:
    write_config_directory(connection)
    config = ConfigParser()
    config.read(connection.config_dir / "config")
    profile = json.loads((connection.config_dir / "azureProfile.json").read_text())
    assert profile["subscriptions"][0]["environmentName"] == config["cloud"]["name"]
    assert {file.stat().st_mode & 0o777 for file in connection.config_dir.iterdir()} == {0o600}
    assert connection.config_dir.stat().st_mode & 0o777 == 0o700


def test_a_second_start_keeps_the_users_defaults_and_takes_the_new_port(connection: Connection) -> None:
    write_config_directory(connection)
    with (connection.config_dir / "config").open("a") as config:
        config.write("[defaults]\ngroup = mine\n")
    moved = Connection(
        **{name: getattr(connection, name) for name in connection.__struct_fields__}
        | {"base_url": "https://localhost:1"}
    )
    write_config_directory(moved)
    assert "group = mine" in (connection.config_dir / "config").read_text()
    assert URL not in (connection.config_dir / "clouds.config").read_text()


def test_nothing_of_the_users_own_azure_reaches_the_child(connection: Connection) -> None:
    inherited = {
        "PATH": "/bin",
        "AZURE_CLIENT_SECRET": "real",
        "AZURE_CONFIG_DIR": "/home/me/.azure",
        "ARM_CLOUD_METADATA_URL": "https://real",
        "MSI_ENDPOINT": "http://real",
        "CURL_CA_BUNDLE": "/real",
        "https_proxy": "http://real:3128",
        "NO_PROXY": "*",
    }
    environment = child_environment(inherited, connection)
    assert environment["PATH"] == "/bin"
    assert "real" not in " ".join(environment.values())
    assert environment["AZURE_CONFIG_DIR"] == str(connection.config_dir)
    assert environment["NO_PROXY"] == environment["no_proxy"] == "localhost,127.0.0.1"
    assert az_environment(connection).items() <= environment.items()


def test_az_on_path_is_taken_when_it_is_recent_enough(tmp_path: Path) -> None:
    az = _fake_az(tmp_path / "recent", "2.60.0")
    assert find_az({"PATH": str(az.parent), "HOME": str(tmp_path)}) == az


def test_an_old_az_on_path_gives_way_to_the_installed_one(tmp_path: Path) -> None:
    old = _fake_az(tmp_path / "old", "2.59.0")
    environment = {"PATH": str(old.parent), "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    with pytest.raises(AzNotFoundError, match=r"too old.*make setup"):
        find_az(environment)
    installed = _fake_az(tmp_path / "data/akslab/azure-cli", "2.91.0")
    assert find_az(environment) == installed == installed_az(environment)


def test_a_named_az_is_taken_at_its_word(tmp_path: Path) -> None:
    az = _fake_az(tmp_path / "mine", None)
    assert find_az({"AKSLAB_AZ": str(az), "PATH": ""}) == az
    with pytest.raises(AzNotFoundError, match="AKSLAB_AZ names /nowhere/az"):
        find_az({"AKSLAB_AZ": "/nowhere/az", "PATH": ""})


def test_a_script_that_starts_another_python_is_followed_to_it(tmp_path: Path) -> None:
    (tmp_path / "opt/lib/python3.12/site-packages/azure_cli-2.75.0.dist-info").mkdir(parents=True)
    az = _fake_az(tmp_path / "usr", None, f'#!/bin/sh\n{tmp_path}/opt/bin/python3 -Im azure.cli "$@"\n')
    assert az_version(az) == (2, 75)


def test_an_az_without_a_package_to_see_is_asked(tmp_path: Path) -> None:
    answering = _fake_az(tmp_path / "a", None, '#!/bin/sh\necho \'{"azure-cli": "2.61.0"}\'\n')
    assert az_version(answering) == (2, 61)
    assert az_version(_fake_az(tmp_path / "b", None)) is None
