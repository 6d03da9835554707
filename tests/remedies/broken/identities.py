"""Clusters with an identity of their own making, on a route table of the user's."""

from .forms import Breaking, Language, Swap

OWN: dict[Language, tuple[Swap, ...]] = {
    "arm": (
        (
            '"type": "UserAssigned",\n        "userAssignedIdentities": {\n'
            "          \"[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'myIdentity')]\": {}\n        }",
            '"type": "SystemAssigned"',
        ),
        ("reference('identity').principalId", "reference('aks', '2024-09-01', 'Full').identity.principalId"),
        ('      "dependsOn": [\n        "identity"\n      ]\n', '      "dependsOn": [\n        "aks"\n      ]\n'),
        (',\n        "role"\n', "\n"),
    ),
    "bicep": (
        (
            "    type: 'UserAssigned'\n    userAssignedIdentities: {\n      '${identity.id}': {}\n    }\n",
            "    type: 'SystemAssigned'\n",
        ),
        ("identity.properties.principalId", "aks.identity.principalId"),
        ("  dependsOn: [\n    role\n  ]\n", ""),
    ),
    "terraform": (
        (
            '    type         = "UserAssigned"\n    identity_ids = [azurerm_user_assigned_identity.aks.id]\n',
            '    type = "SystemAssigned"\n',
        ),
        ("azurerm_user_assigned_identity.aks.principal_id", "azurerm_kubernetes_cluster.main.identity[0].principal_id"),
        ("    azurerm_role_assignment.network,\n", ""),
    ),
    "az": (("  --assign-identity $IDENTITY \\\n", ""),),
}
"""The role in the network is given to the cluster's own principal, once the cluster is there."""

IDENTITIES: tuple[Breaking, ...] = (
    Breaking("custom-table-system-assigned-identity", OWN),
    Breaking(
        "custom-table-system-assigned-identity",
        {
            "bicep": (
                *OWN["bicep"],
                ("  identity: {\n    type: 'SystemAssigned'\n  }", "  identity: { type: 'SystemAssigned' }"),
            )
        },
    ),
)
