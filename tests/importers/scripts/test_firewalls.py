"""`az network firewall`: rules put into collections one by one, policies, and what the rules of akslab say of it."""

from typing import Any

from akslab.deployments.judging import view_of_deployment
from akslab.rules.resources import Firewall

from .reading import NETWORK, body, read, resources, rules

FIREWALL = "az network firewall create -g g -n fw\n"
RULE = (
    "az network firewall network-rule create -g g -f fw --collection-name out -n {name} --protocols TCP "
    "--source-addresses '*' --destination-addresses {to} --destination-ports 443 {more}\n"
)
FIRST = "--priority 100 --action Allow"
POLICY = """
az network firewall policy create -g g -n p
az network firewall policy rule-collection-group create -g g --policy-name p -n aks --priority 200
"""
COLLECTION = "az network firewall policy rule-collection-group collection"
FILTER = (
    f"{COLLECTION} add-filter-collection -g g --policy-name p --rule-collection-group-name aks -n out "
    "--collection-priority 100 --action Allow --rule-name time --rule-type NetworkRule --ip-protocols UDP "
    "--source-addresses '*' --destination-addresses '*' --destination-ports 123\n"
)
ADDED = (
    f"{COLLECTION} rule add -g g --policy-name p --rcg-name aks --collection-name out -n tag --rule-type ApplicationRule "
    "--protocols Http=80 Https=443 --source-addresses '*' --fqdn-tags AzureKubernetesService\n"
)


def firewalls(script: str) -> list[Firewall]:
    return list(view_of_deployment(read(script)).firewalls.values())


def test_each_command_adds_a_rule_to_its_collection() -> None:
    script = (
        FIREWALL + RULE.format(name="a", to="AzureCloud", more=FIRST) + RULE.format(name="b", to="Storage", more="")
    )

    (found,) = firewalls(script)
    assert [(each.name, each.destinations, each.allows) for each in found.rules] == [
        ("a", ("AzureCloud",), True),
        ("b", ("Storage",), True),
    ]


def test_rules_by_names_have_their_protocols_with_ports() -> None:
    script = FIREWALL + (
        f"az network firewall application-rule create -g g -f fw --collection-name aks -n tag {FIRST} "
        "--protocols 'http=80' 'https=443' --source-addresses '*' --fqdn-tags AzureKubernetesService\n"
    )

    ((rule,),) = (each.rules for each in firewalls(script))
    assert (rule.protocols, rule.host_tags, rule.is_for_names) == (
        ("http:80", "https:443"),
        ("AzureKubernetesService",),
        True,
    )


def test_translations_are_read_and_let_nobody_out() -> None:
    script = FIREWALL + (
        "az network firewall nat-rule create -g g -f fw --collection-name in -n web --priority 100 --action Dnat "
        "--protocols TCP --source-addresses '*' --destination-addresses 20.1.1.1 --destination-ports 443 "
        "--translated-address 10.0.0.4 --translated-port 443\n"
    )

    deployment = read(script)
    assert deployment.problems == ()
    (declared,) = resources(deployment, "natRuleCollections")
    assert body(declared)["properties"]["rules"][0]["translatedAddress"] == "10.0.0.4"
    assert firewalls(script)[0].rules == ()


def test_a_policys_collections_grow_by_their_rules() -> None:
    (found,) = firewalls(POLICY + FILTER + ADDED)

    assert [(each.name, each.is_for_names, each.allows) for each in found.rules] == [
        ("time", False, True),
        ("tag", True, True),
    ]
    assert found.rules[1].protocols == ("Http:80", "Https:443")


def test_of_a_group_that_is_made_elsewhere_nobody_knows_the_rest() -> None:
    view = view_of_deployment(read(FILTER))

    (found,) = view.firewalls.values()
    assert all(not isinstance(each.allows, bool) for each in found.rules)


def test_a_firewall_knows_its_policy() -> None:
    (found,) = firewalls("az network firewall create -g g -n fw --firewall-policy p\n")

    assert str(found.policy_id).endswith("/firewallPolicies/p")


def cluster_behind(rule: dict[str, Any]) -> str:
    return (
        NETWORK
        + f"""
az network vnet subnet create -g myResourceGroup --vnet-name myAKSVnet -n AzureFirewallSubnet \\
    --address-prefixes 192.168.2.0/26
az network firewall create -g myResourceGroup -n fw
IP=$(az network firewall ip-config create -g myResourceGroup -f fw -n c --vnet-name myAKSVnet --public-ip-address p \\
    --query privateIpAddress -o tsv)
{RULE.format(**rule).replace("-g g ", "-g myResourceGroup ")}
az network route-table create -g myResourceGroup -n rt
az network route-table route create -g myResourceGroup --route-table-name rt -n out --address-prefix 0.0.0.0/0 \\
    --next-hop-type VirtualAppliance --next-hop-ip-address $IP
az network vnet subnet update --ids $SUBNET_ID --route-table rt
az aks create -g myResourceGroup -n c --network-plugin azure --vnet-subnet-id $SUBNET_ID --outbound-type userDefinedRouting
"""
    )


def test_a_firewall_that_lets_nodes_get_nothing_is_found_by_the_address_it_was_asked_for() -> None:
    closed = cluster_behind({"name": "r", "to": "10.9.0.0/16", "more": FIRST})
    open_ = cluster_behind({"name": "r", "to": "AzureCloud", "more": FIRST})

    assert "firewall-closes-node-setup" in rules(read(closed))
    assert "firewall-closes-node-setup" not in rules(read(open_))
