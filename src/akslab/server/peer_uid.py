"""Which user is at the other end of a loopback connection: the kernel's own socket tables know.

What hands out tokens without a secret (device code, instance metadata) trusts this and nothing the client says.
"""

import socket
import sys
from pathlib import Path

Address = tuple[str, int]

_ESTABLISHED = "01"
_MAPPED = "0000000000000000FFFF0000"
_TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))


def peer_uid(peer: Address, server: Address) -> int | None:
    """Return the uid that owns the client's end of the IPv4 connection from `peer` to `server`; None if not found.

    Only an established connection counts: a socket that is being torn down is listed as root's.
    """
    ends = (_row_address(peer), _row_address(server))
    mapped = (_MAPPED + ends[0], _MAPPED + ends[1])
    for table, wanted in zip(_TABLES, (ends, mapped), strict=True):
        if not table.exists():
            continue
        for row in table.read_text().splitlines()[1:]:
            columns = row.split()
            if (columns[1], columns[2]) == wanted and columns[3] == _ESTABLISHED:
                return int(columns[7])
    return None


def _row_address(address: Address) -> str:
    """Write an address as the tables do: the four bytes as one number of this machine, in hexadecimal."""
    number = int.from_bytes(socket.inet_aton(address[0]), sys.byteorder)
    return f"{number:08X}:{address[1]:04X}"
