"""What is shown where the first answer has no place in the text: a table made apart, where ARM lists its resources."""

import json

from akslab.checking.report import Reported

from .applying import applied, checked, grave, of_rule, sound

RULE = "redeploy-detaches-route-table"
LINK = (
    ',\n              "routeTable": {\n'
    "                \"id\": \"[resourceId('Microsoft.Network/routeTables', 'myRouteTable')]\"\n              }"
)


def listed(*swaps: tuple[str, str]) -> dict[str, str]:
    """Return the sound template without its table, its resources as a list, as language version 1 has them."""
    text = sound("arm").replace(LINK, "").replace('      "@options": {"onlyIfNotExists": []},\n', "")
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    template = json.loads(text)
    del template["languageVersion"]
    ids = {
        "identity": "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'myIdentity')]",
        "net": "myAKSVnet",
        "role": "[guid('aks')]",
    }
    found = [each for name, each in template["resources"].items() if name != "table"]
    for each in found:
        each["dependsOn"] = [ids[name] for name in each.get("dependsOn", []) if name in ids]
        properties = each.get("properties", {})
        if "principalId" in properties:
            properties["principalId"] = f"[reference({ids['identity'][1:-1]}, '2023-01-31').principalId]"
    template["resources"] = found
    return {"main.json": json.dumps(template, indent=2)}


def one(files: dict[str, str]) -> Reported:
    """Return the one finding."""
    (found,) = of_rule(checked(files), RULE)
    return found


def test_a_subnet_of_a_list_names_a_table_that_is_made_apart() -> None:
    files = listed()
    found = one(files)
    assert found.is_decision
    assert "made once and apart" in found.one_way
    (change,) = found.changes
    assert "[resourceId('Microsoft.Network/routeTables', 'myAKSCluster-routes')]" in "".join(change.after)
    after = checked(applied(files, found.changes))
    assert of_rule(after, RULE) == []
    assert grave(after) <= grave(checked(files))


def test_without_an_identity_that_may_write_it_no_table_is_named() -> None:
    identity = sound("arm")[sound("arm").index('"identity": {\n        "type": "UserAssigned"') :]
    identity = identity[: identity.index('      "properties"')]
    assert one(listed((identity, '"identity": {"type": "SystemAssigned"},\n'))).changes == ()


def test_where_resources_have_names_the_network_is_made_once() -> None:
    text = sound("arm").replace(LINK, "").replace('      "@options": {"onlyIfNotExists": []},\n', "")
    found = one({"main.json": text})
    assert not found.is_decision
    assert '"onlyIfNotExists": []' in "".join(found.changes[0].after)
