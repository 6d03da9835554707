"""Whatever JSON a document holds, the rules answer or say what they miss. They never fall over."""

from copy import deepcopy
from ipaddress import ip_network
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from akslab.net.prefixes import parse_address, parsed
from akslab.rules.catalogue import judgements, rule
from akslab.rules.example import in_order
from akslab.rules.examples import (
    CLUSTER,
    GATEWAY,
    GROUP,
    SUBNET,
    TABLE,
    Document,
    application_gateway,
    assignment,
    cluster,
    interface,
    network,
    peering,
    route,
    security_group,
    security_rule,
    subnet,
    table,
    world,
)
from akslab.rules.from_documents import view_of
from akslab.rules.rule import Finding
from akslab.rules.time import Loss, Replacement
from akslab.rules.unknown import UNKNOWN
from akslab.rules.view import TakenRange
from akslab.rules.words import said_of
from akslab.wire.symbols import kubelet_of

RULES_OF_IT = [{"name": "r", "sourceAddresses": ["10.244.0.0/24", "*"]}]


def firewall(path: str, properties: Document, type_: str = "azureFirewalls") -> Document:
    return {
        "id": f"{GROUP}/providers/Microsoft.Network/{path}",
        "name": path.rpartition("/")[2],
        "type": f"Microsoft.Network/{type_}",
        "properties": properties,
    }


WORLD: tuple[Document, ...] = (
    network(
        subnet(routeTable={"id": TABLE}),
        subnet("gateway", "192.168.3.0/24"),
        virtualNetworkPeerings=[peering(useRemoteGateways=True, allowForwardedTraffic=False)],
        dhcpOptions={"dnsServers": ["10.0.0.53"]},
    ),
    network(name="hub", prefixes=("10.1.0.0/16",)),
    table(route()),
    security_group(security_rule()),
    interface("192.168.1.4"),
    cluster(
        outboundType="userDefinedRouting",
        identity={"type": "UserAssigned", "userAssignedIdentities": {"/i": {"principalId": "p"}}},
        dockerBridgeCidr="172.17.0.1/16",
        properties={
            "addonProfiles": {
                "aciConnectorLinux": {"enabled": False},
                "ingressApplicationGateway": {"enabled": True, "config": {"applicationGatewayId": GATEWAY}},
            },
            "identityProfile": {"kubeletidentity": {"resourceId": "/k", "objectId": "o"}},
        },
    ),
    application_gateway(),
    firewall(
        "azureFirewalls/fw", {"applicationRuleCollections": [{"name": "c", "properties": {"rules": RULES_OF_IT}}]}
    ),
    firewall(
        "firewallPolicies/p/ruleCollectionGroups/g",
        {"ruleCollections": [{"name": "c", "rules": RULES_OF_IT}]},
        "firewallPolicies/ruleCollectionGroups",
    ),
    {
        "id": f"{GROUP}/providers/Microsoft.Authorization/locks/keep",
        "name": "keep",
        "type": "Microsoft.Authorization/locks",
        "properties": {"level": "ReadOnly"},
    },
)
AROUND: dict[str, Any] = {
    "taken": (
        TakenRange("on-premises", "10.0.0.0/8"),
        TakenRange("", "nonsense"),
        TakenRange("other", "172.31.0.0/16"),
    ),
    "losses": (
        Loss(subnet_id=SUBNET, what="routes", resource_id=TABLE, address="table", when="always", cluster_id=CLUSTER),
    ),
    "replacements": (Replacement(id=CLUSTER, address="cluster"), Replacement(id="nonsense", address="")),
    "language": "az",
}
"""What a view says beside its documents."""

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value inside a document."""
    keys = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, inner in keys for found in ((*path, key), *places(inner, (*path, key)))]


PLACES = places(list(WORLD))


def changed(path: tuple[Any, ...], value: object) -> list[Document]:
    documents: Any = deepcopy(list(WORLD))
    at = documents
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return [document for document in documents if isinstance(document, dict)]


@given(st.sampled_from(PLACES), JSON)
def test_any_json_anywhere_is_answered(path: tuple[Any, ...], value: object) -> None:
    list(judgements(world(*changed(path, value), before=WORLD, **AROUND)))


WHO = (assignment(TABLE, "p"), assignment(SUBNET, kubelet_of(CLUSTER), "Owner"))
ORDER = in_order(*WORLD, *WHO)


@given(st.sampled_from(PLACES), JSON)
def test_any_json_in_a_deployment_is_answered(path: tuple[Any, ...], value: object) -> None:
    list(judgements(world(*changed(path, value), *WHO, order=ORDER, **AROUND)))


def is_address(value: object) -> bool:
    """Whether a value is an address or a prefix."""
    return isinstance(value, str) and bool(parsed((value,)) or parse_address(value))


def at(path: tuple[Any, ...]) -> Any:
    found: Any = WORLD
    for step in path:
        found = found[step]
    return found


ADDRESSES = [path for path in PLACES if is_address(at(path))]
PREFIXES = st.builds(
    lambda space, host, length: str(
        ip_network((space + (host >> (32 - length) << (32 - length)), length), strict=False)
    ),
    st.sampled_from([0x0A000000, 0x0AF40000, 0xC0A80000, 0xAC1E0000, 0xE0000000, 0]),
    st.integers(0, 2**16 - 1),
    st.integers(1, 32),
) | st.sampled_from(["0.0.0.0/0", "::/0", "fd00::/8", "fd00::/64", "fd00::/127", "::1/128", "10.0.0.1/8", "AzureCloud"])
TEXTS = PREFIXES | PREFIXES.map(lambda prefix: prefix.partition("/")[0])


@settings(max_examples=300)
@given(st.dictionaries(st.sampled_from(ADDRESSES), TEXTS, min_size=1, max_size=4), st.integers(0, 2000))
def test_any_addresses_anywhere_are_answered(texts: dict[tuple[Any, ...], str], nodes: int) -> None:
    documents = deepcopy(list(WORLD))
    for path, text in texts.items():
        found: Any = documents
        for step in path[:-1]:
            found = found[step]
        found[path[-1]] = text
    for each in documents:
        for candidate in each["properties"].get("agentPoolProfiles", ()):
            candidate["count"] = nodes

    for judgement in judgements(world(*documents, *WHO, order=ORDER, **AROUND)):
        if isinstance(judgement, Finding):
            said = rule(judgement.rule)
            assert said is not None
            assert all(words for words in (said_of(judgement, said, "en").fix, said_of(judgement, said, "ko").fix))


NAMES = ("id", "type", "name")
"""What says which thing a document is about; everything else may be unknown."""


@pytest.mark.parametrize("path", [path for path in PLACES if path[-1] not in NAMES and len(path) > 1], ids=str)
def test_what_is_unknown_is_never_refused(path: tuple[Any, ...]) -> None:
    view = view_of(changed(path, UNKNOWN))

    assert not [found for found in judgements(view) if isinstance(found, Finding) and found.class_ == "rejected"]
