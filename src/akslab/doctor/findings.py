"""Every finding about what an export holds, and what could not be judged.

What runs was accepted once. So a refusal of the catalogue is not about now: it is what Azure would answer to the next
upgrade, or to the next write of the same.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from ..rules.catalogue import OF_AZURE, judgements
from ..rules.free_ranges import in_use
from ..rules.ranges_apart import kept_apart
from ..rules.resources import ManagedCluster
from ..rules.rule import Class, Finding, NotJudged, Rule
from ..rules.view import View

ORDER: tuple[Class, ...] = ("rejected", "breaks", "risk", "note")
When = Literal["now", "upgrade", "write"]
_AT_UPGRADE = tuple(rule for rule in OF_AZURE if rule.class_ == "rejected" and rule.subject is ManagedCluster)


class Judged(Struct, frozen=True):
    """A finding, with the class it has for what runs already."""

    finding: Finding
    class_: Class
    when: When = "now"


class Findings(Struct, frozen=True, kw_only=True):
    """What was found, the worst first, and what could not be judged."""

    judged: tuple[Judged, ...] = ()
    unjudged: tuple[NotJudged, ...] = ()

    def about(self, resource_id: str) -> Iterator[Judged]:
        """Yield the findings about one resource."""
        return (each for each in self.judged if each.finding.resource_id.lower() == resource_id.lower())


def findings_of(view: View, rules: Iterable[Rule[Any]] = OF_AZURE) -> Findings:
    """Return all findings about a view of what runs."""
    judged, unjudged = list[Judged](), list[NotJudged]()
    for each in judgements(view, rules):
        if isinstance(each, NotJudged):
            unjudged.append(each)
        elif each.class_ == "rejected":
            judged.append(Judged(each, "risk", "write"))
        else:
            judged.append(Judged(each, each.class_))
    seen = {(each.finding.rule, each.finding.resource_id) for each in judged}
    for each in judgements(replace(view, operation="upgrade"), _AT_UPGRADE):
        if isinstance(each, Finding) and (each.rule, each.resource_id) not in seen:
            judged.append(Judged(each, "risk", "upgrade"))
    judged.sort(key=lambda found: ORDER.index(found.class_))
    apart = kept_apart((each.finding for each in judged), lambda: view.once(in_use))
    told = (replace(each, finding=finding) for each, finding in zip(judged, apart, strict=True))
    return Findings(judged=tuple(told), unjudged=tuple(unjudged))
