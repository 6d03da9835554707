"""Every trace of the gallery against the real kernel: the same network, the same packet, line by line the same."""

import asyncio
from collections.abc import Iterator
from contextlib import chdir
from typing import Any

import click
import pytest
from msgspec.structs import replace

from akslab.cli.trace import trace_command
from akslab.cli.trace_inputs import network_of_options
from akslab.kernel.remote import RemoteKernel
from akslab.kernel.seam import HttpWorkload
from akslab.lab.evidence import Proof, prove
from akslab.net.diff import diff
from akslab.net.state import NetworkState
from akslab.networks.making import changed
from akslab.networks.values import Network
from akslab.stories.asking import Question, Wanted, question_of
from akslab.stories.editing import edited
from akslab.stories.reading_edits import read_edits
from akslab.trace.prepared import prepare

from .gallery import GALLERY, INPUTS, Ask

pytestmark = pytest.mark.kernel

ASKS = [pytest.param(ask, id=" ".join(ask.arguments)) for scene in GALLERY for ask in scene.asks]
HEARD = {"arrives": ("answered", "refused"), "unanswered": ("timeout",), "lost": ("timeout", "unreachable")}
"""Refused: it arrived, nobody listens on that port, and the sender heard so."""


class Bench:
    """A kernel that is brought from one network to the next, with a web server for everybody in it."""

    def __init__(self) -> None:
        self._runner = asyncio.Runner()
        self._kernel = self._runner.run(RemoteKernel.start_host())
        self._state: NetworkState = {}
        self._ports = iter(range(21_000, 32_000))

    def close(self) -> None:
        self._runner.run(self._kernel.close())
        self._runner.close()

    def prove(self, network: Network, question: Question) -> Proof:
        return self._runner.run(self._prove(network, question))

    async def _prove(self, network: Network, question: Question) -> Proof:
        await self._kernel.apply(diff(self._state, network.state))
        for netns in network.state:
            if not netns.startswith("vnet/") and netns not in self._state:
                await self._kernel.start(netns, HttpWorkload(netns))
        self._state = network.state
        packet = replace(question.packet, source_port=next(self._ports))
        return await prove(self._kernel, prepare(network.state), question.source.netns, packet)


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.close()


def asked(ask: Ask) -> tuple[Network, Question]:
    """Return the network that an ask ends with, and its question, as the command makes them."""
    with chdir(INPUTS):
        ctx: Any = trace_command.make_context(
            "trace", list(ask.arguments), obj=("default", None), resilient_parsing=False
        )
        options = ctx.params
        network, _ = network_of_options(click.Context(trace_command), options)
    wanted = Wanted(protocol=options["protocol"])
    network, question = question_of(network, options["source"], options["destination"], wanted)
    if options["what_if"]:
        network = changed(network, edited(network.inputs, *read_edits(network, options["what_if"])))
    return network, question


@pytest.mark.parametrize("ask", ASKS)
def test_the_kernel_tells_the_same_story(bench: Bench, ask: Ask) -> None:
    network, question = asked(ask)
    proof = bench.prove(network, question)
    assert proof.result.outcome in HEARD[ask.outcome], proof.result
    assert proof.complete
    assert [leg.name for leg in proof.legs if not leg.agrees] == [], proof.legs
