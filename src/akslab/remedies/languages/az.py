"""Scripts: options of az commands, on lines that go on as those around them do; pauses, and how a script stops."""

import re

from ...checking.pointing import Trail
from ...deployments.declared import Declared
from ...deployments.origins import Origin
from ...importers.scripts.spelling import spelled
from ..edits import Scalar
from ..patches import Patch
from ..scanning import break_of, indent_of, line_end, line_start
from ..writer import Patches, Raw, Spot, Written, property_path
from .members import lines_at

_PLAIN = re.compile(r"[\w./:@%+,=-]+")
_QUOTED = re.compile(r"""'[^'\n]+'|"[^"$`\\!%\n]+\"""")
"""A word in quotes in which nothing is expanded, in any shell."""
_VALUES = re.compile(
    r"""(?:=\S+)?(?:[ \t]+(?:"[^"\n]*"|'[^'\n]*'|[\w./:@%+,$][\w./:@%+,=${}-]*))*"""
    r"""(?=[ \t]*(?:[\\`^]?[ \t]*\r?$|[-;&|)>#"]))""",
    re.MULTILINE,
)
"""What an option is followed by until the next one, or until the command ends or goes on."""
_GOES_ON = "\\`^"
"""What a line ends in that goes on, in bash, PowerShell and cmd."""
BASH = ("sh", "bash", "zsh", "azcli")
"""Endings of what bash, or a shell like it, reads."""
_OPTION = re.compile(r"--?[A-Za-z][\w-]*(?:[ \t]+|=)\Z")


class AzWriter:
    """Writes commands of az. Spots of resources are their commands, those of properties the options' values."""

    def value_of(self, words: str) -> Scalar | None:
        """Return the text of a word without expansions; None for another one."""
        bare = words[1:-1] if len(words) > 1 and words[0] == words[-1] and words[0] in "'\"" else words
        return bare if _PLAIN.fullmatch(bare) or _QUOTED.fullmatch(words) else None

    def written(self, value: Scalar, like: str) -> str:
        """Return a word, quoted as another one is."""
        text = str(value).lower() if isinstance(value, bool) else str(value)
        quote = like[:1] if like[:1] in ("'", '"') else "" if _PLAIN.fullmatch(text) else '"'
        return f"{quote}{text}{quote}"

    def insert(self, container: Spot, trail: Trail, value: Written) -> Patches | None:
        """Return an option at the end of a command."""
        option = spelled(trail.declared.type, property_path(trail, trail.lacking))
        if not option or value is False:
            return None
        words = "" if value is True else value.text if isinstance(value, Raw) else self.written(value, "")
        return self.add_option(container, option, words)

    def add_option(self, command: Spot, option: str, words: str) -> Patches | None:
        """Return an option at the end of a command of az that does not have it; without words it has no value."""
        if not command.words.startswith("az ") or re.search(rf"\s{re.escape(option)}(?![\w-])", command.words):
            return None
        first, has_lines, rest = command.words.partition("\n")
        sign = first.rstrip()[-1:]
        if not has_lines:
            return (command.at(command.end, command.end, f" {option} {words}".rstrip()),)
        if sign not in _GOES_ON:
            return None
        indent = indent_of(rest, 0) or "  "
        new = f" {sign}{break_of(command.text)}{indent}{option} {words}".rstrip()
        return (command.at(command.end, command.end, new),)

    def is_named(self, member: Spot, origin: Origin, trail: Trail) -> bool:
        """Whether the option before a value, or the option itself, is the property's."""
        name = _OPTION.search(member.text, line_start(member.text, member.start), member.start)
        word = name[0].strip(" \t=") if name and member.words[:1] != "-" else member.words
        option = spelled(trail.declared.type, property_path(trail))
        return word == option or (word.startswith("--") and option.startswith(word))

    def remove(self, member: Spot, trail: Trail | None) -> Patches | None:
        """Return what takes out an option with its value, or one without a value."""
        text, start, end = member.text, member.start, member.end
        if trail is not None and isinstance(trail.keys[-1], int):
            return _without_word(member, trail)
        if member.words[:1] != "-":
            name = _OPTION.search(text, line_start(text, start), start)
            if name is None:
                return None
            start = name.start()
        else:
            values = _VALUES.match(text, end)
            if values is None:
                return None
            end = values.end()
        option = re.split(r"[ \t=]", text[start:end], maxsplit=1)[0]
        if len(re.findall(rf"(?<!\S){re.escape(option)}(?![\w-])", _command_around(text, start))) > 1:
            return None
        rest = text[end : line_end(text, end)].rstrip()
        if text[line_start(text, start) : start].strip():
            blanks = len(text[:start]) - len(text[:start].rstrip(" \t"))
            return (member.at(start - blanks, end, ""),)
        if rest.strip() and rest.strip() in tuple(_GOES_ON):
            return (member.at(line_start(text, start), line_end(text, end), ""),)
        if rest:
            return (member.at(start, end + len(rest) - len(rest.lstrip()), ""),)
        before = text[: line_start(text, start)].rstrip()
        if before[-1:] not in tuple(_GOES_ON):
            return None
        return (member.at(len(before[:-1].rstrip()), end, ""),)

    def wait(self, waiting: tuple[Spot, Declared], target: tuple[Spot, Declared]) -> Patches | None:
        """Return nothing: a script does one thing after the other, and what a command needs may stand between."""
        return None

    def once(self, head: Spot, property_: str) -> Patches | None:
        """Return nothing: a script is run once."""
        return None

    def pause(self, command: Spot, seconds: int) -> Patches | None:
        """Return a line before a command that lets time pass."""
        ending = command.file.rpartition(".")[2].lower()
        is_powershell = ending in ("ps1", "psm1")
        words = "sleep {}" if ending in BASH else "Start-Sleep -Seconds {}" if is_powershell else None
        start = line_start(command.text, command.start)
        indent = indent_of(command.text, command.start)
        if words is None or command.text[start : command.start].strip():
            return None
        return lines_at(command, start, (indent + words.format(seconds),), break_of(command.text))

    def join(self, option: Spot) -> Patches | None:
        """Return the sign that the line before an option goes on, of a command of bash or PowerShell."""
        start = line_start(option.text, option.start)
        before = option.text[: max(0, start - 1)].removesuffix("\r")
        last = before[line_start(before, len(before)) :]
        sign = "`" if option.file.lower().endswith((".ps1", ".psm1")) else "\\"
        kept = last.rstrip()
        if not kept or "#" in kept or option.file.lower().endswith((".cmd", ".bat", ".md")):
            return None
        kept = kept.removesuffix(sign).rstrip()
        if not kept:
            return None
        at = len(before) - len(last) + len(kept)
        return (Patch(option.file, at, len(before), f" {sign}"),)

    def stop_at_errors(self, script: Spot) -> Patches | None:
        """Return the line that makes a script of bash stop at an error: below its first line, or at the top."""
        if script.file.rpartition(".")[2].lower() not in BASH:
            return None
        at = line_end(script.text, 0) if script.text.startswith("#!") else 0
        return (script.at(at, at, f"set -euo pipefail{break_of(script.text)}"),)


def _without_word(word: Spot, trail: Trail) -> Patches | None:
    """Return what takes out one of several words of an option, on a line with others."""
    listed = trail.declared.body.at(*trail.keys[:-1])
    start = len(word.text[: word.start].rstrip(" \t"))
    if (
        listed is None
        or len(tuple(listed.elements())) < 2
        or not word.text[line_start(word.text, start) : start].strip()
    ):
        return None
    is_word = start < word.start and word.text[word.end : word.end + 1] in ("", " ", "\t", "\r", "\n")
    return (word.at(start, word.end, ""),) if is_word else None


def _command_around(text: str, at: int) -> str:
    """Return the lines of a command around an offset, those before and behind that go on."""
    start, end = line_start(text, at), line_end(text, at)
    while start and text[line_start(text, start - 1) : start].rstrip()[-1:] in tuple(_GOES_ON):
        start = line_start(text, start - 1)
    while end < len(text) and text[line_start(text, end - 1) : end].rstrip()[-1:] in tuple(_GOES_ON):
        end = line_end(text, end)
    return text[start:end]
