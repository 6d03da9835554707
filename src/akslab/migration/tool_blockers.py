"""What the tool that declares a cluster would do: an older Terraform provider destroys it to make this change."""

from collections.abc import Iterator

from ..rules.ids import same
from ..rules.places import PLUGIN, POD_CIDR
from ..rules.replacements import CLUSTER_REPLACED
from ..rules.unknown import CannotJudge
from ..wire.sentences import sentence
from .case import Case
from .remarks import Check, Remark

IN_PLACE_FROM = (4, 66)
"""The first release of azurerm that changes kubenet to Overlay in place."""
_ISSUES = ("hashicorp/terraform-provider-azurerm#31683", "Azure/AKS#5189")


def _provider(case: Case) -> Iterator[Remark]:
    if not case.is_terraform or case.keeps_cluster is True:
        return
    if case.keeps_cluster is None:
        raise CannotJudge(".terraform.lock.hcl, or --provider-version")
    yield Remark(
        key="provider",
        kind="blocker",
        what=sentence("block.provider", provider=case.provider),
        todo=sentence("do.provider"),
        sources=_ISSUES,
        place=PLUGIN,
    )


def _pod_cidr(case: Case) -> Iterator[Remark]:
    if case.is_terraform and case.aim.pod_cidr:
        yield Remark(
            key="terraform-pod-cidr",
            kind="blocker",
            what=sentence("block.terraform-pod-cidr"),
            todo=sentence("do.keep-pods"),
            sources=_ISSUES,
            place=POD_CIDR,
        )


def _replaced(case: Case) -> Iterator[Remark]:
    for found in case.view.replacements:
        if same(found.id, case.cluster.id):
            because = ", ".join(found.properties) or "-"
            yield Remark(
                key="replaced",
                kind="blocker",
                what=sentence("block.replaced", address=found.address, because=because),
                todo=sentence("do.not-replace"),
                sources=CLUSTER_REPLACED.source,
                rule=CLUSTER_REPLACED.id,
                place=PLUGIN,
            )


TOOL_BLOCKERS = (
    Check("provider", "ready", _provider),
    Check("terraform-pod-cidr", "none", _pod_cidr),
    Check("replaced", "none", _replaced),
)
