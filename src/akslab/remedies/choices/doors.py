"""Security groups that close what nodes need: a rule before the one that denies lets just that pass. A person decides."""

from collections.abc import Iterator
from ipaddress import IPv4Address, summarize_address_range

from ...checking.ways import OneWay
from ...rules.rule import Finding
from ..edits import AddSecurityRule, Choice, Edit, Remedy, Scalar

Edits = tuple[Edit, ...] | None
_Text = str | tuple[str, ...]
_Value = Scalar | tuple[str, ...]
_MOST_PREFIXES = 16
"""Prefixes in a rule that somebody is shown; a range that does not begin where a prefix does may take dozens."""
_SOURCE, _DESTINATION, _PORTS = "sourceAddressPrefix", "destinationAddressPrefix", "destinationPortRange"
_PLURAL = {
    _SOURCE: "sourceAddressPrefixes",
    _DESTINATION: "destinationAddressPrefixes",
    _PORTS: "destinationPortRanges",
}


def _allow(name: str, priority: int, **others: _Text) -> tuple[tuple[str, _Value], ...]:
    """Return a rule that lets pass, everything outbound but for `others`; several values stand where ARM lists them."""
    told: dict[str, _Value] = {
        "name": name,
        "priority": priority,
        "direction": "Outbound",
        "access": "Allow",
        "protocol": "*",
        _SOURCE: "*",
        "sourcePortRange": "*",
        _DESTINATION: "*",
        _PORTS: "*",
        **others,
    }
    return tuple(_listed(key, value) for key, value in told.items())


def _listed(key: str, value: _Value) -> tuple[str, _Value]:
    if not isinstance(value, tuple):
        return key, value
    return (key, value[0]) if len(value) == 1 else (_PLURAL[key], value)


def _way_out(found: Finding) -> Edits:
    values = dict(found.values)
    if not values["free"]:
        return None
    to_internet = {"protocol": "Tcp", _DESTINATION: "Internet", _PORTS: "443"}
    rule = _allow("AllowAzureOut", int(values["free"]), **to_internet)
    return (AddSecurityRule(values["nsg"], values["rule"], rule),)


def _doors(name: str) -> Choice:
    """Return the choice of a rule for each end, which is named after it if it is a tag: a rule takes one tag."""

    def choice(found: Finding) -> Edits:
        values = dict(found.values)
        doors, free = values["doors"].splitlines(), values["free"].split()
        if not doors or not free:
            return None
        edits = []
        for number, (door, priority) in enumerate(zip(doors, free, strict=True), 1):
            protocol, ports, *ends = door.split()
            tag = ends[0].replace(".", "") if ends[0][0].isalpha() else ""
            told: dict[str, _Text] = {"protocol": protocol, _DESTINATION: tuple(ends), _PORTS: tuple(ports.split(","))}
            rule = _allow(f"{name}{tag}{protocol if _is_twice(doors, ends) else ''}", int(priority), **told)
            edits.append(AddSecurityRule(values["nsg"], values["rule"], rule, number))
        return tuple(edits)

    return choice


def _is_twice(doors: list[str], ends: list[str]) -> bool:
    """Whether the same ends are reached by two protocols, and so by two rules."""
    return sum(door.split()[2:] == ends for door in doors) > 1


def _probes(found: Finding) -> Edits:
    values = dict(found.values)
    if not values["free"]:
        return None
    probing = {"direction": "Inbound", "protocol": "Tcp", _SOURCE: "AzureLoadBalancer"}
    rule = _allow("AllowAzureLoadBalancer", int(values["free"].split()[-1]), **probing)
    return (AddSecurityRule(values["nsg"], values["rule"], rule),)


def _cluster(found: Finding) -> Edits:
    """Let pods and nodes pass, by the prefixes of both."""
    values = dict(found.values)
    prefixes = tuple(prefix for each in values["ranges"].split() for prefix in _prefixes(each))
    if not values["free"] or not 0 < len(prefixes) <= _MOST_PREFIXES:
        return None
    among: dict[str, _Text] = {"direction": values["direction"], _SOURCE: prefixes, _DESTINATION: prefixes}
    rule = _allow("AllowAksPodsAndNodes", int(values["free"].split()[-1]), **among)
    return (AddSecurityRule(values["nsg"], values["rule"], rule),)


def _prefixes(text: str) -> Iterator[str]:
    """Yield a prefix, or those that make up a range from first to last."""
    low, is_range, high = text.partition("-")
    yield from map(str, summarize_address_range(IPv4Address(low), IPv4Address(high))) if is_range else (text,)


def _door(english: str, korean: str) -> OneWay:
    return OneWay(english, korean, is_decision=True)


_WAY_OUT = _door(
    "A rule before {rule} lets nodes reach the Internet by TCP port 443. Another is outbound type userDefinedRouting with a "
    "firewall that admits only what AKS needs.",
    "{rule} 앞의 규칙이 노드의 TCP 443 포트 인터넷 접근을 허용합니다. 다른 방법은 AKS에 필요한 것만 허용하는 방화벽과 함께 "
    "아웃바운드 유형 userDefinedRouting을 쓰는 것입니다.",
)
_SETUP = _door(
    "Before {rule}, nodes may reach by TCP what holds {needs}; a tag holds more than the name. Another is to narrow {rule} "
    "to what it is meant to close.",
    "{rule} 앞에서 노드가 {needs}을(를) 포함하는 곳에 TCP로 나가도록 허용합니다. 서비스 태그는 그 이름보다 넓습니다. 다른 "
    "방법은 {rule}을(를) 닫으려던 것만 닫도록 좁히는 것입니다.",
)
_SERVERS = _door(
    "A rule before {rule} lets nodes ask {needs} by UDP. Another is to name a DNS server for the network that nodes reach.",
    "{rule} 앞의 규칙이 노드가 UDP로 {needs}에 묻는 것을 허용합니다. 다른 방법은 노드가 닿는 DNS 서버를 네트워크 설정에 "
    "쓰는 것입니다.",
)
_OLD = _door(
    "Before {rule}, nodes may reach what holds {needs}. Another is a version of Kubernetes whose nodes need none of it.",
    "{rule} 앞에서 노드가 {needs}을(를) 포함하는 곳에 나가도록 허용합니다. 다른 방법은 노드에 그것이 필요 없는 Kubernetes "
    "버전을 쓰는 것입니다.",
)
_PROBES = _door(
    "A rule before {rule} lets the load balancer's probes reach all ports by TCP. Another is to leave {rule} as it is where "
    "there will be no service of type LoadBalancer.",
    "{rule} 앞의 규칙이 부하 분산 장치의 프로브가 TCP로 모든 포트에 닿도록 허용합니다. LoadBalancer 유형의 서비스를 두지 "
    "않는다면 다른 방법은 {rule}을(를) 그대로 두는 것입니다.",
)
_AMONG = Remedy(
    _cluster,
    one_way=_door(
        "A rule before {rule} lets pods and nodes reach each other on all ports. Another is a rule for the ports that they "
        "use: DNS, kubelets, what the pods serve.",
        "{rule} 앞의 규칙이 Pod와 노드가 모든 포트로 서로 닿도록 허용합니다. 다른 방법은 DNS, kubelet, Pod가 제공하는 포트 "
        "등 둘이 쓰는 포트만 허용하는 규칙을 쓰는 것입니다.",
    ),
)

DOORS: dict[str, Remedy] = {
    "nsg-closes-the-way-out": Remedy(_way_out, one_way=_WAY_OUT),
    "nsg-closes-node-setup": Remedy(_doors("AllowAksSetup"), one_way=_SETUP),
    "nsg-closes-name-servers": Remedy(_doors("AllowAksDns"), one_way=_SERVERS),
    "nsg-closes-a-name-server": Remedy(_doors("AllowAksDns"), one_way=_SERVERS),
    "nsg-closes-ports-of-old-nodes": Remedy(_doors("AllowAksOldNodes"), one_way=_OLD),
    "nsg-closes-health-probes": Remedy(_probes, one_way=_PROBES),
    "nsg-blocks-pod-traffic": _AMONG,
    "nsg-blocks-cluster-dns": _AMONG,
    "nsg-blocks-kubelet": _AMONG,
    "nsg-blocks-node-traffic": _AMONG,
}
