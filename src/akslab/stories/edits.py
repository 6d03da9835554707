"""Changes to try on a network: what `--what-if` takes and what a search proposes, each with the az command for it."""

from shlex import quote

from msgspec import Struct

from ..compile.inputs import Route, SecurityRule
from ..rules.ids import group_name, name_of


class RouteDelete(Struct, frozen=True, tag="route-delete"):
    """Take a route out of a table; ids are lower-cased."""

    table: str
    route: str


class RouteAdd(Struct, frozen=True, tag="route-add"):
    """Put a route into a table, in place of one of the same name or prefix."""

    table: str
    route: Route


class Associate(Struct, frozen=True, tag="association"):
    """Attach a table to a subnet; None detaches."""

    subnet: str
    table: str | None


class RuleDelete(Struct, frozen=True, tag="rule-delete"):
    """Take a rule out of a security group."""

    group: str
    rule: str


class RuleAdd(Struct, frozen=True, tag="rule-add"):
    """Put a rule into a security group."""

    group: str
    rule: SecurityRule


class GroupRemove(Struct, frozen=True, tag="group-remove"):
    """Take the security group off a subnet or an interface."""

    owner: str


class Forwarding(Struct, frozen=True, tag="ip-forwarding"):
    """Turn IP forwarding of an interface on or off; `who` is its node or machine."""

    interface: str
    who: str
    is_on: bool


Edit = RouteDelete | RouteAdd | Associate | RuleDelete | RuleAdd | GroupRemove | Forwarding


def text_of(edit: Edit) -> str:
    """Return an edit as `--what-if` takes it."""
    match edit:
        case RouteDelete(table=table, route=route):
            return f"route delete {name_of(table)}/{route}"
        case RouteAdd(table=table, route=route):
            hop = route.next_hop_ip or route.next_hop_type
            return f"route add {name_of(table)}/{route.name} {route.prefix} {hop}"
        case Associate(subnet=subnet, table=table):
            place = name_of(subnet)
            return f"association set {place} {name_of(table)}" if table else f"association remove {place}"
        case RuleDelete(group=group, rule=rule):
            return f"nsg rule delete {name_of(group)}/{rule}"
        case RuleAdd(group=group, rule=rule):
            ends = f"{','.join(rule.sources)} {','.join(rule.destinations)} {','.join(rule.destination_ports)}"
            way, what = ("in" if rule.inbound else "out"), ("allow" if rule.allow else "deny")
            return f"nsg rule add {name_of(group)}/{rule.name} {rule.priority} {way} {what} {rule.protocol} {ends}"
        case GroupRemove(owner=owner):
            return f"nsg remove {name_of(owner)}"
        case Forwarding(who=who, is_on=is_on):
            return f"ip-forwarding {'on' if is_on else 'off'} {who}"


def command_of(edit: Edit, spelled: dict[str, str]) -> str:
    """Return the az command that does the same in Azure; `spelled` are ids as they were written, by lower-cased id."""

    def id_(text: str) -> str:
        return spelled.get(text, text)

    match edit:
        case RouteDelete(table=table, route=route):
            return f"{_route('delete', id_(table))} -n {quote(route)}"
        case RouteAdd(table=table, route=route):
            hop = f" --next-hop-ip-address {route.next_hop_ip}" if route.next_hop_ip else ""
            what = f"--address-prefix {route.prefix} --next-hop-type {route.next_hop_type}{hop}"
            return f"{_route('create', id_(table))} -n {quote(route.name)} {what}"
        case Associate(subnet=subnet, table=table):
            attached = quote(id_(table)) if table else "null"
            return f"az network vnet subnet update --ids {quote(id_(subnet))} --route-table {attached}"
        case RuleDelete(group=group, rule=rule):
            return f"{_rule('delete', id_(group))} -n {quote(rule)}"
        case RuleAdd(group=group, rule=rule):
            return f"{_rule('create', id_(group))} -n {quote(rule.name)} {_rule_options(rule)}"
        case GroupRemove(owner=owner):
            kind = "vnet subnet" if "/subnets/" in owner else "nic"
            return f"az network {kind} update --ids {quote(id_(owner))} --network-security-group null"
        case Forwarding(interface=interface, is_on=is_on):
            return f"az network nic update --ids {quote(id_(interface))} --ip-forwarding {str(is_on).lower()}"


def _route(verb: str, table: str) -> str:
    return (
        f"az network route-table route {verb} -g {quote(group_name(table))} --route-table-name {quote(name_of(table))}"
    )


def _rule(verb: str, group: str) -> str:
    return f"az network nsg rule {verb} -g {quote(group_name(group))} --nsg-name {quote(name_of(group))}"


def _rule_options(rule: SecurityRule) -> str:
    words = [
        f"--priority {rule.priority}",
        f"--direction {'Inbound' if rule.inbound else 'Outbound'}",
        f"--access {'Allow' if rule.allow else 'Deny'}",
        f"--protocol {quote(rule.protocol.capitalize())}",
        f"--source-address-prefixes {' '.join(map(quote, rule.sources))}",
        f"--destination-address-prefixes {' '.join(map(quote, rule.destinations))}",
        f"--destination-port-ranges {' '.join(map(quote, rule.destination_ports))}",
    ]
    return " ".join(words)
