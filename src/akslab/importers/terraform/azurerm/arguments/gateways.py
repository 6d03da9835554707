"""The arguments of azurerm's application gateways, by block and major version.

A name without digits is known in 2, 3, 4 and 5; the digits are the majors that know it. From the provider's own pages at
every release from 2.0 to 5.2 (hashicorp/terraform-provider-azurerm).
"""

GATEWAYS: dict[str, dict[str, str]] = {
    "azurerm_application_gateway": {
        "": (
            "authentication_certificate:234 autoscale_configuration backend:45 backend_address_pool "
            "backend_http_settings custom_error_configuration enable_http2:234 fips_enabled firewall_policy_id "
            "force_firewall_policy_association frontend_ip_configuration frontend_port gateway_ip_configuration "
            "global:345 http2_enabled:45 http_listener identity listener:45 location name "
            "private_link_configuration probe redirect_configuration request_routing_rule resource_group_name "
            "rewrite_rule_set routing_rule:45 sku ssl_certificate ssl_policy ssl_profile tags "
            "trusted_client_certificate trusted_root_certificate url_path_map waf_configuration zones"
        ),
        "authentication_certificate": "data:234 name:234",
        "trusted_root_certificate": "data key_vault_secret_id name",
        "backend_http_settings": (
            "affinity_cookie_name authentication_certificate:234 certificate_chain_validation_enabled:45 "
            "connection_draining cookie_based_affinity dedicated_backend_connection_enabled:45 host_name name "
            "path pick_host_name_from_backend_address port probe_name protocol request_timeout sni_name:45 "
            "sni_validation_enabled:45 trusted_root_certificate_names"
        ),
        "backend_address_pool": "fqdns ip_addresses name",
        "connection_draining": "drain_timeout_sec enabled",
        "frontend_ip_configuration": (
            "name private_ip_address private_ip_address_allocation private_link_configuration_name "
            "public_ip_address_id subnet_id"
        ),
        "frontend_port": "name port",
        "gateway_ip_configuration": "name subnet_id",
        "http_listener": (
            "custom_error_configuration firewall_policy_id frontend_ip_configuration_name frontend_port_name "
            "host_name host_names name protocol require_sni ssl_certificate_name ssl_profile_name"
        ),
        "identity": "identity_ids type",
        "match": "body status_code",
        "path_rule": (
            "backend_address_pool_name backend_http_settings_name firewall_policy_id name paths "
            "redirect_configuration_name rewrite_rule_set_name"
        ),
        "probe": (
            "host interval match minimum_servers name path pick_host_name_from_backend_http_settings port "
            "protocol proxy_protocol_header_enabled:45 timeout unhealthy_threshold"
        ),
        "request_routing_rule": (
            "backend_address_pool_name backend_http_settings_name http_listener_name name priority "
            "redirect_configuration_name rewrite_rule_set_name rule_type url_path_map_name"
        ),
        "sku": "capacity name tier",
        "ssl_certificate": "data key_vault_secret_id name password",
        "url_path_map": (
            "default_backend_address_pool_name default_backend_http_settings_name "
            "default_redirect_configuration_name default_rewrite_rule_set_name name path_rule"
        ),
        "ssl_policy": "cipher_suites disabled_protocols min_protocol_version policy_name policy_type",
        "waf_configuration": (
            "disabled_rule_group enabled exclusion file_upload_limit_mb firewall_mode max_request_body_size_kb "
            "request_body_check request_body_enforcement:4 rule_set_type rule_set_version"
        ),
        "disabled_rule_group": "rule_group_name rules",
        "exclusion": "match_variable selector selector_match_operator",
        "custom_error_configuration": "custom_error_page_url status_code",
        "redirect_configuration": (
            "include_path include_query_string name redirect_type target_listener_name target_url"
        ),
        "autoscale_configuration": "max_capacity min_capacity",
        "rewrite_rule_set": "name rewrite_rule",
        "rewrite_rule": ("condition name request_header_configuration response_header_configuration rule_sequence url"),
        "condition": "ignore_case negate pattern variable",
        "request_header_configuration": "header_name header_value",
        "response_header_configuration": "header_name header_value",
        "url": "components:345 path query_string reroute",
        "trusted_client_certificate": "data name",
        "ssl_profile": (
            "name ssl_policy trusted_client_certificate_names verify_client_cert_issuer_dn:234 "
            "verify_client_certificate_issuer_dn:45 verify_client_certificate_revocation:345"
        ),
        "private_link_configuration": "ip_configuration name",
        "ip_configuration": "name primary private_ip_address private_ip_address_allocation subnet_id",
        "global": "request_buffering_enabled:345 response_buffering_enabled:345",
        "backend": (
            "client_ip_preservation_enabled:45 host_name:45 name:45 port:45 probe_name:45 protocol:45 "
            "timeout_in_seconds:45 trusted_root_certificate_names:45"
        ),
        "listener": (
            "frontend_ip_configuration_name:45 frontend_port_name:45 host_names:45 name:45 protocol:45 "
            "ssl_certificate_name:45 ssl_profile_name:45"
        ),
        "routing_rule": "backend_address_pool_name:45 backend_name:45 listener_name:45 name:45 priority:45",
    },
}
