"""A pytest plugin: expectations of a network as plain assertions in a test suite.

    def test_the_shop_reaches_its_database(akslab_model):
        akslab_model.assert_reaches("pod/shop", "pod/db", "tcp/5432")
        akslab_model.assert_does_not_reach("group:dev", "10.1.0.0/16", [80, "udp/53"])

`akslab_model` is the network of files, a plan or exports; `akslab_lab` that of the running lab. Options and lines of the
ini file are those of `akslab trace`, with `--akslab-` or `akslab_` before them; paths on the command line are meant from
where pytest was started, in the ini file from its folder. Names, selectors and ports are those of `akslab reach`; what
something unknown could make otherwise holds neither way.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .networks.values import Network
    from .reach.expectations import Ends, Sense, WantedPorts

# ruff: noqa: PLC0415 - pytest starts in suites that ask nothing of a network

SOURCES = {
    "template": "The network is that of an ARM template, Bicep, Terraform or az script.",
    "plan": "The network is that of a Terraform plan as JSON.",
    "export": "The network is that of exports: a folder, an archive or files.",
}
SEVERAL = {
    "parameters": ("FILE|NAME=VALUE", "For a template; may be given again."),
    "site": ("NAME=PREFIX@MACHINE", "A network on-premises behind a machine; may be given again."),
}
LAB = {
    "name": ("NAME", "Which lab, for akslab_lab."),
    "state": ("DIR", "The lab's directory, instead of one by its name."),
}


class Model:
    """A network that can be asked; made once for a run."""

    def __init__(self, network: "Network") -> None:
        """Make the model of a network."""
        from .reach.engine import Reach
        from .stories.doubting import Doubting
        from .stories.ends import ends_of

        self.network, self.reach, self.endpoints = network, Reach(network.state), ends_of(network)
        self.doubts = Doubting(network, "en")
        self._last: Model | None = None

    def assert_reaches(self, sender: "Ends", receiver: "Ends", ports: "WantedPorts" = "any") -> None:
        """Fail unless it is sure that all of `sender` reach all of `receiver`, and are answered, with all of `ports`."""
        __tracebackhide__ = True
        self._expect("must", sender, receiver, ports)

    def assert_does_not_reach(self, sender: "Ends", receiver: "Ends", ports: "WantedPorts" = "any") -> None:
        """Fail unless it is sure that none of `sender` reaches any of `receiver`, with any of `ports`."""
        __tracebackhide__ = True
        self._expect("must-not", sender, receiver, ports)

    def _expect(self, sense: "Sense", sender: "Ends", receiver: "Ends", ports: "WantedPorts") -> None:
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
            expected = expectation(sense, sender, receiver, ports)
            model = self._with(with_hosts(self.network, (*expected.senders, *expected.receivers)))
            (judgement,) = judge(model.reach, model.endpoints, [expected], model.doubts, finder(model.network))
        except ReachError as error:
            raise _failed(error.said("en")) from None
        except NetworkError as error:
            raise _failed(words(error.what, "en")) from None
        if not judgement.holds:
            raise _failed("\n".join(failure_text(judgement, "en", Telling(model.network, "en"))))

    def _with(self, network: "Network") -> "Model":
        """Return the model of this network with more hosts on the Internet; the last one is kept."""
        if network is self.network:
            return self
        if self._last is None or self._last.network.additions != network.additions:
            self._last = Model(network)
        return self._last


def assert_reaches(model: Model, sender: "Ends", receiver: "Ends", ports: "WantedPorts" = "any") -> None:
    """Fail unless it is sure that all of `sender` reach all of `receiver` with all of `ports`."""
    __tracebackhide__ = True
    model.assert_reaches(sender, receiver, ports)


def assert_does_not_reach(model: Model, sender: "Ends", receiver: "Ends", ports: "WantedPorts" = "any") -> None:
    """Fail unless it is sure that none of `sender` reaches any of `receiver` with any of `ports`."""
    __tracebackhide__ = True
    model.assert_does_not_reach(sender, receiver, ports)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that name a network, and the lines of the ini file with the same names."""
    group = parser.getgroup("akslab", "a network of AKS, as it is declared, exported or running")
    for what, shown in SOURCES.items():
        group.addoption(f"--akslab-{what}", metavar="PATH", default="", help=shown)
        parser.addini(f"akslab_{what}", f"as --akslab-{what}", default="")
    for what, (form, shown) in SEVERAL.items():
        group.addoption(f"--akslab-{what}", metavar=form, action="append", default=[], help=shown)
        parser.addini(f"akslab_{what}", f"as --akslab-{what}, one a line", type="linelist", default=[])
    for what, (form, shown) in LAB.items():
        group.addoption(f"--akslab-{what}", metavar=form, default="", help=shown)
        parser.addini(f"akslab_{what}", f"as --akslab-{what}", default="")


@pytest.fixture(scope="session")
def akslab_model(pytestconfig: pytest.Config) -> Model:
    """Return the network that the options or the ini file name."""
    given = {what: _path(pytestconfig, what) for what in SOURCES}
    if len([each for each in given.values() if each]) != 1:
        names = ", ".join(f"--akslab-{what} PATH" for what in SOURCES)
        raise _failed(f"Name the network: {names}, one of them.")
    template = given["template"] or given["plan"]
    return _model(
        pytestconfig,
        template=(template,) if template else (),
        export=(given["export"],) if given["export"] else (),
        parameters=_parameters(pytestconfig),
    )


@pytest.fixture
def akslab_lab(pytestconfig: pytest.Config) -> Model:
    """Return the network of the running lab as it is now: `--akslab-name`, `--akslab-state`, or what `akslab` would take."""
    return _model(pytestconfig, template=(), export=(), parameters=())


def _path(config: pytest.Config, what: str) -> str:
    """Return a path as it was meant: from where pytest was started, or from the folder of the ini file."""
    typed, written = str(config.getoption(f"--akslab-{what}") or ""), str(config.getini(f"akslab_{what}") or "")
    if typed:
        return str(Path(config.invocation_params.dir, typed))
    return str(Path(_ini_folder(config), written)) if written else ""


def _ini_folder(config: pytest.Config) -> Path:
    return config.inipath.parent if config.inipath else config.rootpath


def _several(config: pytest.Config, what: str) -> tuple[tuple[str, Path], ...]:
    """Return what was given more than once, each with the folder it is meant from."""
    typed = [(each, config.invocation_params.dir) for each in config.getoption(f"--akslab-{what}")]
    return tuple(typed or [(each, _ini_folder(config)) for each in config.getini(f"akslab_{what}")])


def _parameters(config: pytest.Config) -> tuple[str, ...]:
    """Return parameters: `NAME=VALUE` as it stands, a file by its path."""
    return tuple(text if "=" in text else str(folder / text) for text, folder in _several(config, "parameters"))


def _failed(text: str) -> BaseException:
    """Return a failure that is told in words alone; raised from None, what led to it is not told a second time."""
    return pytest.fail.Exception(text, pytrace=False)


def _lab(config: pytest.Config) -> tuple[str, str | None]:
    """Return which lab is meant, as the command line would take it: options, the ini file, the environment."""
    import os

    name = str(config.getoption("--akslab-name") or config.getini("akslab_name") or "")
    state = _path(config, "state")
    return name or os.environ.get("AKSLAB_NAME") or "default", state or os.environ.get("AKSLAB_STATE") or None


def _model(config: pytest.Config, **given: Sequence[str]) -> Model:
    import click

    from .cli.trace_inputs import network_of_options
    from .lab.refusal import Refusal
    from .networks.sentences import words
    from .networks.values import NetworkError
    from .stories.sentences import CATALOGUES, Speaker

    options: dict[str, Any] = {"lang": "en", "sites": tuple(text for text, _ in _several(config, "site")), **given}
    try:
        network, _ = network_of_options(click.Context(click.Command("reach"), obj=_lab(config)), options)
    except NetworkError as error:
        is_told = error.what.key in CATALOGUES["en"]
        said = Speaker("en").sentence(error.what) if is_told else words(error.what, "en")
        raise _failed(f"{said}.") from None
    except Refusal as error:
        raise _failed(str(error)) from None
    try:
        return Model(network)
    except ValueError as error:
        raise _failed(f"The network is not settled: {error}.") from None
