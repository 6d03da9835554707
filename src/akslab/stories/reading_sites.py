"""What a person writes behind `--site` -> a network behind a machine: `hq=172.16.0.0/16@vpn`."""

from ..compile.ranges import canonical_prefix, dotted, range_of
from ..networks.values import NetworkError, Site
from ..wire.sentences import sentence

HOST = 10
"""The site's one host has this number in its first prefix, or the first number there is."""


def read_site(text: str) -> Site:
    """Return a site. Raises NetworkError for what is none."""
    name, equals, rest = text.partition("=")
    prefixes, mark, machine = rest.partition("@")
    is_name = name.replace("-", "").isalnum() and name.isascii() and len(name) <= 32
    if not equals or not mark or not machine or not is_name:
        raise NetworkError(sentence("site.no-form", text=text))
    try:
        known = tuple(canonical_prefix(each) for each in prefixes.split(","))
    except ValueError:
        raise NetworkError(sentence("site.no-form", text=text)) from None
    first, last = range_of(known[0])
    return Site(name=name, prefixes=known, address=dotted(min(first + HOST, last)), machine=machine)
