"""What the model once told differently than the kernel: small networks, each with the packet and what it teaches."""

from pathlib import Path

import msgspec
from msgspec import Struct

from akslab.net.state import NetworkState
from akslab.trace.packets import Packet

from .probes import Question

PLACE = Path(__file__).parent / "cases"


class Case(Struct, frozen=True):
    """A network and a packet that once found a difference."""

    why: str
    sender: str
    packet: Packet
    state: NetworkState

    @property
    def question(self) -> Question:
        return self.sender, self.packet


def names() -> list[str]:
    """List the cases."""
    return sorted(path.stem for path in PLACE.glob("*.json"))


def load(name: str) -> Case:
    return msgspec.json.decode((PLACE / f"{name}.json").read_bytes(), type=Case)


def save(name: str, case: Case) -> None:
    PLACE.mkdir(exist_ok=True)
    (PLACE / f"{name}.json").write_bytes(msgspec.json.format(msgspec.json.encode(case), indent=1) + b"\n")
