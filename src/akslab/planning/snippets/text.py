"""One file for one plan or for a fleet: the head once, then every cluster's resources."""

from collections.abc import Callable, Sequence

from ..plan import Plan
from ..recommendation import label
from ..sentences import Sentence, say, sentence
from .az_script import AZ_HEAD, az_commands
from .bicep import BICEP_HEAD, bicep_resources
from .ipam_csv import ipam_csv
from .terraform import TERRAFORM_HEAD, terraform_resources

_LANGUAGES: dict[str, tuple[str, Callable[[Plan, str], str]]] = {
    "az": (AZ_HEAD, az_commands),
    "bicep": (BICEP_HEAD, lambda plan, _: bicep_resources(plan)),
    "terraform": (TERRAFORM_HEAD, lambda plan, _: terraform_resources(plan)),
}


def snippet(output: str, plans: Sequence[Plan], language: str) -> str:
    """Return plans as `az`, `bicep`, `terraform` or `csv`; `language` is that of the comments."""
    if output == "csv":
        return ipam_csv(plans)
    head, resources = _LANGUAGES[output]
    return head.format(about=say(_about(plans), language)) + "".join(resources(plan, language) for plan in plans)


def _about(plans: Sequence[Plan]) -> Sentence:
    if len(plans) != 1:
        return sentence("about.fleet", clusters=len(plans))
    demand = plans[0].demand
    return sentence(
        "about.cluster",
        name=plans[0].name,
        plugin=label(plans[0].plugin),
        nodes=demand.nodes_now,
        planned=demand.nodes,
        surge=str(demand.needs.surge),
    )
