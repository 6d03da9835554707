"""The built-in roles the article needs, as Azure's role definitions; found by name, id or GUID."""

from typing import Any

Json = dict[str, Any]

ROLE_DEFINITIONS = "Microsoft.Authorization/roleDefinitions"

_READ_AND_SUPPORT = (
    "Microsoft.Authorization/*/read",
    "Microsoft.Insights/alertRules/*",
    "Microsoft.Resources/deployments/*",
    "Microsoft.Resources/subscriptions/resourceGroups/read",
    "Microsoft.Support/*",
)


def _builtin(
    guid: str, name: str, description: str, actions: tuple[str, ...], not_actions: tuple[str, ...] = ()
) -> Json:
    block: dict[str, Any] = {"actions": list(actions), "notActions": list(not_actions)}
    return {
        "name": guid,
        "type": ROLE_DEFINITIONS,
        "properties": {
            "roleName": name,
            "type": "BuiltInRole",
            "description": description,
            "assignableScopes": ["/"],
            "permissions": [{**block, "dataActions": [], "notDataActions": []}],
        },
    }


BUILTIN_ROLES: tuple[Json, ...] = (
    _builtin("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner", "Everything, with the right to grant it.", ("*",)),
    _builtin(
        "b24988ac-6180-42a0-ab88-20f7382dd24c",
        "Contributor",
        "Everything but granting rights.",
        ("*",),
        (
            "Microsoft.Authorization/*/Delete",
            "Microsoft.Authorization/*/Write",
            "Microsoft.Authorization/elevateAccess/Action",
            "Microsoft.Blueprint/blueprintAssignments/write",
            "Microsoft.Blueprint/blueprintAssignments/delete",
        ),
    ),
    _builtin("acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader", "See everything, change nothing.", ("*/read",)),
    _builtin(
        "4d97b98b-1d4f-4787-a291-c67834d212e7",
        "Network Contributor",
        "Everything of the network, but not access to it.",
        (*_READ_AND_SUPPORT, "Microsoft.Network/*", "Microsoft.ResourceHealth/availabilityStatuses/read"),
    ),
    _builtin(
        "f1a07417-d97a-45cb-824c-7a7467783830",
        "Managed Identity Operator",
        "See user-assigned identities, and assign them.",
        (
            *_READ_AND_SUPPORT,
            "Microsoft.ManagedIdentity/userAssignedIdentities/*/read",
            "Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action",
        ),
    ),
)


def builtin_role_id(subscription_id: str, name: str) -> str:
    """Return the id of a built-in role in a subscription."""
    guid = next(role["name"] for role in BUILTIN_ROLES if role["properties"]["roleName"] == name)
    return f"/subscriptions/{subscription_id}/providers/{ROLE_DEFINITIONS}/{guid}"
