"""The words about locks, in Korean."""

from ..words import Words

LOCKS = {
    "read-only-lock-on-routes": Words(
        "kubenet 클러스터의 경로 테이블과 서브넷에는 읽기 전용 잠금이 없음",
        "읽기 전용 잠금 {lock}이(가) {name}에 적용됩니다. 클러스터가 그곳에 쓸 수 없으므로 새 노드는 경로도 자리도 "
        "얻지 못합니다.",
        "잠금 {lock}의 수준을 CanNotDelete로 쓰거나, {name}이(가) 아닌 곳에 두세요.",
    ),
}
