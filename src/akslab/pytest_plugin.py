"""A pytest plugin: expectations of a network as plain assertions in a test suite.

    def test_the_shop_reaches_its_database(akslab_model):
        akslab_model.assert_reaches("pod/shop", "pod/db", "tcp/5432")
        akslab_model.assert_does_not_reach("group:dev", "10.1.0.0/16")

The network is what `--akslab-template` or `--akslab-export` name, on the command line or as `akslab_template` and
`akslab_export` in the ini file. Names, selectors and ports are those of `akslab reach`.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .networks.values import Network
    from .reach.expectations import Sense

# ruff: noqa: PLC0415 - pytest starts in suites that ask nothing of a network


class Model:
    """A network that can be asked; made once for a run."""

    def __init__(self, network: "Network") -> None:
        """Make the model of a network."""
        from .cli.reach import endpoints_of
        from .reach.engine import Reach

        self.network, self.reach, self.endpoints = network, Reach(network.state), endpoints_of(network)

    def assert_reaches(self, sender: str, receiver: str, ports: str = "any") -> None:
        """Fail unless all that `sender` means reach all that `receiver` means, and are answered, with all of `ports`."""
        __tracebackhide__ = True
        self._expect("must", sender, receiver, ports)

    def assert_does_not_reach(self, sender: str, receiver: str, ports: str = "any") -> None:
        """Fail if any that `sender` means reaches any that `receiver` means, with any of `ports`."""
        __tracebackhide__ = True
        self._expect("must-not", sender, receiver, ports)

    def _expect(self, sense: "Sense", sender: str, receiver: str, ports: str) -> None:
        __tracebackhide__ = True
        from .cli.reach import with_hosts
        from .networks.sentences import words
        from .networks.values import NetworkError
        from .reach.expectations import expectation
        from .reach.judging import judge
        from .reach.sentences import ReachError
        from .reach.text import failure_text

        try:
            network = with_hosts(self.network, (sender, receiver))
            model = self if network is self.network else Model(network)
            (judgement,) = judge(model.reach, model.endpoints, [expectation(sense, sender, receiver, ports)])
        except ReachError as error:
            pytest.fail(error.said("en"), pytrace=False)
        except NetworkError as error:
            pytest.fail(words(error.what, "en"), pytrace=False)
        if judgement.counterexample is not None:
            pytest.fail("\n".join(failure_text(judgement, "en")), pytrace=False)


def assert_reaches(model: Model, sender: str, receiver: str, ports: str = "any") -> None:
    """Fail unless all of `sender` reach all of `receiver` with all of `ports`."""
    __tracebackhide__ = True
    model.assert_reaches(sender, receiver, ports)


def assert_does_not_reach(model: Model, sender: str, receiver: str, ports: str = "any") -> None:
    """Fail if any of `sender` reaches any of `receiver` with any of `ports`."""
    __tracebackhide__ = True
    model.assert_does_not_reach(sender, receiver, ports)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that name a network."""
    group = parser.getgroup("akslab", "a network of AKS, as it is declared or exported")
    for what, shown in (
        ("template", "an ARM template, Bicep, Terraform or az script"),
        ("export", "a folder of exports"),
    ):
        group.addoption(f"--akslab-{what}", metavar="PATH", default="", help=f"The network is that of {shown}.")
        parser.addini(f"akslab_{what}", f"as --akslab-{what}", default="")


@pytest.fixture(scope="session")
def akslab_model(pytestconfig: pytest.Config) -> Model:
    """Return the network that the options or the ini file name."""
    given = {what: _given(pytestconfig, what) for what in ("template", "export")}
    if len([each for each in given.values() if each]) != 1:
        pytest.fail("Name the network: --akslab-template PATH or --akslab-export PATH, one of them.", pytrace=False)
    return _model(given)


def _given(config: pytest.Config, what: str) -> str:
    text = str(config.getoption(f"--akslab-{what}") or config.getini(f"akslab_{what}"))
    return str(Path(config.rootpath, text)) if text else ""


def _model(given: dict[str, str]) -> Model:
    import click

    from .cli.trace_inputs import network_of_options
    from .lab.refusal import Refusal
    from .networks.sentences import words
    from .networks.values import NetworkError

    options: dict[str, Any] = {"lang": "en", "parameters": (), "sites": ()}
    options |= {what: (path,) if path else () for what, path in given.items()}
    try:
        network, _ = network_of_options(click.Context(click.Command("reach")), options)
    except NetworkError as error:
        pytest.fail(words(error.what, "en"), pytrace=False)
    except Refusal as error:
        pytest.fail(str(error), pytrace=False)
    try:
        return Model(network)
    except ValueError as error:
        pytest.fail(f"The network is not settled: {error}.", pytrace=False)
