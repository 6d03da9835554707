"""The arguments of azurerm's clusters and their pools, by block and major version.

A name without digits is known in 2, 3, 4 and 5; the digits are the majors that know it. From the provider's own pages at
every release from 2.0 to 5.2 (hashicorp/terraform-provider-azurerm).
"""

CLUSTERS: dict[str, dict[str, str]] = {
    "azurerm_kubernetes_cluster": {
        "": (
            "aci_connector_linux addon_profile:2 ai_toolchain_operator_enabled:45 api_server_access_profile:345 "
            "api_server_authorized_ip_ranges:23 auto_scaler_profile automatic_channel_upgrade:23 "
            "automatic_upgrade_channel:45 azure_active_directory_role_based_access_control azure_policy_enabled "
            "bootstrap_profile:45 confidential_computing:345 cost_analysis_enabled:345 "
            "custom_ca_trust_certificates_base64:345 default_node_pool disk_encryption_set_id dns_prefix "
            "dns_prefix_private_cluster edge_zone:345 enable_pod_security_policy:2 "
            "http_application_routing_enabled http_proxy_config identity image_cleaner_enabled:345 "
            "image_cleaner_interval_hours:345 ingress_application_gateway key_management_service:345 "
            "key_vault_secrets_provider kubelet_identity kubernetes_version linux_profile local_account_disabled "
            "location maintenance_window maintenance_window_auto_upgrade:345 maintenance_window_node_os:345 "
            "microsoft_defender:345 monitor_metrics:345 name network_profile node_os_channel_upgrade:3 "
            "node_os_upgrade_channel:45 node_provisioning_profile:45 node_resource_group oidc_issuer_enabled:345 "
            "oms_agent open_service_mesh_enabled private_cluster_enabled private_cluster_public_fqdn_enabled "
            "private_dns_zone_id private_link_enabled:2 public_network_access_enabled:3 resource_group_name "
            "role_based_access_control:2 role_based_access_control_enabled run_command_enabled:345 "
            "service_mesh_profile:345 service_principal sku_tier storage_profile:345 support_plan:345 tags "
            "upgrade_override:45 web_app_routing:345 windows_profile workload_autoscaler_profile:345 "
            "workload_identity_enabled:345"
        ),
        "aci_connector_linux": "enabled:2 subnet_name",
        "addon_profile": (
            "aci_connector_linux:2 azure_keyvault_secrets_provider:2 azure_policy:2 http_application_routing:2 "
            "ingress_application_gateway:2 kube_dashboard:2 oms_agent:2 open_service_mesh:2"
        ),
        "azure_active_directory": (
            "admin_group_object_ids:2 azure_rbac_enabled:2 client_app_id:2 managed:2 server_app_id:2 "
            "server_app_secret:2 tenant_id:2"
        ),
        "azure_policy": "enabled:2",
        "default_node_pool": (
            "auto_scaling_enabled:45 availability_zones:2 capacity_reservation_group_id:345 "
            "custom_ca_trust_certificates_base64:3 custom_ca_trust_enabled:3 enable_auto_scaling:23 "
            "enable_host_encryption:23 enable_node_public_ip:23 fips_enabled gpu_driver:45 gpu_instance:345 "
            "host_encryption_enabled:45 host_group_id:345 kubelet_config kubelet_disk_type linux_os_config "
            "max_count max_pods message_of_the_day:3 min_count name node_count node_labels "
            "node_network_profile:345 node_public_ip_enabled:45 node_public_ip_prefix_id node_taints:23 "
            "only_critical_addons_enabled orchestrator_version os_disk_size_gb os_disk_type os_sku pod_subnet_id "
            "proximity_placement_group_id:345 scale_down_mode:345 snapshot_id:345 tags "
            "temporary_name_for_rotation:345 type ultra_ssd_enabled upgrade_settings vm_size vnet_subnet_id "
            "workload_runtime:345 zones:345"
        ),
        "http_application_routing": "enabled:2",
        "identity": "identity_ids:345 type user_assigned_identity_id:2",
        "kube_dashboard": "enabled:2",
        "linux_profile": "admin_username ssh_key",
        "network_profile": (
            "advanced_networking:45 dns_service_ip docker_bridge_cidr:23 ebpf_data_plane:3 ip_versions:345 "
            "load_balancer_profile load_balancer_sku nat_gateway_profile network_data_plane:345 network_mode "
            "network_plugin network_plugin_mode:345 network_policy outbound_type pod_cidr pod_cidrs:345 "
            "service_cidr service_cidrs:345"
        ),
        "load_balancer_profile": (
            "backend_pool_type:45 idle_timeout_in_minutes managed_outbound_ip_count "
            "managed_outbound_ipv6_count:345 outbound_ip_address_ids outbound_ip_prefix_ids "
            "outbound_ports_allocated"
        ),
        "oms_agent": ("enabled:2 log_analytics_workspace_id msi_auth_for_monitoring_enabled:345 oms_agent_identity:2"),
        "role_based_access_control": "azure_active_directory:2 enabled:2",
        "service_principal": "client_id client_secret",
        "ssh_key": "key_data",
        "windows_profile": "admin_password admin_username gmsa:345 license",
        "auto_scaler_profile": (
            "balance_similar_node_groups daemonset_eviction_for_empty_nodes_enabled:45 "
            "daemonset_eviction_for_occupied_nodes_enabled:45 empty_bulk_delete_max expander "
            "ignore_daemonsets_utilization_enabled:45 max_graceful_termination_sec max_node_provisioning_time "
            "max_unready_nodes max_unready_percentage new_pod_scale_up_delay scale_down_delay_after_add "
            "scale_down_delay_after_delete scale_down_delay_after_failure scale_down_unneeded scale_down_unready "
            "scale_down_utilization_threshold scan_interval skip_nodes_with_local_storage "
            "skip_nodes_with_system_pods"
        ),
        "upgrade_settings": (
            "drain_timeout_in_minutes:345 max_surge node_soak_duration_in_minutes:345 undrainable_node_behavior:45"
        ),
        "ingress_application_gateway": "enabled:2 gateway_id gateway_name subnet_cidr subnet_id",
        "kubelet_identity": "client_id object_id user_assigned_identity_id",
        "kubelet_config": (
            "allowed_unsafe_sysctls container_log_max_files:45 container_log_max_line:234 "
            "container_log_max_size_mb cpu_cfs_quota_enabled cpu_cfs_quota_period cpu_manager_policy "
            "image_gc_high_threshold image_gc_low_threshold pod_max_pid topology_manager_policy"
        ),
        "linux_os_config": (
            "swap_file_size_mb sysctl_config transparent_huge_page:45 transparent_huge_page_defrag "
            "transparent_huge_page_enabled:234"
        ),
        "sysctl_config": (
            "fs_aio_max_nr fs_file_max fs_inotify_max_user_watches fs_nr_open kernel_threads_max "
            "net_core_netdev_max_backlog net_core_optmem_max net_core_rmem_default net_core_rmem_max "
            "net_core_somaxconn net_core_wmem_default net_core_wmem_max net_ipv4_ip_local_port_range_max "
            "net_ipv4_ip_local_port_range_min net_ipv4_neigh_default_gc_thresh1 net_ipv4_neigh_default_gc_thresh2 "
            "net_ipv4_neigh_default_gc_thresh3 net_ipv4_tcp_fin_timeout net_ipv4_tcp_keepalive_intvl "
            "net_ipv4_tcp_keepalive_probes net_ipv4_tcp_keepalive_time net_ipv4_tcp_max_syn_backlog "
            "net_ipv4_tcp_max_tw_buckets net_ipv4_tcp_tw_reuse net_netfilter_nf_conntrack_buckets "
            "net_netfilter_nf_conntrack_max vm_max_map_count vm_swappiness vm_vfs_cache_pressure"
        ),
        "maintenance_window": "allowed not_allowed",
        "open_service_mesh": "enabled:2",
        "nat_gateway_profile": "idle_timeout_in_minutes ip_versions:3 managed_outbound_ip_count",
        "azure_keyvault_secrets_provider": "enabled:2 secret_rotation_enabled:2 secret_rotation_interval:2",
        "http_proxy_config": "http_proxy https_proxy no_proxy trusted_ca",
        "key_vault_secrets_provider": "secret_rotation_enabled secret_rotation_interval",
        "azure_active_directory_role_based_access_control": (
            "admin_group_object_ids azure_rbac_enabled client_app_id:23 managed:23 server_app_id:23 "
            "server_app_secret:23 tenant_id"
        ),
        "microsoft_defender": "log_analytics_workspace_id:345",
        "gmsa": "dns_server:345 root_domain:345",
        "workload_autoscaler_profile": "keda_enabled:345 vertical_pod_autoscaler_enabled:345",
        "web_app_routing": "default_nginx_controller:45 dns_zone_id:3 dns_zone_ids:345",
        "storage_profile": (
            "blob_driver_enabled:345 disk_driver_enabled:345 disk_driver_version:3 file_driver_enabled:345 "
            "snapshot_controller_enabled:345"
        ),
        "monitor_metrics": "annotations_allowed:345 labels_allowed:345",
        "api_server_access_profile": (
            "authorized_ip_ranges:345 subnet_id:345 virtual_network_integration_enabled:45 vnet_integration_enabled:3"
        ),
        "key_management_service": "key_vault_key_id:345 key_vault_network_access:345",
        "node_network_profile": ("allowed_host_ports:345 application_security_group_ids:345 node_public_ip_tags:345"),
        "confidential_computing": "sgx_quote_helper_enabled:345",
        "service_mesh_profile": (
            "certificate_authority:345 external_ingress_gateway_enabled:345 internal_ingress_gateway_enabled:345 "
            "mode:345 revisions:45"
        ),
        "maintenance_window_auto_upgrade": (
            "day_of_month:345 day_of_week:345 duration:345 frequency:345 interval:345 not_allowed:345 "
            "start_date:345 start_time:345 utc_offset:345 week_index:345"
        ),
        "maintenance_window_node_os": (
            "day_of_month:345 day_of_week:345 duration:345 frequency:345 interval:345 not_allowed:345 "
            "start_date:345 start_time:345 utc_offset:345 week_index:345"
        ),
        "allowed": "day:345 hours:345",
        "not_allowed": "end:345 start:345",
        "allowed_host_ports": "port_end:345 port_start:345 protocol:345",
        "certificate_authority": (
            "cert_chain_object_name:345 cert_object_name:345 key_object_name:345 key_vault_id:345 "
            "root_cert_object_name:345"
        ),
        "upgrade_override": "effective_until:45 force_upgrade_enabled:45",
        "bootstrap_profile": "artifact_source:45 container_registry_id:45",
        "advanced_networking": "observability_enabled:45 security_enabled:45",
        "node_provisioning_profile": "default_node_pools:45 mode:45",
    },
    "azurerm_kubernetes_cluster_node_pool": {
        "": (
            "auto_scaling_enabled:45 availability_zones:2 capacity_reservation_group_id:345 "
            "custom_ca_trust_enabled:3 enable_auto_scaling:23 enable_host_encryption:23 enable_node_public_ip:23 "
            "eviction_policy fips_enabled gpu_driver:45 gpu_instance:345 host_encryption_enabled:45 "
            "host_group_id:345 kubelet_config kubelet_disk_type kubernetes_cluster_id linux_os_config max_count "
            "max_pods message_of_the_day:3 min_count mode name node_count node_labels node_network_profile:345 "
            "node_public_ip_enabled:45 node_public_ip_prefix_id node_taints orchestrator_version os_disk_size_gb "
            "os_disk_type os_sku os_type pod_subnet_id priority proximity_placement_group_id scale_down_mode "
            "snapshot_id:345 spot_max_price tags temporary_name_for_rotation:45 ultra_ssd_enabled "
            "upgrade_settings vm_size vnet_subnet_id windows_profile:345 workload_runtime zones:345"
        ),
        "upgrade_settings": (
            "drain_timeout_in_minutes:345 max_surge max_unavailable:45 node_soak_duration_in_minutes:345 "
            "undrainable_node_behavior:45"
        ),
        "kubelet_config": (
            "allowed_unsafe_sysctls container_log_max_files:45 container_log_max_line:234 "
            "container_log_max_size_mb cpu_cfs_quota_enabled cpu_cfs_quota_period cpu_manager_policy "
            "image_gc_high_threshold image_gc_low_threshold pod_max_pid topology_manager_policy"
        ),
        "linux_os_config": (
            "swap_file_size_mb sysctl_config transparent_huge_page:45 transparent_huge_page_defrag "
            "transparent_huge_page_enabled:234"
        ),
        "sysctl_config": (
            "fs_aio_max_nr fs_file_max fs_inotify_max_user_watches fs_nr_open kernel_threads_max "
            "net_core_netdev_max_backlog net_core_optmem_max net_core_rmem_default net_core_rmem_max "
            "net_core_somaxconn net_core_wmem_default net_core_wmem_max net_ipv4_ip_local_port_range_max "
            "net_ipv4_ip_local_port_range_min net_ipv4_neigh_default_gc_thresh1 net_ipv4_neigh_default_gc_thresh2 "
            "net_ipv4_neigh_default_gc_thresh3 net_ipv4_tcp_fin_timeout net_ipv4_tcp_keepalive_intvl "
            "net_ipv4_tcp_keepalive_probes net_ipv4_tcp_keepalive_time net_ipv4_tcp_max_syn_backlog "
            "net_ipv4_tcp_max_tw_buckets net_ipv4_tcp_tw_reuse net_netfilter_nf_conntrack_buckets "
            "net_netfilter_nf_conntrack_max vm_max_map_count vm_swappiness vm_vfs_cache_pressure"
        ),
        "windows_profile": "outbound_nat_enabled:345",
        "node_network_profile": ("allowed_host_ports:345 application_security_group_ids:345 node_public_ip_tags:345"),
        "allowed_host_ports": "port_end:345 port_start:345 protocol:345",
    },
}
