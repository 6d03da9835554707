"""An order turned around: what waited for the cluster no longer does; in a script its command comes first."""

import re
from collections.abc import Iterable, Sequence

from ..deployments.declared import Declared, Invocation
from ..importers.json_text import JsonPlaces, parse_json
from .languages.arm import entry_of, member
from .languages.az import BASH
from .languages.bicep import symbol_of
from .languages.members import without
from .languages.terraform import local_address
from .scanning import body_at, break_of, closing, indent_of, line_end, line_start
from .scopes import INSIDE
from .writer import Patches, Spot, language_of

Party = tuple[Spot, Declared]
_KEYS = {"bicep": "dependsOn", "terraform": "depends_on"}
_CLUSTERS = "managedclusters"
_VARIABLE = re.compile(r"\$\{?(\w+)")


def no_longer_waiting(waiting: Party, cluster: Party, resources: Iterable[Declared]) -> Patches | None:
    """Return what takes the cluster out of what a resource says it waits for; None where it waits for another reason."""
    head, declared = waiting
    if head.file != cluster[0].file or _waits_besides(declared, cluster[1], resources):
        return None
    language = language_of(head.file)
    if language == "arm":
        return _without_entry(head, cluster)
    name = symbol_of(cluster[0]) if language == "bicep" else local_address(cluster[1])
    key, is_hcl = _KEYS.get(language or ""), language == "terraform"
    body = body_at(head.text, head.end, is_hcl=is_hcl)
    if name is None or key is None or body is None or key not in body.keys:
        return None
    start = head.text.find("[", body.keys[key])
    end = closing(head.text, start, is_hcl=is_hcl)
    entries = list(re.finditer(rf"(?<![\w.'\"]){re.escape(name)}(?![\w-])", head.text[body.start : body.end]))
    if len(entries) != 1 or end is None or not start < body.start + entries[0].start() < end:
        return None
    at = body.start + entries[0].start()
    return without(Spot(head.file, head.text, at, at + len(name)))


def _without_entry(head: Spot, cluster: Party) -> Patches | None:
    """Return what takes the cluster out of `dependsOn`: by its symbolic name, or by its type and name."""
    listed, named = member(head, "dependsOn"), member(cluster[0], "name")
    entries = parse_json(listed.words) if listed else None
    if listed is None or named is None or not isinstance(entries, list):
        return None
    name = str(parse_json(named.words)).strip("[]")
    own = entry_of(*cluster)
    is_of = [each == own or (_CLUSTERS in str(each).lower() and name in str(each)) for each in entries]
    if is_of.count(True) != 1:
        return None
    start, end = JsonPlaces(listed.words).value((is_of.index(True),))
    return without(Spot(head.file, head.text, listed.start + start, listed.start + end))


def _waits_besides(declared: Declared, cluster: Declared, resources: Iterable[Declared]) -> bool:
    """Whether a resource waits for the cluster also by something else it waits for; what it holds waits as it does."""
    after = {each.address: each.after for each in resources}
    inside = f"{declared.address}{INSIDE}"
    waiting = [each for each in declared.after if each != cluster.address and not each.startswith(inside)]
    seen: set[str] = set()
    while waiting:
        address = waiting.pop()
        if address == cluster.address:
            return True
        if address not in seen:
            seen.add(address)
            waiting += after.get(address, ())
    return False


def moved_before(
    moved: Party, cluster: Party, given: tuple[Sequence[Invocation], int, Iterable[Declared]]
) -> Patches | None:
    """Return what moves a command of a script of bash, on lines of its own, before the cluster's, and a pause behind it."""
    (head, declared), (here, _) = moved, cluster
    commands, seconds, between = given
    text, start, end = head.text, line_start(head.text, head.start), line_end(head.text, head.end)
    at = line_start(text, here.start)
    command = next((each for each in commands if each.address == declared.address), None)
    is_apart = not text[start : head.start].strip() and not text[head.end : end].strip()
    is_sure = command is not None and head.file == here.file and head.file.rpartition(".")[2].lower() in BASH
    if not is_sure or not is_apart or at > start or text[at : here.start].strip():
        return None
    if indent_of(text, here.start) or indent_of(text, head.start) or not _is_known(head.words, text, at, start):
        return None
    later = (each for each in between if each.origin.file == head.file and at < each.origin.start < start)
    if any(
        each.id.rpartition("/")[2].lower() in head.words.lower() for each in later if each.address != cluster[1].address
    ):
        return None
    lines = text[start:end] if text[start:end].endswith("\n") else text[start:end] + break_of(text)
    pause = f"sleep {seconds}{break_of(text)}" if seconds else ""
    return (head.at(at, at, lines + pause), head.at(start, end, ""))


def _is_known(words: str, text: str, at: int, start: int) -> bool:
    """Whether a command uses nothing of the cluster, and no variable that is set only after the cluster's."""
    if re.search(r"az\s+aks\b", words):
        return False
    between = text[at:start]
    return not any(re.search(rf"(?m)^\s*(?:export\s+)?{name}=", between) for name in _VARIABLE.findall(words))
