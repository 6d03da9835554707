"""An edit carried out on the inputs a network was compiled from."""

from msgspec.structs import replace

from ..compile.inputs import Inputs, NetworkInterface, Route, RouteTable, SecurityGroup, Subnet
from ..rules.ids import parent_of
from .edits import Associate, Edit, Forwarding, GroupRemove, RouteAdd, RouteDelete, RuleAdd, RuleDelete


def edited(inputs: Inputs, *edits: Edit) -> Inputs:
    """Return inputs with edits carried out in order. What an edit names must be there."""
    for edit in edits:
        inputs = _edited(inputs, edit)
    return inputs


def _edited(inputs: Inputs, edit: Edit) -> Inputs:
    match edit:
        case RouteDelete(table=table, route=name):
            kept = tuple(each for each in inputs.tables[table].routes if each.name != name)
            return _with_table(inputs, RouteTable(table, kept))
        case RouteAdd(table=table, route=route):
            others = (each for each in inputs.tables[table].routes if route.name != each.name)
            kept = tuple(each for each in others if each.prefix != route.prefix)
            return _with_table(inputs, RouteTable(table, tuple(sorted((*kept, route), key=_route_key))))
        case Associate(subnet=subnet, table=table):
            return _with_subnet(inputs, subnet, route_table=table)
        case RuleDelete(group=group, rule=name):
            kept_rules = tuple(each for each in inputs.security_groups[group].rules if each.name != name)
            return _with_group(inputs, replace(inputs.security_groups[group], rules=kept_rules))
        case RuleAdd(group=group, rule=rule):
            rules = (*(each for each in inputs.security_groups[group].rules if each.name != rule.name), rule)
            ordered = sorted(rules, key=lambda each: (not each.inbound, each.priority, each.name))
            return _with_group(inputs, replace(inputs.security_groups[group], rules=tuple(ordered)))
        case GroupRemove(owner=owner):
            if owner in inputs.interfaces:
                return _with_interface(inputs, replace(inputs.interfaces[owner], security_group=None))
            return _with_subnet(inputs, owner, security_group=None)
        case Forwarding(interface=interface, is_on=is_on):
            return _with_interface(inputs, replace(inputs.interfaces[interface], ip_forwarding=is_on))


def _route_key(route: Route) -> tuple[str, str]:
    return route.prefix, route.name


def _with_table(inputs: Inputs, table: RouteTable) -> Inputs:
    return replace(inputs, tables={**inputs.tables, table.id: table})


def _with_group(inputs: Inputs, group: SecurityGroup) -> Inputs:
    return replace(inputs, security_groups={**inputs.security_groups, group.id: group})


def _with_interface(inputs: Inputs, interface: NetworkInterface) -> Inputs:
    return replace(inputs, interfaces={**inputs.interfaces, interface.id: interface})


def _with_subnet(inputs: Inputs, subnet_id: str, **changes: str | None) -> Inputs:
    network = inputs.networks[parent_of(subnet_id)]
    subnets = tuple(_changed(each, changes) if each.id == subnet_id else each for each in network.subnets)
    return replace(inputs, networks={**inputs.networks, network.id: replace(network, subnets=subnets)})


def _changed(subnet: Subnet, changes: dict[str, str | None]) -> Subnet:
    changed: Subnet = replace(subnet, **changes)
    return changed
