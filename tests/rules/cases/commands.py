"""Cases of az in a script: what it refuses before it sends anything, at every edge of its own checks."""

from collections.abc import Mapping

from akslab.rules.az_commands import AzCommand
from akslab.rules.example import Example
from akslab.rules.examples import SUBNET
from akslab.rules.unknown import UNKNOWN, Maybe

ADD, UPDATE = "aks nodepool add", "aks update"
ROUTED = {"--outbound-type": "userDefinedRouting"}
GROUP_ID = "/subscriptions/s/resourceGroups/g"
SYMBOL = "\ue000$NAME\ue001"


def typed(options: Mapping[str, Maybe[str]], command: str = "aks create") -> Example:
    """Return a script of one command."""
    return Example(commands=(AzCommand(id="deploy.sh:14", command=command, options=options),))


def with_more(options: Mapping[str, Maybe[str]], command: str = "aks create") -> Example:
    """Return the same with `$MORE` at its end, which may hold any other option."""
    return Example(commands=(AzCommand(id="deploy.sh:14", command=command, options=options, is_open=True),))


BALANCER_OPTIONS = (
    "--load-balancer-managed-outbound-ip-count",
    "--load-balancer-managed-outbound-ipv6-count",
    "--load-balancer-outbound-ips",
    "--load-balancer-outbound-ip-prefixes",
)

BROKEN = [
    ("az-policy-without-plugin", "an empty plugin is none", lambda: typed(
        {"--network-policy": "azure", "--network-plugin": ""})),
    *(("az-ranges-without-plugin", f"only {option}", lambda option=option: typed({option: "10.1.0.0/16"})) for option in (
        "--pod-cidr", "--service-cidr", "--dns-service-ip")),
    ("az-ranges-without-plugin", "a range nobody knows", lambda: typed({"--pod-cidr": UNKNOWN})),
    ("az-pod-cidr-without-overlay", "a range nobody knows", lambda: typed(
        {"--network-plugin": "azure", "--pod-cidr": UNKNOWN})),
    ("az-user-routing-without-subnet", "a gateway of one's own", lambda: typed(
        {"--outbound-type": "userAssignedNATGateway"})),
    ("az-outbound-type-with-basic-load-balancer", "the type that is the default", lambda: typed(
        {"--outbound-type": "loadBalancer", "--load-balancer-sku": "basic"})),
    ("az-outbound-type-with-basic-load-balancer", "in capitals", lambda: typed(
        ROUTED | {"--load-balancer-sku": "Basic"})),
    *(("az-outbound-type-with-load-balancer-addresses", f"only {option}", lambda option=option: typed(
        {"--outbound-type": "none", option: "x"})) for option in BALANCER_OPTIONS),
    ("az-outbound-type-with-load-balancer-addresses", "beside what a variable holds", lambda: with_more(
        ROUTED | {BALANCER_OPTIONS[0]: "2"})),
    *(("az-not-a-resource-id", f"{option}", lambda option=option: typed({option: "name"})) for option in (
        "--vnet-subnet-id", "--pod-subnet-id", "--assign-identity")),
    ("az-not-a-resource-id", "an id that ends in a slash", lambda: typed({"--vnet-subnet-id": f"{SUBNET}/"})),
    ("az-pool-name", "13 letters", lambda: typed({"--nodepool-name": "abcdefghijklm"})),
    *(("az-pool-name", f"`az {command}`", lambda command=command: typed({"--name": "user-pool"}, command)) for command in (
        ADD, "aks nodepool update", "aks nodepool scale", "aks nodepool upgrade")),
    ("az-pool-name", "`az aks scale`", lambda: typed({"--nodepool-name": "user-pool", "--name": "c"}, "aks scale")),
    *(("az-max-surge", f"`{text}`", lambda text=text: typed({"--max-surge": text}, ADD)) for text in (
        "%", "a", "1.5", "33 percent", "-1", "-1%", "--1")),
    *(("az-node-counts", f"{option} {count}", lambda option=option, count=count: typed({option: count})) for count in (
        "-1", "1001", "99999999999999999999") for option in ("--min-count", "--max-count")),
    *(("az-load-balancer-ports", count, lambda count=count: typed({"--load-balancer-outbound-ports": count})) for count in (
        "-8", "-1", "4", "7", "9", "64001", "64008")),
    *(("az-load-balancer-idle-timeout", f"{minutes} minutes", lambda minutes=minutes: typed(
        {"--load-balancer-idle-timeout": minutes})) for minutes in ("-4", "0", "3", "101")),
    ("az-load-balancer-idle-timeout", "`az aks update`", lambda: typed({"--load-balancer-idle-timeout": "3"}, UPDATE)),
]  # fmt: skip

SOUND = [
    ("az-policy-without-plugin", "an update, of a cluster that has its plugin", lambda: typed(
        {"--network-policy": "calico"}, UPDATE)),
    ("az-policy-without-plugin", "neither", lambda: typed({})),
    ("az-policy-without-plugin", "both, beside what a variable holds", lambda: with_more(
        {"--network-policy": "calico", "--network-plugin": "azure"})),
    ("az-ranges-without-plugin", "an update, of a cluster that has its plugin", lambda: typed(
        {"--pod-cidr": "10.1.0.0/16"}, UPDATE)),
    ("az-ranges-without-plugin", "no ranges", lambda: typed({})),
    ("az-pod-cidr-without-overlay", "an update to Overlay", lambda: typed(
        {"--network-plugin": "azure", "--pod-cidr": "10.1.0.0/16"}, UPDATE)),
    ("az-pod-cidr-without-overlay", "no pod range", lambda: typed({"--network-plugin": "azure"})),
    ("az-pod-cidr-without-overlay", "kubenet", lambda: typed(
        {"--network-plugin": "kubenet", "--pod-cidr": "10.1.0.0/16"})),
    ("az-user-routing-without-subnet", "an update, of a cluster that has its subnet", lambda: typed(ROUTED, UPDATE)),
    ("az-user-routing-without-subnet", "another way out", lambda: typed({"--outbound-type": "managedNATGateway"})),
    ("az-user-routing-without-subnet", "a subnet nobody knows", lambda: typed(ROUTED | {"--vnet-subnet-id": UNKNOWN})),
    ("az-outbound-type-with-basic-load-balancer", "a standard one", lambda: typed(
        ROUTED | {"--load-balancer-sku": "standard"})),
    ("az-outbound-type-with-basic-load-balancer", "no sku", lambda: typed(ROUTED)),
    ("az-outbound-type-with-basic-load-balancer", "an update", lambda: typed(
        ROUTED | {"--load-balancer-sku": "basic"}, UPDATE)),
    ("az-outbound-type-with-load-balancer-addresses", "its own", lambda: typed(
        {"--outbound-type": "loadBalancer", BALANCER_OPTIONS[0]: "2"})),
    ("az-outbound-type-with-load-balancer-addresses", "none of them", lambda: typed(ROUTED)),
    ("az-outbound-type-with-load-balancer-addresses", "an update", lambda: typed(
        ROUTED | {BALANCER_OPTIONS[0]: "2"}, UPDATE)),
    ("az-not-a-resource-id", "the id of a group, which is one to az", lambda: typed({"--vnet-subnet-id": GROUP_ID})),
    ("az-not-a-resource-id", "an empty text is not given", lambda: typed({"--vnet-subnet-id": ""})),
    ("az-not-a-resource-id", "an id in a subscription nobody names", lambda: typed(
        {"--vnet-subnet-id": SUBNET.replace("/subscriptions/", f"/subscriptions/{SYMBOL}")})),
    ("az-pool-name", "12 letters and digits", lambda: typed({"--nodepool-name": "Abcdefghij12"})),
    ("az-pool-name", "none", lambda: typed({})),
    ("az-pool-name", "an empty text is not given", lambda: typed({"--nodepool-name": ""})),
    ("az-pool-name", "the cluster's own name may have hyphens", lambda: typed({"--name": "a-cluster"})),
    *(("az-max-surge", f"`{text}`", lambda text=text: typed({"--max-surge": text}, ADD)) for text in (
        "0", "-0", "1", "+1", "0%", "33%", "33%%", "100%", " 5 ")),
    ("az-max-surge", "an empty text", lambda: typed({"--max-surge": ""}, ADD)),
    ("az-max-surge", "none, though a variable may hold one", lambda: with_more({}, ADD)),
    *(("az-node-counts", f"{option} {count}", lambda option=option, count=count: typed({option: count})) for count in (
        "0", "1000") for option in ("--min-count", "--max-count")),
    ("az-node-counts", "none, though a variable may hold one", lambda: with_more({})),
    *(("az-load-balancer-ports", count, lambda count=count: typed({"--load-balancer-outbound-ports": count})) for count in (
        "0", "8", "64000")),
    ("az-load-balancer-ports", "none", lambda: typed({})),
    ("az-load-balancer-ports", "what is no number is argparse's to refuse", lambda: typed(
        {"--load-balancer-outbound-ports": "many"})),
    *(("az-load-balancer-idle-timeout", f"{minutes} minutes", lambda minutes=minutes: typed(
        {"--load-balancer-idle-timeout": minutes})) for minutes in ("4", "100")),
    ("az-load-balancer-idle-timeout", "none", lambda: typed({})),
    ("az-script-goes-on", "after the cluster", lambda: Example(
        commands=(AzCommand(id="deploy.sh:20", command=ADD, goes_on=True),))),
    ("az-broken-command", "all options on its lines", lambda: typed({"--pod-cidr": "10.1.0.0/16"})),
    ("az-unknown-option", "all options known", lambda: typed({"--pod-cidr": "10.1.0.0/16"})),
]  # fmt: skip

UNJUDGED = [
    ("az-policy-without-plugin", "a variable may hold the plugin", lambda: with_more({"--network-policy": "calico"})),
    ("az-policy-without-plugin", "a policy nobody knows", lambda: typed({"--network-policy": UNKNOWN})),
    ("az-ranges-without-plugin", "a variable may hold the plugin", lambda: with_more({"--pod-cidr": "10.1.0.0/16"})),
    ("az-ranges-without-plugin", "a plugin nobody knows", lambda: typed(
        {"--pod-cidr": "10.1.0.0/16", "--network-plugin": UNKNOWN})),
    ("az-pod-cidr-without-overlay", "a variable may hold the mode", lambda: with_more(
        {"--network-plugin": "azure", "--pod-cidr": "10.1.0.0/16"})),
    ("az-user-routing-without-subnet", "a variable may hold the subnet", lambda: with_more(ROUTED)),
    ("az-user-routing-without-subnet", "a type nobody knows", lambda: typed({"--outbound-type": UNKNOWN})),
    ("az-outbound-type-with-basic-load-balancer", "a sku nobody knows", lambda: typed(
        ROUTED | {"--load-balancer-sku": UNKNOWN})),
    ("az-outbound-type-with-load-balancer-addresses", "a type nobody knows", lambda: typed(
        {"--outbound-type": UNKNOWN, BALANCER_OPTIONS[0]: "2"})),
    ("az-not-a-resource-id", "a text nobody knows", lambda: typed({"--pod-subnet-id": UNKNOWN})),
    ("az-not-a-resource-id", "an id of which the end is not known", lambda: typed(
        {"--vnet-subnet-id": f"/subscriptions/s/{SYMBOL}"})),
    ("az-pool-name", "a name nobody knows", lambda: typed({"--nodepool-name": UNKNOWN})),
    ("az-max-surge", "a surge nobody knows", lambda: typed({"--max-surge": UNKNOWN}, ADD)),
    ("az-node-counts", "a count nobody knows", lambda: typed({"--max-count": UNKNOWN})),
    ("az-load-balancer-ports", "a number nobody knows", lambda: typed({"--load-balancer-outbound-ports": UNKNOWN})),
    ("az-load-balancer-idle-timeout", "a number nobody knows", lambda: typed({"--load-balancer-idle-timeout": UNKNOWN})),
]  # fmt: skip

TOLD = [
    ("az-ranges-without-plugin", "the first of several is named", lambda: typed(
        {"--service-cidr": "10.2.0.0/16", "--pod-cidr": "10.1.0.0/16"}), "--pod-cidr is given"),
    ("az-user-routing-without-subnet", "what a gateway of one's own needs", lambda: typed(
        {"--outbound-type": "userAssignedNATGateway"}), "a NAT gateway with outbound ips"),
    ("az-pool-name", "what is too long, also with a hyphen", lambda: typed(
        {"--nodepool-name": "a-name-too-long"}), "can contain at most 12 characters"),
    ("az-pool-name", "what has a hyphen", lambda: typed(
        {"--nodepool-name": "user-pool"}), "should contain only alphanumeric characters"),
    ("az-pool-name", "the option of a pool's own command", lambda: typed({"--name": "user-pool"}, ADD), " --name"),
    ("az-max-surge", "what is below nothing", lambda: typed({"--max-surge": "-1"}, ADD), "--max-surge must be positive"),
    ("az-max-surge", "a sign too many", lambda: typed(
        {"--max-surge": "-+1"}, ADD), "--max-surge should be an int or percentage"),
    ("az-node-counts", "both counts", lambda: typed(
        {"--min-count": "-1", "--max-count": "1001"}), "--max-count must be in the range [0,1000]"),
    ("az-load-balancer-ports", "too many, in eights", lambda: typed(
        {"--load-balancer-outbound-ports": "64008"}), "must be in the range [0,64000]"),
    ("az-load-balancer-ports", "too many, and not in eights", lambda: typed(
        {"--load-balancer-outbound-ports": "64001"}), "must be a multiple of 8"),
]  # fmt: skip
