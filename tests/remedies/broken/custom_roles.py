"""A role of one's own that writes the route table and may not join it."""

from .forms import Breaking, Swap

_BUILT_IN = "'4d97b98b-1d4f-4787-a291-c67834d212e7'"
_ACTIONS = tuple(
    f"Microsoft.Network/routeTables/{each}"
    for each in ("read", "write", "routes/read", "routes/write", "routes/delete")
)


def _listed(quote: str, between: str) -> str:
    return between.join(f"{quote}{each}{quote}" for each in _ACTIONS)


_OWN_ROLE: dict[str, tuple[Swap, ...]] = {
    "arm": (
        (_BUILT_IN, "guid('routes')"),
        (
            '    "role": {\n',
            '    "definition": {\n      "type": "Microsoft.Authorization/roleDefinitions",\n'
            '      "apiVersion": "2022-04-01",\n      "name": "[guid(\'routes\')]",\n      "properties": {\n'
            '        "roleName": "Routes",\n        "assignableScopes": ["[subscription().id]"],\n'
            '        "permissions": [\n          {\n            "actions": [\n              '
            + _listed('"', ",\n              ")
            + '\n            ]\n          }\n        ]\n      }\n    },\n    "role": {\n',
        ),
    ),
    "bicep": (
        (_BUILT_IN, "guid('routes')"),
        (
            "resource role '",
            "resource definition 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {\n  name: guid('routes')\n"
            "  properties: {\n    roleName: 'Routes'\n    assignableScopes: [subscription().id]\n    permissions: [\n"
            "      {\n        actions: [\n          "
            + _listed("'", "\n          ")
            + "\n        ]\n      }\n    ]\n  }\n}\n\nresource role '",
        ),
    ),
    "terraform": (
        ('role_definition_name = "Network Contributor"', 'role_definition_name = "Routes"'),
        (
            'resource "azurerm_role_assignment" "network" {\n',
            'resource "azurerm_role_definition" "routes" {\n  name  = "Routes"\n'
            '  scope = "/subscriptions/00000000-0000-0000-0000-000000000000"\n\n  permissions {\n    actions = [\n      '
            + _listed('"', ",\n      ")
            + ",\n    ]\n  }\n}\n\n"
            'resource "azurerm_role_assignment" "network" {\n',
        ),
    ),
}

CUSTOM_ROLES: tuple[Breaking, ...] = (Breaking("route-table-join-missing", _OWN_ROLE),)
