"""The words about clusters that a plan would make anew, in Korean."""

from ..words import Words

REPLACEMENTS = {
    "cluster-would-be-replaced": Words(
        "계획은 클러스터를 제자리에서 변경함",
        "이 계획은 클러스터 {cluster}({address})을(를) 없애고 새로 만듭니다. 이유: {because}. 그 안에서 실행 중인 "
        "모든 것이 사라집니다.",
        "{because} 값을 이전으로 되돌리세요. kubenet에서 Overlay로 제자리에서 옮기려면 azurerm 4.66.0 이상이 "
        "필요하며, 이전 버전은 클러스터를 새로 만듭니다.",
    ),
}
