"""States: a `terraform.tfstate`, and what `terraform show -json` makes of one."""

import json
from typing import Any

import pytest

from akslab.deployments.judging import view_of_deployment
from akslab.importers.terraform.plan.recognition import is_plan, is_state

from .plans import (
    AKS_TABLE,
    CLUSTER,
    NETWORK,
    SUBNET,
    SUBNET_BODY,
    Json,
    block,
    change,
    cluster,
    inline,
    network,
    plan,
    read,
)
from .reading import findings, precedes, resource

VALUES: list[tuple[str, str, Json]] = [
    ("azurerm_virtual_network", "v", network(inline(AKS_TABLE))),
    ("azurerm_kubernetes_cluster", "c", cluster(id=CLUSTER)),
]
FILE: Json = {
    "version": 4,
    "terraform_version": "1.11.4",
    "lineage": "x",
    "resources": [
        {
            "mode": "managed",
            "type": type_,
            "name": name,
            "instances": [
                {
                    "attributes": values,
                    "sensitive_attributes": [[{"type": "get_attr", "value": "tags"}]],
                    "dependencies": ["azurerm_virtual_network.v"] if name == "c" else [],
                }
            ],
        }
        for type_, name, values in VALUES
    ],
}
SHOWN: Json = {
    "format_version": "1.0",
    "terraform_version": "1.11.4",
    "values": {
        "root_module": {
            "resources": [
                {
                    "address": f"{type_}.{name}",
                    "mode": "managed",
                    "type": type_,
                    "name": name,
                    "values": values,
                    "sensitive_values": {},
                    "depends_on": ["azurerm_virtual_network.v"] if name == "c" else [],
                }
                for type_, name, values in VALUES
            ]
        }
    },
}
BOTH = pytest.mark.parametrize("document", [FILE, SHOWN], ids=["tfstate", "show"])


@BOTH
def test_a_state_says_what_is_there(document: Json) -> None:
    found = read(document)
    view = view_of_deployment(found)
    assert found.problems == ()
    assert [each.id for each in found.resources] == [NETWORK, CLUSTER]
    subnet = view.subnet(SUBNET)
    assert subnet is not None
    assert subnet.route_table_id == AKS_TABLE
    assert findings(view, "rejected") == set()


@BOTH
def test_a_state_sends_nothing_again(document: Json) -> None:
    assert view_of_deployment(read(document)).losses == ()


def after_the_first_apply() -> list[tuple[str, Json]]:
    """Return what a state holds then: the network was made before its subnet, so its computed list is empty."""
    return [
        ("azurerm_virtual_network.v", network() | {"subnet": []}),
        ("azurerm_subnet.s", {**SUBNET_BODY, "id": SUBNET}),
        ("azurerm_kubernetes_cluster.c", cluster(id=CLUSTER)),
    ]


def shown(entries: list[tuple[str, Json]]) -> Json:
    resources = [
        {"address": address, "mode": "managed", "values": values}
        | dict(zip(("type", "name"), address.split("."), strict=True))
        for address, values in entries
    ]
    return {"format_version": "1.0", "values": {"root_module": {"resources": resources}}}


def test_a_computed_list_of_subnets_in_a_state_is_nothing_that_would_be_sent() -> None:
    view = view_of_deployment(read(shown(after_the_first_apply())))
    assert len(view.managed_clusters) == 1
    assert view.losses == ()


def test_a_body_of_azapi_in_a_state_is_nothing_that_would_be_sent() -> None:
    own: Json = {
        "type": "Microsoft.Network/virtualNetworks/subnets@2024-05-01",
        "name": "s",
        "parent_id": NETWORK,
        "id": SUBNET,
        "body": {"properties": {"addressPrefix": "192.168.1.0/24"}},
    }
    entries = [after_the_first_apply()[0], ("azapi_resource.s", own), after_the_first_apply()[2]]
    view = view_of_deployment(read(shown(entries)))
    assert view.subnet(SUBNET) is not None
    assert view.losses == ()


@BOTH
def test_a_state_knows_what_was_made_after_what(document: Json) -> None:
    assert precedes(read(document), "azurerm_virtual_network.v", "azurerm_kubernetes_cluster.c")


def test_modules_and_keys_are_in_the_addresses() -> None:
    instances = [{"index_key": key, "attributes": {"id": f"/x/{key}", "name": str(key)}} for key in ("a", "b")]
    entry = {
        "module": 'module.m["x"]',
        "mode": "managed",
        "type": "azurerm_route_table",
        "name": "t",
        "instances": instances,
    }
    found = read(FILE | {"resources": [entry]})
    assert [each.address for each in found.resources] == [
        'module.m["x"].azurerm_route_table.t["a"]',
        'module.m["x"].azurerm_route_table.t["b"]',
    ]


def test_children_of_modules_are_found_in_what_is_shown() -> None:
    child = {"address": "module.m", "resources": SHOWN["values"]["root_module"]["resources"][:1], "child_modules": []}
    found = read(SHOWN | {"values": {"root_module": {"child_modules": [child]}}})
    assert [each.origin.path[:4] for each in found.resources] == [("values", "root_module", "child_modules", 0)]


def test_what_a_state_calls_sensitive_is_secret() -> None:
    document = json.loads(json.dumps(FILE))
    document["resources"][0]["instances"][0]["attributes"]["tags"] = {"k": "hush"}
    tags = resource(read(document), "azurerm_virtual_network.v").body.get("tags")
    assert tags is not None
    assert tags.is_secret


@pytest.mark.parametrize(
    ("value", "plan_", "state"),
    [
        (FILE, False, True),
        (SHOWN, False, True),
        (plan([change("azurerm_route_table.t", {})], [block("azurerm_route_table.t")]), True, False),
        ({"$schema": "x", "resources": []}, False, False),
        ([], False, False),
        (None, False, False),
        ({"version": 4}, False, False),
    ],
)
def test_plans_and_states_are_told_from_other_json(value: Any, plan_: bool, state: bool) -> None:
    assert (is_plan(value), is_state(value)) == (plan_, state)
