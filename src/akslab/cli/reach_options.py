"""The options of `akslab reach`."""

import click

from .options import LANGUAGE, NETWORK_SOURCES, TEXT_OR_JSON, in_order

_OPTIONS = (
    click.option("--from", "senders", multiple=True, metavar="WHO", help="Only these senders; see below."),
    click.option("--to", "receivers", multiple=True, metavar="WHO", help="Only these receivers."),
    click.option("--expect", metavar="FILE", default="", help="Judge a file of expectations: must, and must-not."),
    *NETWORK_SOURCES,
    click.option("--what-if", metavar="CHANGE", default="", help="Say what this change would open and close."),
    TEXT_OR_JSON,
    LANGUAGE,
)

reach_options = in_order(_OPTIONS)
"""Gives a command the options."""
