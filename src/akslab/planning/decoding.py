"""Bytes of a list or fleet file -> text, or a sentence saying which file is none."""

from ..wire import text
from .sentences import PlanError, sentence


def decoded(content: bytes, file: str) -> str:
    """Return the text; raises PlanError for what is none."""
    try:
        return text.decoded(content)
    except text.NotTextError as error:
        raise PlanError(sentence("error.not-text"), file) from error
