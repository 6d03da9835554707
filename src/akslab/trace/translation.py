"""Address translation as Linux settles it: once per connection and side, then applied to every packet of it.

A side without a rule is settled too, unchanged, and keeps its address for ever. Where two connections would get the
same answers, the later one gets another source port: Linux picks one by chance, the model the next free one.
"""

from .connections import Connection, ConnectionTable, Side, Tuple, inverse

PORT_CLASSES = ((1, 511), (600, 1023), (1024, 65535))
"""A changed port stays in its class (nf_nat_l4proto_unique_tuple)."""


def settle(table: ConnectionTable, connection: Connection, side: Side, address: int | None) -> bool:
    """Decide one side's translation: to `address`, or None for none. False when no tuple is left for it.

    Linux: nf_nat_setup_info.
    """
    current = inverse(connection.reply)
    wanted = _unique(table, connection, current, side, address)
    if wanted is None:
        return False
    if wanted != current:
        connection.reply = inverse(wanted)
        connection.changed.add(side)
    connection.settled.add(side)
    return True


def _unique(
    table: ConnectionTable, connection: Connection, current: Tuple, side: Side, address: int | None
) -> Tuple | None:
    protocol, source, source_port, destination, port = current
    if side == "destination":
        # Whether these answers are another's already is the source's business, which is settled later.
        return (protocol, source, source_port, destination if address is None else address, port)
    if address is not None and address != source:
        for earlier in table.by_source.get(connection.original[:3], ()):
            # The same socket was translated before: to the same port, if it can be.
            _, _, _, its_address, its_port = earlier.reply
            candidate: Tuple = (protocol, its_address, its_port, destination, port)
            if its_address == address and not table.is_taken(candidate, connection):
                return candidate
    wanted: Tuple = (protocol, source if address is None else address, source_port, destination, port)
    return wanted if not table.is_taken(wanted, connection) else _another_port(table, connection, wanted)


def _another_port(table: ConnectionTable, connection: Connection, wanted: Tuple) -> Tuple | None:
    protocol, source, taken, destination, port = wanted
    first, last = (0, 65535) if protocol == "icmp" else next(c for c in PORT_CLASSES if taken <= c[1])
    if not first <= taken <= last:
        taken = first
    for other in (*range(taken, last + 1), *range(first, taken)):
        candidate: Tuple = (protocol, source, other, destination, port)
        if not table.is_taken(candidate, connection):
            return candidate
    return None


def rewritten(connection: Connection, is_reply: bool, side: Side) -> tuple[int, int] | None:
    """Return the address and port that `side` of a packet becomes, None when it stays. Linux: nf_nat_packet."""
    changed: Side = side if not is_reply else ("source" if side == "destination" else "destination")
    if changed not in connection.changed:
        return None
    target = inverse(connection.original if is_reply else connection.reply)
    return (target[1], target[2]) if side == "source" else (target[3], target[4])
