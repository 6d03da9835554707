"""The Azure SDK for Python against the lab by `base_url`, and a whole `aks create` that talks to nobody else."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from azure.core.exceptions import ClientAuthenticationError, HttpResponseError, ResourceNotFoundError
from azure.identity import ClientSecretCredential, ManagedIdentityCredential
from azure.mgmt.containerservice import ContainerServiceClient
from azure.mgmt.network import NetworkManagementClient

from akslab.lab.az import az_environment

from .labs import Cluster, Lab, Scene, eventually, routes

pytestmark = pytest.mark.kernel
_WATCH = """
import os, sys

def watch(event, args):
    if event == "socket.connect":
        with open(os.environ["CONNECTS"], "a") as file:
            file.write(repr(args[1]) + "\\n")

sys.addaudithook(watch)
"""


@pytest.fixture(scope="module")
def trusted(lab: Lab) -> Iterator[str]:
    """Give the lab's base URL, in an environment whose SDK clients trust it."""
    before = dict(os.environ)
    os.environ.update(az_environment(lab.connection))
    yield lab.connection.base_url
    os.environ.clear()
    os.environ.update(before)


def _credential(lab: Lab, secret: str = "") -> ClientSecretCredential:
    own = lab.connection
    return ClientSecretCredential(
        own.tenant_id, own.client_id, secret or own.secret, authority=own.base_url, disable_instance_discovery=True
    )


def test_network_and_cluster_by_the_sdk(lab: Lab, trusted: str) -> None:
    scene, scopes = Scene(lab), [f"{trusted}/.default"]
    of = (_credential(lab), lab.connection.subscription_id)
    with (
        closing(NetworkManagementClient(*of, base_url=trusted, credential_scopes=scopes)) as network,
        closing(ContainerServiceClient(*of, base_url=trusted, credential_scopes=scopes)) as containers,
    ):
        bare: Any = {"location": "eastus"}
        table = network.route_tables.begin_create_or_update(scene.name, "table", bare).result()
        space: Any = {"location": "eastus", "properties": {"addressSpace": {"addressPrefixes": ["192.168.0.0/16"]}}}
        made = network.virtual_networks.begin_create_or_update(scene.name, "vnet", space).result()
        assert made.address_space.address_prefixes == ["192.168.0.0/16"]
        associated: Any = {"properties": {"addressPrefix": "192.168.1.0/24", "routeTable": {"id": table.id}}}
        subnet = network.subnets.begin_create_or_update(scene.name, "vnet", "s", associated).result()
        assert subnet.route_table.id == table.id
        with pytest.raises(ResourceNotFoundError) as missing:
            network.virtual_networks.get(scene.name, "nope")
        assert missing.value.error
        assert missing.value.error.code == "ResourceNotFound"

        identity, principal = scene.identity()
        pool = {"name": "nodepool1", "count": 2, "mode": "System", "vnetSubnetID": subnet.id}
        body: Any = {
            "location": "eastus",
            "identity": {"type": "UserAssigned", "userAssignedIdentities": {identity: {}}},
            "properties": {
                "dnsPrefix": "sdk",
                "agentPoolProfiles": [pool],
                "networkProfile": {"networkPlugin": "kubenet", "podCidr": "10.244.0.0/16"},
            },
        }
        with pytest.raises(HttpResponseError, match="CustomRouteTableMissingPermission"):
            containers.managed_clusters.begin_create_or_update(scene.name, f"{scene.name}sdk", body)
        assert table.id
        scene.grant(principal, table.id)
        cluster = containers.managed_clusters.begin_create_or_update(
            scene.name, f"{scene.name}sdk", body, polling_interval=1
        ).result()
        assert cluster.id
        assert cluster.provisioning_state == "Succeeded"
        assert [p.count for p in containers.agent_pools.list(scene.name, f"{scene.name}sdk")] == [2]
        assert len(routes(lab, table.id)) == 2
        (sender, _), (_, receiver) = Cluster(lab, cluster.id).pod_on_each_node()
        assert lab.reaches(sender, receiver)
        containers.managed_clusters.begin_delete(scene.name, f"{scene.name}sdk", polling_interval=1).result()
        with pytest.raises(ResourceNotFoundError):
            containers.managed_clusters.get(scene.name, f"{scene.name}sdk")
        network.virtual_networks.begin_delete(scene.name, "vnet").result()
        assert [found.name for found in network.virtual_networks.list(scene.name)] == []


def test_wrong_and_managed_credentials(lab: Lab, trusted: str) -> None:
    with closing(_credential(lab, "wrong")) as credential, pytest.raises(ClientAuthenticationError, match="7000215"):
        credential.get_token(f"{trusted}/.default")
    scene = Scene(lab)
    identity, principal = scene.identity()
    client = lab.get(identity)["properties"]["clientId"]
    scene.grant(principal, scene.group)
    with (
        closing(ManagedIdentityCredential(client_id=client)) as managed,
        closing(
            NetworkManagementClient(
                managed, lab.connection.subscription_id, base_url=trusted, credential_scopes=[f"{trusted}/.default"]
            )
        ) as network,
    ):
        assert list(network.virtual_networks.list(scene.name)) == []
        # The lab has networks of other tests: a list of the whole subscription holds what the caller may read.
        assert list(network.virtual_networks.list_all()) == []
        with pytest.raises(HttpResponseError, match="AuthorizationFailed"):
            list(network.virtual_networks.list(Scene(lab).name))


@pytest.mark.az
def test_a_whole_aks_create_connects_to_nobody_but_the_lab(lab: Lab, tmp_path: Path) -> None:
    scene = Scene(lab)
    (tmp_path / "sitecustomize.py").write_text(_WATCH)
    watched = {"PYTHONPATH": str(tmp_path), "CONNECTS": str(tmp_path / "connects")}
    create = ("aks", "create", "-g", scene.name, "-n", f"{scene.name}c", "--network-plugin", "kubenet", "--no-ssh-key")
    done = lab.az_run(*create, "--vnet-subnet-id", scene.subnet(), "--node-count", "1", **watched)
    assert done.returncode == 0, done.stderr
    connects = set((tmp_path / "connects").read_text().splitlines())
    port = lab.connection.base_url.rpartition(":")[2]
    assert connects
    closed_proxy = "('127.0.0.1', 1)"
    assert connects - {closed_proxy} <= {f"('127.0.0.1', {port})", f"('::1', {port}, 0, 0)"}
    cluster = Cluster(lab, f"{scene.group}/providers/Microsoft.ContainerService/managedClusters/{scene.name}c")
    assert eventually(lambda: cluster.state == "Succeeded") < 5
