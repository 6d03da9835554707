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
        wanted: Tuple = (protocol, source, source_port, destination if address is None else address, port)
        if protocol != "icmp" or not table.is_taken(wanted, connection):
            # Whether these answers are another's already is the source's business, which is settled later.
            return wanted
        # An echo has its identifier on both sides, so it is changed already here, and not by chance.
        return _another_port(table, connection, (protocol, source, 0, wanted[3], port))
    if address is not None and address != source:
        for earlier in table.by_source.get(connection.original[:3], ()):
            # The same socket was translated before: to the same port, if it can be.
            _, _, _, its_address, its_port = earlier.reply
            candidate: Tuple = (protocol, its_address, its_port, destination, port)
            if its_address == address and not table.is_taken(candidate, connection):
                return candidate
    wanted = (protocol, source if address is None else address, source_port, destination, port)
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


def rewritten(flow: Tuple, connection: Connection, is_reply: bool, side: Side) -> Tuple:
    """Return what a packet becomes when one side's translation is applied to it. Linux: nf_nat_packet."""
    changed: Side = side if not is_reply else ("source" if side == "destination" else "destination")
    if changed not in connection.changed:
        return flow
    target = inverse(connection.original if is_reply else connection.reply)
    protocol, source, source_port, destination, port = flow
    if side == "source":
        source, source_port = target[1], target[2]
    else:
        destination, port = target[3], target[4]
    if protocol == "icmp":
        # The identifier is on both sides.
        source_port, port = target[2], target[4]
    return protocol, source, source_port, destination, port
