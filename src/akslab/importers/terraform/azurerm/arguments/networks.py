"""The arguments of azurerm's networks, subnets, tables, security groups and interfaces, by block and major version.

A name without digits is known in 2, 3, 4 and 5; the digits are the majors that know it. From the provider's own pages at
every release from 2.0 to 5.2 (hashicorp/terraform-provider-azurerm).
"""

NETWORKS: dict[str, dict[str, str]] = {
    "azurerm_virtual_network": {
        "": (
            "address_space bgp_community ddos_protection_plan dns_servers edge_zone:345 encryption:345 "
            "flow_timeout_in_minutes ip_address_pool:45 location name private_endpoint_vnet_policies:45 "
            "resource_group_name subnet tags vm_protection_enabled:2"
        ),
        "subnet": (
            "address_prefix:23 address_prefixes:45 default_outbound_access_enabled:45 delegation:45 name "
            "private_endpoint_network_policies:45 private_link_service_network_policies_enabled:45 "
            "route_table_id:45 security_group service_endpoint:5 service_endpoint_policy_ids:45 "
            "service_endpoints:4"
        ),
        "ddos_protection_plan": "enable id",
        "encryption": "enforcement:345",
        "delegation": "name:45 service_delegation:45",
        "service_delegation": "actions:45 name:45",
        "ip_address_pool": "id:45 number_of_ip_addresses:45",
        "service_endpoint": "network_identifier:5 service:5",
    },
    "azurerm_subnet": {
        "": (
            "address_prefix:2 address_prefixes default_outbound_access_enabled:345 delegation "
            "enforce_private_link_endpoint_network_policies:23 enforce_private_link_service_network_policies:23 "
            "ip_address_pool:45 name network_security_group_id_wo:5 network_security_group_id_wo_version:5 "
            "private_endpoint_network_policies:345 private_endpoint_network_policies_enabled:3 "
            "private_link_service_network_policies_enabled:345 resource_group_name route_table_id_wo:5 "
            "route_table_id_wo_version:5 service_endpoint:5 service_endpoint_policy_ids service_endpoints:234 "
            "sharing_scope:45 virtual_network_name"
        ),
        "delegation": "name service_delegation",
        "service_delegation": "actions name",
        "ip_address_pool": "id:45 number_of_ip_addresses:45",
        "service_endpoint": "network_identifier:5 service:5",
    },
    "azurerm_subnet_route_table_association": {
        "": "route_table_id subnet_id",
    },
    "azurerm_subnet_network_security_group_association": {
        "": "network_security_group_id subnet_id",
    },
    "azurerm_subnet_nat_gateway_association": {
        "": "nat_gateway_id subnet_id",
    },
    "azurerm_route_table": {
        "": (
            "bgp_route_propagation_enabled:345 disable_bgp_route_propagation:23 location name resource_group_name "
            "route tags"
        ),
        "route": "address_prefix name next_hop_in_ip_address next_hop_type",
    },
    "azurerm_route": {
        "": "address_prefix name next_hop_in_ip_address next_hop_type resource_group_name route_table_name",
    },
    "azurerm_virtual_network_peering": {
        "": (
            "allow_forwarded_traffic allow_gateway_transit allow_virtual_network_access local_subnet_names:345 "
            "name only_ipv6_peering_enabled:345 peer_complete_virtual_networks_enabled:345 "
            "remote_subnet_names:345 remote_virtual_network_id resource_group_name triggers:345 "
            "use_remote_gateways virtual_network_name"
        ),
    },
    "azurerm_virtual_network_dns_servers": {
        "": "dns_servers virtual_network_id",
    },
    "azurerm_network_security_group": {
        "": "location name resource_group_name security_rule tags",
        "security_rule": (
            "access description destination_address_prefix destination_address_prefixes "
            "destination_application_security_group_ids destination_port_range destination_port_ranges direction "
            "name priority protocol source_address_prefix source_address_prefixes "
            "source_application_security_group_ids source_port_range source_port_ranges"
        ),
    },
    "azurerm_network_security_rule": {
        "": (
            "access description destination_address_prefix destination_address_prefixes "
            "destination_application_security_group_ids destination_port_range destination_port_ranges direction "
            "name network_security_group_name priority protocol resource_group_name source_address_prefix "
            "source_address_prefixes source_application_security_group_ids source_port_range source_port_ranges"
        ),
    },
    "azurerm_network_interface": {
        "": (
            "accelerated_networking_enabled:345 auxiliary_mode:345 auxiliary_sku:345 dns_servers edge_zone:345 "
            "enable_accelerated_networking:23 enable_ip_forwarding:23 internal_dns_name_label ip_configuration "
            "ip_forwarding_enabled:345 location name resource_group_name tags"
        ),
        "ip_configuration": (
            "gateway_load_balancer_frontend_ip_configuration_id name primary private_ip_address "
            "private_ip_address_allocation private_ip_address_version public_ip_address_id subnet_id"
        ),
    },
    "azurerm_network_interface_security_group_association": {
        "": "network_interface_id network_security_group_id",
    },
    "azurerm_private_dns_zone": {
        "": "name resource_group_name soa_record tags",
        "soa_record": "email expire_time minimum_ttl refresh_time retry_time tags ttl",
    },
    "azurerm_private_dns_zone_virtual_network_link": {
        "": (
            "name private_dns_zone_id:5 private_dns_zone_name:234 registration_enabled resolution_policy:45 "
            "resource_group_name:234 tags virtual_network_id"
        ),
    },
}
