"""Lists of ranges that people hand over, by option or by file: an IPAM's CSV, a plain list, one range."""

import os
from pathlib import Path

from ..planning.decoding import decoded
from ..planning.sentences import PlanError, sentence
from ..planning.taken import Taken, read_list, read_option
from ..wire.system_errors import reason_of

MOST_MEGABYTES = 64
LISTS = (".csv", ".txt")


def named(taken: Taken, name: str) -> Taken:
    """Return a range by its own name, or else by this one."""
    return taken if taken.name else Taken(taken.span, taken.text, name, taken.place)


def avoided(text: str) -> list[Taken]:
    """Return the ranges of a file, or the one that the text is. Raises PlanError."""
    if text.lower().endswith(LISTS) or os.path.isfile(text):
        return read_list(read_list_file(text), text)
    return [read_option(text, "--avoid")]


def read_list_file(file: str) -> str:
    """Return a file's text; raises PlanError when there is none to read."""
    if os.path.exists(file) and not os.path.isfile(file):
        # A pipe without a writer would block the opening for ever.
        raise PlanError(sentence("error.special"), file)
    try:
        with Path(file).open("rb") as opened:
            content = opened.read((MOST_MEGABYTES << 20) + 1)
    except OSError as error:
        raise PlanError(sentence("error.file", reason=reason_of(error)), file) from error
    if len(content) > MOST_MEGABYTES << 20:
        raise PlanError(sentence("error.too-large", most=MOST_MEGABYTES), file)
    return decoded(content, file)
