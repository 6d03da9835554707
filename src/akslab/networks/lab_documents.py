"""What a running lab answers -> its network: the documents its own network is compiled from, and nothing left open."""

from typing import Any

import msgspec
from msgspec import Struct

from ..compile.errors import CompileError
from ..compile.inputs import Machine, Settings
from ..compile.reading import read_inputs
from ..wire.sentences import sentence
from .apart import service_ranges
from .making import network_of, spelled_ids
from .values import Network, NetworkError

Json = dict[str, Any]


class LabDocuments(Struct, frozen=True, kw_only=True):
    """Everything a lab's network is compiled from."""

    arm: tuple[Json, ...]
    nodes: tuple[tuple[str, Json], ...]
    """With the id of their cluster."""
    pods: tuple[tuple[str, Json], ...]
    """Those that run."""
    machines: tuple[Machine, ...]
    settings: Settings


def network_of_lab(answer: object) -> Network:
    """Return the network of a lab from its answer. Raises NetworkError, ValidationError for an answer of another form."""
    told = msgspec.convert(answer, LabDocuments)
    try:
        inputs = read_inputs(told.arm, told.nodes, told.pods, told.machines, told.settings)
    except CompileError as error:
        raise NetworkError(sentence("network.not-compiled", where=error.where, why=error.problem)) from None
    spelled = spelled_ids({str(each["id"]).lower(): each for each in told.arm})
    return network_of(inputs, spelled=spelled, services=service_ranges(told.arm))
