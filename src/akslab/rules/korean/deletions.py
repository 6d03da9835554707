"""The words about what cannot be deleted, in Korean."""

from ..words import Words

DELETIONS = {
    "subnet-in-use": Words(
        "안에 무언가 있는 서브넷과 그 네트워크는 삭제하지 않음",
        "서브넷 {name}은(는) {referer}에서 사용 중이므로 삭제할 수 없습니다. 서브넷을 삭제하려면 안의 리소스를 모두 "
        "삭제해야 합니다.",
        "먼저 서브넷 안의 것을 삭제하거나 옮기세요: {referers}.",
    ),
    "route-table-in-use": Words(
        "서브넷에 연결된 경로 테이블은 삭제하지 않음",
        "경로 테이블 {name}은(는) 사용 중이므로 삭제할 수 없습니다. {id}",
        "먼저 테이블을 서브넷에서 떼세요: {referers}.",
    ),
    "network-security-group-in-use": Words(
        "서브넷이나 네트워크 인터페이스에 연결된 네트워크 보안 그룹은 삭제하지 않음",
        "네트워크 보안 그룹 {id}은(는) 다음 리소스에서 사용 중이므로 삭제할 수 없습니다: {referers}. 삭제하려면 "
        "연결을 없애야 합니다.",
        "먼저 그룹을 서브넷과 네트워크 인터페이스에서 떼세요: {referers}.",
    ),
    "public-ip-in-use": Words(
        "네트워크 인터페이스나 부하 분산 장치가 쓰는 공용 IP 주소는 삭제하지 않음",
        "공용 IP 주소 {id}은(는) 리소스 {referer}에 할당되어 있으므로 삭제할 수 없습니다. 삭제하려면 리소스에서 떼야 "
        "합니다.",
        "먼저 {referer}에서 주소를 떼세요.",
    ),
}
