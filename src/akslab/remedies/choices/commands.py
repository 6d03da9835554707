"""Commands of az: options that do not go together, lines that fell off, scripts that go on after an error."""

from ...deployments.declared import Language
from ...rules.rule import Finding
from ..edits import DropOption, Edit, JoinLines, Remedy, SetOption, StopAtErrors

Edits = tuple[Edit, ...] | None
_SCRIPTS: tuple[Language, ...] = ("az",)
LEAST_MINUTES, MOST_MINUTES = 4, 100
PORTS_STEP, MOST_PORTS = 8, 64000


def _with_plugin(_found: Finding) -> Edits:
    return (SetOption("--network-plugin", "kubenet"),)


def _without_option(found: Finding) -> Edits:
    return (DropOption(dict(found.values)["option"]),)


def _nearest_minutes(found: Finding) -> Edits:
    values = dict(found.values)
    return (SetOption(values["option"], str(min(MOST_MINUTES, max(LEAST_MINUTES, int(values["n"]))))),)


def _nearest_ports(found: Finding) -> Edits:
    """Take the next multiple of 8: not fewer ports than were wanted, as long as there are as many."""
    values = dict(found.values)
    wanted = -(-int(values["n"]) // PORTS_STEP) * PORTS_STEP
    return (SetOption(values["option"], str(min(MOST_PORTS, max(0, wanted)))),)


def _joined(found: Finding) -> Edits:
    return (JoinLines(dict(found.values)["option"]),)


def _stopping(_found: Finding) -> Edits:
    return (StopAtErrors(),)


COMMANDS: dict[str, Remedy] = {
    "az-policy-without-plugin": Remedy(_with_plugin, _SCRIPTS),
    "az-outbound-type-with-basic-load-balancer": Remedy(_without_option, _SCRIPTS),
    "az-outbound-type-with-load-balancer-addresses": Remedy(_without_option, _SCRIPTS),
    "az-load-balancer-idle-timeout": Remedy(_nearest_minutes, _SCRIPTS),
    "az-load-balancer-ports": Remedy(_nearest_ports, _SCRIPTS),
    "az-broken-command": Remedy(_joined, _SCRIPTS),
    "az-script-goes-on": Remedy(_stopping, _SCRIPTS),
}
