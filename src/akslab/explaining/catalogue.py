"""Every error that is explained, and by what it is found: code, rule, source. The tuple is explicit."""

from functools import cache
from string import Formatter

from msgspec import Struct

from ..rules.catalogue import RULES, rule
from .by_rule import entry_of
from .entry import Entry
from .families.addresses import ADDRESSES
from .families.authorization import AUTHORIZATION
from .families.azure_cli import AZURE_CLI
from .families.changes import CHANGES
from .families.cluster_capacity import CLUSTER_CAPACITY
from .families.cluster_subnets import CLUSTER_SUBNETS
from .families.deletions import DELETIONS
from .families.dns_service import DNS_SERVICE
from .families.features import FEATURES
from .families.kubernetes_blocks import KUBERNETES_BLOCKS
from .families.kubernetes_routes import KUBERNETES_ROUTES
from .families.kubernetes_services import KUBERNETES_SERVICES
from .families.network_ranges import NETWORK_RANGES
from .families.node_bootstrap import NODE_BOOTSTRAP
from .families.not_found import NOT_FOUND
from .families.operations import OPERATIONS
from .families.outbound import OUTBOUND
from .families.pod_capacity import POD_CAPACITY
from .families.pod_ranges import POD_RANGES
from .families.policies import POLICIES
from .families.routes_and_rules import ROUTES_AND_RULES
from .families.service_ranges import SERVICE_RANGES
from .families.subnet_capacity import SUBNET_CAPACITY
from .families.table_places import TABLE_PLACES
from .families.table_rights import TABLE_RIGHTS
from .families.terraform import TERRAFORM
from .families.user_routing import USER_ROUTING
from .templates import Template, template_of
from .values import values_in


class Family(Struct, frozen=True):
    """Entries that belong together, in the order of the page."""

    title: str
    entries: tuple[Entry, ...]


FAMILIES: tuple[Family, ...] = (
    Family("Ranges of the cluster", (*SERVICE_RANGES, *POD_RANGES)),
    Family("The DNS service IP", DNS_SERVICE),
    Family("The nodes' subnets", CLUSTER_SUBNETS),
    Family("Own route tables", (*TABLE_RIGHTS, *TABLE_PLACES)),
    Family("The way out", (*USER_ROUTING, *OUTBOUND)),
    Family("Capacity", (*SUBNET_CAPACITY, *POD_CAPACITY, *CLUSTER_CAPACITY)),
    Family("Features, and what is fixed", (*FEATURES, *CHANGES)),
    Family("Virtual networks", NETWORK_RANGES),
    Family("Routes, rules, addresses, deletions", (*ROUTES_AND_RULES, *ADDRESSES, *DELETIONS)),
    Family("Rights and policies", (*AUTHORIZATION, *POLICIES)),
    Family("Operations and wrappers", OPERATIONS),
    Family("Refusals by az itself", AZURE_CLI),
    Family("Node bootstrap", NODE_BOOTSTRAP),
    Family("Kubernetes: nodes and pods", (*KUBERNETES_ROUTES, *KUBERNETES_BLOCKS)),
    Family("Kubernetes: services", KUBERNETES_SERVICES),
    Family("Terraform", TERRAFORM),
    Family("Names that are not public", NOT_FOUND),
)

ENTRIES: tuple[Entry, ...] = tuple(entry for family in FAMILIES for entry in family.entries)
_BY_ID = {entry.id: entry for entry in ENTRIES}


@cache
def by_code() -> dict[str, list[Entry]]:
    """Return the entries of each code, in lower case: of one that only the rule catalogue has, what its rule says."""
    found: dict[str, list[Entry]] = {}
    for entry in ENTRIES:
        for code in entry.spellings:
            found.setdefault(code.lower(), []).append(entry)
    for each in RULES:
        if (code := (each.answer.subcode or each.answer.code).lower()) and code not in found:
            found[code] = [entry_of(each)]
    return found


def named(word: str) -> list[Entry]:
    """Return the entries a single word means: a code in any case, an entry's or rule's id, or the id of a source.

    An entry's id is known without hyphens too: `NetworkUnavailable`.
    """
    lower = word.lower()
    return (
        _plain(by_code().get(lower, []))
        or [entry for entry in ENTRIES if lower.replace("-", "") == entry.id.replace("-", "")]
        or _of_rule(lower)
        or [entry for entry in ENTRIES if lower == entry.sources[0].lower()]
        or [entry for entry in ENTRIES if lower[:1] in "eal" and lower in (each.lower() for each in entry.sources)]
    )


def _of_rule(id_: str) -> list[Entry]:
    """Return the entry about a rule, or about its code; else what the catalogue says."""
    found = rule(id_)
    if not found:
        return []
    about, code = _explaining(id_), found.answer.subcode or found.answer.code
    return [about] if about else _plain(by_code().get(code.lower(), [])) or [entry_of(found)]


def _plain(entries: list[Entry]) -> list[Entry]:
    """Of entries that share a code, those that need no words beside it."""
    return [entry for entry in entries if not entry.needs] or entries


@cache
def templates_of(id_: str) -> tuple[Template, ...]:
    """Return the templates of an entry's texts, and of the rules that it is the first to explain."""
    entry = _entry(id_)
    rules = (rule(each) for each in entry.rules if _explaining(each) is entry)
    texts = (*entry.texts, *(found.answer.text for found in rules if found and found.class_ != "note"))
    return tuple(template_of(text, entry.names) for text in texts)


@cache
def names_of(id_: str) -> frozenset[str]:
    """Return the names of the values an entry has a use for: in its texts, its sentences and its commands."""
    entry = _entry(id_)
    words = [entry.means, *(cause.what for cause in entry.causes), *(fix.what for fix in entry.fixes)]
    commands = [cause.look for cause in entry.causes]
    commands += [snippet for fix in entry.fixes for snippet in fix.snippets]
    said = {name for each in words for _, name, _, _ in Formatter().parse(each.en) if name}
    put_in = {name for command in commands for name in values_in(command)}
    return frozenset({*said, *put_in, *(name for template in templates_of(id_) for name in template.names)})


def _entry(id_: str) -> Entry:
    found = rule(id_)
    return _BY_ID[id_] if id_ in _BY_ID or not found else entry_of(found)


def _explaining(rule_id: str) -> Entry | None:
    return next((entry for entry in ENTRIES if rule_id in entry.rules), None)


def text_is_public(entry: Entry, code: str) -> bool:
    """Whether Azure's text for a code of the entry is public."""
    return code.lower() not in (name.lower() for name in entry.unpublished)
