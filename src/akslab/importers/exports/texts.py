"""The text of one exported file -> its documents: JSON with whatever a shell wrote around it, several of them, or YAML.

az writes warnings, kubectl deprecations, terminals colours; `>>` puts one answer behind another. All of it is blanked in
place, so that offsets stay those of the file.
"""

import json
import re
from typing import Any

from ...wire.sentences import Sentence, sentence
from ..json_text import JsonError, parse_json
from .yaml_text import YamlError, parse_yaml

MOST_DOCUMENTS = 10_000
_MOST_STARTS = 50
_COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_START = re.compile(r"(?:\A\s*|^)(?=[\[{])", re.MULTILINE)
_YAML = re.compile(r"^(?:---|(?:- )?[A-Za-z][\w.\-/]*:(?:[ \t]|$))", re.MULTILINE)
_KUBERNETES = re.compile(r"^(?:- )?apiVersion:", re.MULTILINE)
_CUT_OFF = ("Expecting value", "Unterminated string", "Expecting ',' delimiter", "Expecting property name")


class NoDocumentError(Exception):
    """There is no document in the text. `is_mistake` where there should be one: it is cut off, or written wrong."""

    def __init__(self, what: Sentence, offset: int = 0, *, is_mistake: bool = True) -> None:
        super().__init__(what.key)
        self.what, self.offset, self.is_mistake = what, offset, is_mistake


class Documents:
    """The documents of one text, what was written before them, and for JSON the offset each starts at."""

    def __init__(self, values: list[Any], before: str = "", starts: list[int] | None = None) -> None:
        self.values, self.before, self.starts = values, before, starts or []


def documents_in(text: str) -> Documents:
    """Return the documents of a text. Raises NoDocumentError."""
    plain = without_colours(text)
    if _KUBERNETES.search(plain):
        return _yaml_documents(plain)
    starts = [found.end() for _, found in zip(range(_MOST_STARTS), _START.finditer(plain), strict=False)]
    error: NoDocumentError | None = None
    for start in starts:
        try:
            found = _json_documents(plain, start)
        except JsonError as refused:
            error = error or _wrong_json(plain, refused)
        else:
            starts_of = [at for at, _ in found]
            return Documents([value for _, value in found], plain[:start].strip(), starts_of)
    if _YAML.search(plain) and (not starts or plain[: starts[0]].strip()):
        return _yaml_documents(plain)
    raise error or NoDocumentError(sentence("export.not-an-export"), is_mistake=False)


def without_colours(text: str) -> str:
    """Return `text`, as long as before, with blanks for what sets a terminal's colours."""
    return _COLOURS.sub(lambda found: " " * len(found[0]), text) if "\x1b" in text else text


def _json_documents(text: str, start: int) -> list[tuple[int, Any]]:
    """Return the JSON documents from an offset on, with their own. Raises JsonError when there is not one."""
    blanked = re.sub(r"[^\n]", " ", text[:start]) + text[start:]
    try:
        return [(start, parse_json(blanked))]
    except JsonError as error:
        if error.reason != "Extra data":
            raise
    decoder, found, at = json.JSONDecoder(), list[tuple[int, Any]](), start
    while at < len(text) and len(found) < MOST_DOCUMENTS:
        try:
            _, end = decoder.raw_decode(text, at)
            found.append((at, parse_json(text[at:end])))
        except (ValueError, RecursionError):
            if not found:
                raise JsonError("Extra data", at) from None
            break
        following = _START.search(text, end)
        if following is None:
            break
        at = following.end()
    return found


def _wrong_json(text: str, error: JsonError) -> NoDocumentError:
    offset = min(error.offset, len(text.rstrip()))
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    is_end = offset == len(text.rstrip()) and error.reason.startswith(_CUT_OFF)
    if is_end or error.reason.startswith("Unterminated string"):
        return NoDocumentError(sentence("export.cut-off", line=line), error.offset)
    return NoDocumentError(sentence("export.no-json", reason=error.reason, line=line, column=column), error.offset)


def _yaml_documents(text: str) -> Documents:
    try:
        return Documents(parse_yaml(text))
    except YamlError as error:
        is_kubernetes = bool(_KUBERNETES.search(text))
        what = sentence("export.no-yaml", reason=error.reason, line=error.line)
        if not is_kubernetes:
            what = sentence("export.not-an-export")
        raise NoDocumentError(what, is_mistake=is_kubernetes) from None
