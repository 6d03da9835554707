"""An Azure resource id as people say it: `rt-hub in group net-rg` instead of nine segments.

`wire.resource_id` refuses ids that are not well-formed. What a message holds was pasted: here is read what can be.
"""

import re

from msgspec import Struct

from .words import Words

_ID = re.compile(r"/subscriptions/[^/]{1,64}(?:/[^/]{1,260}){2,40}", re.IGNORECASE)
MOST_CHARACTERS = 1000

_TYPES = {
    "routetables": Words("route table", "경로 테이블"),
    "subnets": Words("subnet", "서브넷"),
    "virtualnetworks": Words("virtual network", "가상 네트워크"),
    "networksecuritygroups": Words("network security group", "네트워크 보안 그룹"),
    "natgateways": Words("NAT gateway", "NAT 게이트웨이"),
    "publicipaddresses": Words("public IP address", "공용 IP 주소"),
    "loadbalancers": Words("load balancer", "부하 분산 장치"),
    "networkinterfaces": Words("network interface", "네트워크 인터페이스"),
    "managedclusters": Words("cluster", "클러스터"),
    "virtualmachinescalesets": Words("scale set", "확장 집합"),
    "userassignedidentities": Words("identity", "관리 ID"),
}


class Resource(Struct, frozen=True, kw_only=True):
    """The parts of an id that people name. A part that is not there is empty."""

    id: str
    type: str
    """Last segment of the type, lower-case: `routetables`."""
    name: str
    group: str
    parent: str
    """A subnet's virtual network."""

    @property
    def said(self) -> Words:
        """Return its name and place."""
        if self.parent:
            return Words(
                f"{self.name} in network {self.parent}, group {self.group}",
                f"{self.name} (가상 네트워크 {self.parent}, 리소스 그룹 {self.group})",
            )
        if self.group:
            return Words(f"{self.name} in group {self.group}", f"{self.name} (리소스 그룹 {self.group})")
        return Words(self.name, self.name)

    @property
    def kind(self) -> Words | None:
        """Return what people call its type, or None."""
        return _TYPES.get(self.type)


def resource_of(id_: str) -> Resource | None:
    """Return the resource of an id, or None for a text that is not one."""
    if len(id_) > MOST_CHARACTERS or not _ID.fullmatch(id_):
        return None
    segments = id_.strip("/").split("/")
    named = {segments[at].lower(): segments[at + 1] for at in range(0, len(segments) - 1, 2)}
    type_ = segments[-2].lower() if len(segments) % 2 == 0 else segments[-1].lower()
    return Resource(
        id=id_,
        type=type_,
        name=segments[-1],
        group=named.get("resourcegroups", ""),
        parent=named.get("virtualnetworks", "") if type_ == "subnets" else "",
    )
