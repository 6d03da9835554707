"""The options of `akslab trace`."""

import click

from .options import LANGUAGE, NETWORK_SOURCES, TEXT_OR_JSON, in_order

DEFAULT_SIZE, DEFAULT_SOURCE_PORT = 60, 40000

_OPTIONS = (
    click.argument("source"),
    click.argument("destination", metavar="DESTINATION[:PORT]"),
    click.option("--tcp", "protocol", flag_value="tcp", default="tcp", help="A connection (the default)."),
    click.option("--udp", "protocol", flag_value="udp", help="A datagram."),
    click.option("--icmp", "protocol", flag_value="icmp", help="An echo."),
    click.option("--ttl", type=click.IntRange(1, 255), default=64, show_default=True, help="What the sender writes."),
    click.option(
        "--size",
        type=click.IntRange(28, 65535),
        default=DEFAULT_SIZE,
        show_default=True,
        help="Bytes, with the IP header.",
    ),
    click.option(
        "--source-port",
        type=click.IntRange(1, 65535),
        default=DEFAULT_SOURCE_PORT,
        show_default=True,
        help="The sender's port.",
    ),
    *NETWORK_SOURCES,
    click.option("--what-if", metavar="CHANGE", help="Compare with the network after this change."),
    click.option("--kernel", is_flag=True, help="Send the packet in the lab, and show what the kernel says of it."),
    click.option("--steps", is_flag=True, help="Show every step of Linux, not only those Azure's objects decide."),
    TEXT_OR_JSON,
    LANGUAGE,
)

trace_options = in_order(_OPTIONS)
"""Gives a command the options."""
