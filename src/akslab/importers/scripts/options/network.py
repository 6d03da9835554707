"""The options of `az network …` commands, as azure-cli 2.91 has them.

Names of one option stand side by side, then what it takes: `!` nothing, `?` perhaps one value, `*` several, else one.
A test compares them with the real az.
"""

NETWORK_OPTIONS: dict[str, str] = {
    "network vnet create": (
        "--address-prefixes* | --bgp-community | --ddos-protection-plan | --ddos-protection? | --dns-servers* | "
        "--edge-zone | --enable-encryption? | --encryption-policy --encryption-enforcement-policy | --flowtimeout | "
        "--ipam-allocations --ipam-pool-prefix-allocations* | --location -l | --name -n | --no-wait? | "
        "--nsg --network-security-group | --pe-vnet-policies --private-endpoint-vnet-policies | "
        "--resource-group -g | --sgp --summarized-gateway-prefixes* | --subnet-name | --subnet-prefixes* | "
        "--subnets* | --tags* | --vm-protection?"
    ),
    "network vnet update": (
        "--add* | --address-prefixes* | --bgp-community | --ddos-protection-plan | --ddos-protection? | "
        "--dns-servers* | --enable-encryption? | --encryption-policy --encryption-enforcement-policy | "
        "--flowtimeout | --force-string? | --ipam-allocations --ipam-pool-prefix-allocations* | --name -n | "
        "--no-wait? | --pe-vnet-policies --private-endpoint-vnet-policies | --remove* | --resource-group -g | --set* | "
        "--sgp --summarized-gateway-prefixes* | --vm-protection?"
    ),
    "network vnet subnet create": (
        "--address-prefixes* | --default-outbound --default-outbound-access? | --delegations* | "
        "--disable-private-endpoint-network-policies? | --disable-private-link-service-network-policies? | "
        "--endpoints* | --ipam-allocations --ipam-pool-prefix-allocations* | --name -n | --nat-gateway | --no-wait? | "
        "--nsg --network-security-group | --ple-network-policies --private-endpoint-network-policies | "
        "--pls-network-policies --private-link-service-network-policies | --resource-group -g | --route-table | "
        "--service-endpoint-policy* | --service-endpoints* | --sharing-scope | --vnet-name"
    ),
    "network vnet subnet update": (
        "--add* | --address-prefixes* | --default-outbound --default-outbound-access? | --delegations* | "
        "--disable-private-endpoint-network-policies? | --disable-private-link-service-network-policies? | "
        "--endpoints* | --force-string? | --ipam-allocations --ipam-pool-prefix-allocations* | --name -n | "
        "--nat-gateway | --no-wait? | --nsg --network-security-group | "
        "--ple-network-policies --private-endpoint-network-policies | "
        "--pls-network-policies --private-link-service-network-policies | --remove* | --resource-group -g | "
        "--route-table | --service-endpoint-policy* | --service-endpoints* | --set* | --sharing-scope | --vnet-name"
    ),
    "network route-table create": (
        "--disable-bgp-route-propagation? | --disable-peering-route | --location -l | --name -n | --no-wait? | "
        "--resource-group -g | --tags*"
    ),
    "network route-table update": (
        "--add* | --disable-bgp-route-propagation? | --disable-peering-route | --force-string? | --name -n | "
        "--no-wait? | --remove* | --resource-group -g | --set* | --tags*"
    ),
    "network route-table route create": (
        "--address-prefix | --name -n | --next-hop* | --next-hop-ip-address | --next-hop-type | --no-wait? | "
        "--resource-group -g | --route-table-name"
    ),
    "network route-table route update": (
        "--add* | --address-prefix | --force-string? | --name -n | --next-hop* | --next-hop-ip-address | "
        "--next-hop-type | --no-wait? | --remove* | --resource-group -g | --route-table-name | --set*"
    ),
    "network nsg create": "--location -l | --name -n | --no-wait? | --resource-group -g | --tags*",
    "network nsg rule create": (
        "--access | --description | --destination-address-prefixes* | --destination-asgs* | "
        "--destination-port-ranges* | --direction | --name -n | --no-wait? | --nsg-name | --priority | --protocol | "
        "--resource-group -g | --source-address-prefixes* | --source-asgs* | --source-port-ranges*"
    ),
    "network nsg rule update": (
        "--access | --add* | --description | --destination-address-prefixes* | --destination-asgs* | "
        "--destination-port-ranges* | --direction | --force-string? | --name -n | --no-wait? | --nsg-name | --priority | "
        "--protocol | --remove* | --resource-group -g | --set* | --source-address-prefixes* | --source-asgs* | "
        "--source-port-ranges*"
    ),
    "network vnet peering create": (
        "--allow-forwarded-traffic? | --allow-gateway-transit? | --allow-vnet-access? | --enable-only-ipv6? | "
        "--local-subnet-names* | --name -n | --no-wait? | --peer-complete-vnets? | --remote-subnet-names* | "
        "--remote-vnet | --resource-group -g | --use-remote-gateways? | --vnet-name"
    ),
    "network public-ip create": (
        "--allocation-method | --ddos-custom-policy | --ddos-protection-mode --protection-mode | "
        "--ddos-protection-plan | --dns-name | --dns-name-scope | --edge-zone | "
        "--first-party-service-tag-id --fpst-id | --idle-timeout | --ip-address | --ip-tags* | --location -l | "
        "--name -n | --public-ip-prefix | --resource-group -g | --reverse-fqdn | --sku | --tags* | --tier | --version | "
        "--zone -z*"
    ),
    "network nat gateway create": (
        "--idle-timeout | --location -l | --name -n | --nat64 | --no-wait? | --pip-addresses-v6* | --pip-prefixes-v6* | "
        "--public-ip-addresses* | --public-ip-prefixes* | --resource-group -g | --sku | --source-vnet* | --tags* | "
        "--zone -z*"
    ),
    "network vnet-gateway create": (
        "--aad-audience | --aad-issuer | --aad-tenant | --address-prefixes --address-prefix* | "
        "--allow-remote-vnet-traffic? | --allow-vwan-traffic? | --asn | --bgp-peering-address | --client-protocol* | "
        "--custom-routes* | --edge-zone | --edge-zone-vnet-id | "
        "--enable-high-bandwidth --enable-high-bandwidth-vpn-gateway? | --enable-private-ip? | "
        "--gateway-default-site | --gateway-type | --location -l | --max-scale-unit | --min-scale-unit | --name -n | "
        "--nat-rules --nat-rule* | --no-wait? | --peer-weight | --public-ip-addresses --public-ip-address* | "
        "--radius-secret | --radius-server | --resiliency-model | --resource-group -g | --root-cert-data | "
        "--root-cert-name | --sku | --system-assigned --mi-system-assigned? | --tags* | "
        "--user-assigned --mi-user-assigned* | --vnet | --vpn-auth-type* | --vpn-gateway-generation | --vpn-type"
    ),
    "network application-gateway create": (
        "--capacity | --cert-file | --cert-password | --connection-draining-timeout | --custom-error-pages* | "
        "--enable-fips? | --enable-private-link! | --frontend-port | --http-settings-cookie-based-affinity? | "
        "--http-settings-port | --http-settings-protocol | --http2? | --identity | --key-vault-secret-id | "
        "--location -l | --max-capacity | --min-capacity | --name -n | --no-wait! | --priority | --private-ip-address | "
        "--private-link-ip-address | --private-link-primary? | --private-link-subnet | --private-link-subnet-prefix | "
        "--public-ip-address | --public-ip-address-allocation | --resource-group -g | --routing-rule-type | "
        "--servers* | --sku | --ssl-certificate-name | --ssl-profile* | --ssl-profile-id | --subnet | "
        "--subnet-address-prefix | --tags* | --trusted-client-cert* | --validate! | --vnet-address-prefix | "
        "--vnet-name | --waf-policy | --zones -z*"
    ),
    "network vnet show": "--expand | --name -n | --resource-group -g",
    "network vnet list": "--max-items | --next-token | --resource-group -g",
    "network vnet subnet show": "--expand | --name -n | --resource-group -g | --vnet-name",
    "network vnet subnet list": "--max-items | --next-token | --resource-group -g | --vnet-name",
    "network vnet subnet delete": "--name -n | --no-wait? | --resource-group -g | --vnet-name",
    "network route-table show": "--expand | --name -n | --resource-group -g",
    "network route-table delete": "--name -n | --no-wait? | --resource-group -g",
    "network route-table route delete": "--name -n | --no-wait? | --resource-group -g | --route-table-name",
    "network nsg show": "--expand | --name -n | --resource-group -g",
    "network nsg delete": "--name -n | --no-wait? | --resource-group -g",
    "network public-ip show": "--expand | --name -n | --resource-group -g",
    "network nic create": (
        "--accelerated-networking? | --app-gateway-address-pools --ag-address-pools* | "
        "--application-security-groups --asgs* | --auxiliary-mode | --auxiliary-sku | --dns-servers* | --edge-zone | "
        "--gateway-name | --internal-dns-name | --ip-forwarding? | --lb-address-pools* | --lb-inbound-nat-rules* | "
        "--lb-name | --location -l | --name -n | --network-security-group | --no-wait? | --private-ip-address | "
        "--private-ip-address-version | --public-ip-address | --resource-group -g | --subnet | --tags* | --vnet-name"
    ),
    "network nic update": (
        "--accelerated-networking? | --add* | --auxiliary-mode | --auxiliary-sku | --disable-tcp-state-tracking? | "
        "--dns-servers* | --force-string? | --internal-dns-name | --ip-configurations* | --ip-forwarding? | --name -n | "
        "--network-security-group | --no-wait? | --remove* | --resource-group -g | --set* | --tags*"
    ),
    "network vnet-gateway show": "--name -n | --resource-group -g",
    "network application-gateway show": "--name -n | --resource-group -g",
    "network nat gateway show": "--name -n | --resource-group -g",
    "network route-table list": "--max-items | --next-token | --resource-group -g",
    "network vnet peering show": "--name -n | --resource-group -g | --vnet-name",
}
