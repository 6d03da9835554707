"""Options that az itself refuses, or does not know."""

from .forms import Breaking, Swap

_PLUGIN = "  --network-plugin kubenet \\\n"
_LAST = "  --dns-service-ip 10.0.0.10"
_POOL = f"{_LAST}\naz aks nodepool add -g myResourceGroup --cluster-name myAKSCluster --vnet-subnet-id $SUBNET"
_NO_SUBNET: Swap = ("  --vnet-subnet-id $SUBNET \\\n", "")


def _beside(options: str) -> Swap:
    return _PLUGIN, f"{_PLUGIN}  {options} \\\n"


def _of_pool(options: str) -> Swap:
    return _LAST, f"{_POOL} {options}"


_BROKEN: tuple[tuple[str, tuple[Swap, ...]], ...] = (
    ("az-ranges-without-plugin", ((_PLUGIN, ""),)),
    ("az-pod-cidr-without-overlay", (("--network-plugin kubenet", "--network-plugin azure"),)),
    ("az-user-routing-without-subnet", (_beside("--outbound-type userDefinedRouting"), _NO_SUBNET)),
    ("az-unknown-option", (_beside("--enable-rbac"),)),
    ("az-not-a-resource-id", (("--vnet-subnet-id $SUBNET", "--vnet-subnet-id myAKSSubnet"),)),
    ("az-not-a-resource-id", (("--assign-identity $IDENTITY", "--assign-identity myIdentity"),)),
    ("az-pool-name", (_beside("--nodepool-name user-pool"),)),
    ("az-pool-name", (_of_pool("-n WindowsPoolNumberTwo"),)),
    ("az-max-surge", (_of_pool("-n second --max-surge 'a third'"),)),
    ("az-max-surge", (_of_pool("-n second --max-surge 33percent"),)),
    ("az-max-surge", (_of_pool("-n second --max-surge -1"),)),
    ("az-node-counts", (_of_pool("-n second --enable-cluster-autoscaler --min-count 1 --max-count 2000"),)),
    ("az-node-counts", (_of_pool("-n second --enable-cluster-autoscaler --min-count -3 --max-count 5"),)),
)

OPTIONS: tuple[Breaking, ...] = tuple(Breaking(rule, {"az": swaps}) for rule, swaps in _BROKEN)
