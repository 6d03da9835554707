"""The words about peerings, in Korean."""

from ..words import Words

PEERINGS = {
    "peering-with-itself": Words(
        "네트워크는 다른 네트워크와 피어링",
        "피어링 '{name}'이(가) 가상 네트워크 '{vnet}'을(를) 자기 자신과 연결합니다.",
        "remoteVirtualNetwork에 다른 네트워크의 ID를 쓰세요.",
    ),
    "too-many-peerings": Words(
        "가상 네트워크의 피어링은 최대 500개",
        "가상 네트워크 '{vnet}'의 피어링이 {n}개가 됩니다. 최대 {most}개입니다.",
        "허브를 거치세요. 피어링 {n}개 중 {most}개만 가능합니다.",
    ),
    "peered-networks-overlap": Words(
        "피어링된 네트워크의 주소는 서로 다름",
        "피어링 {id}을(를) 만들거나 업데이트할 수 없습니다. 가상 네트워크 {a}, {b}의 주소 공간이 겹치므로 피어링할 "
        "수 없습니다. 겹치는 주소 접두사: {list}.",
        "두 네트워크 중 하나를 다른 주소로 옮기거나 피어링하지 마세요: {list}.",
    ),
    "peers-of-a-network-overlap": Words(
        "네트워크의 피어들, 그리고 넓어지는 네트워크 자신의 주소는 서로 다름",
        "{b}의 주소 공간이, 피어링되었거나 피어링될 {a}의 주소 공간과 겹칩니다: {list}.",
        "두 네트워크 중 하나를 다른 주소로 옮기거나 피어링하지 마세요: {list}.",
    ),
    "peering-one-sided": Words(
        "피어링은 두 네트워크가 모두 선언함",
        "피어링 {peering}이(가) {network} 네트워크를 {other} 네트워크에 연결합니다. {other} 네트워크도 여기서 만드는데, "
        "반대쪽 피어링은 여기에 없습니다. {other} 쪽이 생길 때까지 피어링은 Initiated 상태로 남아 아무것도 통과시키지 "
        "않습니다.",
        "{other} 네트워크에서 {network} 네트워크로 가는 피어링도 선언하세요.",
    ),
}
