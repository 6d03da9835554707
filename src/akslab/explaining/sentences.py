"""The words around an explanation, in both languages."""

from .words import Words

LABELS: dict[str, Words] = {
    "found": Words("found", "찾은 값"),
    "cause": Words("cause", "원인"),
    "look": Words("look", "확인"),
    "field": Words("at", "위치"),
    "tells": Words("if", "조건"),
    "fix": Words("fix", "해결"),
    "source": Words("source", "출처"),
    "rules": Words("rules", "규칙"),
    "also": Words("also", "그 밖"),
    "unknown": Words("unknown", "모름"),
    "more": Words("more", "더 있음"),
}

OWN_CODE = Words(
    "{name} is a code of akslab's lab: it answers with it where Azure's is not public.",
    "{name:은} akslab 랩의 코드입니다. Azure의 코드가 공개되어 있지 않을 때 대신 응답합니다.",
)
TEXT_NOT_PUBLIC = Words(
    "Azure's text for {name} is not public: what stands here follows from its name and from the documented rule.",
    "{name}에 대한 Azure의 텍스트는 공개되어 있지 않습니다. 여기 내용은 이름과 문서의 규칙에서 온 것입니다.",
)
NOT_EXPLAINED = Words("akslab does not know this code", "akslab이 모르는 코드")
MORE = Words("{count} more errors in the text; `-o json` explains all", "오류 {count}개 더. 모두 보려면 `-o json`")
NOTHING = Words(
    "akslab knows no error in this text.",
    "이 텍스트에서 akslab이 아는 오류를 찾지 못했습니다.",
)
NEAR = Words("Did you mean: {names}?", "다음 중 하나인지 확인하세요: {names}")
EMPTY = Words(
    "Nothing to explain: give a code, an error in quotes, or - to read it from standard input.",
    "설명할 것이 없습니다. 코드나 따옴표로 묶은 오류를 주거나, 표준 입력에서 읽으려면 -를 쓰세요.",
)
NO_OPTION = Words(
    "No such option: {name}. An error that begins with dashes goes in quotes.",
    "없는 옵션: {name}. 대시로 시작하는 오류는 따옴표로 묶으세요.",
)
