"""Nothing is forgotten: every check that users asked for has its rules, or a reason why it has none.

`CODES` are the checks under "Tool that would have prevented it" of the list of pains (users.md, section 1), `INPUTS` what
each input of a doctor is said to enable (section 3).
"""

from akslab.rules.catalogue import RULES

OVERLAPS = (
    "pod-cidr-overlaps-subnet", "pod-cidr-overlaps-network", "pod-cidr-overlaps-service-cidr", "pod-cidrs-overlap",
    "pod-cidr-overlaps-peer", "service-cidr-overlaps-peer", "pod-cidr-overlaps-taken-range",
    "service-cidr-overlaps-taken-range", "pod-cidr-reused", "peered-networks-overlap", "peers-of-a-network-overlap",
)  # fmt: skip
SERVICES = ("service-cidr-overlaps-subnet", "service-cidr-inside-network", "service-cidr-overlaps-managed-network")
RESERVED = ("reserved-range", "reserved-range-in-peer", "reserved-range-taken")
DNS = (
    "dns-service-ip-outside", "dns-service-ip-first", "dns-service-ip-network-address", "dns-service-ip-last",
    "dns-service-ip-not-ten", "dns-service-ip-malformed",
)  # fmt: skip
WALLS = (
    "azure-policy-on-kubenet", "cilium-on-kubenet", "windows-without-azure-cni", "virtual-nodes-without-azure-cni",
    "node-provisioning-on-kubenet", "network-isolated-kubenet", "overlay-mode-without-azure-cni",
)  # fmt: skip
MIGRATION = (
    "overlay-migration", "overlay-migration-with-policy", "overlay-pod-cidr-too-small", "dual-stack-before-overlay",
    "network-policy-before-overlay", "names-too-long-for-overlay", "application-gateway-blocks-overlay",
    "kubenet-retirement",
)  # fmt: skip
ROOM = ("subnet-too-small", "subnet-headroom", "subnet-full", "subnet-full-for-interface")
ROUTES = ("route-missing-for-node", "route-stale", "route-duplicate", "route-next-hop-mismatch")
GATEWAY = ("gateway-routes-kept-off", "gateway-routes-around-firewall")
INGRESS = (
    "application-gateway-without-pod-routes", "application-gateway-table-at-run-time", "application-gateway-default-route",
    "application-gateway-blocks-overlay",
)  # fmt: skip
LATE_TABLE = (
    "user-routing-table-after-cluster", "route-table-not-attached-before-cluster", "default-route-not-before-cluster",
    "route-table-attached-after-cluster",
)  # fmt: skip
LATE_ROLE = (
    "route-table-role-after-cluster", "route-table-role-not-before-cluster", "subnet-role-not-before-cluster",
    "role-without-wait",
)  # fmt: skip

CODES: dict[str, tuple[str, ...]] = {
    "AGIC_BLOCKS_MIGRATION": ("application-gateway-blocks-overlay",),
    "AGIC_RT_HAS_DEFAULT_TO_NVA": ("application-gateway-default-route",),
    "AGIC_RT_MISSING": ("application-gateway-without-pod-routes", "application-gateway-table-at-run-time"),
    "ASYM_ROUTE_PUBLIC_LB": ("default-route-past-load-balancer", "public-service-behind-appliance"),
    "BGP_PROPAGATION_OFF_WITH_GATEWAY": ("gateway-routes-kept-off",),
    "BGP_PROPAGATION_ON_BYPASSES_FW": ("gateway-routes-around-firewall",),
    "CIDR_OVERLAP": OVERLAPS,
    "DNS_IP_IS_FIRST": ("dns-service-ip-first",),
    "DNS_IP_IS_NETWORK": ("dns-service-ip-network-address",),
    "DNS_IP_NOT_IN_SERVICE_CIDR": ("dns-service-ip-outside",),
    "DOCKER_BRIDGE_LEGACY": ("docker-bridge-legacy", "docker-bridge-overlaps"),
    "FEATURE_WALL": WALLS,
    "FW_EGRESS_REQUIRED": ("firewall-closes-node-setup",),
    "FW_RULE_POD_CIDR_USELESS": ("firewall-rule-for-pods",),
    "IDENTITY_SYSTEM_WITH_BYO_RT": ("custom-table-system-assigned-identity",),
    "MASQ_OVERRIDE_LEAKS_POD_IP": ("masquerade-shows-pods-outside", "masquerade-hides-pods-from-pods"),
    "NODE_POD_RANGE_PRESSURE": ("node-pod-range-pressure", "node-block-nearly-full", "node-block-exhausted"),
    "NSG_BLOCKS_POD_CIDR": (
        "nsg-blocks-pod-traffic",
        "nsg-blocks-node-traffic",
        "nsg-blocks-kubelet",
        "nsg-blocks-cluster-dns",
    ),
    "NSG_VNET_TAG_WIDENED": ("nsg-virtual-network-tag-widened",),
    "POD_CIDR_CAPACITY": ("pod-cidr-too-small", "pod-cidr-headroom", "kubenet-node-limit"),
    "POD_CIDR_REUSED_ON_SAME_RT": ("route-table-shared-by-clusters", "pod-cidr-reused"),
    "POLICY_WILL_DENY_RT": ("policy-touches-route-table",),
    "POOLS_MIX_MANAGED_AND_CUSTOM": ("managed-and-own-subnets-mixed",),
    "POOL_SUBNET_WITHOUT_CLUSTER_RT": ("custom-table-missing-on-subnet", "pool-subnet-without-cluster-table"),
    "RESERVED_RANGE": RESERVED,
    "ROLE_AFTER_CREATE": LATE_ROLE,
    "ROLE_LINKED_SCOPE": ("route-table-join-missing",),
    "ROLE_MISSING_RT": ("custom-table-missing-permission", "route-table-role-missing"),
    "ROLE_MISSING_SUBNET": ("subnet-role-missing",),
    "ROLE_TOO_FRESH": ("role-too-fresh", "role-without-wait"),
    "ROUTE_DUPLICATE": ("route-duplicate", "routes-for-one-prefix"),
    "ROUTE_LIMIT": ("kubenet-node-limit", "own-routes-fill-route-table", "route-table-headroom", "too-many-routes"),
    "ROUTE_MISSING_FOR_NODE": ("route-missing-for-node",),
    "ROUTE_NEXTHOP_MISMATCH": ("route-next-hop-mismatch",),
    "ROUTE_STALE": ("route-stale",),
    "RT_ASSOCIATED_WITHOUT_POD_ROUTES": ("route-table-without-pod-routes",),
    "RT_DETACHED": ("route-table-detached",),
    "RT_DROPPED_ON_REDEPLOY": ("redeploy-detaches-route-table", "change-detaches-route-table"),
    "RT_INLINE_ROUTES": ("redeploy-removes-pod-routes", "change-removes-pod-routes"),
    "RT_ORPHANED_MANAGED": ("managed-table-orphaned",),
    "RT_SHARED_BY_CLUSTERS": ("route-table-shared-by-clusters",),
    "RT_SWAPPED": ("route-table-swapped",),
    "SUBNET_HEADROOM": ("subnet-headroom", "subnet-too-small"),
    "SUBNET_SHARED_BY_CLUSTERS": ("subnet-shared-by-clusters",),
    "SVC_OVERLAP_VNET": SERVICES,
    "UDR_BAD_NEXTHOP": ("default-route-hop",),
    "UDR_NO_DEFAULT": ("user-routing-without-default-route",),
    "UDR_NO_RT": ("user-routing-without-table",),
    "UDR_ORDERING": LATE_TABLE,
}
WITHOUT_A_RULE = {
    "KNOWN_REGRESSION": "No public table says which versions of node images have which fault.",
}

INPUTS: dict[str, tuple[str, ...]] = {
    "aks show: defaults, reserved, overlap": (*OVERLAPS, *SERVICES, *RESERVED, "network-plugin-not-named"),
    "aks show: DNS address": DNS,
    "aks show: identity and own table": ("custom-table-system-assigned-identity",),
    "aks show: features": WALLS,
    "aks show: what is in the way of a migration, retirement": MIGRATION,
    "nodepool list: subnet of each pool": ("managed-and-own-subnets-mixed", "pools-in-several-networks"),
    "nodepool list: room, surge": (*ROOM, "pod-cidr-headroom", "route-table-headroom", "pool-too-large"),
    "aks list: shared subnet and table, one range in peered networks": (
        "subnet-shared-by-clusters", "route-table-shared-by-clusters", "pod-cidr-reused"),
    "vnet: overlap with itself and peers, reserved": (*OVERLAPS, *SERVICES, *RESERVED),
    "vnet: own DNS server inside the service range": ("dns-server-inside-service-cidr", "dns-server-inside-pod-cidr"),
    "vnet: peering without forwarded traffic": ("peering-without-forwarded-traffic",),
    "subnet: table attached": ("custom-table-missing-on-subnet", "route-table-detached"),
    "subnet: free addresses, shared users": (*ROOM, "subnet-with-external-resources"),
    "subnet: NAT gateway and own routes": (
        "default-route-past-nat-gateway", "own-nat-gateway-missing", "nat-gateway-beside-load-balancer"),
    "route table: the route of each node": ROUTES,
    "route table: orphans, swaps": ("managed-table-orphaned", "route-table-swapped"),
    "route table: 400 routes": ("own-routes-fill-route-table", "route-table-headroom", "too-many-routes"),
    "route table: default route": ("default-route-hop", "default-route-past-load-balancer"),
    "route table: own routes over pods'": ("route-inside-pod-cidr", "route-shadowed"),
    "route table: next hop in its own subnet, or reserved": ("route-next-hop-in-node-subnet", "route-next-hop-reserved"),
    "nsg": ("nsg-blocks-pod-traffic", "nsg-blocks-cluster-dns", "nsg-blocks-kubelet", "nsg-virtual-network-tag-widened"),
    "nsg: what nodes need": (
        "nsg-closes-the-way-out", "nsg-closes-node-setup", "nsg-closes-name-servers", "nsg-closes-a-name-server",
        "nsg-closes-ports-of-old-nodes", "nsg-blocks-node-traffic", "nsg-cuts-off-load-balancers",
        "nsg-closes-health-probes"),
    "nic": ("ip-forwarding-off", "route-next-hop-mismatch"),
    "roles: needed actions, join, too broad, too fresh": (
        "custom-table-missing-permission", "subnet-role-missing", "route-table-join-missing", "role-too-broad",
        "role-given-to-kubelet-identity", "role-too-fresh"),
    "learned routes": (*GATEWAY, "pod-cidr-overlaps-taken-range"),
    "firewall": ("firewall-rule-for-pods", "firewall-closes-node-setup"),
    "application gateway": INGRESS,
    "load balancer": ("public-service-behind-appliance",),
    "NAT gateway on no subnet": ("nat-gateway-unused", "nat-gateway-without-subnet"),
    "policies and locks": (
        "policy-touches-route-table", "read-only-lock-on-routes", "read-only-lock-on-node-group",
        "delete-lock-over-node-group"),
    "nodes": ("node-network-unavailable", "node-without-pod-cidr", *ROUTES),
    "events": ("event-route-not-created", "event-no-block-left", "event-load-balancer-failed"),
    "masquerading": ("masquerade-hides-pods-from-pods", "masquerade-shows-pods-outside"),
    "services behind an appliance": ("public-service-behind-appliance",),
    "pods for each node": ("node-pod-range-pressure", "node-block-nearly-full"),
    "plan: order": (*LATE_TABLE, *LATE_ROLE, "cluster-does-not-wait-for-what-it-names"),
    "plan: detached table": ("redeploy-detaches-route-table", "change-detaches-route-table"),
    "plan: made anew": ("cluster-would-be-replaced", "fixed-property-changed"),
    "template: what a second one takes away": ("redeploy-removes-pod-routes", "change-removes-pod-routes"),
    "script: order, waits": (*LATE_ROLE, *LATE_TABLE),
}  # fmt: skip
"""Effective routes, activity logs, upgrades to come and deployment errors are read by trace, doctor and explain."""


def test_every_check_code_is_a_rule() -> None:
    there = {found.id for found in RULES}

    for code, ids in (*CODES.items(), *INPUTS.items()):
        assert ids, code
        assert set(ids) <= there, code


def test_a_code_that_has_no_rule_has_a_reason() -> None:
    assert not set(CODES) & set(WITHOUT_A_RULE)
    assert len(CODES) + len(WITHOUT_A_RULE) == 50
    assert all(reason.endswith(".") for reason in WITHOUT_A_RULE.values())
