"""What kubenet cannot do, and what goes with Azure CNI only (R30)."""

from collections.abc import Iterator

from .examples import cluster, in_the_article, network, pool, subnet, world
from .facts import PROFILE, has_plugin, new_pools
from .ids import same
from .places import PLUGIN, POOL
from .resources import ManagedCluster
from .rule import Answer, Rule, with_own_code
from .unknown import Values, known
from .view import View

POLICY_TARGET = f"{PROFILE}.networkPolicy"


def _overlay_mode(_view: View, cluster: ManagedCluster) -> Iterator[Values]:
    mode = known(cluster.network.plugin_mode, f"{PROFILE}.networkPluginMode")
    if same(mode, "overlay") and not has_plugin(cluster, "azure"):
        yield {"mode": mode, "plugin": cluster.network.plugin}


OVERLAY_MODE = Rule(
    id="overlay-mode-without-azure-cni",
    title="Overlay is a mode of Azure CNI",
    source=("E21",),
    subject=ManagedCluster,
    answer=Answer(
        code="UnsupportedNetworkPluginModeWithNetworkPlugin",
        text="NetworkPluginMode {mode} is not supported with NetworkPlugin {plugin}.",
        target=f"{PROFILE}.networkPluginMode",
    ),
    fix="Write networkPlugin azure beside mode {mode}, or leave networkPluginMode out.",
    place="properties.networkProfile.networkPluginMode",
    also=(PLUGIN,),
    check=_overlay_mode,
    failing=lambda: in_the_article(networkPluginMode="overlay"),
    sound=lambda: in_the_article(networkPluginMode="overlay", networkPlugin="azure"),
)


def _azure_policy(_view: View, cluster: ManagedCluster) -> Iterator[Values]:
    policy = known(cluster.network.policy, POLICY_TARGET)
    if same(policy, "azure") and has_plugin(cluster, "kubenet"):
        yield {"policy": policy}


AZURE_POLICY = Rule(
    id="azure-policy-on-kubenet",
    title="Azure's network policies are not for kubenet; Calico's are",
    source=("E16", "R30"),
    subject=ManagedCluster,
    answer=Answer(
        code="NetworkPolicyAzureNotSupportedForKubenet",
        text="NetworkPolicy azure is not supported for network plugin kubenet",
        target=POLICY_TARGET,
    ),
    fix="Write networkPolicy calico, or leave it out; {policy} needs networkPlugin azure.",
    place="properties.networkProfile.networkPolicy",
    also=(PLUGIN,),
    check=_azure_policy,
    failing=lambda: in_the_article(networkPolicy="azure"),
    sound=lambda: in_the_article(networkPolicy="calico"),
)


def _cilium(_view: View, cluster: ManagedCluster) -> Iterator[Values]:
    engines = (
        known(cluster.network.policy, POLICY_TARGET),
        known(cluster.network.dataplane, f"{PROFILE}.networkDataplane"),
    )
    if has_plugin(cluster, "kubenet") and "cilium" in (engine.lower() for engine in engines):
        is_policy = same(engines[0], "cilium")
        yield {"plugin": "kubenet", "property": "networkPolicy" if is_policy else "networkDataplane"}


CILIUM = Rule(
    id="cilium-on-kubenet",
    title="Cilium is not for kubenet",
    source=("R30", "M6"),
    subject=ManagedCluster,
    answer=with_own_code(
        "CiliumOnKubenet", "Cilium is not supported for network plugin {plugin}.", f"{PROFILE}.networkDataplane"
    ),
    fix="Leave {property} out, or make the cluster with networkPlugin azure and networkPluginMode overlay.",
    place="properties.networkProfile.{property}",
    also=(PLUGIN,),
    check=_cilium,
    failing=lambda: in_the_article(networkDataplane="cilium"),
    sound=lambda: in_the_article(networkDataplane="azure"),
)


def _windows(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for added in new_pools(view, cluster):
        if same(known(added.os_type, f"agent pool {added.name}: osType"), "Windows") and not has_plugin(
            cluster, "azure"
        ):
            yield {"pool": added.name}


WINDOWS = Rule(
    id="windows-without-azure-cni",
    title="Windows pools need Azure CNI",
    source=("E15", "R30"),
    subject=ManagedCluster,
    answer=Answer(
        code="AzureCNIOnlyForWindows",
        text="Windows agent pools can only be added to AKS clusters using Azure-CNI.",
    ),
    fix="Leave pool '{pool}' out, or make the cluster with networkPlugin azure and networkPluginMode overlay.",
    place=f"{POOL}.osType",
    also=(PLUGIN,),
    check=_windows,
    failing=lambda: world(network(subnet()), cluster(pool(), pool("win", osType="Windows"))),
    sound=lambda: world(
        network(subnet()),
        cluster(pool(), pool("win", osType="Windows"), networkPlugin="azure", podCidr=None),
    ),
)


def _virtual_nodes(_view: View, cluster: ManagedCluster) -> Iterator[Values]:
    if any(addon.startswith("aciconnector") for addon in cluster.addons) and not has_plugin(cluster, "azure"):
        yield {}


def _with_virtual_nodes(**profile: object) -> View:
    addons = {"addonProfiles": {"aciConnectorLinux": {"enabled": True}}}
    return in_the_article(properties=addons, **profile)


VIRTUAL_NODES = Rule(
    id="virtual-nodes-without-azure-cni",
    title="Virtual nodes need Azure CNI",
    source=("E17", "R30"),
    subject=ManagedCluster,
    answer=Answer(code="ACIConnectorRequiresAzureNetworking", text="ACI Connector requires Azure network plugin"),
    fix="Leave the add-on aciConnectorLinux out, or make the cluster with networkPlugin azure.",
    place="properties.addonProfiles.aciConnectorLinux",
    also=(PLUGIN,),
    check=_virtual_nodes,
    failing=_with_virtual_nodes,
    sound=lambda: _with_virtual_nodes(networkPlugin="azure", podCidr=None),
)


def _node_provisioning(_view: View, cluster: ManagedCluster) -> Iterator[Values]:
    mode = known(cluster.node_provisioning_mode, "nodeProvisioningProfile.mode")
    if same(mode, "Auto") and has_plugin(cluster, "kubenet"):
        yield {"plugin": "kubenet"}


NODE_PROVISIONING = Rule(
    id="node-provisioning-on-kubenet",
    title="Node auto-provisioning is not for kubenet",
    source=("R30",),
    subject=ManagedCluster,
    answer=with_own_code(
        "NodeProvisioningOnKubenet",
        "Node auto-provisioning is not supported for network plugin {plugin}.",
        "nodeProvisioningProfile.mode",
    ),
    fix="Write mode Manual, or make the cluster with networkPlugin azure and networkPluginMode overlay.",
    place="properties.nodeProvisioningProfile.mode",
    also=(PLUGIN,),
    check=_node_provisioning,
    failing=lambda: in_the_article(properties={"nodeProvisioningProfile": {"mode": "Auto"}}),
    sound=lambda: in_the_article(properties={"nodeProvisioningProfile": {"mode": "Manual"}}),
)

FEATURES = (OVERLAY_MODE, AZURE_POLICY, CILIUM, WINDOWS, VIRTUAL_NODES, NODE_PROVISIONING)
