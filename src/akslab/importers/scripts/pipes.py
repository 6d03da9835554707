"""Filters behind an az command: `jq -r .id`, `tr -d '"'`, `head -1`; what else stands there makes the output unknown."""

from msgspec.structs import replace

from .results import answer
from .texts import Text

_SAME = ("tee", "cat", "xargs", "sort", "uniq", "out-string", "write-output")
"""Programs that leave one line as it is, called without a program of their own."""


def filtered(output: Text | None, words: list[Text], unread: Text) -> Text | None:
    """Return what a filter leaves of an output; `unread` where nobody can tell."""
    if output is None or not words:
        return None if output is None else unread
    name, arguments = words[0].text.rsplit("/", 1)[-1].lower(), [word.text for word in words[1:]]
    if name == "jq":
        return _queried(output, arguments) or unread
    if name == "convertfrom-json":
        return output
    if name == "tr" and arguments[:1] == ["-d"] and len(arguments) == 2:
        return _without(output, arguments[1])
    if name == "head" and "".join(arguments).lstrip("-n") == "1":
        return output
    if name == "sed" and arguments[-1:] in (['s/"//g'], ['s/"//g'], ["s/\\r//g"], ["s/\\r$//"]):
        return _without(output, '"')
    plain = all(argument.startswith("-") for argument in arguments) and "-I" not in arguments
    return output if name in _SAME and (plain or name == "tee") else unread


def _queried(output: Text, arguments: list[str]) -> Text | None:
    queries = [argument for argument in arguments if not argument.startswith("-")]
    if output.result is None or len(queries) != 1:
        return None
    query = queries[0].strip()
    if query == ".":
        return output
    return replace(output, text=answer(output.result, query.removeprefix(".")), result=None, why="run-time")


def _without(output: Text, characters: str) -> Text:
    known = characters.replace("\\r", "\r").replace("\\n", "\n").replace('\\"', '"')
    if len(known) > 8:
        return output
    text = output.text
    for character in known:
        text = text.replace(character, "")
    return replace(output, text=text)
