"""The lines of a file that say kubenet, and what has to stand there: the plugin's, and one for the mode.

Where the value comes through a variable, the line that sets it changes, and the mode goes beside the place where it is
used. What cannot be changed line by line is left to words.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from ..deployments.declared import Declared
from ..deployments.origins import Origin
from ..importers.json_text import JsonPlaces, Lines
from .steps import Change

_PLUGIN = ("properties", "networkProfile", "networkPlugin")
_MODE = ("properties", "networkProfile", "networkPluginMode")
KUBENET, AZURE = "kubenet", "azure"
_FLAG = "--network-plugin"


class _Spelling(Struct, frozen=True):
    """How a language writes the plugin and the mode."""

    endings: tuple[str, ...]
    """Of its files."""
    starts: tuple[str, ...]
    """What a line begins with that says the plugin and nothing else."""
    mode: str
    """A line of its own, or a part of one."""
    comes_first: bool = False
    """A comma behind it wants it before the plugin's line."""
    inline: str = ""
    """What follows the value where both stand on one line; empty where that cannot be."""


_SPELLINGS = (
    _Spelling((".tf", ".tofu"), ("network_plugin",), 'network_plugin_mode = "overlay"'),
    _Spelling(
        (".bicep",), ("networkPlugin",), "networkPluginMode: 'overlay'", inline="', networkPluginMode: 'overlay'"
    ),
    _Spelling(
        (".json",),
        ('"networkPlugin"',),
        '"networkPluginMode": "overlay",',
        comes_first=True,
        inline='", "networkPluginMode": "overlay"',
    ),
    _Spelling(
        (".sh", ".bash", ".azcli", ".ps1", ".cmd", ".bat", ".md"), (), "", inline=" --network-plugin-mode overlay"
    ),
)


class _Text:
    """One file, with its lines and the places of its JSON."""

    def __init__(self, text: str) -> None:
        self.lines, self._text = Lines(text), text
        self._places: JsonPlaces | None = None

    def place(self, origin: Origin) -> tuple[int, int]:
        """Return the number of the line an origin begins in, and where in it, from 0."""
        start = origin.start
        if not origin.is_span:
            self._places = self._places or JsonPlaces(self._text)
            start = self._places.value(origin.path)[0]
        line, column = self.lines.place(start)
        return line, column - 1


Texts = Mapping[str, str]


def changes_of(cluster: Declared, texts: Texts) -> tuple[Change, ...]:
    """Return the changed lines that make a declared cluster one on Overlay; none where they cannot be pointed at."""
    node = cluster.body.at(*_PLUGIN)
    if node is None or node.origin is None or node.text.lower() != KUBENET or node.origin.file not in texts:
        return ()
    needs_mode = cluster.body.at(*_MODE) is None
    if node.origin.used is None:
        return tuple(_written_here(node.origin, texts, needs_mode=needs_mode))
    beside = _added(node.origin.used, texts) if needs_mode else ()
    return (*_written_here(node.origin, texts, needs_mode=False), *beside)


def _written_here(origin: Origin, texts: Texts, *, needs_mode: bool) -> Iterator[Change]:
    """Yield the line of a value with `azure` in the value's place, and with the mode if it is to be beside it."""
    text = _Text(texts[origin.file])
    number, column = text.place(origin)
    line = text.lines.line(number)
    at = line.lower().find(KUBENET, column)
    if at < 0:
        return
    before, behind = line[:at] + AZURE, line[at + len(KUBENET) :]
    after: tuple[str, ...] | None = (before + behind,)
    if needs_mode:
        after = _with_mode(origin.file, before, behind)
    if after:
        yield Change(file=origin.file, line=number, before=(line,), after=after)


def _with_mode(file: str, before: str, behind: str) -> tuple[str, ...] | None:
    spelling = _spelling_of(file)
    if spelling is None:
        return None
    line = before + behind
    if line.lstrip().startswith(spelling.starts) and spelling.starts:
        added = _indent(line) + spelling.mode
        return (added, line) if spelling.comes_first else (line, added)
    if not spelling.starts:
        return (_of_command(before, behind, spelling.inline),)
    if not spelling.inline or behind[:1] != spelling.inline[:1]:
        return None
    return (f"{before}{spelling.inline}{behind[1:]}",)


def _of_command(before: str, behind: str, flag: str) -> str:
    """Return a line of a script; one that sets a variable has no place for another flag."""
    close = behind[:1] if behind[:1] in ("'", '"') else ""
    return f"{before}{close}{flag}{behind[len(close) :]}" if _FLAG in before else before + behind


def _added(used: Origin, texts: Texts) -> tuple[Change, ...]:
    """Return the line a value is used in, with the mode beside it."""
    spelling = _spelling_of(used.file)
    if spelling is None or used.file not in texts:
        return ()
    text = _Text(texts[used.file])
    number, _ = text.place(used)
    line = text.lines.line(number)
    if not spelling.starts:
        last, column = text.lines.place(used.end)
        word = line[: column - 1] if last == number else ""
        with_flag = f"{word}{spelling.inline}{line[len(word) :]}"
        return (Change(file=used.file, line=number, before=(line,), after=(with_flag,)),) if _FLAG in word else ()
    if not line.lstrip().startswith(spelling.starts):
        return ()
    added = _indent(line) + spelling.mode
    after = (added, line) if spelling.comes_first else (line, added)
    return (Change(file=used.file, line=number, before=(line,), after=after),)


def _spelling_of(file: str) -> _Spelling | None:
    lowered = file.lower()
    return next((each for each in _SPELLINGS if lowered.endswith(each.endings)), None)


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]
