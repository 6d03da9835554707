"""Laws of the compile step: canonical states, whatever the order of documents; and the article's, kept as a file."""

from dataclasses import replace
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from akslab.net.validation import validate

from .lab import Document, Lab, article, cluster, node_routes, public_address, route, rule, security_group
from .rendering import rendered

GOLDEN = Path(__file__).parent.parent / "golden" / "compile"


def rich() -> Lab:
    """Build the article's lab with something of everything."""
    own = public_address("pip", "203.0.113.20")
    lab = article().with_arm(
        own,
        node_routes(more=[route("0.0.0.0/0", hop="192.168.1.20"), route("192.168.1.4/32", "VnetLocal")]),
        security_group(rule(100, sourceAddressPrefix="Internet"), rule(200, direction="Outbound", protocol="Tcp")),
    )
    return lab.with_machine("nva", "192.168.1.20", forwarding=True, public=own["id"])


def test_the_articles_network_is_the_one_in_the_golden_file() -> None:
    """To accept a change on purpose, write `rendered(article().compiled())` into the file and read the difference."""
    assert rendered(article().compiled()) == (GOLDEN / "article.txt").read_text()


def test_states_are_canonical() -> None:
    validate(article().compiled())
    validate(rich().compiled())
    validate(Lab().compiled())


@given(st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_the_order_of_documents_does_not_matter(random: Random) -> None:
    lab = rich()
    shuffled = replace(
        lab,
        arm=tuple(random.sample([_shuffled(each, random) for each in lab.arm], len(lab.arm))),
        nodes=tuple(random.sample(lab.nodes, len(lab.nodes))),
        pods=tuple(random.sample(lab.pods, len(lab.pods))),
        machines=tuple(random.sample(lab.machines, len(lab.machines))),
    )
    assert shuffled.compiled() == lab.compiled()


def _shuffled(document: Document, random: Random) -> Document:
    children = ("subnets", "routes", "securityRules", "virtualNetworkPeerings")
    properties = {
        name: random.sample(value, len(value)) if name in children else value
        for name, value in document["properties"].items()
    }
    return {**document, "properties": properties}


ROUTES = st.tuples(
    st.sampled_from(["0.0.0.0/0", "10.0.0.0/8", "10.244.0.0/16", "192.168.0.0/16", "192.168.1.5/32", "0.0.0.0/1"]),
    st.sampled_from(
        [("VirtualAppliance", "192.168.1.4"), ("VirtualAppliance", "1.2.3.4"), ("None", None), ("VnetLocal", None)]
    ),
)
RULES = st.fixed_dictionaries(
    {
        "direction": st.sampled_from(["Inbound", "Outbound"]),
        "access": st.sampled_from(["Allow", "Deny"]),
        "protocol": st.sampled_from(["*", "Tcp", "Udp", "Icmp"]),
        "sourceAddressPrefix": st.sampled_from(["*", "VirtualNetwork", "Internet", "10.0.0.0/8", "1.2.3.4"]),
        "sourceAddressPrefixes": st.lists(st.sampled_from(["10.1.0.0/16", "10.0.0.0/15", "9.9.9.9", "Internet"])),
        "destinationPortRange": st.sampled_from(["*", "80", "1-1024", "0-65535"]),
        "destinationPortRanges": st.lists(st.sampled_from(["443", "81", "1000-2000"])),
    }
)


@given(st.lists(ROUTES, max_size=6), st.lists(RULES, max_size=6))
@settings(max_examples=60)
def test_every_state_is_one_that_linux_can_hold(
    routes: list[tuple[str, tuple[str, str | None]]], rules: list[dict[str, object]]
) -> None:
    own = [route(prefix, *hop, name=f"r{number}") for number, (prefix, hop) in enumerate(routes)]
    group = security_group(*(rule(100 + number, **each) for number, each in enumerate(rules)))
    state = article().with_arm(node_routes(more=own), group, cluster()).compiled()
    validate(state)
    for name, netns in state.items():
        keys = [(entry.table, entry.dst) for entry in netns.routes]
        assert len(keys) == len(set(keys)), name
