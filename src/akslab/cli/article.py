"""`akslab article`: the article end to end, on a lab that is thrown away."""

import os
import shutil
import sys
from importlib import import_module

import click

from ..article.catalogue import LANGUAGES, Language
from ..article.face import Face
from ..article.performance import perform
from ..article.plain_face import PlainFace
from ..lab.lifecycle import require_lab_packages


@click.command("article")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="English or Korean.")
@click.option("--keep", is_flag=True, help="Keep the lab, with the last chapter in it.")
@click.pass_context
def article_command(ctx: click.Context, lang: Language, keep: bool) -> None:
    """Run the whole article on a throw-away lab, and check what it says against real packets.

    Exits 1 when something the article or Azure says was not seen.

    Example: akslab article --lang ko
    """
    require_lab_packages()
    ctx.exit(perform(_face(lang), keep=keep))


def _face(language: Language) -> Face:
    if not sys.stdout.isatty() or os.environ.get("TERM", "dumb") == "dumb":
        return PlainFace(sys.stdout, language, shutil.get_terminal_size((100, 24)).columns)
    # Only a terminal needs rich, and the light install has none: it must not be needed to print the help.
    face: Face = import_module("akslab.article.terminal_face").on_this_terminal(language)
    return face
