"""Who is given which role: by the script, and by az itself."""

import pytest

from akslab.deployments.judging import view_of_deployment
from akslab.importers.options import Options

from .reading import NETWORK, body, only, read, resources, rules

IDENTITY = """\
az identity create -g myResourceGroup -n myIdentity
ID=$(az identity show -g myResourceGroup -n myIdentity --query id -o tsv)
PRINCIPAL=$(az identity show -g myResourceGroup -n myIdentity --query principalId -o tsv)
"""
CLUSTER = "az aks create -g myResourceGroup -n c --network-plugin kubenet --vnet-subnet-id $SUBNET_ID"
TABLE = """\
az network route-table create -g {group} -n myRouteTable
RT_ID=$(az network route-table show -g {group} -n myRouteTable --query id -o tsv)
az network vnet subnet update -g myResourceGroup --vnet-name myAKSVnet -n myAKSSubnet --route-table $RT_ID
"""


def test_az_grants_an_assigned_identity_its_role_before_the_cluster() -> None:
    deployment = read(NETWORK + IDENTITY + CLUSTER + " --assign-identity $ID")
    grant, cluster = only(deployment, "roleAssignments"), only(deployment, "managedClusters")
    order = view_of_deployment(deployment).order
    assert order is not None
    assert order.precedes(grant.id, cluster.id)
    assert body(grant)["properties"]["scope"].endswith("/subnets/myAKSSubnet")
    assert rules(deployment, "rejected", "breaks") == set()


def test_az_grants_nothing_when_it_is_told_not_to() -> None:
    assert resources(read(NETWORK + CLUSTER + " --skip-subnet-role-assignment"), "roleAssignments") == []


def test_az_grants_nothing_without_a_subnet() -> None:
    command = CLUSTER.replace(" --vnet-subnet-id $SUBNET_ID", "")
    assert resources(read(NETWORK + command), "roleAssignments") == []


def test_az_grants_nothing_where_somebody_has_the_role_on_the_very_subnet() -> None:
    script = NETWORK + IDENTITY
    script += 'az role assignment create --assignee $PRINCIPAL --role "Network Contributor" --scope $SUBNET_ID\n'
    assert len(resources(read(script + CLUSTER), "roleAssignments")) == 1


def test_a_role_on_the_network_does_not_keep_az_from_granting_its_own() -> None:
    script = NETWORK + IDENTITY + "V=$(az network vnet show -g myResourceGroup -n myAKSVnet --query id -o tsv)\n"
    script += 'az role assignment create --assignee $PRINCIPAL --role "Network Contributor" --scope $V\n'
    assert len(resources(read(script + CLUSTER + " --assign-identity $ID"), "roleAssignments")) == 2


def test_az_never_grants_anything_on_a_route_table_elsewhere() -> None:
    script = NETWORK + TABLE.format(group="hub") + IDENTITY + CLUSTER + " --assign-identity $ID"
    assert "custom-table-missing-permission" in rules(read(script), "rejected")


@pytest.mark.parametrize(
    "assignee",
    [
        "--assignee $PRINCIPAL",
        "--assignee-object-id $PRINCIPAL --assignee-principal-type ServicePrincipal",
        "--assignee $CLIENT",
    ],
)
def test_a_role_on_the_table_settles_it_whatever_names_the_identity(assignee: str) -> None:
    client = "CLIENT=$(az identity show -g myResourceGroup -n myIdentity --query clientId -o tsv)\n"
    role = f'az role assignment create {assignee} --role "Network Contributor" --scope $RT_ID\n'
    script = NETWORK + TABLE.format(group="hub") + IDENTITY + client + role + CLUSTER + " --assign-identity $ID"
    assert rules(read(script), "rejected", "breaks") == set()


@pytest.mark.parametrize("assignee", ["22222222-2222-2222-2222-222222222222", "<principal-id>", "$SOMEBODY"])
def test_a_principal_nobody_can_tell_may_be_the_one_that_matters(assignee: str) -> None:
    role = f'az role assignment create --assignee {assignee} --role "Network Contributor" --scope $RT_ID\n'
    script = NETWORK + TABLE.format(group="hub") + IDENTITY + role + CLUSTER + " --assign-identity $ID"
    assert rules(read(script), "rejected", "breaks") == set()


def test_a_system_assigned_identity_with_an_own_table_is_refused() -> None:
    script = NETWORK + TABLE.format(group="myResourceGroup") + CLUSTER
    assert "custom-table-system-assigned-identity" in rules(read(script), "rejected")


APPLICATION = """
SP=$(az ad sp create-for-rbac --name mine --skip-assignment -o json)
APP=$(echo $SP | jq -r .appId)
OBJECT=$(az ad sp show --id $APP --query id -o tsv)
az role assignment create --assignee-object-id $OBJECT --role Contributor --scope $SUBNET_ID
"""


def test_a_service_principal_is_called_by_its_application() -> None:
    secret = " --service-principal $APP --client-secret $(echo $SP | jq -r .password)"
    view = view_of_deployment(read(NETWORK + APPLICATION + CLUSTER + secret))
    (cluster,) = view.managed_clusters.values()
    assert isinstance(view.role_assignments, tuple)
    assert isinstance(cluster.principal_ids, tuple)
    assert cluster.identity_type == "ServicePrincipal"
    assert {each.principal_id for each in view.role_assignments} == set(cluster.principal_ids)


def test_a_script_that_names_one_subscription_runs_in_it() -> None:
    id_ = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/myResourceGroup"
    scope = f"{id_}/providers/Microsoft.Network/virtualNetworks/myAKSVnet"
    role = f'az role assignment create --assignee $PRINCIPAL --role "Network Contributor" --scope {scope}\n'
    script = NETWORK + IDENTITY + role + CLUSTER + " --assign-identity $ID --skip-subnet-role-assignment"
    deployment = read(script)
    assert only(deployment, "managedClusters").id.startswith(id_)
    assert rules(deployment, "rejected", "breaks") == set()


def test_with_several_subscriptions_a_scope_is_not_taken_for_another() -> None:
    script = NETWORK + IDENTITY
    for number in (1, 2):
        scope = f"/subscriptions/00000000-0000-0000-0000-00000000000{number}/resourceGroups/myResourceGroup"
        script += f'az role assignment create --assignee $PRINCIPAL --role "Network Contributor" --scope {scope}\n'
    script += CLUSTER + " --assign-identity $ID --skip-subnet-role-assignment"
    assert rules(read(script), "rejected", "breaks") == set()


def test_a_missing_role_is_found_where_nothing_is_hidden() -> None:
    script = NETWORK + IDENTITY + CLUSTER + " --assign-identity $ID --skip-subnet-role-assignment"
    assert "subnet-role-missing" in rules(read(script))


def test_a_custom_role_counts_by_its_actions() -> None:
    role = """
cat > role.json <<EOF
{"Name": "Joiner", "IsCustom": true, "AssignableScopes": ["/subscriptions/$SUB"],
 "Actions": ["Microsoft.Network/virtualNetworks/subnets/join/action", "Microsoft.Network/virtualNetworks/subnets/read"]}
EOF
az role definition create --role-definition @role.json
az role assignment create --assignee $PRINCIPAL --role Joiner --scope $SUBNET_ID
"""
    script = NETWORK + IDENTITY + role + CLUSTER + " --assign-identity $ID --skip-subnet-role-assignment"
    assert rules(read(script), "rejected", "breaks") == set()
    less = script.replace("subnets/join/action", "subnets/write")
    assert "subnet-role-missing" in rules(read(less))


def test_a_role_without_a_scope_is_on_the_group_or_the_subscription() -> None:
    options = Options(subscription_id="s")
    on_group = read("az role assignment create --assignee a@b.c --role Reader -g g", options=options)
    on_all = read("az role assignment create --assignee a@b.c --role Reader", options=options)
    assert body(on_group.resources[0])["properties"]["scope"] == "/subscriptions/s/resourceGroups/g"
    assert body(on_all.resources[0])["properties"]["scope"] == "/subscriptions/s"


def test_a_new_service_principal_gets_its_roles_at_once() -> None:
    scopes = ["/subscriptions/s/resourceGroups/a", "/subscriptions/s/resourceGroups/b"]
    deployment = read(f"az ad sp create-for-rbac -n mine --role Contributor --scopes {' '.join(scopes)}")
    assert [body(each)["properties"]["scope"] for each in deployment.resources] == scopes


@pytest.mark.parametrize("level", ["ReadOnly", "CanNotDelete"])
@pytest.mark.parametrize("on", ["--resource $RT_ID", "--resource myRouteTable --resource-type {type}", ""])
def test_a_read_only_lock_keeps_routes_from_being_written(level: str, on: str) -> None:
    lock = f"az lock create -n mine -g myResourceGroup --lock-type {level} {on}\n"
    script = NETWORK + TABLE.format(group="myResourceGroup") + lock.format(type="Microsoft.Network/routeTables")
    found = rules(read(script + CLUSTER + " --outbound-type userDefinedRouting"), "breaks")
    assert ("read-only-lock-on-routes" in found) is (level == "ReadOnly")
