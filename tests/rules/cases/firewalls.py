"""Cases of firewalls on the nodes' way out: what their rules, or those of their policy, may let pass."""

from collections.abc import Callable
from typing import Any

from akslab.rules.example import Example
from akslab.rules.examples import (
    GROUP,
    NETWORK,
    TABLE,
    USER_ASSIGNED,
    Document,
    cluster,
    network,
    pool,
    route,
    subnet,
    table,
    world,
)
from akslab.rules.examples_running import attached, node_route, running
from akslab.rules.firewall_egress import firewalled, network_rule
from akslab.rules.unknown import UNKNOWN
from akslab.rules.view import View
from akslab.wire.symbols import private_address_of

SETUP = "firewall-closes-node-setup"
FIREWALL = f"{GROUP}/providers/Microsoft.Network/azureFirewalls/myFirewall"
POLICY = f"{GROUP}/providers/Microsoft.Network/firewallPolicies/myPolicy"
FIREWALL_SUBNET = f"{NETWORK}/subnets/AzureFirewallSubnet"
NODES = ["192.168.1.0/24"]
PRIVATE: Document = {"apiServerAccessProfile": {"enablePrivateCluster": True}}
REGISTRY, API = "mcr.microsoft.com", "*.hcp.eastus.azmk8s.io"


def names(*hosts: str, protocols: Any = None, **more: Any) -> Document:
    """Return an application rule of a firewall."""
    told = [{"protocolType": "Https", "port": 443}] if protocols is None else protocols
    return {"name": "names", "sourceAddresses": NODES, "protocols": told, "targetFqdns": list(hosts), **more}


def collection(*rules: Document, action: Any = "Allow") -> Document:
    return {"name": "c", "properties": {"priority": 100, "action": {"type": action}, "rules": list(rules)}}


def by_names(*rules: Document, action: Any = "Allow") -> Example:
    """Return the cluster behind a firewall with application rules, and a network rule for something else."""
    return firewalled(network_rule("10.9.0.0/16"), applicationRuleCollections=[collection(*rules, action=action)])


def place(**more: Any) -> Document:
    """Return the article's network with a subnet for a firewall."""
    return network(subnet(routeTable={"id": TABLE}), subnet("AzureFirewallSubnet", "192.168.2.0/26"), **more)


def behind(
    *documents: Document, routes: Any = None, kept: Any = None, made: Document | None = None, **view: Any
) -> Example:
    """Return the cluster on a table with a default route to 192.168.2.4, among these documents."""
    tables = table(*(routes or (route(),)))
    found = made or cluster(identity=USER_ASSIGNED, outboundType="userDefinedRouting")
    return world(kept or place(), tables, *documents, found, **view)


def firewall(policy: Any = None, **properties: Any) -> Document:
    told: Document = {"ipConfigurations": [{"name": "c", "properties": {"subnet": {"id": FIREWALL_SUBNET}}}]}
    own = {"networkRuleCollections": [collection(network_rule("10.9.0.0/16"))]}
    linked = own if policy is None else {"firewallPolicy": policy}
    return {
        "id": FIREWALL,
        "name": "myFirewall",
        "type": "Microsoft.Network/azureFirewalls",
        "location": "eastus",
        "properties": {**told, **linked, **properties},
    }


def policy(**properties: Any) -> Document:
    return {
        "id": POLICY,
        "name": "myPolicy",
        "type": "Microsoft.Network/firewallPolicies",
        "location": "eastus",
        "properties": properties,
    }


def group(*rules: Document, name: str = "aks", action: str = "Allow", of: str = POLICY) -> Document:
    """Return a group of a policy with one collection."""
    collected = {"name": "c", "priority": 100, "action": {"type": action}, "rules": list(rules)}
    return {
        "id": f"{of}/ruleCollectionGroups/{name}",
        "name": name,
        "type": "Microsoft.Network/firewallPolicies/ruleCollectionGroups",
        "properties": {"priority": 100, "ruleCollections": [collected]},
    }


def in_policy(rule: Document, kind: str) -> Document:
    """Return a rule as a policy has it."""
    told = {"ruleType": kind, **rule}
    return {**told, "ipProtocols": told.pop("protocols")} if kind == "NetworkRule" else told


OTHER = in_policy(network_rule("10.9.0.0/16"), "NetworkRule")
AKS_TAG = in_policy(names(fqdnTags=["AzureKubernetesService"]), "ApplicationRule")
UNKNOWN_HOP: Document = {
    "name": "r",
    "properties": {"addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualAppliance", "nextHopIpAddress": UNKNOWN},
}
ITS_OWN_HOP: Document = {
    **UNKNOWN_HOP,
    "properties": {**UNKNOWN_HOP["properties"], "akslab:nextHopIpAddress": private_address_of(FIREWALL)},
}
LINKED = {"id": POLICY}


def exported(*documents: Document, **view: Any) -> Example:
    """Return the cluster as it runs, its firewall exported."""
    tables = attached(node_route(0), node_route(1), route())
    made = cluster(identity=USER_ASSIGNED, outboundType="userDefinedRouting")
    return running(place(), tables, made, *documents, view={"complete": False, **view})


BROKEN: list[tuple[str, str, Callable[[], View]]] = [
    (SETUP, "a rule for something else", lambda: behind(firewall())),
    (SETUP, "no rule in a cluster that runs", lambda: exported(firewall(networkRuleCollections=[]))),
    (SETUP, "another port", lambda: firewalled(network_rule("*", ports=("444", "80", "1-442")))),
    (SETUP, "another protocol", lambda: firewalled(network_rule("*", protocols=["UDP", "ICMP"]))),
    (SETUP, "other nodes", lambda: firewalled(network_rule("*", sourceAddresses=["192.168.0.0/24", "10.244.0.0/16"]))),
    (SETUP, "a tag of another service", lambda: firewalled(network_rule("Storage", "10.0.0.0/8"))),
    (SETUP, "what is denied", lambda: by_names(names("*"), action="Deny")),
    (SETUP, "names of others", lambda: by_names(names("github.com", "*.docker.io", "azmk8s.io", "eastus.azmk8s.io"))),
    (SETUP, "a name that ends alike", lambda: by_names(names("notmcr.microsoft.com", API))),
    (SETUP, "names without encryption", lambda: by_names(names("*", protocols=[{"protocolType": "Http", "port": 443}]))),
    (SETUP, "names at another port", lambda: by_names(names("*", protocols=[{"protocolType": "Https", "port": 8443}]))),
    (SETUP, "names for other nodes", lambda: by_names(names("*", sourceAddresses=["10.0.0.0/8"]))),
    (SETUP, "names for nobody", lambda: by_names(names("*", sourceAddresses=[]))),
    *((SETUP, f"{tag}, a tag of names for something else", lambda tag=tag: by_names(names(fqdnTags=[tag])))
      for tag in ("WindowsUpdate", "WindowsDiagnostics", "MicrosoftActiveProtectionService", "AzureBackup", "HDInsight")),
    (SETUP, "names below the registry's", lambda: by_names(names(API, "*.data.mcr.microsoft.com"))),
    (SETUP, "the registry, but not the API server", lambda: by_names(names(REGISTRY))),
    (SETUP, "the API server, but not the registry", lambda: by_names(names(API))),
    (SETUP, "the API server of another region", lambda: by_names(names(REGISTRY, "*.hcp.westus.azmk8s.io"))),
    (SETUP, "by the load balancer's outbound type", lambda: behind(
        firewall(), made=cluster(identity=USER_ASSIGNED, outboundType="loadBalancer"))),
    (SETUP, "the images of a private cluster", lambda: behind(
        firewall(), made=cluster(identity=USER_ASSIGNED, properties=PRIVATE))),
    (SETUP, "a policy", lambda: behind(firewall(LINKED), policy(), group(OTHER))),
    (SETUP, "a policy without rules in a cluster that runs", lambda: exported(
        firewall(LINKED), policy(ruleCollectionGroups=[]))),
    (SETUP, "a policy beside another's rules", lambda: behind(
        firewall(LINKED), policy(), group(OTHER), group(AKS_TAG, of=f"{POLICY}2"))),
    (SETUP, "a policy that denies", lambda: behind(firewall(LINKED), policy(), group(AKS_TAG, action="Deny"))),
    (SETUP, "its address", lambda: behind(firewall(ipConfigurations=[
        {"name": "c", "properties": {"privateIPAddress": "192.168.2.4"}}]))),
    (SETUP, "other routes that are private", lambda: behind(firewall(), routes=(route(), route("10.9.0.0/16", name="s")))),
    (SETUP, "a cluster that runs", lambda: exported(firewall())),
    (SETUP, "a policy of a cluster that runs", lambda: exported(
        firewall(LINKED), policy(ruleCollectionGroups=[{"id": f"{POLICY}/ruleCollectionGroups/AKS"}]), group(OTHER))),
    (SETUP, "the address that it will have", lambda: behind(firewall(ipConfigurations=[]), routes=(ITS_OWN_HOP,))),
    (SETUP, "one of two firewalls", lambda: behind(
        {**firewall(ipConfigurations=[]), "id": f"{FIREWALL}2", "name": "other"}, firewall())),
]  # fmt: skip

SOUND: list[tuple[str, str, Callable[[], View]]] = [
    (SETUP, "everything", lambda: firewalled(network_rule("*", protocols=["Any"], ports=("*",), sourceAddresses=["*"]))),
    (SETUP, "a range of ports", lambda: firewalled(network_rule("*", ports=("400-443",)))),
    (SETUP, "a range of ports from it on", lambda: firewalled(network_rule("*", ports=("443-500",)))),
    (SETUP, "a range of ports without an end", lambda: firewalled(network_rule("*", ports=("443-",)))),
    (SETUP, "everything, beside what is in no file", lambda: firewalled(
        network_rule("*"), network_rule("*", sourceAddresses=UNKNOWN))),
    (SETUP, "a part of the nodes", lambda: firewalled(network_rule("*", sourceAddresses=["192.168.1.128/25"]))),
    (SETUP, "addresses from one to another", lambda: firewalled(
        network_rule("*", sourceAddresses=["192.168.1.4-192.168.1.9"]))),
    (SETUP, "a public address, which may be it", lambda: firewalled(network_rule("20.1.2.3"))),
    (SETUP, "groups of addresses", lambda: firewalled(network_rule(destinationIpGroups=["/g"]))),
    (SETUP, "from groups of addresses", lambda: firewalled(network_rule("*", sourceAddresses=[], sourceIpGroups=["/g"]))),
    (SETUP, "names in network rules", lambda: firewalled(
        network_rule(destinationFqdns=[REGISTRY, "x.hcp.eastus.azmk8s.io"]))),
    (SETUP, "AKS's tag of names", lambda: by_names(names(fqdnTags=["AzureKubernetesService"]))),
    (SETUP, "a tag of names nobody knows", lambda: by_names(names(fqdnTags=["New"]))),
    (SETUP, "both names", lambda: by_names(names("MCR.microsoft.com", "*.HCP.eastus.azmk8s.io"))),
    (SETUP, "both by their endings", lambda: by_names(names("*.microsoft.com"), names("*.azmk8s.io"))),
    (SETUP, "all names", lambda: by_names(names("*"))),
    (SETUP, "the API server's own name", lambda: by_names(names(REGISTRY, "myaks-12.hcp.eastus.azmk8s.io"))),
    (SETUP, "a part of the API servers", lambda: by_names(names(REGISTRY, "*-12.hcp.eastus.azmk8s.io"))),
    (SETUP, "URLs", lambda: by_names(names(targetUrls=["mcr.microsoft.com/*"]))),
    (SETUP, "categories", lambda: by_names(names(webCategories=["business"]))),
    (SETUP, "the registry of a private cluster", lambda: behind(
        firewall(applicationRuleCollections=[collection(names(REGISTRY))]),
        made=cluster(identity=USER_ASSIGNED, properties=PRIVATE))),
    (SETUP, "the registry of China", lambda: behind(
        firewall(applicationRuleCollections=[collection(names("mcr.azure.cn", "*.azk8s.cn"))]),
        kept=place(location="chinaeast2"),
        made=cluster(identity=USER_ASSIGNED, location="chinaeast2"))),
    (SETUP, "a region nobody knows", lambda: behind(
        firewall(applicationRuleCollections=[collection(names(REGISTRY, API))]),
        kept=place(location=UNKNOWN),
        made=cluster(identity=USER_ASSIGNED, location=UNKNOWN))),
    (SETUP, "a policy with AKS's tag", lambda: behind(firewall(LINKED), policy(), group(OTHER, name="a"), group(AKS_TAG))),
    (SETUP, "an appliance that is no firewall of Azure", behind),
    (SETUP, "another firewall", lambda: behind(firewall(), routes=(route(ip="192.168.3.4"),))),
    (SETUP, "an address that is in no file", lambda: behind(firewall(), routes=(UNKNOWN_HOP,))),
    (SETUP, "a gateway", lambda: behind(firewall(), routes=(route(hop="VirtualNetworkGateway", ip=""),))),
    (SETUP, "what goes around it by a tag", lambda: behind(firewall(), routes=(
        route(), route("AzureCloud", hop="Internet", ip="", name="s")))),
    (SETUP, "what goes around it by an address", lambda: behind(firewall(), routes=(
        route(), route("20.1.2.0/24", hop="Internet", ip="", name="s")))),
    (SETUP, "a cluster with a proxy", lambda: behind(firewall(), made=cluster(
        identity=USER_ASSIGNED, properties={"httpProxyConfig": {"httpsProxy": "http://10.9.0.4"}}))),
    (SETUP, "a subnet without the table", lambda: behind(firewall(), kept=network(
        subnet(), subnet("AzureFirewallSubnet", "192.168.2.0/26")))),
    (SETUP, "a firewall in a network that is not there", lambda: behind(firewall(ipConfigurations=[
        {"name": "c", "properties": {"subnet": {"id": f"{NETWORK}2/subnets/AzureFirewallSubnet"}}}]))),
    (SETUP, "a firewall in a subnet that is not there", lambda: behind(firewall(ipConfigurations=[
        {"name": "c", "properties": {"subnet": {"id": f"{NETWORK}/subnets/x"}}}]))),
    (SETUP, "a next hop that is no address", lambda: behind(firewall(), routes=(route(ip="firewall"),))),
]  # fmt: skip

UNJUDGED: list[tuple[str, str, Callable[[], View]]] = [
    (SETUP, "what may be declared in what was not read", lambda: behind(firewall(), is_in_part=True)),
    (SETUP, "groups that may be declared in what was not read", lambda: behind(
        firewall(LINKED), policy(), group(OTHER), is_in_part=True)),
    (SETUP, "rules of which none is here", lambda: behind(firewall(networkRuleCollections=[]))),
    (SETUP, "groups of which none is here", lambda: behind(firewall(LINKED), policy())),
    (SETUP, "a policy that is declared elsewhere", lambda: behind(firewall(LINKED))),
    (SETUP, "a policy that is in no file", lambda: behind(firewall(UNKNOWN))),
    (SETUP, "a policy that inherits", lambda: behind(
        firewall(LINKED), policy(basePolicy={"id": f"{POLICY}0"}), group(OTHER))),
    (SETUP, "what a policy inherits in no file", lambda: behind(firewall(LINKED), policy(basePolicy=UNKNOWN))),
    (SETUP, "a group of a policy that was not exported", lambda: exported(
        firewall(LINKED), policy(ruleCollectionGroups=[
            {"id": f"{POLICY}/ruleCollectionGroups/aks"}, {"id": f"{POLICY}/ruleCollectionGroups/more"}]), group(OTHER))),
    (SETUP, "a policy whose groups were not exported", lambda: exported(firewall(LINKED), policy(), group(OTHER))),
    (SETUP, "rules that are in no file", lambda: behind(firewall(networkRuleCollections=UNKNOWN))),
    (SETUP, "an action that is in no file", lambda: by_names(names("*"), action=UNKNOWN)),
    *((SETUP, f"{key} of a network rule that are in no file", lambda key=key: firewalled(
        {**network_rule("*"), key: UNKNOWN}))
      for key in ("destinationPorts", "protocols", "sourceAddresses", "destinationAddresses")),
    (SETUP, "groups of addresses that are in no file", lambda: firewalled(network_rule(destinationIpGroups=UNKNOWN))),
    (SETUP, "names that are in no file", lambda: by_names(names(targetFqdns=UNKNOWN))),
    (SETUP, "protocols of names that are in no file", lambda: by_names(names("*", protocols=UNKNOWN))),
    (SETUP, "a port of names that is in no file", lambda: by_names(
        names("*", protocols=[{"protocolType": "Https", "port": UNKNOWN}]))),
    (SETUP, "one route that is in no file", lambda: behind(firewall(), routes=(
        route(), {"name": "s", "properties": {"addressPrefix": UNKNOWN, "nextHopType": "Internet"}}))),
]  # fmt: skip

TOLD: list[tuple[str, str, Callable[[], View], str]] = [
    (SETUP, "both", lambda: behind(firewall()), "to *.hcp.eastus.azmk8s.io:443, mcr.microsoft.com:443: a new"),
    (SETUP, "one of them", lambda: by_names(names(API)), "TCP to mcr.microsoft.com:443: a new"),
    (SETUP, "once for two subnets", lambda: behind(
        firewall(),
        kept=network(subnet(routeTable={"id": TABLE}), subnet("more", "192.168.5.0/24", routeTable={"id": TABLE}),
                     subnet("AzureFirewallSubnet", "192.168.2.0/26")),
        made=cluster(pool(), pool("more", vnetSubnetID=f"{NETWORK}/subnets/more"), identity=USER_ASSIGNED)),
     "--source-addresses 192.168.1.0/24 192.168.5.0/24 --protocols"),
    (SETUP, "the subnet that is on the table", lambda: behind(
        firewall(),
        kept=network(subnet(routeTable={"id": TABLE}), subnet("more", "192.168.5.0/24"),
                     subnet("AzureFirewallSubnet", "192.168.2.0/26")),
        made=cluster(pool(), pool("more", vnetSubnetID=f"{NETWORK}/subnets/more"), identity=USER_ASSIGNED)),
     "--source-addresses 192.168.1.0/24 --protocols"),
    (SETUP, "its rules", lambda: behind(firewall()), "to firewall myFirewall, and"),
    (SETUP, "the rules of its policy", lambda: behind(
        firewall(LINKED), policy(), group(OTHER)), "to firewall myFirewall, and"),
]  # fmt: skip
