"""Role assignments that a text lacks, written into it: what the article's identity needs before the cluster is made."""

from collections.abc import Iterable

from ...deployments.declared import Invocation
from ..writer import Patches, language_of
from .granting import Granting


def granted(granting: Granting, commands: Iterable[Invocation]) -> Patches | None:
    """Return what gives the role and lets the cluster wait for it; None where the text has no sure words for it."""
    # ruff: noqa: PLC0415 - one language is written
    match language_of(granting.cluster.head.file):
        case "arm":
            from .arm import granted_in_arm

            return granted_in_arm(granting)
        case "bicep":
            from .bicep import granted_in_bicep

            return granted_in_bicep(granting)
        case "terraform":
            from .terraform import granted_in_terraform

            return granted_in_terraform(granting)
        case "az":
            from .az import granted_in_az

            return granted_in_az(granting, commands)
        case _:
            return None
