"""Commands of az: options that do not go together, lines that fell off, scripts that go on after an error."""

import re

from ...checking.ways import OneWay
from ...deployments.declared import Language
from ...rules.rule import Finding
from ..edits import AskForId, Edit, JoinLines, Remedy, SetOption, StopAtErrors
from .writing import drops_option, gives

Edits = tuple[Edit, ...] | None
_SCRIPTS: tuple[Language, ...] = ("az",)
LEAST_MINUTES, MOST_MINUTES = 4, 100
MOST_NODES, LONGEST_NAME = 1000, 12
USUAL_SURGE = "10%"
PORTS_STEP, MOST_PORTS = 8, 64000


def _nearest_minutes(found: Finding) -> Edits:
    values = dict(found.values)
    return (SetOption(values["option"], str(min(MOST_MINUTES, max(LEAST_MINUTES, int(values["n"]))))),)


def _nearest_ports(found: Finding) -> Edits:
    """Take the next multiple of 8: not fewer ports than were wanted, as long as there are as many."""
    values = dict(found.values)
    wanted = -(-int(values["n"]) // PORTS_STEP) * PORTS_STEP
    return (SetOption(values["option"], str(min(MOST_PORTS, max(0, wanted)))),)


def _nearest_count(found: Finding) -> Edits:
    values = dict(found.values)
    return (SetOption(values["option"], str(min(MOST_NODES, max(0, int(values["n"]))))),)


def _surge(found: Finding) -> Edits:
    """Take the digits there are, as nodes or a percentage; else AKS's default."""
    values = dict(found.values)
    digits = re.search(r"\d+", values["written"]) if not values["written"].lstrip().startswith("-") else None
    percent = "%" if "%" in values["written"] or "percent" in values["written"].lower() else ""
    return (SetOption(values["option"], f"{digits[0]}{percent}" if digits else USUAL_SURGE),)


def _pool_name(found: Finding) -> Edits:
    """Take the letters and digits there are, the first twelve."""
    values = dict(found.values)
    name = re.sub(r"[^a-z0-9]", "", values["name"].lower()).lstrip("0123456789")[:LONGEST_NAME]
    return (SetOption(values["option"], name),) if name else None


def _asking(found: Finding) -> Edits:
    return (AskForId(dict(found.values)["option"]),)


def _joined(found: Finding) -> Edits:
    return (JoinLines(dict(found.values)["option"]),)


def _stopping(_found: Finding) -> Edits:
    return (StopAtErrors(),)


COMMANDS: dict[str, Remedy] = {
    "az-policy-without-plugin": Remedy(gives(network_plugin="kubenet"), _SCRIPTS),
    "az-ranges-without-plugin": Remedy(
        gives(network_plugin="azure", network_plugin_mode="overlay"),
        _SCRIPTS,
        OneWay(
            "what today's az makes of it, said aloud. Another is --network-plugin kubenet, what az made of it once.",
            "오늘의 az가 하는 것을 그대로 씁니다. 다른 방법은 예전의 az가 하던 --network-plugin kubenet입니다.",
        ),
    ),
    "az-pod-cidr-without-overlay": Remedy(
        gives(network_plugin_mode="overlay"),
        _SCRIPTS,
        OneWay(
            "Overlay, where pods have a range of their own. Others are --network-plugin kubenet, or no {option}.",
            "Pod에 따로 범위가 있는 Overlay입니다. 다른 방법은 --network-plugin kubenet, 또는 {option} 없이 쓰는 것입니다.",
        ),
    ),
    "az-user-routing-without-subnet": Remedy(
        drops_option,
        _SCRIPTS,
        OneWay(
            "the load balancer that AKS makes, which lets nodes reach everything. Another is --vnet-subnet-id with a subnet "
            "that has {requirement}.",
            "노드가 어디든 나갈 수 있게 하는, AKS가 만드는 부하 분산 장치로 합니다. 다른 방법은 {requirement}이(가) 있는 "
            "서브넷을 --vnet-subnet-id로 쓰는 것입니다.",
            is_decision=True,
        ),
    ),
    "az-unknown-option": Remedy(
        drops_option,
        _SCRIPTS,
        OneWay(
            "the command without {option}. Another is the option that was meant, as `az {command} --help` writes it.",
            "{option} 없이 명령을 씁니다. 다른 방법은 뜻한 옵션을 `az {command} --help`에 있는 대로 쓰는 것입니다.",
            is_decision=True,
        ),
    ),
    "az-pool-name": Remedy(
        _pool_name,
        _SCRIPTS,
        OneWay(
            "the letters and digits of {name}, twelve at most. Another is any name of that kind. Where else the pool is "
            "named, write it there too.",
            "{name}의 글자와 숫자만, 많아야 열두 자입니다. 다른 방법은 그런 다른 이름입니다. 이 노드 풀을 부르는 다른 "
            "곳에도 쓰세요.",
            is_decision=True,
        ),
    ),
    "az-max-surge": Remedy(
        _surge,
        _SCRIPTS,
        OneWay(
            "the number in '{written}', or AKS's default of 10% where there is none. Another is any number of nodes, or a "
            "percentage.",
            "'{written}'에 있는 숫자, 없으면 AKS의 기본값 10%입니다. 다른 방법은 다른 노드 수나 백분율입니다.",
        ),
    ),
    "az-not-a-resource-id": Remedy(
        _asking,
        _SCRIPTS,
        OneWay(
            "what az says is the id of {value}: of the subnet that this script makes, or of the identity in the cluster's "
            "group. Another is the id itself.",
            "az가 알려 주는 {value}의 ID입니다: 이 스크립트가 만드는 서브넷이나, 클러스터의 리소스 그룹에 있는 ID. 다른 "
            "방법은 ID를 그대로 쓰는 것입니다.",
        ),
    ),
    "az-node-counts": Remedy(_nearest_count, _SCRIPTS),
    "az-outbound-type-with-basic-load-balancer": Remedy(drops_option, _SCRIPTS),
    "az-outbound-type-with-load-balancer-addresses": Remedy(drops_option, _SCRIPTS),
    "az-load-balancer-idle-timeout": Remedy(_nearest_minutes, _SCRIPTS),
    "az-load-balancer-ports": Remedy(_nearest_ports, _SCRIPTS),
    "az-broken-command": Remedy(_joined, _SCRIPTS),
    "az-script-goes-on": Remedy(_stopping, _SCRIPTS),
}
