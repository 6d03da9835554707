"""An export -> a network: clusters, nodes and pods as they were exported, routes as they stand in the tables.

What was not exported is not made up: no nodes without `kubectl get nodes`, and what files contradict each other on is
not known.
"""

from collections.abc import Iterable
from itertools import chain

from ..compile.inputs import Settings
from ..doctor.joined import Joined
from ..doctor.proofs import proof_of
from ..importers.exports.merging import Contradiction
from ..rules.ids import name_of
from ..wire.sentences import Sentence, sentence
from .apart import service_ranges
from .documents import private_subnets, read_public_addresses
from .draft import Draft
from .exported_clusters import read_cluster
from .exported_services import read_services
from .machines import read_machines
from .making import network_of, spelled_ids
from .masquerading import masquerading_of
from .policies import doubt_policies
from .reading import read_view
from .services import EXPORT_SERVICES, Service
from .surroundings import doubt_surroundings
from .values import Network, NetworkError


def network_of_export(known: Joined) -> Network:
    """Return the network of an export. Raises NetworkError where nobody is in it."""
    view, draft, documents = known.view, Draft(), known.merged.documents

    def written(id_: str, place: str) -> str:
        return proof_of(known, place, id_)

    read_view(view, draft, private_subnets(documents.values()))
    read_public_addresses(documents.values(), draft)
    taken, services = set[str](), list[tuple[Service, ...] | None]()
    for id_, cluster in view.managed_clusters.items():
        objects = known.objects.by_cluster.get(id_, {})
        taken |= read_cluster(view, cluster, objects, draft, written)
        services.append(read_services(name_of(cluster.id), objects))
    read_machines(view, documents.values(), draft, without=taken)
    read_public_addresses(documents.values(), draft)
    doubt_surroundings(view, draft)
    doubt_policies(view, draft)
    masquerading = masquerading_of(view, draft)
    if not draft.nodes and not draft.machines:
        why = draft.unfit[0] if draft.unfit else sentence("network.no-inhabitant")
        raise NetworkError(sentence("network.nobody", why=why))
    return network_of(
        draft.inputs(Settings()),
        assumptions=tuple(draft.assumptions),
        spelled=spelled_ids(documents),
        written=written,
        contradictions=(*(_said(each) for each in known.contradictions), *draft.contradictions),
        unfit=tuple(draft.unfit),
        absent=draft.absent,
        services=service_ranges(documents.values()),
        named_services=_every(services),
        services_need=EXPORT_SERVICES,
        additions=masquerading,
    )


def _every(found: Iterable[tuple[Service, ...] | None]) -> tuple[Service, ...] | None:
    told = [each for each in found if each is not None]
    return tuple(chain.from_iterable(told)) if told else None


def _said(found: Contradiction) -> Sentence:
    return sentence(
        "network.contradiction",
        resource=name_of(found.id),
        one=found.one.place,
        first=name_of(found.one.shown) or "-",
        other=found.other.place,
        second=name_of(found.other.shown) or "-",
    )
