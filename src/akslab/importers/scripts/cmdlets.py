"""Cmdlets of Azure PowerShell, read as the az commands that do the same."""

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ...wire.symbols import symbol
from .invoking import invoke
from .outcomes import Outcome
from .program import Run
from .results import Result
from .spelling import spelled as option_of
from .texts import Text

if TYPE_CHECKING:
    from .walking import Walker

_PLACE = {"ResourceGroupName": "--resource-group", "Location": "--location", "Name": "--name"}
_POOL = {
    "VnetSubnetID": "--vnet-subnet-id",
    "NodeVnetSubnetID": "--vnet-subnet-id",
    "NodeCount": "--node-count",
    "Count": "--node-count",
    "MinCount": "--min-count",
    "MaxCount": "--max-count",
    "NodeMinCount": "--min-count",
    "NodeMaxCount": "--max-count",
    "NodeMaxPodCount": "--max-pods",
    "MaxPodCount": "--max-pods",
    "EnableNodeAutoScaling": "--enable-cluster-autoscaler",
    "EnableAutoScaling": "--enable-cluster-autoscaler",
    "KubernetesVersion": "--kubernetes-version",
}
_CMDLETS: dict[str, tuple[str, dict[str, str]]] = {
    "New-AzResourceGroup": ("group create", {"Name": "--name", "Location": "--location"}),
    "New-AzVirtualNetwork": (
        "network vnet create",
        {**_PLACE, "AddressPrefix": "--address-prefixes", "DnsServer": "--dns-servers"},
    ),
    "Get-AzVirtualNetwork": ("network vnet show", {k: v for k, v in _PLACE.items() if k != "Location"}),
    "New-AzRouteTable": ("network route-table create", dict(_PLACE)),
    "Get-AzRouteTable": ("network route-table show", {k: v for k, v in _PLACE.items() if k != "Location"}),
    "New-AzUserAssignedIdentity": ("identity create", dict(_PLACE)),
    "Get-AzUserAssignedIdentity": ("identity show", {k: v for k, v in _PLACE.items() if k != "Location"}),
    "New-AzRoleAssignment": (
        "role assignment create",
        {
            "ObjectId": "--assignee-object-id",
            "ApplicationId": "--assignee",
            "SignInName": "--assignee",
            "RoleDefinitionName": "--role",
            "RoleDefinitionId": "--role",
            "Scope": "--scope",
            "ResourceGroupName": "--resource-group",
        },
    ),
    "New-AzAksCluster": (
        "aks create",
        {
            **_PLACE,
            **_POOL,
            "NetworkPlugin": "--network-plugin",
            "NetworkPolicy": "--network-policy",
            "PodCidr": "--pod-cidr",
            "ServiceCidr": "--service-cidr",
            "DnsServiceIP": "--dns-service-ip",
            "OutboundType": "--outbound-type",
            "LoadBalancerSku": "--load-balancer-sku",
            "NodeName": "--nodepool-name",
            "AssignIdentity": "--assign-identity",
            "NodeResourceGroup": "--node-resource-group",
        },
    ),
    "New-AzAksNodePool": (
        "aks nodepool add",
        {**_PLACE, **_POOL, "ClusterName": "--cluster-name", "OsType": "--os-type"},
    ),
}
_BY_NAME = {name.lower(): found for name, found in _CMDLETS.items()}
_CONFIG = "New-AzVirtualNetworkSubnetConfig".lower()
_CONFIGURED = {
    "AddressPrefix": "--address-prefixes",
    "RouteTableId": "--route-table",
    "RouteTable": "--route-table",
    "NetworkSecurityGroupId": "--nsg",
    "NetworkSecurityGroup": "--nsg",
}


def spelled(arm_type: str, path: str) -> str:
    """Return the parameter of `New-AzAksCluster` that sets a property: `-ServiceCidr`; nothing where it has none."""
    option = option_of(arm_type, path)
    names = [name for name, each in _CMDLETS["New-AzAksCluster"][1].items() if option and each == option]
    # Of a pool's parameters the cluster has those that begin with Node.
    return f"-{max(names, key=lambda name: name.startswith('Node'))}" if names else ""


def run_cmdlet(walker: "Walker", run: Run, texts: list[Text]) -> Outcome | None:
    """Run a cmdlet; None for what is none that is read."""
    name = texts[0].text.lower()
    if name == _CONFIG:
        return _configured(texts)
    found = _BY_NAME.get(name)
    if found is None:
        return None
    path, options = found
    arguments = _arguments(texts[1:], options)
    if path == "aks create" and not _values(arguments, ("--network-plugin",)):
        # The cmdlet has a default of its own.
        arguments += [Text(text="--network-plugin"), Text(text="azure")]
    words = [Text(text=word) for word in ("az", *path.split())]
    outcome = invoke(walker, run, [*words, *arguments])
    if path == "network vnet create" and outcome.output and outcome.output.result:
        _add_subnets(walker, run, texts, arguments)
    return outcome


def _arguments(texts: list[Text], options: dict[str, str]) -> list[Text]:
    """Return the parameters as options of az; what has none is left out with its values."""
    found: list[Text] = []
    is_wanted = False
    for text in texts:
        if text.text.startswith("-") and not text.is_quoted:
            option = _option(text.text[1:].partition(":")[0], options)
            is_wanted = bool(option)
            found += [replace(text, text=option)] if option else []
        elif is_wanted:
            found.append(replace(text, text=text.result.id, result=None) if text.result and text.result.id else text)
    return found


def _option(parameter: str, options: dict[str, str]) -> str:
    exact = {name.lower(): option for name, option in options.items()}
    if parameter.lower() in exact:
        return exact[parameter.lower()]
    meant = {option for name, option in exact.items() if name.startswith(parameter.lower())}
    return meant.pop() if len(meant) == 1 and parameter else ""


def _configured(texts: list[Text]) -> Outcome:
    """Return a subnet's configuration: it becomes a subnet with the network that is made of it."""
    options = _arguments(texts[1:], {**_CONFIGURED, "Name": "--name"})
    facts: dict[str, str] = {}
    for option, value in pairwise(options):
        if option.text.startswith("--") and not value.text.startswith("--"):
            facts[option.text] = value.text
    name = facts.get("--name", "")
    result = Result(facts=facts, collection="subnet configuration")
    return Outcome(output=Text(text=symbol(f"subnet {name}"), origin=texts[0].origin, why="run-time", result=result))


def _add_subnets(walker: "Walker", run: Run, texts: list[Text], arguments: list[Text]) -> None:
    place = _values(arguments, ("--resource-group",))
    network = [replace(text, text="--vnet-name" if text.text == "--name" else text.text) for text in arguments]
    for text in texts[1:]:
        if text.result and text.result.collection == "subnet configuration":
            facts = text.result.facts
            own = [Text(text=each, origin=text.origin) for pair in facts.items() for each in pair]
            words = [Text(text=word) for word in ["az", "network", "vnet", "subnet", "create"]]
            invoke(walker, run, [*words, *place, *_values(network, ("--vnet-name",)), *own])


def _values(arguments: list[Text], names: tuple[str, ...]) -> list[Text]:
    found: list[Text] = []
    is_wanted = False
    for text in arguments:
        if text.text.startswith("--"):
            is_wanted = text.text in names
        found += [text] if is_wanted else []
    return found
