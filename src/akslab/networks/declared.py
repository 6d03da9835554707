"""A deployment that nobody has deployed -> the network it would make, with what AKS adds to every cluster of it."""

from collections.abc import Iterable, Mapping

from ..checking.locations import Locator
from ..checking.pointing import Declarations, point
from ..compile.inputs import Settings
from ..deployments.declared import Declared, Deployment
from ..deployments.documents import documents_of
from ..deployments.judging import view_of_deployment
from ..deployments.worlds import within, worlds
from ..wire.sentences import sentence
from ..wire.symbols import spoken
from .apart import service_ranges
from .documents import private_subnets, read_public_addresses
from .draft import Draft
from .foreseeing import foresee_cluster
from .machines import read_machines
from .making import network_of, spelled_ids
from .masquerading import masquerading_of
from .policies import doubt_policies
from .reading import read_view
from .surroundings import doubt_surroundings
from .values import Assumption, Network, NetworkError, Written


def network_of_deployment(deployment: Deployment, texts: Mapping[str, str]) -> Network:
    """Return the network of a deployment; `texts` are the files it was read from, by name. Raises NetworkError.

    Conditions nobody can decide are taken to hold, and noted.
    """
    resources = _present(deployment)
    documents = documents_of(resources)
    view, draft = view_of_deployment(deployment, resources, is_applied_twice=False), Draft()
    read_view(view, draft, private_subnets(documents.values()))
    read_machines(view, documents.values(), draft)
    read_public_addresses(documents.values(), draft)
    for cluster in view.managed_clusters.values():
        foresee_cluster(view, cluster, draft)
    doubt_surroundings(view, draft)
    doubt_policies(view, draft)
    masquerading = masquerading_of(view, draft)
    if not draft.nodes and not draft.machines:
        why = draft.unfit[0] if draft.unfit else sentence("network.no-inhabitant")
        raise NetworkError(sentence("network.nobody", why=why))
    return network_of(
        draft.inputs(Settings()),
        assumptions=(*draft.assumptions, *_conditions(deployment, draft), *_unread(deployment, draft)),
        spelled=spelled_ids(documents),
        written=written_in(resources, texts),
        unfit=tuple(draft.unfit),
        absent=draft.absent,
        services=service_ranges(documents.values()),
        additions=masquerading,
    )


def _present(deployment: Deployment) -> tuple[Declared, ...]:
    return within(next(worlds(deployment.resources)), deployment.resources)


def _conditions(deployment: Deployment, draft: Draft) -> Iterable[Assumption]:
    """Yield what is taken for each condition that nobody can decide."""
    texts = dict.fromkeys(each.text for declared in deployment.resources for each in declared.conditions)
    for text in texts:
        what = sentence("assume.condition", condition=spoken(text))
        for id_ in draft.networks:
            yield Assumption(what=what, about="network", id=id_)


def _unread(deployment: Deployment, draft: Draft) -> Iterable[Assumption]:
    """Yield for each network that a file which could not be read whole may say more of it."""
    files = dict.fromkeys(each.origin.file if each.origin else each.file for each in deployment.problems)
    for file in files:
        what, unless = sentence("assume.unread", file=file), sentence("unless.unread", file=file)
        for id_ in draft.networks:
            yield Assumption(what=what, unless=unless, about="network", id=id_, may_stop=True, may_open=True)


def written_in(resources: tuple[Declared, ...], texts: Mapping[str, str]) -> Written:
    """Return what tells where a place of a resource is written: `main.bicep:14`; nothing for an element nobody wrote."""
    locator, declarations = Locator(texts), Declarations(resources)

    def written(id_: str, place: str) -> str:
        pointed = point(declarations, id_, place)
        if pointed is None or (place.endswith("]") and not pointed.is_written):
            return ""
        location = locator.locate(pointed.origin, is_value=pointed.is_written)
        return f"{location.file}:{location.line}" if location else ""

    return written
