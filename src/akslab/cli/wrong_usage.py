"""What click refuses, in the language that was asked for: its own words are English, and change with its releases.

What is wrong is told by the exception's class and fields. What click keeps to itself, the words that are too many and
the value that does not fit, is asked of the same parser again.
"""

import difflib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import click

from ..wire.sentences import Sentence, sentence
from .sentences import Speaker

_NO_HINT = sentence("usage.nothing-near")


def lines_of(error: click.UsageError, words: Sequence[str], language: str) -> Iterator[str]:
    """Yield usage, where help is, and what is wrong with the words of a command line."""
    speak = Speaker(language)
    if error.ctx is not None:
        pieces = error.ctx.command.collect_usage_pieces(error.ctx)
        yield speak("usage.line", line=" ".join((error.ctx.command_path, *pieces)))
        yield speak("usage.help", command=f"{error.ctx.command_path} --help")
        yield ""
    yield speak("usage.error", what=_what(error, words)).rstrip()


def _what(error: click.UsageError, words: Sequence[str]) -> Sentence:
    if isinstance(error, click.NoSuchOption):
        return sentence("usage.no-option", name=error.option_name, hint=_near(error.possibilities or ()))
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return _missing(error.param)
    if isinstance(error, click.BadOptionUsage):
        return _misused(error.option_name, words)
    if isinstance(error, click.BadParameter):
        return _bad_value(error, words)
    if error.ctx is None or isinstance(error, click.BadArgumentUsage):
        return sentence("usage.other", message=error.format_message())
    return _left_over(error.ctx, words)


def _near(names: Sequence[str]) -> Sentence:
    return sentence("usage.near", names=", ".join(f"'{name}'" for name in sorted(names))) if names else _NO_HINT


def _missing(param: click.Parameter) -> Sentence:
    if isinstance(param, click.Argument):
        return sentence("usage.argument-missing", name=param.human_readable_name)
    return sentence("usage.option-missing", name=_named(param))


def _misused(name: str, words: Sequence[str]) -> Sentence:
    """Return what is wrong with an option that stands without its value, or is a flag with one."""
    is_flag = any(word.startswith(f"{name}=") for word in words)
    return sentence("usage.value-unasked" if is_flag else "usage.value-missing", name=name)


def _bad_value(error: click.BadParameter, words: Sequence[str]) -> Sentence:
    if error.param is None or error.ctx is None:
        return sentence("usage.other", message=error.format_message())
    text = _refused_value(error.param, error.ctx, words)
    why = _unfit(error.param.type, text) or sentence("usage.other", message=error.message)
    return sentence("usage.bad-value", name=_named(error.param), why=why)


def _unfit(kind: click.ParamType[Any], text: str) -> Sentence | None:
    if isinstance(kind, click.Choice):
        return sentence("usage.not-one-of", text=text, choices=", ".join(f"'{each}'" for each in kind.choices))
    if type(kind) is not click.IntRange and kind is not click.INT:
        return None
    try:
        int(text)
    except ValueError:
        return sentence("usage.no-integer", text=text)
    assert isinstance(kind, click.IntRange)
    if kind.max is None:
        return sentence("usage.less-than", text=text, least=kind.min)
    return sentence("usage.not-between", text=text, least=kind.min, most=kind.max)


def _refused_value(param: click.Parameter, context: click.Context, words: Sequence[str]) -> str:
    """Return the value that click refused: of several that were given the first one that is wrong."""
    given, _ = _parsed(context, words)
    values = given.get(param.name or "", param.value_from_envvar(context))
    several = list(values) if isinstance(values, list | tuple) else [values]
    return str(next(filter(_refuses(param, context), several), several[0] if several else ""))


def _refuses(param: click.Parameter, context: click.Context) -> Callable[[Any], bool]:
    def refuses(value: Any) -> bool:
        try:
            param.type.convert(value, param, context)
        except click.BadParameter:
            return True
        return False

    return refuses


def _left_over(context: click.Context, words: Sequence[str]) -> Sentence:
    """Return what is wrong where words are left over: no such command, no command at all, or too many arguments."""
    _, left = _parsed(context, words)
    if not isinstance(context.command, click.Group):
        return sentence("usage.extra", words=" ".join(left))
    if not left:
        return sentence("usage.command-missing")
    near = difflib.get_close_matches(left[0], context.command.list_commands(context))
    return sentence("usage.no-command", name=left[0], hint=_near(near))


def _parsed(context: click.Context, words: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """Return the options of a command on a command line, as they were typed, and the words that are left over."""
    left = list(words)
    if context.parent is not None:
        _, (_, *left) = _parsed(context.parent, words)
    options, left, _ = context.command.make_parser(context).parse_args(left)
    return dict(options), left


def _named(param: click.Parameter) -> str:
    if isinstance(param, click.Argument):
        return f"'{param.human_readable_name}'"
    return " / ".join(f"'{each}'" for each in param.opts)
