"""The endpoint a person means: by name, kind and name, cluster and name, address; or candidates, or near names."""

import difflib
import re
from collections.abc import Iterable, Sequence
from ipaddress import AddressValueError, IPv4Address

from ..wire.sentences import Sentence, sentence
from .addresses import is_sixth
from .apart import is_inside, why_apart
from .finding_services import SERVICE_KINDS, refuse_address, refuse_dns_name, refuse_kind
from .values import Endpoint, Network, NetworkError

KINDS = ("pod", "node", "vm", "site", "internet")
MOST_NAMED = 6
_ADDRESS = re.compile(r"\d+(\.\d+){3}")
_DNS_NAME = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", re.IGNORECASE)


def find(network: Network, text: str, port: int | None = None) -> Endpoint:
    """Return who is meant by `text`: `web`, `pod/web`, `pod:web`, `cluster/web`, an address.

    Names are compared without case. An address that nobody here has is an endpoint of the kind `address`. Raises
    NetworkError: nobody is called so (with near names), several are (with the candidates), or akslab has no such kind,
    as services, of which it says who is behind `port`.
    """
    if is_sixth(text.strip("[]")):
        raise NetworkError(sentence("endpoint.sixth", text=text))
    if _ADDRESS.fullmatch(text):
        return _of_address(network, text, port)
    kind, name = _kind_of(text)
    if kind in SERVICE_KINDS:
        raise refuse_kind(network, kind, text, name, port)
    found = [each for each in network.endpoints if (not kind or each.kind == kind) and _is_called(each, name)]
    # The Internet's hosts share a namespace, so a name goes before.
    found = found or [each for each in network.endpoints if each.netns == text]
    if len(found) > 1:
        raise NetworkError(sentence("endpoint.ambiguous", name=text, candidates=_listed(candidates(found))))
    if found:
        return found[0]
    refuse_dns_name(network, text, name, port)
    raise NetworkError(_not_found(network, text, name), is_missing=True)


def _of_address(network: Network, text: str, port: int | None) -> Endpoint:
    try:
        address = str(IPv4Address(text))
    except AddressValueError:
        raise NetworkError(sentence("endpoint.no-address", text=text)) from None
    found = [each for each in network.endpoints if each.address == address]
    if not found:
        refuse_address(network, text, address, port)
    if address in network.absent:
        raise NetworkError(network.absent[address])
    if len(found) > 1:
        raise NetworkError(sentence("endpoint.ambiguous", name=text, candidates=_listed(candidates(found))))
    why = None if found or is_inside(network, address) else why_apart(address, network.services)
    if why:
        raise NetworkError(why)
    return found[0] if found else Endpoint(kind="address", name=address, netns="", address=address)


def _kind_of(text: str) -> tuple[str, str]:
    """Take a kind off the front: `pod/web` and `pod:web`; a cluster may be called as a kind is, so `pod/a/b` is both."""
    for mark in (":", "/"):
        kind, found, name = text.partition(mark)
        if found and kind.lower() in (*KINDS, *SERVICE_KINDS):
            return kind.lower(), name
    return "", text


def _is_called(endpoint: Endpoint, text: str) -> bool:
    names = [each.lower() for each in (endpoint.name, *endpoint.aliases)]
    wanted = text.lower()
    if wanted in names:
        return True
    cluster, slash, name = wanted.partition("/")
    return bool(slash) and bool(endpoint.cluster) and cluster == endpoint.cluster.lower() and name in names


def candidates(found: Sequence[Endpoint]) -> list[str]:
    """Return words for each that mean it alone among them: with its kind, its cluster, or its namespace's own name."""
    for words in (
        [each.title for each in found],
        [f"{each.kind}/{each.cluster}/{each.name}" if each.cluster else each.title for each in found],
    ):
        if len(set(words)) == len(words):
            return words
    return [each.netns for each in found]


def _not_found(network: Network, text: str, name: str) -> Sentence:
    why = network.absent.get(name.lower())
    if why is not None:
        return why
    if _DNS_NAME.fullmatch(name):
        return sentence("endpoint.dns", name=name)
    close = near(name, (known for each in network.endpoints for known in (each.name, *each.aliases)))
    if close:
        return sentence("endpoint.near", name=text, near=_listed(close))
    if not network.endpoints:
        return sentence("endpoint.nobody", name=text)
    return sentence("endpoint.unknown", name=text, some=_listed([each.title for each in network.endpoints]))


def near(text: str, known: Iterable[str]) -> list[str]:
    """Return up to three names that look like `text`, the nearest first."""
    by_lower = {name.lower(): name for name in known}
    found = difflib.get_close_matches(text.lower(), by_lower, n=3, cutoff=0.6)
    return [by_lower[name] for name in found]


def _listed(names: Sequence[str]) -> str:
    more = [f"… ({len(names) - MOST_NAMED})"] if len(names) > MOST_NAMED else []
    return ", ".join([*names[:MOST_NAMED], *more])
