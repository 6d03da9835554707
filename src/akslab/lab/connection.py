"""How clients reach a lab, read off its description."""

from .az import Connection
from .place import LabFile, Place


def connection_of(place: Place, lab: LabFile) -> Connection:
    """Return the address, ids and secrets a client of the lab needs."""
    return Connection(
        f"https://localhost:{lab.port}",
        lab.tenant_id,
        lab.subscription_id,
        lab.client_id,
        lab.secret,
        place.tls / "ca.pem",
        place.az,
        lab.identity_header,
    )
