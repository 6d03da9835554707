"""The arguments of azurerm's gateways, addresses, firewalls and load balancers, by block and major version.

A name without digits is known in 2, 3, 4 and 5; the digits are the majors that know it. From the provider's own pages at
every release from 2.0 to 5.2 (hashicorp/terraform-provider-azurerm).
"""

EDGES: dict[str, dict[str, str]] = {
    "azurerm_nat_gateway": {
        "": (
            "idle_timeout_in_minutes location name public_ip_address_ids:23 public_ip_prefix_ids:23 "
            "resource_group_name sku_name tags zones"
        ),
    },
    "azurerm_nat_gateway_public_ip_association": {
        "": "nat_gateway_id public_ip_address_id",
    },
    "azurerm_nat_gateway_public_ip_prefix_association": {
        "": "nat_gateway_id public_ip_prefix_id",
    },
    "azurerm_public_ip": {
        "": (
            "allocation_method availability_zone:23 ddos_protection_mode:345 ddos_protection_plan_id:345 "
            "domain_name_label domain_name_label_scope:45 edge_zone:345 idle_timeout_in_minutes ip_tags "
            "ip_version location name public_ip_prefix_id resource_group_name reverse_fqdn sku sku_tier tags "
            "zones"
        ),
    },
    "azurerm_public_ip_prefix": {
        "": (
            "availability_zone:23 custom_ip_prefix_id:45 ip_version location name prefix_length "
            "resource_group_name sku sku_tier:45 tags zones"
        ),
    },
    "azurerm_firewall": {
        "": (
            "dns_proxy_enabled:345 dns_servers firewall_policy_id ip_configuration location "
            "management_ip_configuration name private_ip_ranges resource_group_name sku_name sku_tier tags "
            "threat_intel_mode virtual_hub zones"
        ),
        "ip_configuration": "name public_ip_address_id subnet_id",
        "management_ip_configuration": "name public_ip_address_id subnet_id",
        "virtual_hub": "public_ip_count virtual_hub_id",
    },
    "azurerm_firewall_policy": {
        "": (
            "auto_learn_private_ranges_enabled:345 base_policy_id dns explicit_proxy:345 identity insights "
            "intrusion_detection location name private_ip_ranges resource_group_name sku sql_redirect_allowed:345 "
            "tags threat_intelligence_allowlist threat_intelligence_mode tls_certificate"
        ),
        "dns": "network_rule_fqdn_enabled:2 proxy_enabled servers",
        "threat_intelligence_allowlist": "fqdns ip_addresses",
        "identity": "identity_ids:345 type user_assigned_identity_ids:2",
        "intrusion_detection": "mode private_ranges:345 signature_overrides traffic_bypass",
        "signature_overrides": "id state",
        "tls_certificate": "key_vault_secret_id name",
        "traffic_bypass": (
            "description destination_addresses destination_ip_groups destination_ports name protocol "
            "source_addresses source_ip_groups"
        ),
        "insights": "default_log_analytics_workspace_id enabled log_analytics_workspace retention_in_days",
        "log_analytics_workspace": "firewall_location:345 id:345",
        "explicit_proxy": (
            "enable_pac_file:345 enabled:345 http_port:345 https_port:345 pac_file:345 pac_file_port:345"
        ),
    },
    "azurerm_firewall_policy_rule_collection_group": {
        "": (
            "application_rule_collection firewall_policy_id name nat_rule_collection network_rule_collection priority"
        ),
        "application_rule_collection": "action name priority rule",
        "network_rule_collection": "action name priority rule",
        "nat_rule_collection": "action name priority rule",
        "rule": (
            "description destination_address destination_addresses destination_fqdn_tags destination_fqdns "
            "destination_ip_groups destination_ports destination_urls http_headers:345 name protocols source_addresses "
            "source_ip_groups terminate_tls translated_address translated_fqdn translated_port web_categories"
        ),
        "protocols": "port type",
        "http_headers": "name:345 value:345",
    },
    "azurerm_firewall_network_rule_collection": {
        "": "action azure_firewall_name name priority resource_group_name rule",
        "rule": (
            "description destination_addresses destination_fqdns destination_ip_groups destination_ports name "
            "protocols source_addresses source_ip_groups"
        ),
    },
    "azurerm_firewall_application_rule_collection": {
        "": "action azure_firewall_name name priority resource_group_name rule",
        "rule": "description fqdn_tags name protocol source_addresses source_ip_groups target_fqdns",
        "protocol": "port type",
    },
    "azurerm_firewall_nat_rule_collection": {
        "": "action azure_firewall_name name priority resource_group_name rule",
        "rule": (
            "description destination_addresses destination_ports name protocols source_addresses source_ip_groups "
            "translated_address translated_port"
        ),
    },
    "azurerm_lb": {
        "": "edge_zone:345 frontend_ip_configuration location name resource_group_name sku sku_tier tags",
        "frontend_ip_configuration": (
            "availability_zone:23 gateway_load_balancer_frontend_ip_configuration_id name private_ip_address "
            "private_ip_address_allocation private_ip_address_version public_ip_address_id public_ip_prefix_id "
            "subnet_id zones"
        ),
    },
    "azurerm_virtual_network_gateway": {
        "": (
            "active_active bgp_enabled:45 bgp_route_translation_for_nat_enabled:345 bgp_settings:345 "
            "custom_route:345 default_local_network_gateway_id dns_forwarding_enabled:345 edge_zone:345 "
            "enable_bgp:234 generation ip_configuration ip_sec_replay_protection_enabled:345 location "
            "maximum_scale_unit:45 minimum_scale_unit:45 name policy_group:345 private_ip_address_enabled "
            "remote_vnet_traffic_enabled:345 resource_group_name sku tags type virtual_wan_traffic_enabled:345 "
            "vpn_client_configuration vpn_type"
        ),
        "ip_configuration": "name private_ip_address_allocation public_ip_address_id subnet_id",
        "vpn_client_configuration": (
            "aad_audience aad_issuer aad_tenant address_space ipsec_policy:345 radius_server:345 "
            "radius_server_address radius_server_secret revoked_certificate root_certificate "
            "virtual_network_gateway_client_connection:345 vpn_auth_types vpn_client_protocols"
        ),
        "bgp_settings": "asn peer_weight peering_address:2 peering_addresses",
        "root_certificate": "name public_cert_data",
        "root_revoked_certificate": "name:23 public_cert_data:23",
        "custom_route": "address_prefixes",
        "peering_addresses": "apipa_addresses default_addresses ip_configuration_name tunnel_ip_addresses",
        "revoked_certificate": "name:345 public_cert_data:3 thumbprint:345",
        "policy_group": "is_default:345 name:345 policy_member:345 priority:345",
        "policy_member": "name:345 type:345 value:345",
        "ipsec_policy": (
            "dh_group:345 ike_encryption:345 ike_integrity:345 ipsec_encryption:345 ipsec_integrity:345 "
            "pfs_group:345 sa_data_size_in_kilobytes:345 sa_lifetime_in_seconds:345"
        ),
        "radius_server": "address:345 score:345 secret:345",
        "virtual_network_gateway_client_connection": "address_prefixes:345 name:345 policy_group_names:345",
    },
    "azurerm_virtual_network_gateway_connection": {
        "": (
            "authorization_key bgp_enabled:45 connection_mode connection_protocol custom_bgp_addresses:345 "
            "dpd_timeout_seconds egress_nat_rule_ids:345 enable_bgp:234 express_route_circuit_id "
            "express_route_gateway_bypass ingress_nat_rule_ids:345 ipsec_policy local_azure_ip_address_enabled "
            "local_network_gateway_id location name peer_virtual_network_gateway_id "
            "private_link_fast_path_enabled:345 resource_group_name routing_weight shared_key tags "
            "traffic_selector_policy type use_policy_based_traffic_selectors virtual_network_gateway_id"
        ),
        "ipsec_policy": (
            "dh_group ike_encryption ike_integrity ipsec_encryption ipsec_integrity pfs_group sa_datasize sa_lifetime"
        ),
        "traffic_selector_policy": "local_address_cidrs:345 remote_address_cidrs:345",
        "custom_bgp_addresses": "primary:345 secondary:345",
    },
    "azurerm_local_network_gateway": {
        "": "address_space bgp_settings gateway_address gateway_fqdn location name resource_group_name tags",
        "bgp_settings": "asn bgp_peering_address peer_weight",
    },
    "azurerm_express_route_gateway": {
        "": ("allow_non_virtual_wan_traffic:345 location name resource_group_name scale_units tags virtual_hub_id"),
    },
}
