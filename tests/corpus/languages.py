"""The languages of the corpus: how each is written, how it is read back, what it cannot say."""

from collections.abc import Callable
from functools import cache

from msgspec import Struct

from akslab.importers.options import NO_OPTIONS
from akslab.rules.catalogue import OF_AZURE, rule
from akslab.rules.example import Example

from .reading import Read, read_back, read_exports_back
from .settings import Setting, setting_of
from .writers.arm import write_arm
from .writers.az import write_az
from .writers.bicep import write_bicep
from .writers.exports import write_exports
from .writers.saying import CannotSay
from .writers.terraform import write_terraform
from .writers.terraform_plan import write_terraform_plan

WRITERS: dict[str, Callable[[Setting], dict[str, str]]] = {
    "arm": write_arm,
    "bicep": write_bicep,
    "terraform": write_terraform,
    "terraform-plan": write_terraform_plan,
    "az": write_az,
    "export": write_exports,
}
RULES = tuple(each.id for each in OF_AZURE)
REFUSED = "Azure refuses it: nothing like it runs"


class Unsaid(Struct, frozen=True):
    """Why a language has no words for an example."""

    why: str


@cache
def setting(rule_id: str, is_broken: bool) -> Setting:
    """Return the setting of one of a rule's examples."""
    found = rule(rule_id)
    assert found is not None
    example = found.failing() if is_broken else found.sound()
    assert isinstance(example, Example), rule_id
    return setting_of(example)


@cache
def written(rule_id: str, is_broken: bool, language: str) -> dict[str, str] | Unsaid:
    """Return the text of an example in a language, or why there is none."""
    try:
        return WRITERS[language](setting(rule_id, is_broken))
    except CannotSay as reason:
        return Unsaid(str(reason))


@cache
def found_in(rule_id: str, is_broken: bool, language: str) -> Read | Unsaid:
    """Return what is found in the text of an example."""
    files = written(rule_id, is_broken, language)
    if isinstance(files, Unsaid):
        return files
    told = setting(rule_id, is_broken)
    if language == "export":
        return read_exports_back(files, told.taken)
    # An example that is one command has ids of nowhere: where it is run is not said either.
    return read_back(files, told.taken, NO_OPTIONS) if told.commands else read_back(files, told.taken)


def why_not(rule_id: str, language: str) -> str:
    """Return why a language cannot show a rule broken; nothing if it can."""
    found = rule(rule_id)
    assert found is not None
    text = written(rule_id, True, language)
    if isinstance(text, Unsaid):
        return text.why
    return REFUSED if language == "export" and found.class_ == "rejected" else ""
