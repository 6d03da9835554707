"""Who may do what: cluster identities with the article's roles, and principals that hold less than the owner."""

import json
from pathlib import Path

import pytest

from .labs import CLUSTERS, NETWORK, Cluster, Json, RefusedError, Scene, routes

pytestmark = [pytest.mark.az, pytest.mark.kernel]
KUBENET = ("--network-plugin", "kubenet", "--no-ssh-key")


def _create(scene: Scene, subnet: str, identity: str = "") -> tuple[str, ...]:
    assigned = ("--assign-identity", identity) if identity else ()
    return ("aks", "create", "-g", scene.name, "-n", f"{scene.name}c", *KUBENET, "--vnet-subnet-id", subnet, *assigned)


def test_exactly_the_articles_two_actions_are_enough_without_a_table_of_ones_own(scene: Scene, tmp_path: Path) -> None:
    lab, subnet = scene.lab, scene.subnet()
    identity, principal = scene.identity()
    role: Json = {
        "Name": f"AKS subnet {scene.name}",
        "Description": "Exactly what the article lists",
        "Actions": [
            "Microsoft.Network/virtualNetworks/subnets/join/action",
            "Microsoft.Network/virtualNetworks/subnets/read",
        ],
        "AssignableScopes": [lab.subscription],
    }
    (tmp_path / "role.json").write_text(json.dumps(role))
    made = lab.az("role", "definition", "create", "--role-definition", str(tmp_path / "role.json"))
    assert made["roleType"] == "CustomRole"
    whom = ("--assignee-object-id", principal, "--assignee-principal-type", "ServicePrincipal")
    lab.az("role", "assignment", "create", *whom, "--role", role["Name"], "--scope", subnet)
    properties = {"agentPoolProfiles": [{"name": "np", "count": 2, "vnetSubnetID": subnet, "mode": "System"}]}
    properties |= {"networkProfile": {"networkPlugin": "kubenet"}}  # type: ignore[dict-item]
    own = {"type": "UserAssigned", "userAssignedIdentities": {identity: {}}}
    cluster = Cluster(lab, lab.put(scene.id(CLUSTERS, f"{scene.name}c"), identity=own, properties=properties))
    assert (
        lab.az_run("aks", "wait", "--created", "-g", scene.name, "-n", cluster.name, "--interval", "1").returncode == 0
    )
    (sender, _), (_, receiver) = cluster.pod_on_each_node()
    assert lab.reaches(sender, receiver)
    granted = [a for a in lab.az("role", "assignment", "list", "--all") if a["principalId"] == principal]
    roles = {(a["roleDefinitionName"], a["scope"]) for a in granted}
    assert roles == {(role["Name"], subnet), ("Contributor", cluster.node_group)}


def test_a_system_assigned_identity_with_a_table_of_ones_own_is_refused(scene: Scene) -> None:
    subnet = scene.subnet(table=scene.table())
    said = scene.lab.az_refused(*_create(scene, subnet))
    assert (
        "(CustomRouteTableWithUnsupportedMSIType) Clusters using managed identity type SystemAssigned do not support "
        "bringing your own route table. Please see https://aka.ms/aks/customrt for more information"
    ) in said


def test_a_role_on_the_network_only_does_not_cover_a_table_elsewhere(scene: Scene) -> None:
    table = Scene(scene.lab).table()
    subnet = scene.subnet(table=table)
    identity, principal = scene.identity()
    scene.grant(principal, subnet.rpartition("/subnets/")[0])
    said = scene.lab.az_refused(*_create(scene, subnet, identity))
    assert (
        f"(CustomRouteTableMissingPermission) Managed identity or service principle must be given permission to read and "
        f"write to custom route table {table}. Please see https://aka.ms/aks/customrt for more information"
    ) in said
    assert routes(scene.lab, table) == {}
    with pytest.raises(RefusedError, match="ResourceNotFound"):
        scene.lab.get(scene.id(CLUSTERS, f"{scene.name}c"))


def test_a_reader_sees_everything_and_changes_nothing(scene: Scene, tmp_path: Path) -> None:
    lab, subnet = scene.lab, scene.subnet()
    table = scene.table()
    robot = lab.az(
        "ad", "sp", "create-for-rbac", "--name", f"robot-{scene.name}", "--role", "Reader", "--scopes", scene.group
    )
    token = lab.token(robot["appId"], robot["password"])
    assert lab.rest("GET", subnet, token=token)["id"] == subnet
    with pytest.raises(RefusedError, match="AuthorizationFailed") as refused:
        lab.rest("PUT", table, {"location": "eastus"}, token=token)
    principal = lab.az("ad", "sp", "show", "--id", robot["appId"])["id"]
    assert refused.value.status == 403
    assert str(refused.value).startswith(
        f"403 (AuthorizationFailed) The client '{robot['appId']}' with object id '{principal}' does not have "
        f"authorization to perform action 'Microsoft.Network/routeTables/write' over scope '{table}' or the scope is "
        "invalid."
    )
    with pytest.raises(RefusedError, match="AuthorizationFailed"):
        lab.rest("GET", Scene(lab).group, token=token)

    other = {"AZURE_CONFIG_DIR": str(tmp_path)}
    for name in ("clouds.config", "config"):
        (tmp_path / name).write_bytes((lab.connection.config_dir / name).read_bytes())
    login = ("login", "--service-principal", "-u", robot["appId"], "-p", robot["password"], "--tenant", robot["tenant"])
    assert lab.az_run(*login, **other).returncode == 0
    said = lab.az_run("network", "route-table", "delete", "--ids", table, **other)
    assert said.returncode != 0
    assert "(AuthorizationFailed) The client" in said.stderr


def test_attaching_a_table_needs_the_right_to_join_it(scene: Scene) -> None:
    lab, table = scene.lab, scene.table()
    subnet = scene.subnet()
    robot = lab.az("ad", "sp", "create-for-rbac", "--name", f"netop-{scene.name}")
    token = lab.token(robot["appId"], robot["password"])
    principal = lab.az("ad", "sp", "show", "--id", robot["appId"])["id"]
    scene.grant(principal, subnet.rpartition("/subnets/")[0])
    body = {"properties": {"addressPrefix": "192.168.1.0/24", "routeTable": {"id": table}}}
    with pytest.raises(RefusedError, match="LinkedAuthorizationFailed") as refused:
        lab.rest("PUT", subnet, body, token=token)
    assert str(refused.value) == (
        f"403 (LinkedAuthorizationFailed) The client '{robot['appId']}' with object id '{principal}' has permission to "
        f"perform action 'Microsoft.Network/virtualNetworks/subnets/write' on scope '{subnet}'; however, it does not have "
        f"permission to perform action(s) 'Microsoft.Network/routeTables/join/action' on the linked scope(s) '{table}' or "
        "the linked scope(s) are invalid."
    )
    assert "routeTable" not in lab.get(subnet)["properties"]
    scene.grant(principal, table)
    assert lab.rest("PUT", subnet, body, token=token)["properties"]["routeTable"]["id"] == table


def test_a_cluster_needs_the_callers_right_to_join_the_subnet(scene: Scene) -> None:
    lab, subnet = scene.lab, scene.subnet()
    elsewhere = Scene(lab)
    robot = lab.az("ad", "sp", "create-for-rbac", "--name", f"deployer-{scene.name}")
    token = lab.token(robot["appId"], robot["password"])
    contributor = "b24988ac-6180-42a0-ab88-20f7382dd24c"
    elsewhere.grant(lab.az("ad", "sp", "show", "--id", robot["appId"])["id"], elsewhere.group, contributor)
    pool = {"name": "np", "count": 1, "vnetSubnetID": subnet, "mode": "System"}
    body = {
        "location": "eastus",
        "identity": {"type": "SystemAssigned"},
        "properties": {"agentPoolProfiles": [pool], "networkProfile": {"networkPlugin": "kubenet"}},
    }
    with pytest.raises(RefusedError, match=r"LinkedAuthorizationFailed.*subnets/join/action"):
        lab.rest("PUT", elsewhere.id(CLUSTERS, "c"), body, token=token)


def test_nothing_is_granted_for_an_sdk_and_its_stated_outcome_is_seen(scene: Scene) -> None:
    lab, subnet = scene.lab, scene.subnet()
    cluster = scene.cluster("c", subnet)
    principal = lab.get(cluster.id)["identity"]["principalId"]
    scopes = {a["properties"]["scope"] for a in lab.get(
        f"{lab.subscription}/providers/Microsoft.Authorization/roleAssignments"
    )["value"] if a["properties"]["principalId"] == principal}  # fmt: skip
    assert scopes == {cluster.node_group}, "on the node resource group only, which is AKS's own doing"
    assert cluster.table().startswith(cluster.node_group)
    (sender, _), (_, receiver) = cluster.pod_on_each_node()
    assert lab.reaches(sender, receiver), "its table is AKS's, so its routes are written all the same"
    table = scene.table()
    subnet = scene.subnet("vnet2", table=table)
    identity, _ = scene.identity()
    with pytest.raises(RefusedError, match="CustomRouteTableMissingPermission"):
        scene.cluster("own", subnet, identity)


def test_a_token_of_an_identity_counts_as_the_identity(scene: Scene) -> None:
    lab = scene.lab
    identity, principal = scene.identity()
    table = scene.table()
    client = lab.get(identity)["properties"]["clientId"]
    query = f"resource={lab.connection.base_url}&api-version=2019-08-01&client_id={client}"
    headers = {"X-IDENTITY-HEADER": lab.connection.identity_header}
    status, _, answer = lab.send("GET", f"/msi/token?{query}", headers)
    assert status == 200
    token = str(answer["access_token"])
    with pytest.raises(RefusedError, match=f"object id '{principal}' does not have authorization"):
        lab.rest("GET", table, token=token)
    scene.grant(principal, scene.group, "acdd72a7-3385-48ef-bd42-f606fba81ae7")
    assert lab.rest("GET", f"{scene.group}/providers/{NETWORK}/routeTables/table", token=token)["name"] == "table"
