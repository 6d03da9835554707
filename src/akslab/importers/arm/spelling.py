"""How ARM's properties are written in an ARM template: as they are."""


def spelled(_arm_type: str, path: str) -> str:
    """Return how a property (`properties.networkProfile.serviceCidr`) is written: `serviceCidr`."""
    return path.rpartition(".")[2]
