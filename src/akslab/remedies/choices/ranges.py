"""Ranges that move out of the way. The rules themselves look for one that is free (`rules.free_ranges`)."""

from ipaddress import ip_network

from ...rules.free_ranges import NOTHING, tenth
from ...rules.places import DNS_SERVICE_IP, POD_CIDR, SERVICE_CIDR
from ...rules.rule import Finding
from ..edits import Edit, Remedy, Set
from .writing import moved

Edits = tuple[Edit, ...] | None


def _services(found: Finding) -> Edits:
    """Move the service range, and the address for DNS with it."""
    values = dict(found.values)
    free = values.get("free") or values["smaller"]
    old = values.get("svc") or values["cidr"]
    return None if free == NOTHING else _with_dns(f"{SERVICE_CIDR}[{old}]", free)


def _with_dns(place: str, cidr: str) -> tuple[Edit, ...]:
    return Set(place, cidr), Set(DNS_SERVICE_IP, tenth(ip_network(cidr)), follows=place)


def _pods(found: Finding) -> Edits:
    values = dict(found.values)
    old = values.get("pod") or values["cidr"]
    return None if values["free"] == NOTHING else (Set(f"{POD_CIDR}[{old}]", values["free"]),)


def _reserved(found: Finding) -> Edits:
    values = dict(found.values)
    if values["at"].startswith("/"):
        return moved(values["moves"])
    if values["free"] == NOTHING:
        return None
    if values["at"].startswith(SERVICE_CIDR):
        return _with_dns(values["at"], values["free"])
    return (Set(values["at"], values["free"]),)


def _canonical(found: Finding) -> Edits:
    values = dict(found.values)
    return (Set(values["at"], values["canonical"]),)


def _dns(found: Finding) -> Edits:
    ten = dict(found.values)["ten"]
    return None if ten == NOTHING else (Set(DNS_SERVICE_IP, ten),)


_MOVED_SERVICES = (
    "service-cidr-too-large",
    "service-cidr-public",
    "service-cidr-overlaps-subnet",
    "service-cidr-overlaps-managed-network",
    "service-cidr-overlaps-peer",
    "service-cidr-overlaps-taken-range",
    "service-cidr-inside-network",
    "pod-cidr-overlaps-service-cidr",
    "dns-server-inside-service-cidr",
)
_MOVED_PODS = (
    "pod-cidr-overlaps-subnet",
    "pod-cidr-overlaps-network",
    "pod-cidr-overlaps-peer",
    "pod-cidr-overlaps-taken-range",
    "pod-cidr-public",
    "pod-cidr-too-small",
    "pod-cidr-headroom",
    "overlay-pod-cidr-too-small",
    "dns-server-inside-pod-cidr",
)
_DNS_ADDRESSES = (
    "dns-service-ip-left-to-default",
    "dns-service-ip-malformed",
    "dns-service-ip-outside",
    "dns-service-ip-last",
    "dns-service-ip-first",
    "dns-service-ip-network-address",
    "dns-service-ip-not-ten",
)

RANGES: dict[str, Remedy] = {
    **dict.fromkeys(_MOVED_SERVICES, Remedy(_services)),
    **dict.fromkeys(_MOVED_PODS, Remedy(_pods)),
    **dict.fromkeys(_DNS_ADDRESSES, Remedy(_dns)),
    "reserved-range": Remedy(_reserved),
    "cluster-range-host-bits": Remedy(_canonical),
}
