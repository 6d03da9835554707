"""Problems of Terraform: those it would refuse a configuration for, and those that are only akslab's own limits."""

from ...deployments.declared import Problem
from ...deployments.origins import Origin
from ...wire.sentences import Sentence, sentence
from .language.errors import EvaluationError, LimitError

_OWN_LIMITS = frozenset(
    {
        "tf.file-leads-out",
        "tf.file-missing",
        "tf.file-outside",
        "tf.file-unread",
        "tf.limit-depth",
        "tf.limit-instances",
        "tf.module-outside",
        "tf.no-function",
        "tf.why-pattern-long",
        "tf.why-too-long",
        "tf.why-too-many",
        "tf.why-yaml-deep",
        "tf.why-yaml-part",
    }
)
"""What makes a value or a block unknown, no more: Terraform may read it, a file may be there when it runs."""


def problem(what: Sentence, origin: Origin | None, file: str = "") -> Problem:
    """Return the problem; one of akslab's own limits does not make the input unreadable."""
    reason = what.values.get("why")
    keys = {what.key, reason.key if isinstance(reason, Sentence) else ""}
    return Problem(what=what, origin=origin, file=file, is_unreadable=not keys & _OWN_LIMITS)


def problem_of_error(error: EvaluationError, place: Origin | None) -> Problem:
    """Return the problem of an expression, where the error is, else at `place`."""
    return problem(sentence(error.key, **error.values), error.origin or place)


def stopped(error: LimitError | RecursionError, folder: str) -> Problem:
    """Return the problem of an input that was not read to its end."""
    if isinstance(error, RecursionError):
        return Problem(what=sentence("tf.limit-depth"), file=folder)
    return Problem(what=sentence(error.key, **error.values), origin=error.origin, file=folder)
