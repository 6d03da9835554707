"""Everything the doctor says of an export: each cluster's diagnosis with its causes, all findings, what is missing."""

from msgspec import Struct

from ..rules.ids import name_of
from .causes import Cause, causes_of, is_cause
from .diagnosis import Diagnosis, diagnosis_of
from .findings import Findings, Judged, findings_of
from .joined import Joined


class Patient(Struct, frozen=True, kw_only=True):
    """One cluster: its diagnosis, the causes of what is broken, what else was found about it."""

    diagnosis: Diagnosis
    causes: tuple[Cause, ...] = ()
    others: tuple[Judged, ...] = ()


class Report(Struct, frozen=True, kw_only=True, eq=False):
    """All of it."""

    known: Joined
    patients: tuple[Patient, ...]
    findings: Findings
    elsewhere: tuple[Judged, ...]
    """Findings about what is no cluster."""

    @property
    def is_broken(self) -> bool:
        """Whether the pod traffic of a cluster is broken."""
        return any(each.diagnosis.state == "broken" for each in self.patients)


def report_of(known: Joined) -> Report:
    """Return the report about what is known."""
    found = findings_of(known.view)
    by_resource: dict[str, list[Judged]] = {}
    for each in found.judged:
        by_resource.setdefault(each.finding.resource_id.lower(), []).append(each)
    clusters = known.view.managed_clusters
    patients = []
    for id_, cluster in sorted(clusters.items(), key=lambda entry: (name_of(entry[0]), entry[0])):
        diagnosis, about = diagnosis_of(known.view, cluster), by_resource.get(id_, [])
        causes = tuple(causes_of(known, diagnosis, about))
        others = tuple(each for each in about if not (causes and is_cause(each.finding.rule)))
        patients.append(Patient(diagnosis=diagnosis, causes=causes, others=others))
    elsewhere = tuple(each for each in found.judged if each.finding.resource_id.lower() not in clusters)
    return Report(known=known, patients=tuple(patients), findings=found, elsewhere=elsewhere)
