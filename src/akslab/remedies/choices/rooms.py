"""Subnets, addresses and priorities that move to where there is room. The rules themselves look for it (`rules.room`)."""

import re

from msgspec.structs import replace

from ...checking.ways import OneWay
from ...rules.free_ranges import NOTHING
from ...rules.rule import Finding
from ...rules.security_rules import is_port_range
from ..edits import TEMPLATES, Choice, Edit, NameApart, Remedy, Remove, Set, Split
from .writing import moved

Edits = tuple[Edit, ...] | None


def _free_at(place: str) -> Choice:
    """Return the choice of what is free, at a place with the finding's values."""

    def choice(found: Finding) -> Edits:
        values = dict(found.values)
        return None if values["free"] == NOTHING else (Set(place.format(**values), values["free"]),)

    return choice


def _free_priority(found: Finding) -> Edits:
    free = dict(found.values)["free"]
    return None if free == NOTHING else (Set(found.place, int(free)),)


def _first_hop(found: Finding) -> Edits:
    return (Set(found.place, dict(found.values)["first"]),)


def _renumbered(found: Finding) -> Edits:
    return moved(dict(found.values)["moves"])


def _without_inner(found: Finding) -> Edits:
    """Leave out the prefix that lies inside the other: the address space stays what it is."""
    values = dict(found.values)
    inner = max(values["one"], values["other"], key=lambda prefix: int(prefix.rpartition("/")[2]))
    return (Remove(f"properties.addressSpace.addressPrefixes[{inner}]"),)


def _apart(place: str) -> Choice:
    """Return the choice of another name for the last of those that share one."""

    def choice(found: Finding) -> Edits:
        return (NameApart(place, dict(found.values)["name"]),)

    return choice


def _ports(found: Finding) -> Edits:
    """Write ports that one text lists as a list, if each of them is a port or a range of ports."""
    values = dict(found.values)
    at = f"properties.securityRules[{values['name']}].properties"
    parts = tuple(filter(None, re.split(r"[,;\s]+", values["value"])))
    places = tuple(f"{at}.{end}PortRange[{values['value']}]" for end in ("destination", "source"))
    is_list = len(parts) > 1 and all(is_port_range(part) for part in parts)
    return (Split(places, values["value"], parts),) if is_list else None


def _canonical_end(found: Finding) -> Edits:
    values = dict(found.values)
    if values["canonical"] == NOTHING:
        return None
    at = f"properties.securityRules[{values['name']}].properties.{values['end']}[{values['value']}]"
    return (Set(at, values["canonical"]),)


_NEW_SPACE = OneWay(
    "The first free private range of the same size, with the subnets in it. Another is any range that nobody else uses.",
    "크기가 같은 첫 번째 빈 사설 범위로, 그 안의 서브넷도 함께 옮깁니다. 다른 방법은 아무도 쓰지 않는 다른 범위를 쓰는 "
    "것입니다.",
)
_MOVED_NETWORK = OneWay(
    "One of the two networks moves to the first free private range, with its subnets. Another is to move the other one, or "
    "not to peer them. In a network that is in use, what stands in it has to move first.",
    "두 네트워크 중 하나를 서브넷과 함께 첫 번째 빈 사설 범위로 옮깁니다. 다른 방법은 다른 쪽을 옮기거나 피어링하지 않는 "
    "것입니다. 사용 중인 네트워크라면 그 안에 있는 것을 먼저 옮겨야 합니다.",
    is_decision=True,
)
_SMALLEST = OneWay(
    "The smallest prefix that Azure takes, around {prefix} where that is free. Another is any size of {allowed}.",
    "Azure가 받는 가장 작은 범위로, 비어 있으면 {prefix}을(를) 포함합니다. 다른 방법은 {allowed} 중 다른 크기를 쓰는 "
    "것입니다.",
)
_INSIDE = OneWay(
    "The first free prefix of the same size in {vnet}. Another is to add {prefix} to the address space of {vnet}.",
    "{vnet} 안에서 크기가 같은 첫 번째 빈 범위입니다. 다른 방법은 {vnet}의 주소 공간에 {prefix}을(를) 더하는 것입니다.",
)
_APART = OneWay(
    "Move {a} to the first free prefix of the same size in {vnet}. Another is to move {b}. A subnet in use does not move.",
    "{a}을(를) {vnet} 안에서 크기가 같은 첫 번째 빈 범위로 옮깁니다. 다른 방법은 {b}을(를) 옮기는 것입니다. 사용 중인 "
    "서브넷은 옮길 수 없습니다.",
)
_WIDER = OneWay(
    "A prefix with room, around {cidr} where that is free. Another is fewer nodes, or a pool in a subnet of its own; the "
    "latter is what is left when the subnet is in use, which Azure does not resize.",
    "자리가 있는 범위로, 비어 있으면 {cidr}을(를) 포함합니다. 다른 방법은 노드를 줄이거나 노드 풀에 자체 서브넷을 주는 "
    "것입니다. 사용 중인 서브넷은 Azure가 크기를 바꾸지 않으므로 그때는 후자만 남습니다.",
)
_FREE_ADDRESS = OneWay(
    "The first address of the subnet that is free here. Another is any that nobody has, or to let Azure choose.",
    "이 파일들에서 비어 있는 서브넷의 첫 주소입니다. 다른 방법은 아무도 쓰지 않는 다른 주소를 쓰거나 Azure가 고르게 하는 "
    "것입니다.",
)
_BEHIND = OneWay(
    "{a} comes behind {b}. Another is to put it before: the first rule that fits decides.",
    "{a}을(를) {b} 뒤에 둡니다. 다른 방법은 앞에 두는 것입니다. 먼저 맞는 규칙이 결정합니다.",
)
_FULL = OneWay(
    "A wider prefix for {subnet}, around {cidr} where that is free. Another is to use another subnet; that is what is left "
    "when this one is in use, which Azure does not resize.",
    "{subnet}의 더 넓은 범위로, 비어 있으면 {cidr}을(를) 포함합니다. 다른 방법은 다른 서브넷을 쓰는 것입니다. 사용 중인 "
    "서브넷은 Azure가 크기를 바꾸지 않으므로 그때는 이 방법만 남습니다.",
)
_MOVED_PEER = OneWay(
    "The network {peer} moves off {reserved}, with its subnets. Another is to move only what the cluster talks to. In a "
    "network that is in use, what stands in it has to move first.",
    "네트워크 {peer}을(를) 서브넷과 함께 {reserved} 밖으로 옮깁니다. 다른 방법은 클러스터가 통신하는 대상만 옮기는 "
    "것입니다. 사용 중인 네트워크라면 그 안에 있는 것을 먼저 옮겨야 합니다.",
    is_decision=True,
)
_FIRST_HOP = OneWay(
    "The first address that an appliance can have in {cidr}. Another is the one that the appliance really has.",
    "{cidr}에서 어플라이언스가 가질 수 있는 첫 주소입니다. 다른 방법은 어플라이언스가 실제로 가진 주소를 쓰는 것입니다.",
    is_decision=True,
)
_NODES = OneWay(
    "The node subnet as source. Another is to leave the rule, where the masquerade settings exempt its destinations.",
    "노드 서브넷을 원본으로 씁니다. 매스커레이드 설정이 그 대상을 제외한다면 다른 방법은 규칙을 그대로 두는 것입니다.",
)
_OTHER_NAME = OneWay(
    "The last one called {name} gets a number behind its name. Another is any other name, or to leave one of them out.",
    "이름이 {name}인 것 중 마지막 것의 이름 뒤에 번호를 붙입니다. 다른 방법은 다른 이름을 쓰거나 하나를 빼는 것입니다.",
)
_OF_SUBNET = "properties.subnets[{name}].properties.addressPrefix[{prefix}]"
_OF_POOL = "{at}.properties.addressPrefix[{cidr}]"
_ADDRESS = Remedy(_free_at("{at}.properties.privateIPAddress"), one_way=_FREE_ADDRESS)

ROOMS: dict[str, Remedy] = {
    "address-space-forbidden": Remedy(_renumbered, one_way=_NEW_SPACE),
    "address-space-overlaps-itself": Remedy(_without_inner),
    "peered-networks-overlap": Remedy(_renumbered, one_way=_MOVED_NETWORK),
    "subnet-size": Remedy(_free_at(_OF_SUBNET), one_way=_SMALLEST),
    "subnet-outside-network": Remedy(_free_at(_OF_SUBNET), one_way=_INSIDE),
    "subnets-overlap": Remedy(_free_at("properties.subnets[{a}].properties.addressPrefix[{prefix}]"), one_way=_APART),
    "subnet-too-small": Remedy(_free_at(_OF_POOL), one_way=_WIDER),
    "subnet-headroom": Remedy(_free_at(_OF_POOL), one_way=replace(_WIDER, is_decision=True)),
    "private-address-outside-subnet": _ADDRESS,
    "private-address-reserved": _ADDRESS,
    "private-address-allocated": _ADDRESS,
    "private-address-malformed": _ADDRESS,
    "subnet-full-for-interface": Remedy(_free_at("{subnetAt}.properties.addressPrefix[{cidr}]"), one_way=_FULL),
    "reserved-range-in-peer": Remedy(_renumbered, one_way=_MOVED_PEER),
    "route-next-hop-reserved": Remedy(_first_hop, one_way=_FIRST_HOP),
    "firewall-rule-for-pods": Remedy(_free_at("{at}.sourceAddresses[{source}]"), ("arm", "bicep"), _NODES),
    "subnet-named-twice": Remedy(_apart("properties.subnets[]"), TEMPLATES, _OTHER_NAME),
    "route-named-twice": Remedy(_apart("properties.routes[]"), TEMPLATES, _OTHER_NAME),
    "security-rule-named-twice": Remedy(_apart("properties.securityRules[]"), TEMPLATES, _OTHER_NAME),
    "security-rule-port-range": Remedy(_ports),
    "security-rule-priority": Remedy(_free_priority),
    "security-rules-conflict": Remedy(_free_priority, one_way=_BEHIND),
    "security-rule-address-prefix": Remedy(_canonical_end),
}
