"""A pytest plugin: expectations of a network as plain assertions in a test suite.

    def test_the_shop_reaches_its_database(akslab_model):
        akslab_model.assert_reaches("pod/shop", "pod/db", "tcp/5432")
        akslab_model.assert_does_not_reach("group:dev", "10.1.0.0/16")

The network is what `--akslab-template` or `--akslab-export` name, on the command line or as `akslab_template` and
`akslab_export` in the ini file: paths from where pytest was started, and from the folder of the ini file. Names,
selectors and ports are those of `akslab reach`; what something unknown could make otherwise holds neither way.
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
        from .reach.engine import Reach
        from .stories.doubting import Doubting
        from .stories.ends import ends_of

        self.network, self.reach, self.endpoints = network, Reach(network.state), ends_of(network)
        self.doubts = Doubting(network, "en")

    def assert_reaches(self, sender: str, receiver: str, ports: str = "any") -> None:
        """Fail unless it is sure that all of `sender` reach all of `receiver`, and are answered, with all of `ports`."""
        __tracebackhide__ = True
        self._expect("must", sender, receiver, ports)

    def assert_does_not_reach(self, sender: str, receiver: str, ports: str = "any") -> None:
        """Fail unless it is sure that none of `sender` reaches any of `receiver`, with any of `ports`."""
        __tracebackhide__ = True
        self._expect("must-not", sender, receiver, ports)

    def _expect(self, sense: "Sense", sender: str, receiver: str, ports: str) -> None:
        __tracebackhide__ = True
        from .networks.sentences import words
        from .networks.values import NetworkError
        from .reach.expectations import expectation
        from .reach.judging import judge
        from .reach.sentences import ReachError
        from .reach.text import failure_text
        from .stories.ends import finder, with_hosts
        from .stories.reaching import Telling

        try:
            network = with_hosts(self.network, (sender, receiver))
            model = self if network is self.network else Model(network)
            expected = expectation(sense, sender, receiver, ports)
            (judgement,) = judge(model.reach, model.endpoints, [expected], model.doubts, finder(network))
        except ReachError as error:
            raise _failed(error.said("en")) from None
        except NetworkError as error:
            raise _failed(words(error.what, "en")) from None
        if not judgement.holds:
            raise _failed("\n".join(failure_text(judgement, "en", Telling(model.network, "en"))))


def assert_reaches(model: Model, sender: str, receiver: str, ports: str = "any") -> None:
    """Fail unless it is sure that all of `sender` reach all of `receiver` with all of `ports`."""
    __tracebackhide__ = True
    model.assert_reaches(sender, receiver, ports)


def assert_does_not_reach(model: Model, sender: str, receiver: str, ports: str = "any") -> None:
    """Fail unless it is sure that none of `sender` reaches any of `receiver` with any of `ports`."""
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
        raise _failed("Name the network: --akslab-template PATH or --akslab-export PATH, one of them.")
    return _model(given)


def _given(config: pytest.Config, what: str) -> str:
    """Return a path as it was meant: from where pytest was started, or from the folder of the ini file."""
    typed, written = str(config.getoption(f"--akslab-{what}") or ""), str(config.getini(f"akslab_{what}") or "")
    if typed:
        return str(Path(config.invocation_params.dir, typed))
    return str(Path(config.inipath.parent if config.inipath else config.rootpath, written)) if written else ""


def _failed(text: str) -> BaseException:
    """Return a failure that is told in words alone; raised from None, what led to it is not told a second time."""
    return pytest.fail.Exception(text, pytrace=False)


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
        raise _failed(words(error.what, "en")) from None
    except Refusal as error:
        raise _failed(str(error)) from None
    try:
        return Model(network)
    except ValueError as error:
        raise _failed(f"The network is not settled: {error}.") from None
