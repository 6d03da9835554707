"""Wrong input anywhere in an export: always an answer, never an exception, and never a ready cluster by mistake."""

import json
from typing import Any

from doctor.diagnosing import known_of
from doctor.test_hostile import spoiled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akslab.migration.assessment import assess
from akslab.migration.case import Case
from akslab.migration.sentences import CATALOGUES
from akslab.migration.structured import assessment_json
from akslab.migration.text import assessment_text

from . import exports
from .blocking import BLOCKINGS
from .exports import TODAY

EVERYTHING: dict[str, Any] = exports.with_gateway(
    fw=exports.firewall(("nodes", "192.168.1.0/24")), nic_vm=[exports.vm_nic("vm1", exports.VM_SUBNET, "192.168.7.4")]
)


def said(files: dict[str, Any]) -> None:
    """Say everything there is to say of files, in both languages and as JSON."""
    known = known_of(files)
    for cluster in known.view.managed_clusters.values():
        found = assess(Case(view=known.view, cluster=cluster), TODAY)
        for language in CATALOGUES:
            assert list(assessment_text(found, language, lambda *_: ""))
            json.dumps(assessment_json(found, language, lambda *_: ""))


@given(st.data())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_junk_anywhere_in_an_export_is_answered(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(EVERYTHING)))

    said({**EVERYTHING, name: spoiled(EVERYTHING[name], data)})


@given(st.data(), st.sampled_from(BLOCKINGS))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_junk_beside_a_blocker_is_answered(data: st.DataObject, blocking: Any) -> None:
    files = exports.ready() | blocking.files
    name = data.draw(st.sampled_from(sorted(files)))

    said({**files, name: spoiled(files[name], data)})
