"""docs/commands.md: every command with its own help text. `python -m akslab.cli.pages > docs/commands.md` writes it."""

from collections.abc import Iterator

import click

from . import cli

WIDTH = 100
_INTRODUCTION = """\
# The commands

Generated from the commands themselves by `python -m akslab.cli.pages`; a test keeps it equal.

Data goes to stdout, everything else to stderr. Exit codes: 0 fine; 1 a finding or a failed expectation; 2 wrong usage;
3 not found; 4 the environment lacks something, and the message says what. `az`, `shell`, `run` and `exec` pass on the
exit code of what they run. `AKSLAB_NAME` and `AKSLAB_STATE` stand for `--name` and `--state`.

`check`, `doctor`, `migrate`, `explain`, `rules`, `plan`, `trace` and `reach` answer in Korean with `--lang ko`, or with
`AKSLAB_LANG=ko` in the environment: also about wrong options and paths, wherever among them the language stands. These help
texts are English, and so is what a lab's own server answers.
"""


def commands_page() -> str:
    """Return docs/commands.md."""
    commands = contexts(cli, None, "akslab")
    return "\n".join([_INTRODUCTION, *map(_section, commands)])


def _section(context: click.Context) -> str:
    return f"## {context.command_path}\n\n```text\n{context.command.get_help(context).rstrip()}\n```\n"


def contexts(command: click.Command, parent: click.Context | None, name: str) -> Iterator[click.Context]:
    """Yield the context of a command and of all below it, in the order of the help texts."""
    width = {"terminal_width": WIDTH, "max_content_width": WIDTH}
    context = command.make_context(name, [], parent, resilient_parsing=True, **width)
    yield context
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            assert found is not None
            yield from contexts(found, context, below)


if __name__ == "__main__":
    click.echo(commands_page(), nl=False)
