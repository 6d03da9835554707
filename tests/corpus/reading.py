"""A text of the corpus read back by its importer and judged: which rules are broken, and at which resource."""

from collections.abc import Mapping

from msgspec import Struct

from akslab.checking.inputs import SeenFiles, inputs_in
from akslab.checking.judgement import judge
from akslab.checking.reading import read_input
from akslab.deployments.declared import Deployment
from akslab.doctor.findings import findings_of
from akslab.doctor.joined import joined
from akslab.importers.exports.reading import read_exports
from akslab.importers.files import GivenFiles
from akslab.importers.options import Options
from akslab.rules.examples import GROUP, SUBSCRIPTION
from akslab.rules.rule import Finding
from akslab.rules.view import TakenRange

OPTIONS = Options(
    subscription_id=SUBSCRIPTION.rsplit("/", 1)[-1],
    resource_group=GROUP.rsplit("/", 1)[-1],
    location="eastus",
)
"""What a person would say: where it is deployed."""


class Found(Struct, frozen=True, order=True):
    """A broken rule at a resource, without what each language says in its own words."""

    rule: str
    class_: str
    resource: str
    """Lower-case id; empty where the resource is a command of one script."""


class Read(Struct, frozen=True):
    """What became of a text."""

    found: frozenset[Found]
    conditional: frozenset[Found]
    not_judged: frozenset[str]
    troubles: tuple[str, ...]
    """Keys of gaps and problems."""


def read_back(files: Mapping[str, str], taken: tuple[TakenRange, ...] = (), options: Options = OPTIONS) -> Read:
    """Return what `akslab check` finds in these files; the files are one input."""
    seen = SeenFiles(GivenFiles(files))
    deployments = [each for found in inputs_in(seen, "").inputs for each in read_input(seen, found, options)]
    (deployment,) = deployments
    return judged(deployment, taken)


def read_exports_back(files: Mapping[str, str], taken: tuple[TakenRange, ...] = ()) -> Read:
    """Return what `akslab doctor` finds in these files."""
    known = joined(read_exports(GivenFiles(files), files), taken)
    findings = findings_of(known.view)
    found = frozenset(_found(each.finding) for each in findings.judged if each.when == "now")
    problems, notes = known.export.problems, known.export.notes
    troubles = (*(each.what.key for each in problems), *(each.what.key for each in notes))
    return Read(found, frozenset(), frozenset(each.rule for each in findings.unjudged), troubles)


def judged(deployment: Deployment, taken: tuple[TakenRange, ...]) -> Read:
    """Return what is found in a deployment."""
    judgement = judge(deployment, taken)
    certain = frozenset(_found(each.finding) for each in judgement.judged if not each.condition)
    conditional = frozenset(_found(each.finding) for each in judgement.judged if each.condition)
    troubles = (*(gap.what.key for gap in deployment.gaps), *(each.what.key for each in deployment.problems))
    return Read(certain, conditional, frozenset(each.rule for each in judgement.not_judged), troubles)


def _found(finding: Finding) -> Found:
    return Found(finding.rule, finding.class_, finding.resource_id.lower())
