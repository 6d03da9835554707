"""Symbols: names for what nobody knows yet, inside texts, so that what depends on them still compares.

The subscription a template will be deployed to, the name somebody will pass, the principal of an identity that is not
made yet: each is a symbol, and `/subscriptions/<subscription>/…/subnets/nodes` is the same subnet wherever it is named.
Two private-use characters enclose a symbol, so no text that somebody wrote can hold one by accident.
"""

import re

_OPEN, _CLOSE = "\ue000", "\ue001"
_WHOSE = re.compile(f"{_OPEN}((?:principal|kubelet) of )/[^{_CLOSE}]*/([^/{_CLOSE}]+/[^/{_CLOSE}]+){_CLOSE}")
_SPOKEN = str.maketrans({_OPEN: "<", _CLOSE: ">"})


def symbol(name: str) -> str:
    """Return the symbol called `name`: equal names are equal symbols."""
    return f"{_OPEN}{spoken(name)}{_CLOSE}"


def has_symbol(text: str) -> bool:
    """Whether a part of `text` is not known yet."""
    return _OPEN in text


def is_symbol(text: str) -> bool:
    """Whether `text` is one symbol and nothing else."""
    return text.startswith(_OPEN) and text.find(_CLOSE) == len(text) - 1


def spoken(text: str) -> str:
    """Return `text` as people read it: `<subscription>`."""
    return text.translate(_SPOKEN)


def brief(text: str) -> str:
    """Return `text` as people read it in a sentence: of whom a principal is, by the end of that id."""
    return spoken(_WHOSE.sub(rf"{_OPEN}\1…/\2{_CLOSE}", text))


def principal_of(resource_id: str) -> str:
    """Return the symbol of the principal that a resource's identity will have: a user-assigned identity's, a cluster's."""
    return symbol(f"principal of {spoken(resource_id.lower())}")


def kubelet_of(cluster_id: str) -> str:
    """Return the symbol of a cluster's kubelet identity, which AKS makes."""
    return symbol(f"kubelet of {spoken(cluster_id.lower())}")


def private_address_of(firewall_id: str) -> str:
    """Return the symbol of the private address that Azure will choose for a firewall."""
    return symbol(f"private address of {spoken(firewall_id.lower())}")
