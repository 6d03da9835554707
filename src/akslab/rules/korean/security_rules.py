"""The words about rules of network security groups, in Korean."""

from ..words import Words

SECURITY_RULES = {
    "security-rule-priority": Words(
        "규칙의 우선 순위는 100에서 4096 사이",
        "보안 규칙 {name}의 우선 순위 {priority}은(는) 100에서 4096 사이가 아닙니다.",
        "100에서 4096 사이의 우선 순위를 쓰세요.",
    ),
    "security-rule-address-prefix": Words(
        "규칙은 접두사, 주소, 서비스 태그 또는 *에 대한 것",
        "보안 규칙의 주소 접두사가 올바르지 않습니다. 제공된 값: {value}.",
        "*, 주소, 첫 주소에서 시작하는 접두사, 서비스 태그 중 하나를 쓰세요.",
    ),
    "security-rule-port-range": Words(
        "규칙은 0에서 65535 사이의 포트, 포트 범위 또는 *에 대한 것",
        "보안 규칙의 포트 범위가 올바르지 않습니다. 제공된 값: {value}. 정수 또는 '-'로 나눈 정수 범위여야 하며 "
        "유효한 범위는 0-65535입니다.",
        "*, 포트 하나, 또는 처음-끝을 쓰세요. 여러 개는 복수형 속성에 목록으로 씁니다.",
    ),
    "security-rule-named-twice": Words(
        "그룹의 규칙 이름은 서로 다름",
        "네트워크 보안 그룹 '{group}'에 이름이 '{name}'인 규칙이 두 개 있습니다.",
        "이름이 '{name}'인 두 규칙 중 하나의 이름을 바꾸세요.",
    ),
    "security-rules-conflict": Words(
        "같은 방향의 규칙은 우선 순위가 서로 다름",
        "보안 규칙 {a}이(가) 규칙 {b}과(와) 충돌합니다. 우선 순위와 방향이 모두 같을 수 없습니다.",
        "규칙 {a}, {b} 중 하나의 우선 순위를 바꾸세요.",
    ),
    "too-many-security-rules": Words(
        "네트워크 보안 그룹의 규칙은 최대 1000개",
        "네트워크 보안 그룹 '{group}'의 규칙이 {n}개가 됩니다. 최대 {most}개입니다.",
        "규칙 {n}개를 {most}개 이하로 줄이세요. 규칙 하나에 접두사와 포트를 여러 개 쓸 수 있습니다.",
    ),
}
