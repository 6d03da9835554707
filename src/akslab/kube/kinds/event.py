"""v1/Event: what a controller has to say about an object, counted rather than repeated."""

import zlib

from ...wire.properties import Json
from ..client import KubeClient


def record(kube: KubeClient, involved: tuple[str, str], what: tuple[str, str, str], source: str, now: str) -> None:
    """Write an event. `involved` is (kind, name), `what` is (type, reason, message), type Normal or Warning."""
    kind, name = involved
    type_, reason, message = what
    key = f"{name}.{zlib.crc32(f'{kind}{reason}{message}'.encode()):08x}"
    before = kube.get("events", key)
    event: Json = {
        "apiVersion": "v1",
        "kind": "Event",
        "metadata": {"name": key, "namespace": "default"},
        "involvedObject": {"kind": kind, "name": name},
        "type": type_,
        "reason": reason,
        "message": message,
        "source": {"component": source},
        "firstTimestamp": before["firstTimestamp"] if before else now,
        "lastTimestamp": now,
        "count": before["count"] + 1 if before else 1,
    }
    kube.put("events", event)
