"""What a rule lacked, in Korean: properties, paths and commands stay as they are written, the words around them do not."""

import re

_KINDS = {
    "rule": "규칙",
    "route": "경로",
    "route table": "경로 테이블",
    "pool": "에이전트 풀",
    "agent pool": "에이전트 풀",
    "subnet": "서브넷",
    "virtual network": "가상 네트워크",
    "network security group": "네트워크 보안 그룹",
    "application gateway": "Application Gateway",
}
_PARTS = {
    "address prefixes": "주소 범위",
    "remote address space": "상대 주소 공간",
    "remote network": "상대 네트워크",
    "port ranges": "포트 범위",
    "prefixes": "범위",
    "route table": "경로 테이블",
    "network security group": "네트워크 보안 그룹",
    "routes": "경로",
    "rules": "규칙",
    "subnet": "서브넷",
    "frontends": "프런트엔드",
    "role": "역할",
    "scope": "범위",
    "location": "지역",
}
_WHOLE = {
    "the role assignments of the cluster's identity": "클러스터 ID의 역할 할당",
    "the role assignments": "역할 할당",
    "the principal of the cluster's identity": "클러스터 ID의 보안 주체",
    "the Application Gateway of the ingress add-on": "수신 추가 기능의 Application Gateway",
    ".terraform.lock.hcl, or --provider-version": ".terraform.lock.hcl 또는 --provider-version",
}
_KIND = "|".join(sorted(_KINDS, key=len, reverse=True))
_PATTERNS = (
    (re.compile(r"more than (?P<count>\S+) parts of traffic"), "{count}개가 넘는 트래픽 조각"),
    (re.compile(r"whether (?P<one>.+) is (?P<other>.+)"), "{one}이(가) {other}인지"),
    (re.compile(r"the role assignments that (?P<name>.+) had before"), "{name}에 전부터 있던 역할 할당"),
    (re.compile(r"rules for (?P<name>.+)"), "{name}에 대한 규칙"),
    (re.compile(r"the role assignments of (?P<name>.+)"), "{name}의 역할 할당"),
    (re.compile(r"(?P<part>\S+) of the ingress add-on"), "수신 추가 기능의 {part}"),
    (re.compile(rf"(?P<part>.+) of (?P<kind>{_KIND}) (?P<name>.+)"), "{kind} {name}의 {part}"),
    (re.compile(r"(?P<part>.+) of (?P<name>.+)"), "{name}의 {part}"),
    (re.compile(rf"(?P<kind>{_KIND}) (?P<name>.+)"), "{kind} {name}"),
)
_AS_IT_IS = re.compile(r"(?:az|kubectl) .+|\S+|\S+: \S+|\S+ \(\S+/\S+\)")


def missing_in_korean(missing: str) -> str:
    """Return what a rule lacked in Korean; a command or the name of a property by itself is the same in both."""
    if whole := _WHOLE.get(missing) or _PARTS.get(missing):
        return whole
    if _AS_IT_IS.fullmatch(missing):
        return missing
    for pattern, words in _PATTERNS:
        if found := pattern.fullmatch(missing):
            parts = found.groupdict()
            told = {"kind": _KINDS.get(parts.get("kind", ""), ""), "part": _PARTS.get(parts.get("part", ""), "")}
            return words.format(**{**parts, **{name: value for name, value in told.items() if value}})
    return missing
