"""What az itself refuses before it sends anything, in its own words, as azure-cli 2.91 has them.

The code is the class of az's error. The subject is a command of a script, so no other input is asked this.
"""

from collections.abc import Iterator

from ..wire.resource_id import InvalidResourceId, parse_resource_id
from ..wire.symbols import has_symbol
from .az_commands import AzCommand
from .example import Example
from .rule import Answer, Rule
from .unknown import CannotJudge, Maybe, Unknown, Values
from .view import View

_CREATE = ("aks create",)
_RANGES = ("--pod-cidr", "--service-cidr", "--dns-service-ip")
_OWN_ROUTING = {
    "userDefinedRouting": "a route table with egress rules",
    "userAssignedNATGateway": "a NAT gateway with outbound ips",
}
_ADDRESSES = (
    "--load-balancer-managed-outbound-ip-count",
    "--load-balancer-managed-outbound-ipv6-count",
    "--load-balancer-outbound-ips",
    "--load-balancer-outbound-ip-prefixes",
)
_SUBNET = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/n"
_MOST_NAME = 12
_MOST_NODES = 1000
_MOST_PORTS = 64000


def _command(command: str = "aks create", **options: str) -> Example:
    written = {f"--{name.replace('_', '-')}": value for name, value in options.items()}
    return Example(commands=(AzCommand(id="deploy.sh:14", command=command, options=written),))


def _given(command: AzCommand, option: str) -> Maybe[str] | None:
    """Return an option's text, None if it was not given. Raises CannotJudge where a variable may hold it."""
    found = command.options.get(option)
    if found is None and command.is_open:
        raise CannotJudge(f"{option} of {command.id}")
    return found


def _text(command: AzCommand, option: str) -> str:
    """Return an option's text, nothing if it was not given. Raises CannotJudge where nobody can tell."""
    found = _given(command, option)
    if isinstance(found, Unknown):
        raise CannotJudge(f"{option} of {command.id}")
    return found or ""


def _policy_alone(_view: View, command: AzCommand) -> Iterator[Values]:
    if command.command in _CREATE and _text(command, "--network-policy") and not _text(command, "--network-plugin"):
        yield {"option": "--network-policy"}


POLICY_WITHOUT_PLUGIN = Rule(
    id="az-policy-without-plugin",
    title="az wants --network-plugin beside --network-policy",
    source=("L1",),
    subject=AzCommand,
    answer=Answer(code="RequiredArgumentMissingError", text="Please explicitly specify the network plugin type"),
    fix="Write --network-plugin beside --network-policy: kubenet for the network of the article.",
    place="{option}",
    check=_policy_alone,
    failing=lambda: _command(network_policy="calico"),
    sound=lambda: _command(network_policy="calico", network_plugin="kubenet"),
)


def _ranges_alone(_view: View, command: AzCommand) -> Iterator[Values]:
    if command.command in _CREATE and not _text(command, "--network-plugin"):
        for option in _RANGES:
            if _given(command, option):
                yield {"option": option}
                return


RANGES_WITHOUT_PLUGIN = Rule(
    id="az-ranges-without-plugin",
    title="Ranges without --network-plugin: older az refuses them, today's makes an Overlay cluster",
    class_="risk",
    source=("L1", "C1"),
    subject=AzCommand,
    answer=Answer(
        code="",
        text="{option} is given and --network-plugin is not: older az refuses that, today's makes a cluster on "
        "Azure CNI Overlay and not on kubenet.",
        text_known=False,
    ),
    fix="Write --network-plugin kubenet, or the plugin that is meant.",
    place="{option}",
    check=_ranges_alone,
    failing=lambda: _command(pod_cidr="10.244.0.0/16"),
    sound=lambda: _command(pod_cidr="10.244.0.0/16", network_plugin="kubenet"),
)


def _pods_on_azure(_view: View, command: AzCommand) -> Iterator[Values]:
    if command.command not in _CREATE or not _given(command, "--pod-cidr"):
        return
    if _text(command, "--network-plugin") == "azure" and _text(command, "--network-plugin-mode") != "overlay":
        yield {"option": "--pod-cidr"}


PODS_ON_AZURE = Rule(
    id="az-pod-cidr-without-overlay",
    title="az refuses --pod-cidr for Azure CNI unless it is Overlay",
    source=("L2",),
    subject=AzCommand,
    answer=Answer(
        code="InvalidArgumentValueError",
        text="Please specify network plugin mode `overlay` when using --pod-cidr or use network plugin `kubenet`. For "
        "more information about Azure CNI Overlay please see https://aka.ms/aks/azure-cni-overlay",
    ),
    fix="Write --network-plugin-mode overlay, or --network-plugin kubenet, or leave {option} out.",
    place="{option}",
    check=_pods_on_azure,
    failing=lambda: _command(network_plugin="azure", pod_cidr="10.244.0.0/16"),
    sound=lambda: _command(network_plugin="azure", network_plugin_mode="overlay", pod_cidr="10.244.0.0/16"),
)


def _routing_without_subnet(_view: View, command: AzCommand) -> Iterator[Values]:
    outbound = _text(command, "--outbound-type") if command.command in _CREATE else ""
    if outbound in _OWN_ROUTING and _given(command, "--vnet-subnet-id") is None:
        yield {"type": outbound, "requirement": _OWN_ROUTING[outbound], "option": "--outbound-type"}


ROUTING_WITHOUT_SUBNET = Rule(
    id="az-user-routing-without-subnet",
    title="az wants a subnet where the way out is the user's",
    source=("L3",),
    subject=AzCommand,
    answer=Answer(
        code="RequiredArgumentMissingError",
        text="--vnet-subnet-id must be specified for {type} and it must be pre-configured with {requirement}",
    ),
    fix="Make the subnet first, with {requirement}, and name it with --vnet-subnet-id.",
    place="{option}",
    stands_before=("outbound-type-needs-subnet",),
    check=_routing_without_subnet,
    failing=lambda: _command(outbound_type="userDefinedRouting"),
    sound=lambda: _command(outbound_type="userDefinedRouting", vnet_subnet_id=_SUBNET),
)


def _basic(_view: View, command: AzCommand) -> Iterator[Values]:
    outbound = _text(command, "--outbound-type") if command.command in _CREATE else ""
    if outbound and _text(command, "--load-balancer-sku").lower() == "basic":
        yield {"type": outbound, "option": "--load-balancer-sku"}


BASIC_BALANCER = Rule(
    id="az-outbound-type-with-basic-load-balancer",
    title="az refuses an outbound type beside a basic load balancer",
    source=("L4",),
    subject=AzCommand,
    answer=Answer(code="InvalidArgumentValueError", text="{type} doesn't support basic load balancer sku"),
    fix="Leave --load-balancer-sku out: the standard one is the default.",
    place="{option}",
    stands_before=("user-routing-basic-load-balancer",),
    check=_basic,
    failing=lambda: _command(outbound_type="userDefinedRouting", load_balancer_sku="basic"),
    sound=lambda: _command(load_balancer_sku="basic"),
)


def _balancer_addresses(_view: View, command: AzCommand) -> Iterator[Values]:
    outbound = _text(command, "--outbound-type") if command.command in _CREATE else ""
    if outbound and outbound != "loadBalancer":
        for option in _ADDRESSES:
            if _given(command, option):
                yield {"type": outbound, "option": option}
                return


BALANCER_ADDRESSES = Rule(
    id="az-outbound-type-with-load-balancer-addresses",
    title="az refuses addresses of a load balancer where the way out is another",
    source=("L5",),
    subject=AzCommand,
    answer=Answer(
        code="MutuallyExclusiveArgumentError",
        text="{type} type doesn't support customizing the standard load balancer ips",
    ),
    fix="Leave {option} out, or the outbound type.",
    place="{option}",
    stands_before=("user-routing-with-load-balancer-profile",),
    check=_balancer_addresses,
    failing=lambda: _command(outbound_type="userDefinedRouting", load_balancer_managed_outbound_ip_count="2"),
    sound=lambda: _command(load_balancer_managed_outbound_ip_count="2"),
)


def _bad_ids(_view: View, command: AzCommand) -> Iterator[Values | CannotJudge]:
    for option in ("--vnet-subnet-id", "--pod-subnet-id", "--assign-identity"):
        found = command.options.get(option)
        if isinstance(found, Unknown):
            yield CannotJudge(f"{option} of {command.id}")
        elif found and not _is_id(found):
            # A symbol may stand for the rest of an id.
            yield CannotJudge(f"{option} of {command.id}") if has_symbol(found) else {"option": option, "value": found}


def _is_id(text: str) -> bool:
    """Whether az takes a text for an id, which to it one of a group is too."""
    try:
        parse_resource_id(text)
    except InvalidResourceId:
        return False
    return True


BAD_ID = Rule(
    id="az-not-a-resource-id",
    title="az wants whole ids of subnets and identities, not names",
    source=("L6",),
    subject=AzCommand,
    answer=Answer(code="InvalidArgumentValueError", text="{option} is not a valid Azure resource ID."),
    fix="Give the id that `az network vnet subnet show --query id -o tsv` (or `az identity show`) prints, not {value}.",
    place="{option}",
    stands_before=("subnet-id-malformed",),
    check=_bad_ids,
    failing=lambda: _command(resource_group="myResourceGroup", assign_identity="myIdentity"),
    sound=lambda: _command(vnet_subnet_id=_SUBNET),
)


def _pool_names(_view: View, command: AzCommand) -> Iterator[Values | CannotJudge]:
    option = "--name" if command.command.startswith("aks nodepool") else "--nodepool-name"
    found = command.options.get(option)
    if isinstance(found, Unknown):
        yield CannotJudge(f"{option} of {command.id}")
    elif found and len(found) > _MOST_NAME:
        yield {"option": option, "name": found, "what": "can contain at most 12 characters"}
    elif found and not found.isalnum():
        yield {"option": option, "name": found, "what": "should contain only alphanumeric characters"}


POOL_NAME = Rule(
    id="az-pool-name",
    title="az wants pool names of at most 12 letters and digits",
    source=("L7",),
    subject=AzCommand,
    answer=Answer(code="InvalidArgumentValueError", text="--nodepool-name {what}"),
    fix="Call the pool by at most 12 lower-case letters and digits, instead of {name}.",
    place="{option}",
    check=_pool_names,
    failing=lambda: _command(nodepool_name="user-pool"),
    sound=lambda: _command(nodepool_name="userpool"),
)


def _whole(text: str) -> int | None:
    """Return a whole number as az reads one: with a sign if there is one; None for what is none."""
    try:
        return int(text)
    except ValueError:
        return None


def _surge(_view: View, command: AzCommand) -> Iterator[Values]:
    written = _text(command, "--max-surge") if "--max-surge" in command.options else ""
    nodes = _whole(written.rstrip("%"))
    if written and nodes is None:
        yield {"what": "should be an int or percentage", "option": "--max-surge", "written": written}
    elif nodes is not None and nodes < 0:
        yield {"what": "must be positive", "option": "--max-surge", "written": written}


MAX_SURGE = Rule(
    id="az-max-surge",
    title="az wants max surge as a number or a percentage",
    source=("L8",),
    subject=AzCommand,
    answer=Answer(code="CLIError", text="--max-surge {what}"),
    fix="Write a number of nodes, such as 1, or a percentage, such as 33%.",
    place="{option}",
    check=_surge,
    failing=lambda: _command("aks nodepool add", max_surge="a third"),
    sound=lambda: _command("aks nodepool add", max_surge="33%"),
)


def _number(command: AzCommand, option: str) -> int | None:
    """Return an option's whole number; None where it was not given or is none."""
    return _whole(_text(command, option)) if option in command.options else None


def _counts(_view: View, command: AzCommand) -> Iterator[Values]:
    for option in ("--min-count", "--max-count"):
        number = _number(command, option)
        if number is not None and not 0 <= number <= _MOST_NODES:
            yield {"option": option, "n": number}


NODE_COUNTS = Rule(
    id="az-node-counts",
    title="az wants minimum and maximum counts from 0 to 1000",
    source=("L9",),
    subject=AzCommand,
    answer=Answer(code="CLIError", text="{option} must be in the range [0,1000]"),
    fix="Write a number from 0 to 1000 instead of {n}.",
    place="{option}",
    stands_before=("pool-too-large",),
    check=_counts,
    failing=lambda: _command(min_count="1", max_count="2000"),
    sound=lambda: _command(min_count="1", max_count="1000"),
)


def _ports(_view: View, command: AzCommand) -> Iterator[Values]:
    number = _number(command, "--load-balancer-outbound-ports")
    if number is not None and number % 8:
        yield {"what": "must be a multiple of 8", "n": number, "option": "--load-balancer-outbound-ports"}
    elif number is not None and not 0 <= number <= _MOST_PORTS:
        yield {"what": "must be in the range [0,64000]", "n": number, "option": "--load-balancer-outbound-ports"}


BALANCER_PORTS = Rule(
    id="az-load-balancer-ports",
    title="az wants outbound ports in multiples of 8 up to 64000",
    source=("L10",),
    subject=AzCommand,
    answer=Answer(code="CLIError", text="--load-balancer-allocated-ports {what}"),
    fix="Write a multiple of 8 from 0 to 64000 instead of {n}.",
    place="{option}",
    check=_ports,
    failing=lambda: _command(load_balancer_outbound_ports="1001"),
    sound=lambda: _command(load_balancer_outbound_ports="8000"),
)


def _idle(_view: View, command: AzCommand) -> Iterator[Values]:
    number = _number(command, "--load-balancer-idle-timeout")
    if number is not None and not 4 <= number <= 100:
        yield {"n": number, "option": "--load-balancer-idle-timeout"}


IDLE_TIMEOUT = Rule(
    id="az-load-balancer-idle-timeout",
    title="az wants an idle timeout from 4 to 100 minutes",
    source=("L11",),
    subject=AzCommand,
    answer=Answer(code="CLIError", text="--load-balancer-idle-timeout must be in the range [4,100]"),
    fix="Write a number of minutes from 4 to 100 instead of {n}.",
    place="{option}",
    check=_idle,
    failing=lambda: _command(load_balancer_idle_timeout="3"),
    sound=lambda: _command(load_balancer_idle_timeout="30"),
)

AZ_CLI = (
    POLICY_WITHOUT_PLUGIN,
    RANGES_WITHOUT_PLUGIN,
    PODS_ON_AZURE,
    ROUTING_WITHOUT_SUBNET,
    BASIC_BALANCER,
    BALANCER_ADDRESSES,
    BAD_ID,
    POOL_NAME,
    MAX_SURGE,
    NODE_COUNTS,
    BALANCER_PORTS,
    IDLE_TIMEOUT,
)
"""In the order L1 to L11."""
