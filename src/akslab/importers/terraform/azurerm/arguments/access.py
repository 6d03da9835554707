"""The arguments of azurerm's roles, identities and resource groups, by block and major version.

A name without digits is known in 2, 3, 4 and 5; the digits are the majors that know it. From the provider's own pages at
every release from 2.0 to 5.2 (hashicorp/terraform-provider-azurerm).
"""

ACCESS: dict[str, dict[str, str]] = {
    "azurerm_role_assignment": {
        "": (
            "condition condition_version delegated_managed_identity_resource_id description name principal_id "
            "principal_type:345 role_definition_id role_definition_name scope skip_service_principal_aad_check"
        ),
    },
    "azurerm_role_definition": {
        "": (
            "actions assignable_scopes data_actions description name not_actions not_data_actions permissions "
            "role_definition_id scope"
        ),
    },
    "azurerm_user_assigned_identity": {
        "": "isolation_scope:45 location name resource_group_name tags",
    },
    "azurerm_resource_group": {
        "": "location managed_by:345 name tags",
    },
    "azurerm_federated_identity_credential": {
        "": (
            "audience:345 issuer:345 location:3 name:345 parent_id:34 resource_group_name:34 subject:345 "
            "user_assigned_identity_id:45"
        ),
    },
}
