"""The catalogue as pages: docs/rules.md, and the refusals that are in akslab's own words for docs/fidelity.md.

Generated, so that no page can say what the API does not. `python -m akslab.rules.pages > docs/rules.md` writes the
first again; with the argument `own-words` the second is printed.
"""

import sys
from collections.abc import Iterator
from typing import Any

from .az_commands import AzCommand
from .catalogue import OF_AZURE, RULES, judgements
from .example import Example
from .example_text import snippets
from .examples import GROUP
from .resources import (
    ApplicationGateway,
    Firewall,
    ManagedCluster,
    NetworkInterface,
    NetworkSecurityGroup,
    RouteTable,
    VirtualNetwork,
)
from .rule import Finding, Rule
from .time import Loss, Replacement
from .view import AddressRequest, Deletion
from .words import CLASSES, said_of

_SUBJECTS: dict[type[object], str] = {
    ManagedCluster: "Managed clusters and their pools",
    VirtualNetwork: "Virtual networks, subnets and peerings",
    RouteTable: "Route tables and routes",
    NetworkSecurityGroup: "Network security groups and their rules",
    NetworkInterface: "Network interfaces",
    ApplicationGateway: "Application Gateways",
    Firewall: "Firewalls",
    AddressRequest: "Addresses that a scale set asks for",
    Deletion: "Deletions",
    Loss: "What a second apply takes away",
    Replacement: "What a plan makes anew",
    AzCommand: "Commands of az in a script",
}

_INTRODUCTION = """\
# The rules

Generated from the catalogue by `python -m akslab.rules.pages`; a test keeps it equal. {count} rules, in the order they
are judged: {azure} hold for Azure, the rest are limits of akslab's lab, which `akslab check` leaves out. Azure answers a
request with its first refusal, and so does the lab.

What a rule is broken by stands in `{{braces}}` in its text. Each rule has an example that breaks it and one that does
not: only what differs is shown, ids are cut to their end. `akslab rules ID -o json` prints both whole. Sources are
explained in [sources.md](sources.md). A text or a code that is not Azure's own says so; [fidelity.md](fidelity.md)
tells why.

| class | meaning | rules |
|---|---|---|
"""


def rules_page() -> str:
    """Return docs/rules.md."""
    return "\n".join(_rules_page()) + "\n"


def _rules_page() -> Iterator[str]:
    yield _INTRODUCTION.format(count=len(RULES), azure=len(OF_AZURE)).rstrip("\n")
    for name, meaning in CLASSES["en"].items():
        yield f"| `{name}` | {meaning} | {sum(rule.class_ == name for rule in RULES)} |"
    for kind, title in _SUBJECTS.items():
        yield f"\n## {title}"
        for rule in RULES:
            if rule.subject is kind:
                yield from _section(rule)


def _section(rule: Rule[Any]) -> Iterator[str]:
    yield f"\n### {rule.id}\n\n{rule.title}.\n"
    answer = rule.answer
    if rule.class_ == "rejected":
        origin = "" if answer.code_known else " (akslab's code)"
        status = f"{answer.status}" if answer.status_known else f"{answer.status} (taken to be)"
        subcode = f", subcode `{answer.subcode}`" if answer.subcode else ""
        target = f", target `{answer.target}`" if answer.target else ""
        if rule.subject is AzCommand:
            yield f"- Refused by az itself, which sends nothing: `{answer.code}`"
            if rule.stands_before:
                behind = ", ".join(f"[{each}](#{each})" for each in rule.stands_before)
                yield f"- Had az let it through, Azure would refuse it: {behind}. It is told once, with az's answer."
        else:
            yield f"- Refused: `{answer.code}`{origin}{subcode}, status {status}{target}"
    else:
        yield f"- Class: `{rule.class_}`"
    is_theirs = answer.text_known and rule.class_ == "rejected"
    words = "akslab's words" if not is_theirs else "az's words" if rule.subject is AzCommand else "Azure's words"
    yield f"- Text ({words}): {_quoted(answer.text)}"
    yield f"- Source: {', '.join(map(source_link, rule.source))}"
    yield from _examples(rule)


def _examples(rule: Rule[Any]) -> Iterator[str]:
    failing, sound = rule.failing(), rule.sound()
    if not isinstance(failing, Example) or not isinstance(sound, Example):
        return
    broken, whole = snippets(failing, sound)
    first = f"// broken\n{broken}" if broken else "// broken: the sound one without what is shown"
    second = f"// sound\n{whole}" if whole else "// sound: the broken one without what is shown"
    yield f"\n```jsonc\n{first}\n{second}\n```\n"
    found = next(each for each in judgements(failing, (rule,)) if isinstance(each, Finding))
    said = said_of(found, rule, "en")
    yield f"Found in the broken one: {_without_prefix(said.says)}\n\nWhat to do: {_without_prefix(said.fix)}"


def _without_prefix(text: str) -> str:
    """Return text with ids cut to what tells them apart, and quoted where Markdown would read signs."""
    return text.replace(f"{GROUP}/providers/", "…/").replace("*", "\\*").replace("<", "\\<")


def own_words() -> str:
    """Return the table of refusals whose text, or code, or both, are akslab's."""
    return "\n".join(_own_words()) + "\n"


def _own_words() -> Iterator[str]:
    ours = [rule for rule in RULES if rule.class_ == "rejected" and not rule.answer.text_known]
    yield "| rule | code | whose code | text |"
    yield "|---|---|---|---|"
    for rule in ours:
        answer = rule.answer
        whose = "Azure's" if answer.code_known else "akslab's"
        limit = "" if answer.of_azure else " *akslab's limit: Azure does this.*"
        link = f"[{rule.id}](rules.md#{rule.id})"
        yield f"| {link} | `{answer.code}` | {whose} | {_quoted(answer.text)}{limit} |"


def source_link(source: str) -> str:
    """Return a source id as a link: to sources.md, to an issue, or to the page it is."""
    if source.startswith("https://"):
        return f"<{source}>"
    if "#" in source:
        repository, number = source.split("#")
        return f"[{source}](https://github.com/{repository}/issues/{number})"
    return f"[{source}](sources.md#{source.lower()})"


def _quoted(text: str) -> str:
    """Quote a text that may hold backticks and bars, so that a table does not break."""
    fence = "``" if "`" in text else "`"
    space = " " if "`" in text else ""
    return f"{fence}{space}{text}{space}{fence}".replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(own_words() if sys.argv[1:] == ["own-words"] else rules_page())
