"""What the server and the kernel host say to each other: msgpack values behind a four-byte length.

Every call has a number and gets exactly one reply with that number, in any order.
"""

from typing import Literal

from msgspec import Raw, Struct
from msgspec.msgpack import Decoder, Encoder

from ..net.changes import Change
from .seam import Probe, Workload


class Apply(Struct, frozen=True, tag=True):
    """`Kernel.apply`."""

    changes: tuple[Change, ...]


class Observe(Struct, frozen=True, tag=True):
    """`Kernel.observe`; answered with a NetworkState."""


class Start(Struct, frozen=True, tag=True):
    """`Machines.start`."""

    netns: str
    workload: Workload


class Stop(Struct, frozen=True, tag=True):
    """`Machines.stop`."""

    netns: str


class Try(Struct, frozen=True, tag=True):
    """`Machines.probe`; answered with a ProbeResult."""

    probe: Probe


class Witness(Struct, frozen=True, tag=True):
    """`Machines.witness`; answered with a Witnessed."""

    probes: tuple[Probe, ...]
    traced: tuple[str, ...]


class Enter(Struct, frozen=True, tag=True):
    """`Machines.enter`; answered with the descriptor."""

    netns: str


Call = Apply | Observe | Start | Stop | Try | Witness | Enter


class Request(Struct, frozen=True):
    """One call."""

    number: int
    call: Call


class Refusal(Struct, frozen=True):
    """A `KernelError` on its way."""

    step: str
    reason: str


class Reply(Struct, frozen=True):
    """The answer to the request of that number: a value, or why not."""

    number: int
    value: Raw = Raw(b"\xc0")
    refusal: Refusal | None = None


HELLO = b"akslab"
"""The host's first bytes: the kernel attaches the host's process id, as the server sees it."""
SIZE_BYTES = 4
ORDER: Literal["big"] = "big"
_encoder = Encoder()
requests = Decoder(Request)
replies = Decoder(Reply)


def frame(value: Request | Reply) -> bytes:
    """Encode one value with its length in front."""
    body = _encoder.encode(value)
    return len(body).to_bytes(SIZE_BYTES, ORDER) + body


def raw(value: object) -> Raw:
    """Encode what a reply carries."""
    return Raw(_encoder.encode(value))
