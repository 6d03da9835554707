"""An az command: which one it is, what it is called with, what it does to the cloud, what it prints."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ...deployments.declared import Gap, Invocation
from ...deployments.nodes import Node, Unknown
from ...deployments.origins import Origin
from ...wire.sentences import sentence
from ...wire.symbols import has_symbol, spoken
from .bodies import leaf
from .commands.call import Call
from .commands.registry import COMMANDS, LONGEST, only_reads
from .naming import SECRET, symbol_of
from .options.arguments import Arguments, read_arguments
from .options.table import table_of
from .outcomes import Outcome
from .program import Run
from .results import Result, answer
from .texts import Text

if TYPE_CHECKING:
    from .walking import Walker

_WORD = re.compile(r"[a-z][a-z0-9-]*")
_OPTION = re.compile(r"--?[A-Za-z][\w-]*")
_SYMBOL = re.compile(r"\ue000([^\ue001]*)\ue001")
_MOST_TEST = 200


def invoke(walker: "Walker", run: Run, texts: list[Text]) -> Outcome:
    """Run `az …`."""
    walker.budget.command()
    words = _words(texts[1:])
    path = _path(words)
    table = table_of(path) if path else None
    if table is None:
        return _unlisted(walker, run, texts, words)
    arguments = read_arguments(table, texts[1 + path.count(" ") + 1 :])
    shown = _without_secrets(path, arguments)
    if arguments.has("--help"):
        return Outcome(output=walker.expander.unread(shown))
    for given in arguments.given.values():
        for value in given.values:
            _lack(walker, value)
    call = Call(
        path=path,
        arguments=arguments,
        cloud=walker.cloud,
        files=walker.files,
        address=walker.places.address(run.origin),
        origin=run.origin,
    )
    _note(walker, run, call)
    result = COMMANDS[path](call)
    is_read = only_reads(path)
    is_sure = not is_read or _is_made(walker, result)
    return Outcome(
        status=None if is_read else True,
        test=shown[:_MOST_TEST],
        output=_output(run, call, result, is_sure=is_sure, unread=shown),
    )


def _path(words: list[str]) -> str:
    """Return the longest command that the words begin with."""
    paths = (" ".join(words[:count]) for count in range(min(len(words), LONGEST), 0, -1))
    return next((path for path in paths if path in COMMANDS), "")


def _is_made(walker: "Walker", result: Result | None) -> bool:
    if result is None or result.items is not None:
        return False
    return result.id.count("/") < 3 or walker.cloud.made(result.id)


def _words(texts: list[Text]) -> list[str]:
    words = []
    for text in texts[: LONGEST + 2]:
        if not _WORD.fullmatch(text.text):
            break
        words.append(text.text)
    return words


def _unlisted(walker: "Walker", run: Run, texts: list[Text], words: list[str]) -> Outcome:
    """Return what a command that is not read comes to: it is taken to succeed, and what it prints is unknown."""
    written = [text.text for text in texts]
    path = " ".join(words)
    secret = any(SECRET.search(text) for text in written if text.startswith("--"))
    shown = f"az {path}" if secret else " ".join(written)
    if path == "rest" and any(text.lower() in ("put", "patch") for text in written):
        what = sentence("az.not-run", name="az rest")
        walker.cloud.gaps.append(Gap(what=what, origin=run.origin, hides_resources=True))
    if only_reads(path):
        return Outcome(status=None, test=shown[:_MOST_TEST], output=walker.expander.unread(shown))
    return Outcome(output=walker.expander.unread(shown))


def _without_secrets(path: str, arguments: Arguments) -> str:
    written = [f"az {path}"]
    for name, given in arguments.given.items():
        values = [] if is_secret(name) else [value.text for value in given.values]
        written += [name, *values] if name not in ("--output", "--only-show-errors") else []
    return " ".join(written)


def is_secret(option: str) -> bool:
    """Whether an option's value is never shown."""
    return bool(SECRET.search(option))


def _lack(walker: "Walker", value: Text) -> None:
    if not has_symbol(value.text):
        return
    if value.needs:
        walker.cloud.lack(value.needs, "az.not-supplied", value)
    for name in _SYMBOL.findall(value.text):
        if name in walker.placeholders:
            walker.cloud.lack(f"<{name}>", "az.placeholder", value)


def _note(walker: "Walker", run: Run, call: Call) -> None:
    options: dict[str, Node] = {}
    for name, given in call.arguments.given.items():
        if is_secret(name):
            options[name] = Node(Unknown("secret"), given.written.origin, is_secret=True)
        else:
            text = given.values[0] if given.values else replace(given.written, text="")
            options[name] = _kept(text)
    table = call.arguments.table
    old = [given.written for given in call.arguments.given.values() if not given.option.is_known]
    # A value that belongs to no option may be a piece of a secret: only options are told.
    named = [text for text in call.arguments.unknown if _OPTION.fullmatch(text.text)]
    strangers = (*named, *old) if table.is_complete else ()
    walker.cloud.invocations.append(
        Invocation(
            address=call.address,
            command=call.path,
            options=options,
            origin=run.origin,
            unknown=tuple(Node(text.text, text.origin) for text in strangers),
            broken=tuple(Node(word, origin) for word, origin in _lost(run, call)),
            is_open=call.arguments.is_open,
            goes_on=walker.goes_on(),
        )
    )


def _lost(run: Run, call: Call) -> Iterator[tuple[str, Origin]]:
    """Yield the options that begin lines of their own, and where."""
    for origin in run.broken:
        at = [given for given in call.arguments.given.values() if given.written.origin == origin]
        yield (at[0].written.text if at else "--", origin)


def _kept(text: Text) -> Node:
    if text.text.startswith("/"):
        return Node(text.text, text.origin)
    return leaf(text) or Node(text.text, text.origin)


def _output(run: Run, call: Call, result: Result | None, *, is_sure: bool, unread: str) -> Text | None:
    form, query = call.text("--output"), call.text("--query")
    if form and form.text == "none":
        return None
    if result is None or (query and has_symbol(query.text)):
        return Text(text=symbol_of(spoken(unread)[:_MOST_TEST]), origin=run.origin, why="run-time")
    text = answer(result, query.text) if query else symbol_of(f"output of {spoken(unread)[:_MOST_TEST]}")
    return Text(
        text=text,
        origin=run.origin,
        why="run-time",
        result=None if query else result,
        is_secret=bool(query and SECRET.search(query.text.lower())),
        may_be_empty=not is_sure,
    )
