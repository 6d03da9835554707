"""`akslab capture`: packets at any points of the lab, as lines on the terminal and as a pcapng file."""

import math
import os
import sys
import time
from contextlib import ExitStack
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import click
import msgspec

from ..capture.bounds import DEFAULT_BYTES, DEFAULT_SNAP_LENGTH, Bounds, size_of, size_text
from ..capture.entering import EntryError
from ..capture.filters import FilterError, NoLibpcapError, program
from ..capture.interruptions import interruptions
from ..capture.listening import Listening, NoInterfaceError, listen
from ..capture.output import Output, write_all
from ..capture.session import Ending, Session
from ..capture.sinks import File, Lines, Objects, Progress, Sink
from ..capture.sockets import SocketError
from ..capture.values import Points
from ..kernel.namespaces import raise_descriptor_limit
from ..lab.client import ask
from ..lab.refusal import ENVIRONMENT, NOT_FOUND, USAGE, Refusal
from .output import output_option, place

LONGEST_S = 30 * 86_400


class Size(click.ParamType[int]):
    """A number of bytes: 5000, 64kB, 1.5GiB."""

    name = "size"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read it."""
        try:
            return value if isinstance(value, int) else size_of(str(value))
        except ValueError as error:
            self.fail(f"{error}.", param, ctx)


class Seconds(click.FloatRange):
    """A time that ends: not nan."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Read it."""
        seconds = float(super().convert(value, param, ctx))
        if math.isnan(seconds):
            self.fail("nan is not in the range of a time.", param, ctx)
        return seconds


@click.command("capture")
@click.argument("where", nargs=-1, required=True)
@click.option("-i", "--interface", "interfaces", multiple=True, help="Only this interface; may be given again.")
@click.option("-f", "--filter", "expression", default="", metavar="BPF", help="As for tcpdump: 'tcp port 80'.")
@click.option("-w", "--write", "path", metavar="FILE", help="Write pcapng; - is stdout, and then no lines.")
@click.option("-c", "--count", type=click.IntRange(min=1), help="End after so many packets.")
@click.option("--bytes", "size", type=Size(), default=size_text(DEFAULT_BYTES), show_default=True,
              help="End after so much.")  # fmt: skip
@click.option("--seconds", type=Seconds(0, LONGEST_S, min_open=True), help="End after so long.")
@click.option("-s", "--snaplen", type=click.IntRange(14, DEFAULT_SNAP_LENGTH), default=DEFAULT_SNAP_LENGTH,
              show_default=True, help="Bytes kept of each packet.")  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="No lines, only the file.")
@output_option
@click.pass_context
def capture_command(ctx: click.Context, /, where: tuple[str, ...], **how: Any) -> None:
    """Capture packets at any points at once: a line for each, and one pcapng file.

    WHERE is what `akslab exec` enters: a pod, node, vm, vnet or `internet`. Of a packet that is seen at several points
    the lines have the same number, and tell where its addresses were translated. Ctrl-C ends, with the sums.

    Example: akslab capture web-1 internet --filter 'tcp port 80' -w web.pcapng
    """
    if how["path"] == "-" and (how["output"] == "json" or sys.stdout.isatty()):
        raise Refusal("With -w - the file goes to stdout: neither lines nor a terminal can be there as well.", USAGE)
    raise_descriptor_limit()
    filtering = _program(how["expression"], how["snaplen"])
    points = msgspec.convert(ask(place(ctx), "points", names=list(where)), Points)
    with ExitStack() as held:
        wake = held.enter_context(interruptions())
        listening = _listen(points, how["interfaces"], filtering)
        for each in listening:
            held.callback(each.socket.close)
        sinks = _sinks(held, points, how)
        for point in points.points:
            _say(f"{point.name}: {point.what}." if point.what else f"{point.name}.")
        _say("Capturing; Ctrl-C ends.")
        ending = Session(listening, sinks, Bounds(how["count"], how["size"], how["seconds"])).run(wake, _say)
    _tell(ending, how["path"])
    ctx.exit(ENVIRONMENT if ending.failed else 0)


def _program(expression: str, snap_length: int) -> bytes:
    try:
        return program(expression, snap_length)
    except NoLibpcapError as error:
        raise Refusal(f"{error}.", ENVIRONMENT) from None
    except FilterError as error:
        raise Refusal(f"libpcap can't compile '{expression}': {error}.", USAGE) from None


def _listen(points: Points, interfaces: tuple[str, ...], filtering: bytes) -> list[Listening]:
    try:
        return listen(points.points, tuple(dict.fromkeys(interfaces)), filtering)
    except NoInterfaceError as error:
        raise Refusal(str(error), NOT_FOUND) from None
    except (EntryError, SocketError) as error:
        raise Refusal(f"{error}.", ENVIRONMENT) from None


def _sinks(held: ExitStack, points: Points, how: dict[str, Any]) -> list[Sink]:
    """Make what takes the packets; the file is begun only now, when nothing else can be wrong."""
    sinks: list[Sink] = []
    if how["path"]:
        output = Output.at(how["path"])
        held.callback(output.close)
        file = File(output, how["snaplen"], how["expression"])
        file.open(_system(), _application(), points.names)
        sinks.append(file)
    if how["path"] == "-" or how["quiet"]:
        shown = sys.stderr.isatty()
        sinks += [Progress(lambda text: click.echo(text, nl=False, err=True))] if shown else []
    else:
        sinks.append(Objects(_print) if how["output"] == "json" else Lines(_print, time.localtime().tm_gmtoff))
    return sinks


def _tell(ending: Ending, path: str | None) -> None:
    """Say the sums."""
    for one in ending.sums:
        foreign = f", {one.foreign} left out without an Ethernet header" if one.foreign else ""
        _say(f"{one.point}: {_packets(one.packets)}, {one.dropped} dropped by the kernel{foreign}.")
    file = f" in {path}" if path and path != "-" else ""
    amount = f"{_packets(ending.packets)}, {size_text(ending.bytes)}{file}, in {ending.seconds:.1f} s"
    _say(f"{amount}: {ending.why}.")


def _packets(count: int) -> str:
    return f"{count} packet{'' if count == 1 else 's'}"


def _say(text: str) -> None:
    click.echo(text, err=True)


def _print(text: str) -> None:
    write_all(1, text.encode(errors="backslashreplace"))


def _system() -> str:
    name = os.uname()
    return f"{name.sysname} {name.release} {name.machine}"


def _application() -> str:
    try:
        return f"akslab {version('akslab')}"
    except PackageNotFoundError:
        return "akslab"
