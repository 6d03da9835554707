"""Clusters whose identity lacks a role."""
# ruff: noqa: E501 - what is replaced stands on such lines

from .forms import Breaking, Swap, both

_SOUND_ROLE = {
    "arm": (
        """\
    "role": {
      "type": "Microsoft.Authorization/roleAssignments",
      "apiVersion": "2022-04-01",
      "name": "[guid('aks')]",
      "properties": {
        "principalId": "[reference('identity').principalId]",
        "roleDefinitionId": "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4d97b98b-1d4f-4787-a291-c67834d212e7')]"
      },
      "dependsOn": [
        "identity"
      ]
    },
""",
        "",
    ),
    "bicep": (
        """\
resource role 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('aks')
  properties: {
    principalId: identity.properties.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4d97b98b-1d4f-4787-a291-c67834d212e7')
  }
}

""",
        "",
    ),
    "terraform": (
        """\
resource "azurerm_role_assignment" "network" {
  scope                = azurerm_resource_group.main.id
  role_definition_name = "Network Contributor"
  principal_id         = azurerm_user_assigned_identity.aks.principal_id
}

""",
        "",
    ),
    "az": (
        """\
az role assignment create --assignee-object-id $PRINCIPAL --assignee-principal-type ServicePrincipal \\
  --role "Network Contributor" --scope $GROUP
sleep 60

""",
        "",
    ),
}
_WAIT = {
    "arm": (',\n        "role"\n', "\n"),
    "bicep": ("  dependsOn: [\n    role\n  ]\n", ""),
    "terraform": ("    azurerm_role_assignment.network,\n", ""),
    "az": ("PRINCIPAL=$(az identity show -g myResourceGroup -n myIdentity --query principalId -o tsv)\n", ""),
}
_WITHOUT_TABLE: dict[str, Swap] = {
    "arm": (
        ',\n              "routeTable": {\n'
        "                \"id\": \"[resourceId('Microsoft.Network/routeTables', 'myRouteTable')]\"\n              }",
        "",
    ),
    "bicep": ("          routeTable: {\n            id: table.id\n          }\n", ""),
    "terraform": ("    azurerm_subnet_route_table_association.nodes,\n", ""),
}
_NO_ASSOCIATION: dict[str, Swap] = {
    "arm": ("10.200.0.0/16", "10.200.0.0/16"),
    "bicep": ("10.200.0.0/16", "10.200.0.0/16"),
    "terraform": (
        'resource "azurerm_subnet_route_table_association" "nodes" {\n  subnet_id      = azurerm_subnet.nodes.id\n'
        "  route_table_id = azurerm_route_table.main.id\n}\n",
        "",
    ),
}

ROLES: tuple[Breaking, ...] = (
    Breaking("custom-table-missing-permission", both(_SOUND_ROLE, _WAIT)),
    Breaking("subnet-role-missing", both(_SOUND_ROLE, _WAIT, _WITHOUT_TABLE, _NO_ASSOCIATION)),
)
