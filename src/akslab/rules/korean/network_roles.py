"""The words about roles in the network, in Korean."""

from ..words import Words

NETWORK_ROLES = {
    "role-given-to-kubelet-identity": Words(
        "네트워크에 대한 역할은 kubelet이 아니라 컨트롤 플레인의 ID가 가짐",
        "{scope}에 대한 {role} 역할이 이미지를 가져오는 kubelet ID에 할당되어 있습니다. 네트워크에서 일하는 것은 "
        "컨트롤 플레인의 ID {principal}이며, 그 ID에는 {missing} 권한이 없습니다.",
        "{role} 역할을 identityProfile.kubeletidentity가 아니라 클러스터 자신의 ID인 주체 {principal}에 주세요.",
    ),
    "role-too-broad": Words(
        "클러스터 ID에는 네트워크 기여자 이하의 역할이면 충분",
        "클러스터 ID가 {scope}에 대해 {role} 역할을 가지고 있습니다. {served}에서 하는 일에는 네트워크 기여자 "
        "역할이면 충분합니다.",
        "{scope}에 대한 {role} 역할 대신 {served}에 대한 네트워크 기여자 역할을 주세요.",
    ),
    "route-table-join-missing": Words(
        "경로 테이블에 대한 사용자 지정 역할은 조인을 허용함",
        "주체 {principal}은(는) 경로 테이블 {rtId}을(를) 쓸 수 있지만 {action} 권한이 없습니다. 서브넷 "
        "{subnet}을(를) 다시 쓰는 작업(예: Private Link 서비스)은 거부됩니다(LinkedAuthorizationFailed).",
        "역할에 {action} 권한을 추가하세요.",
    ),
}
