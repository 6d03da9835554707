"""Cases of what a cluster is, how it changes, and how many nodes and pods it has."""

from typing import Any

from akslab.rules.example import Example
from akslab.rules.examples import (
    CLUSTER,
    SUBNET,
    Document,
    cluster,
    in_the_article,
    network,
    pool,
    subnet,
    updated,
    world,
)
from akslab.rules.time import Replacement
from akslab.rules.unknown import UNKNOWN

AZURE: dict[str, Any] = {"networkPlugin": "azure", "podCidr": None}
OVERLAY: dict[str, Any] = {"networkPlugin": "azure", "networkPluginMode": "overlay"}
SECOND = SUBNET.replace("myAKSSubnet", "second")


def large(*pools: Document, **profile: Any) -> Example:
    """Return pools in a subnet and a pod range with room for all of them."""
    return world(network(subnet(prefix="192.168.0.0/16")), cluster(*pools, podCidr="10.128.0.0/11", **profile))


def grown(*pools: Document, was: tuple[Document, ...], **profile: Any) -> Example:
    """Return a cluster of large room before and after a change of its pools."""
    place = network(subnet(prefix="192.168.0.0/16"))
    old, new = (cluster(*each, podCidr="10.128.0.0/11", **profile) for each in (was, pools))
    return world(place, new, before=(place, old))


def many(number: int, count: int) -> tuple[Document, ...]:
    """Return so many pools of so many nodes."""
    return tuple(pool(f"p{each}", count=count) for each in range(number))


def expanded(after: tuple[str, ...], before: tuple[str, ...] = ("192.168.0.0/16",)) -> Example:
    """Return a network whose address space changes while a pool in a second subnet is added."""
    both = (subnet(), subnet("second", "10.9.1.0/24"))
    old = network(*both, prefixes=before)
    pools = (pool(), pool("second", mode="User", vnetSubnetID=SECOND))
    return world(network(*both, prefixes=after), cluster(*pools), before=(old, cluster()))


UNNAMED: dict[str, Any] = {"networkPlugin": None}
ON_NODES: dict[str, Any] = {"networkPlugin": "azure", "podCidr": None}
FIXED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("the plugin", {"networkPlugin": "none"}),
    ("the service range alone", {"serviceCidr": "10.0.0.0/17"}),
    ("the DNS address", {"dnsServiceIP": "10.0.0.11"}),
    ("the service range", {"serviceCidr": "10.1.0.0/16", "dnsServiceIP": "10.1.0.10"}),
    ("the load balancer", {"loadBalancerSku": "basic"}),
    ("the node group", {"properties": {"nodeResourceGroup": "other"}}),
)
FIXED_IN_A_POOL: tuple[tuple[str, dict[str, Any]], ...] = (
    ("a pool's pods", {"maxPods": 50}),
    ("a pool's system", {"osType": "Windows"}),
    ("a pool's kind", {"type": "AvailabilitySet"}),
    ("a pool's subnet", {"vnetSubnetID": SECOND}),
)

BROKEN = [
    ("no-system-pool", "the first API version that knew modes", lambda: world(
        network(subnet()), cluster(pool(mode=None)) | {"apiVersion": "2020-03-01"})),
    ("overlay-migration-with-policy", "a policy that goes with the very change", lambda: updated(
        cluster(**OVERLAY), cluster(networkPolicy="azure", **AZURE))),
    *(("fixed-property-changed", f"{what} is changed", lambda change=change: updated(
        cluster(pool(maxPods=110), **change), cluster(pool(maxPods=110)))) for what, change in FIXED),
    *(("fixed-property-changed", f"{what} is changed", lambda change=change: updated(cluster(pool(**change))))
      for what, change in FIXED_IN_A_POOL),
    ("fixed-property-changed", "a balancer, where no tool asks", lambda: updated(
        cluster(), cluster(loadBalancerSku="basic"))),
    *(("fixed-property-changed", f"{what}, in a script", lambda old=old, new=new: updated(new, old, language="az"))
      for what, old, new in (
        ("the pods' range on kubenet", cluster(), cluster(podCidr="10.128.0.0/16")),
        ("a named plugin", cluster(), cluster(networkPlugin="none")),
        ("services beside a plugin nobody named", cluster(**UNNAMED), cluster(serviceCidr="10.0.0.0/17", **UNNAMED)),
        ("services on Overlay", cluster(**OVERLAY), cluster(serviceCidr="10.0.0.0/17", **OVERLAY)),
        ("services on the nodes' own network", cluster(**ON_NODES), cluster(serviceCidr="10.0.0.0/17", **ON_NODES)),
        ("a balancer to another one", cluster(loadBalancerSku="basic"), cluster(loadBalancerSku="other")),
        ("a balancer from another one", cluster(loadBalancerSku="other"), cluster(loadBalancerSku="standard")),
        ("a pool's system with the plugin", cluster(**UNNAMED), cluster(pool(osType="Windows"), **ON_NODES)),
    )),
    ("fixed-property-changed", "a mode is taken away", lambda: updated(
        cluster(pool(maxPods=50), **OVERLAY | {"networkPluginMode": None}), cluster(pool(maxPods=50), **OVERLAY))),
    ("pool-pods-too-few", "twenty-nine", lambda: large(pool(maxPods=29, count=1))),
    ("kubenet-node-limit", "an upgrade of one that is too large already", lambda: world(
        network(subnet(prefix="192.168.0.0/16")), cluster(pool(count=401), podCidr="10.128.0.0/11", version="1.32.0"),
        before=(cluster(pool(count=401), podCidr="10.128.0.0/11"),))),
    ("cilium-on-kubenet", "Cilium as the policy engine", lambda: in_the_article(networkPolicy="cilium")),
    ("virtual-nodes-without-azure-cni", "another add-on beside it", lambda: in_the_article(properties={
        "addonProfiles": {"omsagent": {"enabled": True}, "aciConnectorLinux": {"enabled": True}}})),
    ("system-pool-without-nodes", "the only one", lambda: large(pool(count=0))),
    ("pool-too-large", "an autoscaler's maximum", lambda: large(
        pool(count=3, enableAutoScaling=True, minCount=1, maxCount=1001), **OVERLAY)),
    ("pool-too-large", "the surge of an upgrade", lambda: world(
        network(subnet(prefix="192.168.0.0/16")),
        cluster(pool(count=1000, upgradeSettings={"maxSurge": "1"}), podCidr="10.128.0.0/11", **OVERLAY),
        before=(cluster(pool(count=1000), podCidr="10.128.0.0/11", **OVERLAY),), operation="upgrade")),
    ("cluster-too-large", "one node too many", lambda: large(*many(5, 1000), pool("last", count=1), **OVERLAY)),
    ("cluster-too-large", "a pool that grows beyond it", lambda: grown(
        *many(5, 1000), pool("last", count=1), was=many(5, 1000), **OVERLAY)),
    ("kubenet-node-limit", "a pool that grows beyond it", lambda: grown(
        pool(count=400), pool("last", count=1), was=(pool(count=400),))),
    ("node-pod-range-pressure", "the most pods there may be", lambda: in_the_article_with(maxPods=250)),
    ("dual-stack-before-overlay", "an IPv6 range before the other", lambda: in_the_article(
        podCidrs=["fd12:3456:789a::/64", "10.244.0.0/16"])),
    ("names-too-long-for-overlay", "on Overlay already", lambda: _named("s" * 64, **OVERLAY)),
    ("cluster-would-be-replaced", "for reasons a tool does not tell", lambda: world(
        network(subnet()), cluster(), replacements=(Replacement(id=CLUSTER.upper(), address="aks"),))),
]  # fmt: skip


def in_the_article_with(**properties: Any) -> Example:
    """Return the article's cluster with a pool of these properties."""
    return world(network(subnet()), cluster(pool(**properties)))


def _named(name: str, **profile: Any) -> Example:
    place = subnet(name)
    return world(network(place), cluster(pool(vnetSubnetID=place["id"]), **profile))


SOUND = [
    ("overlay-migration-with-policy", "a new Overlay cluster with a policy", lambda: in_the_article(
        networkPolicy="azure", **OVERLAY)),
    ("overlay-migration-with-policy", "a policy of kubenet, which is not Azure CNI v1", lambda: updated(
        cluster(networkPolicy="calico", **OVERLAY), cluster(networkPolicy="calico"))),
    ("overlay-migration-with-policy", "a policy on a cluster that stays", lambda: updated(
        cluster(networkPolicy="azure", **AZURE), cluster(networkPolicy="azure", **AZURE))),
    ("overlay-migration-with-policy", "a policy on Overlay already", lambda: updated(
        cluster(networkPolicy="azure", **OVERLAY), cluster(networkPolicy="azure", **OVERLAY))),
    ("overlay-migration", "on Overlay already", lambda: updated(cluster(**OVERLAY), cluster(**OVERLAY))),
    ("overlay-migration", "a new Overlay cluster", lambda: in_the_article(**OVERLAY)),
    *(("fixed-property-changed", f"{what}, in a script", lambda old=old, new=new: updated(new, old, language="az"))
      for what, old, new in (
        ("a basic balancer becomes standard", cluster(loadBalancerSku="basic"), cluster(loadBalancerSku="standard")),
        ("the pods' range grows on Overlay", cluster(**OVERLAY), cluster(**OVERLAY | {"podCidr": "10.244.0.0/15"})),
        ("a plugin nobody named before", cluster(**UNNAMED), cluster(**ON_NODES)),
    )),
    ("fixed-property-changed", "a range of pods that are on the nodes' own", lambda: updated(
        cluster(**ON_NODES), cluster(**ON_NODES | {"podCidr": "10.9.0.0/16"}))),
    ("fixed-property-changed", "a new cluster", lambda: in_the_article(podCidr="10.128.0.0/16")),
    ("fixed-property-changed", "the move to Overlay, with a new range", lambda: updated(
        cluster(podCidr="10.128.0.0/16", **OVERLAY))),
    ("fixed-property-changed", "two pools that differ as they did", lambda: updated(
        cluster(pool(), pool("second", maxPods=50)), cluster(pool(), pool("second", maxPods=50)))),
    ("fixed-property-changed", "a value nobody knew before", lambda: updated(cluster(), cluster(podCidr=UNKNOWN))),
    ("fixed-property-changed", "a value nobody knows", lambda: updated(cluster(podCidr=UNKNOWN))),
    ("kubernetes-downgrade", "a patch back", lambda: updated(cluster(version="1.31.1"))),
    ("kubernetes-downgrade", "a version that is none", lambda: updated(cluster(version="latest"))),
    ("kubernetes-downgrade", "a version that was none", lambda: updated(cluster(), cluster(version="latest"))),
    ("kubernetes-downgrade", "a new cluster", in_the_article),
    ("pool-version-ahead", "the same minor version", lambda: in_the_article_with(orchestratorVersion="1.31.9")),
    ("pool-version-ahead", "a version that is none", lambda: in_the_article_with(orchestratorVersion="latest")),
    ("pool-version-ahead", "a control plane whose version is none", lambda: world(
        network(subnet()), cluster(pool(orchestratorVersion="1.31.2"), version="latest"))),
    ("pool-in-expanded-network", "a network that stays as it was", lambda: expanded(
        ("192.168.0.0/16", "10.9.0.0/16"), ("192.168.0.0/16", "10.9.0.0/16"))),
    ("pool-in-expanded-network", "a new prefix somewhere else", lambda: expanded(
        ("192.168.0.0/16", "10.9.0.0/16", "10.8.0.0/16"), ("192.168.0.0/16", "10.9.0.0/16"))),
    ("pool-in-expanded-network", "a new cluster", lambda: world(
        network(subnet(), prefixes=("192.168.0.0/16", "10.9.0.0/16")), cluster(), before=(network(subnet()),))),
    ("pool-in-expanded-network", "a network made by AKS", lambda: updated(
        cluster(pool(vnetSubnetID=None)), cluster(pool(vnetSubnetID=None)))),
    ("pool-in-expanded-network", "a network that was not there", lambda: world(
        network(subnet(), subnet("second", "192.168.2.0/24")),
        cluster(pool(), pool("second", vnetSubnetID=SECOND)), before=(cluster(),))),
    ("overlay-mode-without-azure-cni", "no mode at all", in_the_article),
    ("azure-policy-on-kubenet", "on Azure CNI", lambda: in_the_article(networkPolicy="azure", **AZURE)),
    ("cilium-on-kubenet", "on Azure CNI", lambda: in_the_article(networkDataplane="cilium", **OVERLAY)),
    ("windows-without-azure-cni", "Linux on kubenet", in_the_article),
    ("virtual-nodes-without-azure-cni", "another add-on", lambda: in_the_article(properties={
        "addonProfiles": {"omsagent": {"enabled": True}}})),
    ("node-provisioning-on-kubenet", "on Overlay", lambda: in_the_article(
        properties={"nodeProvisioningProfile": {"mode": "Auto"}}, **OVERLAY)),
    ("network-isolated-kubenet", "on Overlay", lambda: in_the_article(
        outboundType="none", properties={"bootstrapProfile": {"artifactSource": "Cache"}}, **OVERLAY)),
    ("no-system-pool", "spelled otherwise", lambda: large(pool(mode="system"), pool("second", mode="User"))),
    ("system-pool-without-nodes", "one node", lambda: large(pool(count=1), pool("second", mode="User", count=0))),
    ("too-many-pools", "more than there may be, but none is new", lambda: grown(*many(101, 1), was=many(101, 1))),
    ("pool-pods-too-few", "an empty pool", lambda: large(pool(), pool("spare", mode="User", count=0))),
    ("pool-pods-too-few", "a pool that shrinks", lambda: grown(
        pool(maxPods=10, count=2), was=(pool(maxPods=10, count=3),))),
    ("pool-pods-too-few", "exactly thirty", lambda: large(pool(maxPods=30, count=1))),
    ("pool-too-large", "a pool that is too large already", lambda: grown(
        pool(count=1001), was=(pool(count=1001),), **OVERLAY)),
    ("cluster-too-large", "as large as may be", lambda: large(*many(5, 1000), **OVERLAY)),
    ("cluster-too-large", "one that is too large already", lambda: grown(
        *many(6, 900), was=many(6, 900), **OVERLAY)),
    ("kubenet-node-limit", "Overlay", lambda: large(pool(count=401), **OVERLAY)),
    ("kubenet-node-limit", "one that is too large already", lambda: grown(
        pool(count=401), was=(pool(count=401),))),
    ("node-pod-range-pressure", "Overlay, whose default it is", lambda: in_the_article(**OVERLAY)),
    ("network-policy-before-overlay", "on Azure CNI", lambda: in_the_article(networkPolicy="calico", **AZURE)),
    ("network-policy-before-overlay", "none", lambda: in_the_article(networkPolicy="none")),
    ("dual-stack-before-overlay", "on Overlay", lambda: in_the_article(
        podCidrs=["10.244.0.0/16", "fd12:3456:789a::/64"], **OVERLAY)),
    ("names-too-long-for-overlay", "Azure CNI with the nodes' addresses", lambda: _named("s" * 64, **AZURE)),
    ("names-too-long-for-overlay", "a name nobody knows yet", lambda: _named("\ue000" + "s" * 64 + "\ue001")),
    ("docker-bridge-overlaps", "the first version with containerd", lambda: world(
        network(subnet()), cluster(version="1.19.0", dockerBridgeCidr="10.0.0.1/16"))),
    ("docker-bridge-overlaps", "a version that is none", lambda: world(
        network(subnet()), cluster(version="latest", dockerBridgeCidr="10.0.0.1/16"))),
    ("cluster-would-be-replaced", "something else is", lambda: world(
        network(subnet()), cluster(), replacements=(Replacement(id=SUBNET, address="subnet"),))),
    ("pool-in-expanded-network", "a subnet outside a network that stays", lambda: expanded(("192.168.0.0/16",))),
    ("pools-in-several-networks", "a network made by AKS", lambda: in_the_article_with(vnetSubnetID=None)),
]  # fmt: skip
