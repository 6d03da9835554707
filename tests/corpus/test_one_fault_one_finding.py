"""A fault that az refuses and Azure would refuse too is told once, and no other fault is lost for it."""

from collections import Counter
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from akslab.checking.assembly import Wishes
from akslab.checking.check import check
from akslab.checking.report import Report, Reported
from akslab.importers.files import GivenFiles
from akslab.importers.options import NO_OPTIONS, Options
from akslab.rules.catalogue import RULES, rule
from akslab.wire.symbols import spoken

from .faults import NETWORK_FAULTS, TEXT_FAULTS, sound_documents
from .languages import RULES as CORPUS_RULES
from .languages import Unsaid, setting, written
from .public_shapes import NAMES, files_of
from .reading import OPTIONS, read_back
from .settings import Setting, layered
from .writers.az import write_az

SCRIPTS = (".sh", ".ps1", ".azcli", ".cmd", ".md")
IN_FRONT = tuple(each for each in RULES if each.stands_before)
CREATE = "az aks create -g g -n c --network-plugin kubenet "
ADD = "az aks nodepool add -g g --cluster-name c --name user "
COMMANDS = (
    f"{CREATE}--nodepool-name user-pool",
    f"{CREATE}--nodepool-name toolongpoolname12",
    f"{ADD}--max-surge 'a third'",
    f"{ADD}--max-surge -1",
    f"{CREATE}--enable-cluster-autoscaler --min-count 1 --max-count 2000",
    f"{CREATE}--enable-cluster-autoscaler --min-count -1 --max-count 20",
    f"{CREATE}--node-count 2000",
    f"{CREATE}--load-balancer-outbound-ports 1001",
    f"{CREATE}--load-balancer-idle-timeout 3",
    "az aks create -g g -n c --network-policy calico",
    "az aks create -g g -n c --network-plugin azure --pod-cidr 10.1.0.0/16",
    f"{CREATE}--outbound-type userAssignedNATGateway",
    f"{CREATE}--outbound-type userDefinedRouting",
    f"{CREATE}--outbound-type managedNATGateway --load-balancer-managed-outbound-ip-count 2",
    f"{CREATE}--outbound-type userDefinedRouting --load-balancer-sku basic",
    f"{CREATE}--outbound-type userDefinedRouting --load-balancer-outbound-ips $IP",
    f"{CREATE}--outbound-type userDefinedRouting --load-balancer-managed-outbound-ipv6-count 1 "
    "--load-balancer-outbound-ip-prefixes /subscriptions/s/resourceGroups/g/providers/Microsoft.Network/publicIPPrefixes/p",
    f"{CREATE}--assign-identity myIdentity --outbound-type userDefinedRouting",
    "az aks create -g g -n c --network-plugin azure --vnet-subnet-id nodes --pod-subnet-id pods",
    f"{ADD}--vnet-subnet-id nodes",
    f"SUBNET=nodes\n{CREATE}--vnet-subnet-id $SUBNET\naz aks create -g g -n d --vnet-subnet-id $SUBNET",
)
"""What az refuses, each with the words around it that Azure may refuse too."""


class Faulty(Struct, frozen=True):
    """One text of az with a fault."""

    name: str
    files: dict[str, str]
    options: Options = OPTIONS

    @property
    def report(self) -> Report:
        return check(GivenFiles(self.files), ("",), self.options, Wishes())[0]


@cache
def faulty() -> tuple[Faulty, ...]:
    """Return every text of az in the corpus with one fault put into it."""
    return (*_examples(), *_injected(), *_public(), *_commands())


def _examples() -> Iterator[Faulty]:
    for rule_id in CORPUS_RULES:
        files = written(rule_id, True, "az")
        if not isinstance(files, Unsaid):
            yield Faulty(rule_id, files, NO_OPTIONS if setting(rule_id, True).commands else OPTIONS)


def _injected() -> Iterator[Faulty]:
    documents = sound_documents()
    files = write_az(Setting(layers=layered(documents)))
    yield from (Faulty(each.name, {name: each.put(text) for name, text in files.items()}) for each in TEXT_FAULTS)
    yield from (Faulty(each.name, write_az(each.put(documents))) for each in NETWORK_FAULTS)


def _public() -> Iterator[Faulty]:
    for name in NAMES:
        for which in ("sound", "broken"):
            files = files_of(name, which)
            if not any(each.endswith(SCRIPTS) for each in files):
                continue
            if which == "broken":
                yield Faulty(name, files)
            for fault in TEXT_FAULTS:
                put = {each: fault.put(text) for each, text in files.items()}
                if put != files:
                    yield Faulty(f"{name}, {which}: {fault.name}", put)


def _commands() -> Iterator[Faulty]:
    yield from (Faulty(each, {"up.sh": f"set -e\n{each}\n"}, NO_OPTIONS) for each in COMMANDS)


def refused(report: Report) -> list[Reported]:
    return [each for each in report.counted if each.class_ == "rejected" and not each.condition]


def at(found: Reported) -> tuple[object, ...]:
    return found.location, found.resource


def told_with_az(report: Report) -> dict[tuple[object, ...], int]:
    """Return how many certain refusals there are at each place where az refuses something."""
    places = {at(each) for each in refused(report) if each.rule.startswith("az-")}
    return Counter(at(each) for each in refused(report) if at(each) in places)


def test_a_fault_that_az_refuses_is_told_once_in_every_text() -> None:
    counts = {each.name: list(told_with_az(each.report).values()) for each in faulty()}
    of_az = {name: numbers for name, numbers in counts.items() if numbers}
    behind = sum(len(found.behind) for each in faulty() for found in each.report.findings)
    print(f"{len(counts)} texts, az refuses something in {len(of_az)}, stands before Azure {behind} times: {of_az}")

    assert len(counts) >= 200
    assert len(of_az) >= 25
    assert behind >= 20
    assert {name: numbers for name, numbers in of_az.items() if set(numbers) != {1}} == {}


def test_nothing_is_lost_but_what_stands_behind_az() -> None:
    lost = set()
    for each in faulty():
        report = each.report
        told = {(found.rule, found.resource_id.lower()) for found in report.findings}
        behind = {other.rule for found in report.findings for other in found.behind}
        judged = read_back(each.files, options=each.options)
        missing = {(found.rule, spoken(found.resource)) for found in judged.found if found.class_ == "rejected"} - told
        assert {rule_id for rule_id, _ in missing} == behind, each.name
        lost |= behind
    assert lost == {rule_id for each in IN_FRONT for rule_id in each.stands_before}


def test_only_rules_of_az_stand_before_rules_of_azure() -> None:
    assert all(each.id.startswith("az-") for each in IN_FRONT)
    for each in IN_FRONT:
        for behind in map(rule, each.stands_before):
            assert behind is not None
            assert (behind.class_, behind.id.startswith("az-")) == ("rejected", False)
