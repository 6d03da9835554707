"""Inputs -> a network: compiled, its inhabitants listed; and the same network with its inputs changed."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from ..compile.errors import CompileError
from ..compile.inputs import Inputs
from ..compile.network import compile_network
from ..net.state import NetworkState
from ..wire.sentences import Sentence, sentence
from ..wire.symbols import spoken
from .additions import added, doubts_of, endpoints_added
from .inhabitants import endpoints_of
from .values import Addition, Network, NetworkError


def network_of(inputs: Inputs, **known: Any) -> Network:
    """Return the network of `inputs`; `known` are other fields of `Network`. Raises NetworkError."""
    additions = known.get("additions", ())
    state = added(compiled(inputs), additions, inputs)
    endpoints = (*endpoints_of(inputs, state), *endpoints_added(additions))
    absent = {**_balanced(inputs), **known.pop("absent", {})}
    return Network(inputs=inputs, state=state, endpoints=endpoints, absent=absent, **known)


def _balanced(inputs: Inputs) -> dict[str, Sentence]:
    """Return the public addresses of clusters' load balancers: packets leave with them, and none is answered there."""
    found = {}
    for cluster in inputs.clusters.values():
        address = inputs.public_addresses.get(cluster.outbound_address or "")
        if address:
            found[address] = sentence("endpoint.balancer", address=address, name=cluster.name)
    return found


def changed(network: Network, inputs: Inputs) -> Network:
    """Return a network with other inputs and everything else as it was. Raises NetworkError."""
    state = added(compiled(inputs), network.additions, inputs)
    endpoints = (*endpoints_of(inputs, state), *endpoints_added(network.additions))
    return replace(network, inputs=inputs, state=state, endpoints=endpoints)


def compiled(inputs: Inputs) -> NetworkState:
    """Compile, with what has no meaning there said as a NetworkError."""
    try:
        return compile_network(inputs)
    except CompileError as error:
        raise NetworkError(sentence("network.not-compiled", where=spoken(error.where), why=error.problem)) from None


def spelled_ids(documents: Mapping[str, Any]) -> dict[str, str]:
    """Return the ids in documents as they are written, by lower-cased id; children are found in their parents."""
    found: dict[str, str] = {}
    for document in documents.values():
        _note(document, found)
        properties = document.get("properties")
        for children in properties.values() if isinstance(properties, Mapping) else ():
            for child in children if isinstance(children, list) else ():
                _note(child, found)
    return found


def _note(document: Any, found: dict[str, str]) -> None:
    id_ = document.get("id") if isinstance(document, Mapping) else None
    if isinstance(id_, str):
        found.setdefault(id_.lower(), id_)


def extended(network: Network, *additions: Addition) -> Network:
    """Return a network with more in its state than its documents say. Raises NetworkError."""
    if not additions:
        return network
    return replace(
        network,
        state=added(network.state, additions, network.inputs),
        endpoints=(*network.endpoints, *endpoints_added(additions)),
        additions=(*network.additions, *additions),
        assumptions=(*network.assumptions, *doubts_of(additions)),
    )
