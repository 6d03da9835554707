"""The real az, pointed at the lab: its own configuration directory, and an environment that leads nowhere else.

A child process gets no way to the real Azure: every endpoint is the lab, and the proxy everything else would go through
is a port nobody listens on. The user's own Azure login is in another directory and stays as it is, and so does
~/.kube/config: `az aks get-credentials` without `--file` writes into the file that KUBECONFIG names.
"""

import configparser
import json
import os
import uuid
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

from msgspec import Struct

CLOUD = "akslab"
SUBSCRIPTION_NAME = "akslab"

_CLOSED_PORT = "http://127.0.0.1:1"
"""Port 1 is the kernel's to give and nobody's to take: connecting is refused at once."""

_ENDPOINTS = (
    "active_directory",
    "active_directory_data_lake_resource_id",
    "active_directory_graph_resource_id",
    "active_directory_resource_id",
    "app_insights_resource_id",
    "app_insights_telemetry_channel_resource_id",
    "app_service_resource_id",
    "attestation_resource_id",
    "azmirror_storage_account_resource_id",
    "batch_resource_id",
    "gallery",
    "log_analytics_resource_id",
    "management",
    "media_resource_id",
    "microsoft_graph_resource_id",
    "ossrdbms_resource_id",
    "portal",
    "resource_manager",
    "sql_management",
    "synapse_analytics_resource_id",
    "vm_image_alias_doc",
)

_SWITCHES = {
    "core": {
        "instance_discovery": "false",
        "collect_telemetry": "false",
        "survey_message": "false",
        "login_experience_v2": "off",
    },
    "auto-upgrade": {"enable": "no"},
    "extension": {"use_dynamic_install": "no"},
}

LEADS_ELSEWHERE = ("AZURE_", "ARM_", "IDENTITY_", "MSI_", "IMDS_")
_TRUST = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
_PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "https_proxy", "http_proxy", "all_proxy")


class Connection(Struct, frozen=True):
    """How a client reaches a lab."""

    base_url: str
    """`https://localhost:PORT`."""
    tenant_id: str
    subscription_id: str
    client_id: str
    secret: str
    ca_path: Path
    config_dir: Path
    identity_header: str


def az_environment(connection: Connection) -> dict[str, str]:
    """Return the variables that make az, and the Azure SDKs' managed identity, mean this lab."""
    switches = {
        f"AZURE_{section}_{option}".upper().replace("-", "_"): value
        for section, options in _SWITCHES.items()
        for option, value in options.items()
    }
    return {
        **switches,
        "AZURE_CONFIG_DIR": str(connection.config_dir),
        "KUBECONFIG": str(connection.config_dir / "kubeconfig"),
        "REQUESTS_CA_BUNDLE": str(connection.ca_path),
        "IDENTITY_ENDPOINT": f"{connection.base_url}/msi/token",
        "IDENTITY_HEADER": connection.identity_header,
        "AZURE_POD_IDENTITY_AUTHORITY_HOST": connection.base_url,
        **dict.fromkeys(_PROXIES, _CLOSED_PORT),
        **dict.fromkeys(("NO_PROXY", "no_proxy"), "localhost,127.0.0.1"),
    }


def child_environment(inherited: Mapping[str, str], connection: Connection) -> dict[str, str]:
    """Return `inherited` without whatever could lead az elsewhere, and with `az_environment` in its place."""
    kept = {name: value for name, value in inherited.items() if not name.startswith(LEADS_ELSEWHERE)}
    for name in _TRUST:
        kept.pop(name, None)
    return kept | az_environment(connection)


def write_config_directory(connection: Connection) -> None:
    """Write what az needs to be signed in to the lab; az's own additions (defaults, cached tokens) stay."""
    directory = connection.config_dir
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    _keep(directory / "clouds.config", _clouds(connection))
    if not (directory / "config").exists():
        _keep(directory / "config", _ini({"cloud": {"name": CLOUD}, **_SWITCHES}))
    _keep(directory / "azureProfile.json", json.dumps(_profile(connection)))
    entry = {
        "client_id": connection.client_id,
        "tenant": connection.tenant_id,
        "client_secret": connection.secret,
    }
    _keep(directory / "service_principal_entries.json", json.dumps([entry]))


def _clouds(connection: Connection) -> str:
    return _ini({CLOUD: {f"endpoint_{name}": connection.base_url for name in _ENDPOINTS}})


def _profile(connection: Connection) -> dict[str, object]:
    subscription = {
        "id": connection.subscription_id,
        "name": SUBSCRIPTION_NAME,
        "state": "Enabled",
        "user": {"name": connection.client_id, "type": "servicePrincipal"},
        "isDefault": True,
        "tenantId": connection.tenant_id,
        "environmentName": CLOUD,
        "homeTenantId": connection.tenant_id,
        "managedByTenants": [],
    }
    installation = uuid.uuid5(uuid.NAMESPACE_URL, f"akslab:{connection.tenant_id}")
    return {"installationId": str(installation), "subscriptions": [subscription]}


def _ini(sections: Mapping[str, Mapping[str, str]]) -> str:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read_dict(sections)
    text = StringIO()
    parser.write(text)
    return text.getvalue()


def _keep(path: Path, text: str) -> None:
    """Replace `path` as a whole, readable by its owner only."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    fresh.replace(path)
