"""No false alarm, and no overlap missed: plans and prefixes at random."""

from ipaddress import IPv4Network
from itertools import islice
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from akslab.rules.catalogue import cluster_refusals, judgements, network_refusals
from akslab.rules.examples import CLUSTER, NETWORK, USER_ASSIGNED, Document, cluster, network, pool, subnet, world
from akslab.rules.rule import Finding


@st.composite
def sound_plans(draw: st.DrawFn) -> tuple[Document, Document]:
    """Draw a network in 10.0/10, pods in 10.64/10, services in 10.128/10, and no more nodes than all of them hold."""
    space = IPv4Network("10.0.0.0/10")
    place = draw(st.integers(16, 22).map(lambda length: list(_some(space, length))).flatmap(st.sampled_from))
    node_prefix = draw(st.integers(place.prefixlen, 28))
    nodes_in = next(place.subnets(new_prefix=node_prefix))
    pods = next(IPv4Network("10.64.0.0/10").subnets(new_prefix=draw(st.integers(12, 22))))
    services = next(IPv4Network("10.128.0.0/10").subnets(new_prefix=draw(st.integers(13, 24))))
    limit = min(400, nodes_in.num_addresses - 5, pods.num_addresses // 256)
    nodes = draw(st.integers(1, limit))
    made = cluster(
        pool(count=nodes, maxPods=draw(st.integers(30, 250))),
        identity=draw(st.sampled_from([USER_ASSIGNED, {"type": "SystemAssigned"}])),
        podCidr=str(pods),
        serviceCidr=str(services),
        dnsServiceIP=str(services[10]),
    )
    return network(subnet(prefix=str(nodes_in)), prefixes=(str(place),)), made


def _some(space: IPv4Network, length: int) -> list[IPv4Network]:
    return list(islice(space.subnets(new_prefix=length), 64))


TIGHT = {"subnet-headroom", "pod-cidr-headroom", "node-pod-range-pressure"}
"""What may be said of a plan that fits as closely as can be."""


@given(sound_plans())
def test_a_sound_plan_is_only_told_where_it_is_tight_and_that_kubenet_ends(plan: tuple[Document, Document]) -> None:
    found = list(judgements(world(*plan)))

    assert all(isinstance(each, Finding) and each.class_ in ("risk", "note") for each in found)
    assert {each.rule for each in found} - TIGHT == {"kubenet-retirement"}


@given(sound_plans(), st.data())
def test_a_range_shifted_into_a_subnet_is_always_found(plan: tuple[Document, Document], data: st.DataObject) -> None:
    place, made = plan
    view = world(place, made)
    nodes_in = IPv4Network(next(iter(view.virtual_networks.values())).subnets[0].prefixes[0])  # type: ignore[index]
    inside = data.draw(st.integers(nodes_in.prefixlen, 29))
    shifted = data.draw(st.sampled_from(_some(nodes_in, inside)))
    profile: dict[str, Any] = {"podCidr": "10.64.0.0/12", "serviceCidr": str(shifted), "dnsServiceIP": str(shifted[2])}

    found = {finding.code for finding in cluster_refusals(world(place, cluster(pool(count=3), **profile)), CLUSTER)}

    assert "ServiceCidrOverlapExistingSubnetsCidr" in found


@given(st.lists(st.tuples(st.integers(0, 255), st.integers(20, 29)), min_size=2, max_size=8, unique=True))
def test_overlapping_subnets_are_found_exactly_when_there_are_any(cuts: list[tuple[int, int]]) -> None:
    prefixes = [IPv4Network(f"10.0.{third}.0/{length}", strict=False) for third, length in cuts]
    subnets = [subnet(f"s{number}", str(prefix)) for number, prefix in enumerate(prefixes)]
    overlap = any(one.overlaps(other) for i, one in enumerate(prefixes) for other in prefixes[:i])

    codes = [found.code for found in network_refusals(world(network(*subnets, prefixes=("10.0.0.0/8",))), NETWORK)]

    assert ("NetcfgSubnetRangesOverlap" in codes) is overlap
