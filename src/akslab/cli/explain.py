"""`akslab explain`: a code or a pasted error in plain words, with causes, how to tell them apart, and fixes.

What is known stands in `explaining`; here the text is taken in and the answer written. Exit codes: 0 explained,
2 nothing to explain, 3 nothing recognised (what may have been meant is said).
"""

import shutil
import sys

import click

from ..explaining.explanation import explained
from ..explaining.near import near
from ..explaining.recognise import recognition
from ..explaining.sentences import EMPTY, NEAR, NO_OPTION, NOTHING
from ..explaining.structured import explanations_json
from ..explaining.text import explanations_text
from ..explaining.words import say
from ..lab.refusal import NOT_FOUND, USAGE, Refusal
from .options import LANGUAGE
from .output import output_option, say_json, say_lines

MOST_BYTES = 64 << 20
WIDEST, NARROWEST = 110, 60


@click.command("explain", context_settings={"ignore_unknown_options": True})
@click.argument("text", nargs=-1, type=click.UNPROCESSED)
@output_option
@LANGUAGE
def explain_command(text: tuple[str, ...], output: str, lang: str) -> None:
    """Explain an error of Azure or Kubernetes: what it means, why, how to tell, how to fix it.

    TEXT is a code, a rule's id, or an error as it was pasted: a deployment's JSON however escaped, az, Terraform or
    kubectl output. With - or no TEXT it is read from standard input. Exits 3 when nothing in it is known.

    Example: akslab explain CustomRouteTableMissingPermission

    Example: akslab explain "no IP addresses available in range set: 10.244.3.0/24"

    Example: az deployment group show -g net -n main --query properties.error | akslab explain -

    Example: kubectl describe service web | akslab explain --lang ko
    """
    pasted = _read() if text == ("-",) or (not text and not sys.stdin.isatty()) else " ".join(text)
    if not pasted.strip():
        raise Refusal(EMPTY.in_(lang), USAGE)
    recognised = recognition(pasted)
    found, unknown = [explained(each, lang) for each in recognised.found], recognised.unknown
    like = () if found else near(pasted)
    if output == "json":
        say_json(explanations_json(found, unknown, like))
    elif found:
        say_lines(explanations_text(found, unknown, lang, _width()))
    if not found:
        _refuse(text, like, lang)


def _refuse(text: tuple[str, ...], like: tuple[str, ...], lang: str) -> None:
    """Say that nothing was recognised, and what may have been meant."""
    option = next((word for word in text if word.startswith("-") and word != "-" and " " not in word), "")
    if option:
        raise Refusal(say(NO_OPTION, lang, {"name": option}), USAGE)
    meant = say(NEAR, lang, {"names": ", ".join(like)}) if like else ""
    raise Refusal(f"{NOTHING.in_(lang)} {meant}".strip(), NOT_FOUND)


def _read() -> str:
    """Return what stands on standard input, as text whatever it is; of a huge input the beginning."""
    content = sys.stdin.buffer.read(MOST_BYTES)
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return content.decode(encoding, errors="replace")


def _width() -> int:
    return max(min(shutil.get_terminal_size().columns, WIDEST), NARROWEST)
