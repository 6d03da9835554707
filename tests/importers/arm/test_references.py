"""What `reference` answers: what is declared, what follows from an id, and nothing that only Azure knows."""

import pytest

from akslab.wire.symbols import kubelet_of, principal_of, spoken

from .templates import GROUP, Json, by_address, deployed, faults, ids, resource, shown, template

IDENTITIES = "Microsoft.ManagedIdentity/userAssignedIdentities"
CLUSTERS = "Microsoft.ContainerService/managedClusters"
NETWORK = resource(
    "vnet",
    properties={
        "addressSpace": {"addressPrefixes": ["192.168.0.0/16"]},
        "subnets": [{"name": "nodes", "properties": {"addressPrefix": "192.168.1.0/24"}}],
    },
)


def referring(expression: str, *others: Json) -> Json:
    user = resource("user", "Microsoft.Network/routeTables", properties={"x": f"[{expression}]"})
    return template(*others, user, parameters={"n": {"type": "string"}})


def answered(expression: str, *others: Json) -> object:
    return shown(deployed(referring(expression, *others)).resources[-1].body.at("properties", "x"))


def test_what_is_declared_is_answered_and_what_is_not_is_unknown() -> None:
    assert answered("reference('vnet').addressSpace.addressPrefixes[0]", NETWORK) == "192.168.0.0/16"
    assert answered("reference('vnet').AddressSpace.addressprefixes", NETWORK) == ["192.168.0.0/16"]
    assert (
        answered("reference('vnet').subnets[0].id", NETWORK)
        == f"{GROUP}/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nodes"
    )
    assert str(answered("reference('vnet').provisioningState", NETWORK)).startswith("?reference(")
    assert str(answered("reference('vnet').addressSpace.other", NETWORK)).startswith("?reference(")
    assert answered("reference('vnet', '2024-01-01', 'full').name", NETWORK) == "vnet"


def test_what_has_no_name_in_a_list_of_children_has_no_id() -> None:
    network = resource(
        "vnet", properties={"subnets": [{"properties": {}}, "x", {"name": 1}, {"name": "[parameters('n')]"}]}
    )
    for number in range(3):
        assert "/subnets/" not in str(answered(f"string(reference('vnet').subnets[{number}])", network))
    assert str(answered("reference('vnet').subnets[3].id", network)).endswith("/subnets/<parameter n>")


def test_only_a_reference_by_name_is_waited_for() -> None:
    by_name = referring("reference('vnet').addressSpace", NETWORK)
    by_id = referring(
        "reference(resourceId('Microsoft.Network/virtualNetworks', 'vnet'), '2024-01-01').addressSpace", NETWORK
    )
    assert deployed(by_name).resources[-1].after == ("virtualNetworks/vnet",)
    assert deployed(by_id).resources[-1].after == ()
    assert shown(deployed(by_id).resources[-1].body.at("properties", "x", "addressPrefixes")) == ["192.168.0.0/16"]


def test_a_resource_id_is_no_dependency() -> None:
    assert (
        deployed(referring("resourceId('Microsoft.Network/virtualNetworks', 'vnet')", NETWORK)).resources[-1].after
        == ()
    )


def test_the_principal_of_an_identity_is_the_one_its_role_is_given_to() -> None:
    identity = resource("id", IDENTITIES)
    by_id = f"resourceId('{IDENTITIES}', 'id'), '2023-01-31'"
    for expression in (
        "reference('id').principalId",
        f"reference({by_id}).principalId",
        f"reference({by_id}, 'Full').properties.principalId",
    ):
        found = deployed(referring(expression, identity))
        answer = found.resources[-1].body.at("properties", "x")
        assert answer
        assert answer.value == principal_of(found.resources[0].id)


def test_the_principals_of_a_cluster_are_its_own_and_its_kubelets() -> None:
    cluster = resource("aks", CLUSTERS, identity={"type": "SystemAssigned"}, properties={})
    own = deployed(referring("reference('aks', '2024-01-01', 'Full').identity.principalId", cluster))
    kubelet = deployed(referring("reference('aks').identityProfile.kubeletidentity.objectId", cluster))
    found = [each.resources[-1].body.at("properties", "x") for each in (own, kubelet)]
    assert [each and each.value for each in found] == [
        principal_of(own.resources[0].id),
        kubelet_of(own.resources[0].id),
    ]


def test_what_is_elsewhere_is_known_by_its_id_alone() -> None:
    id_ = "/subscriptions/S/resourceGroups/other/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id"
    assert answered(f"reference('{id_}', '2023-01-31').principalId") == spoken(principal_of(id_))
    assert str(answered(f"reference('{id_}', '2023-01-31').x")).startswith("?reference(/subscriptions/S/")
    assert str(answered("reference('Microsoft.Network/publicIPAddresses/ip', '2024-01-01').ipAddress")).startswith(
        "?reference("
    )
    assert answered("reference(parameters('n')).x") == "?parameter n"


def test_a_name_that_nothing_has_is_refused() -> None:
    assert faults(referring("reference('nothing').x")) == [("arm.reference-nothing", "reference")]


def test_what_needs_itself_is_refused() -> None:
    one = resource("one", properties={"x": "[reference('two').x]"})
    two = resource("two", properties={"x": "[reference('one').x]"})
    assert [key for key, _ in faults(template(one, two))] == ["arm.cycle-reference"]
    assert [key for key, _ in faults(template(resource("a", properties={"x": "[reference('a').x]"})))] == [
        "arm.cycle-reference"
    ]


def test_variables_in_a_circle_are_refused_once() -> None:
    variables = {"a": "[variables('b')]", "b": "[variables('a')]"}
    assert faults(template(resource("x", properties={"a": "[variables('a')]"}), variables=variables)) == [
        ("arm.cycle-variable", "variables")
    ]


@pytest.mark.parametrize("is_there", [True, False])
def test_a_resource_that_is_not_there_answers_nothing(is_there: bool) -> None:
    found = deployed(referring("reference('vnet').addressSpace.addressPrefixes[0]", {**NETWORK, "condition": is_there}))
    assert shown(found.resources[-1].body.at("properties", "x")) == (
        "192.168.0.0/16" if is_there else "?reference(vnet)"
    )
    assert found.resources[-1].after == (("virtualNetworks/vnet",) if is_there else ())


def test_symbolic_names_are_referred_to_singly_and_by_loop() -> None:
    main = {**template(), "languageVersion": "2.0"}
    main["resources"] = {
        "nets": resource(
            "[concat('n', copyIndex())]", copy={"name": "nets", "count": 2}, properties={"i": "[copyIndex()]"}
        ),
        "old": {**resource("o", IDENTITIES), "existing": True},
        "user": resource(
            "u",
            properties={
                "one": "[reference('nets[1]').i]",
                "all": "[map(references('nets'), lambda('n', lambdaVariables('n').i))]",
                "id": "[resourceInfo('old').id]",
                "principal": "[reference('old').principalId]",
                "count": "[length(references('nets', 'full'))]",
            },
        ),
    }
    found = by_address(deployed(main))
    old = found["old"].id
    assert shown(found["user"].body.get("properties")) == {
        "one": 1,
        "all": [0, 1],
        "id": ids(deployed(main))[2],
        "principal": spoken(principal_of(old)),
        "count": 2,
    }
    assert set(found["user"].after) == {"nets[0]", "nets[1]", "old"}


def test_keys_are_secret_whatever_is_done_with_them() -> None:
    account = resource("sa", "Microsoft.Storage/storageAccounts")
    found = deployed(
        referring(
            "concat('key=', listKeys(resourceId('Microsoft.Storage/storageAccounts', 'sa'), '2023-01-01').keys[0].value)",
            account,
        )
    )
    answer = found.resources[-1].body.at("properties", "x")
    assert answer
    assert answer.is_secret
