"""A file that could not be read, as a problem."""

from ...deployments.declared import Problem
from ...wire.sentences import sentence
from ..files import UnreadableError
from .problems import problem

_REASONS = {
    "file.missing": "tf.file-not-there",
    "file.outside": "tf.file-leads-out",
    "file.not-text": "tf.file-no-text",
    "file.too-large": "tf.file-too-large",
}


def unreadable(error: UnreadableError) -> Problem:
    """Return the problem of a file that is not there, leads out of the tree, or cannot be read for another reason."""
    key = _REASONS.get(error.reason, "tf.file-unreadable")
    return problem(sentence(key, file=error.name), None, error.name)
