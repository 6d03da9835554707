"""`akslab rules`: the catalogue, or one rule of it with its words, its source and an example of each kind."""

import difflib

import click

from ..lab.refusal import NOT_FOUND
from ..rules.catalogue import RULES, rule
from ..rules.catalogue_text import explained, listed, rule_json
from ..wire.sentences import sentence
from .options import LANGUAGE
from .output import output_option, say_json
from .sentences import Refused

_CLASSES = ("rejected", "breaks", "risk", "note")
_HEADERS = {"en": ("CLASS", "RULE", "SAYS"), "ko": ("CLASS", "RULE", "내용")}


@click.command("rules")
@click.argument("rule_id", metavar="[ID]", required=False)
@click.option("--class", "class_", type=click.Choice(_CLASSES), help="Only rules of this class.")
@output_option
@LANGUAGE
def rules_command(rule_id: str | None, class_: str | None, output: str, lang: str) -> None:
    """List the rules that check, doctor and the lab judge by, or explain one.

    Example: akslab rules --class breaks

    Example: akslab rules pod-cidr-overlaps-service-cidr --lang ko
    """
    if rule_id is None:
        _list(class_, output, lang)
        return
    found = rule(rule_id)
    if found is None:
        near = difflib.get_close_matches(rule_id, [each.id for each in RULES], n=3, cutoff=0.4)
        hint = sentence("rules.near", names=", ".join(near)) if near else sentence("rules.list")
        raise Refused(NOT_FOUND, "rules.none", name=rule_id, hint=hint)
    if output == "json":
        say_json(rule_json(found, lang, has_examples=True))
    else:
        click.echo("\n".join(explained(found, lang)))


def _list(class_: str | None, output: str, language: str) -> None:
    chosen = [each for each in RULES if class_ in (None, each.class_)]
    if output == "json":
        say_json([rule_json(each, language, has_examples=False) for each in chosen])
        return
    widest = max(len(each.id) for each in RULES)
    for kind, id_, title in (_HEADERS[language], *listed(chosen, language)):
        click.echo(f"{kind:<8}  {id_:<{widest}}  {title}")
