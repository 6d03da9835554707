"""A user-assigned identity for a cluster that has none, written into its text with the role it needs on a route table."""

from collections.abc import Iterable

from ...deployments.declared import Invocation
from ..writer import Patches, language_of
from .making import Making


def identified(making: Making, commands: Iterable[Invocation]) -> Patches | None:
    """Return what makes the identity, gives it its role and lets the cluster have it; None where no words are sure."""
    # ruff: noqa: PLC0415 - one language is written
    match language_of(making.cluster.head.file):
        case "arm":
            from .arm import identified_in_arm

            return identified_in_arm(making)
        case "bicep":
            from .bicep import identified_in_bicep

            return identified_in_bicep(making)
        case "terraform":
            from .terraform import identified_in_terraform

            return identified_in_terraform(making)
        case "az":
            from .az import identified_in_az

            return identified_in_az(making, commands)
        case _:
            return None
