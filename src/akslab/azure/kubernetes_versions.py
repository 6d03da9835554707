"""The Kubernetes versions a lab offers. Which ones AKS offers changes monthly; this list is akslab's own (fidelity)."""

from ..wire.properties import Json

PATCHES = {"1.33": ("1.33.2", "1.33.5"), "1.34": ("1.34.0", "1.34.1"), "1.35": ("1.35.0",)}
DEFAULT = "1.34.1"
_ALL = tuple(patch for patches in PATCHES.values() for patch in patches)


def resolve(wanted: str) -> str | None:
    """Return the full version for what was asked: '' is the default, '1.33' its newest patch; None if not offered."""
    if not wanted:
        return DEFAULT
    if wanted in PATCHES:
        return PATCHES[wanted][-1]
    return wanted if wanted in _ALL else None


def upgrades_from(version: str) -> list[str]:
    """Return what a cluster can go to: newer patches, and those of the next minor version."""
    minor = version.rsplit(".", 1)[0]
    minors = list(PATCHES)
    reachable = minors[minors.index(minor) : minors.index(minor) + 2] if minor in minors else []
    return [patch for m in reachable for patch in PATCHES[m] if _key(patch) > _key(version)]


def offered(location: str) -> Json:
    """Answer `az aks get-versions`."""
    return {
        "values": [
            {
                "version": minor,
                "isDefault": DEFAULT.startswith(minor),
                "capabilities": {"supportPlan": ["KubernetesOfficial"]},
                "patchVersions": {patch: {"upgrades": upgrades_from(patch)} for patch in patches},
            }
            for minor, patches in PATCHES.items()
        ]
    }


def _key(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
