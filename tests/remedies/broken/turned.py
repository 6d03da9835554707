"""Steps that come after the cluster and have to come before it, and roles given to the wrong identity, or too wide."""
# ruff: noqa: E501 - what is replaced stands on such lines

from .forms import LANGUAGES, Breaking, Swap, both, outbound

_ROLE = "4d97b98b-1d4f-4787-a291-c67834d212e7"
_CLUSTER_WAITS: dict[str, Swap] = {
    "arm": ('        "net",\n        "role"\n', '        "net"\n'),
    "bicep": ("  dependsOn: [\n    role\n  ]\n", ""),
    "terraform": ("    azurerm_role_assignment.network,\n", ""),
    "az": (
        'az role assignment create --assignee-object-id $PRINCIPAL --assignee-principal-type ServicePrincipal \\\n  --role "Network Contributor" --scope $GROUP\nsleep 60\n\n',
        "",
    ),
}
_ROLE_WAITS: dict[str, Swap] = {
    "arm": (
        '      "dependsOn": [\n        "identity"\n      ]\n',
        '      "dependsOn": [\n        "identity",\n        "aks"\n      ]\n',
    ),
    "bicep": (
        f"'{_ROLE}')\n  }}\n}}\n",
        f"'{_ROLE}')\n  }}\n  dependsOn: [\n    aks\n  ]\n}}\n",
    ),
    "terraform": (
        '  role_definition_name = "Network Contributor"\n',
        '  role_definition_name = "Network Contributor"\n  depends_on           = [azurerm_kubernetes_cluster.main]\n',
    ),
    "az": (
        "  --dns-service-ip 10.0.0.10\n",
        "  --dns-service-ip 10.0.0.10\n\naz role assignment create --assignee-object-id $PRINCIPAL --assignee-principal-type ServicePrincipal \\\n"
        '  --role "Network Contributor" --scope $GROUP\n',
    ),
}
_ATTACHED_LATER: dict[str, tuple[Swap, ...]] = {
    "arm": (
        (
            '    "role": {\n',
            '    "attached": {\n      "type": "Microsoft.Network/virtualNetworks/subnets",\n'
            '      "apiVersion": "2024-05-01",\n      "name": "myAKSVnet/myAKSSubnet",\n      "properties": {\n'
            '        "addressPrefix": "192.168.1.0/24",\n        "routeTable": {"id": '
            "\"[resourceId('Microsoft.Network/routeTables', 'myRouteTable')]\"}\n      },\n"
            '      "dependsOn": ["net", "aks"]\n    },\n    "role": {\n',
        ),
        (
            '              "addressPrefix": "192.168.1.0/24",\n              "routeTable": {\n'
            "                \"id\": \"[resourceId('Microsoft.Network/routeTables', 'myRouteTable')]\"\n              }\n",
            '              "addressPrefix": "192.168.1.0/24"\n',
        ),
    ),
    "bicep": (
        (
            "resource role '",
            "resource attached 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {\n  parent: net\n"
            "  name: 'myAKSSubnet'\n  properties: {\n    addressPrefix: '192.168.1.0/24'\n"
            "    routeTable: {\n      id: table.id\n    }\n  }\n  dependsOn: [\n    aks\n  ]\n}\n\nresource role '",
        ),
        (
            "          addressPrefix: '192.168.1.0/24'\n          routeTable: {\n            id: table.id\n          }\n",
            "          addressPrefix: '192.168.1.0/24'\n",
        ),
    ),
    "terraform": (
        ("    azurerm_subnet_route_table_association.nodes,\n", ""),
        (
            "  route_table_id = azurerm_route_table.main.id\n}\n",
            "  route_table_id = azurerm_route_table.main.id\n\n  depends_on = [azurerm_kubernetes_cluster.main]\n}\n",
        ),
    ),
    "az": (
        (
            "  --address-prefixes 192.168.1.0/24 \\\n  --route-table myRouteTable\n",
            "  --address-prefixes 192.168.1.0/24\n",
        ),
        (
            "  --dns-service-ip 10.0.0.10\n",
            "  --dns-service-ip 10.0.0.10\n\naz network vnet subnet update -g myResourceGroup --vnet-name myAKSVnet \\\n"
            "  -n myAKSSubnet --route-table myRouteTable\n",
        ),
    ),
}
_USER_ROUTING = both(outbound("userDefinedRouting"), dict.fromkeys(LANGUAGES, ("10.200.0.0/16", "0.0.0.0/0")))
_CONTRIBUTOR: dict[str, Swap] = {
    **dict.fromkeys(("arm", "bicep"), (_ROLE, "b24988ac-6180-42a0-ab88-20f7382dd24c")),
    **dict.fromkeys(("terraform", "az"), ('"Network Contributor"', '"Contributor"')),
}
_TO_KUBELETS: dict[str, Swap] = {
    "arm": ("[reference('identity').principalId]", "[reference('aks').identityProfile.kubeletidentity.objectId]"),
    "bicep": ("identity.properties.principalId", "aks.properties.identityProfile.kubeletidentity.objectId"),
    "terraform": (
        "  principal_id         = azurerm_user_assigned_identity.aks.principal_id\n",
        "  principal_id         = azurerm_kubernetes_cluster.main.kubelet_identity[0].object_id\n",
    ),
    "az": (
        "  --dns-service-ip 10.0.0.10\n",
        "  --dns-service-ip 10.0.0.10\n\n"
        "KUBELETS=$(az aks show -g myResourceGroup -n myAKSCluster --query identityProfile.kubeletidentity.objectId -o tsv)\n"
        "az role assignment create --assignee-object-id $KUBELETS --assignee-principal-type ServicePrincipal \\\n"
        '  --role "Network Contributor" --scope $GROUP\n',
    ),
}

TURNED: tuple[Breaking, ...] = (
    Breaking("route-table-role-after-cluster", both(_CLUSTER_WAITS, _ROLE_WAITS)),
    Breaking("route-table-attached-after-cluster", _ATTACHED_LATER),
    Breaking(
        "user-routing-table-after-cluster",
        {each: (*swaps, *_USER_ROUTING[each]) for each, swaps in _ATTACHED_LATER.items()},
    ),
    Breaking("role-too-broad", both(_CONTRIBUTOR)),
    Breaking("role-given-to-kubelet-identity", both(_CLUSTER_WAITS, _TO_KUBELETS)),
)
