"""What nftables sees of a packet at one hook."""

from msgspec import Struct

from .packets import ProtocolName
from .steps import TrackState


class View(Struct, frozen=True):
    """The fields rules match on; addresses are numbers, an interface that is not there is the empty name."""

    iifname: str
    oifname: str
    source: int
    destination: int
    protocol: ProtocolName
    source_port: int
    destination_port: int
    state: TrackState
    """Before connection tracking has seen the packet it is `invalid`, as in Linux."""
    to_own_address: bool
