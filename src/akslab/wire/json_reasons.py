"""Why a text is no JSON, in people's words: the parser's own are English, and name what it wanted, not what is wrong."""

import re

from .sentences import Sentence

_ENGLISH: dict[str, str] = {
    r"Expecting value": "a value is missing",
    r"Expecting property name enclosed in double quotes": "a key in double quotes is missing",
    r"Expecting ',' delimiter": "a comma is missing, or a closing bracket",
    r"Expecting ':' delimiter": "a colon is missing",
    r"Illegal trailing comma before end of (?:object|array)": "a comma has nothing behind it",
    r"Unterminated string starting at": "the closing quote of this text is missing",
    r"Extra data": "something follows behind its end",
    r"Invalid control character at": "a control character stands in a text",
    r"Invalid \\.*": "a backslash has no such meaning",
    r"nested more than (\d+) deep": "nested more than {0} deep",
    r"(\S+) is no JSON": "{0} is no number of JSON",
    r"(\S+) is too large": "{0} is too large",
    r"a number of more than 4300 digits": "a number has more than 4300 digits",
}
_KOREAN: dict[str, str] = {
    r"Expecting value": "값이 빠져 있음",
    r"Expecting property name enclosed in double quotes": "큰따옴표로 묶은 키가 빠져 있음",
    r"Expecting ',' delimiter": "쉼표나 닫는 괄호가 빠져 있음",
    r"Expecting ':' delimiter": "콜론이 빠져 있음",
    r"Illegal trailing comma before end of (?:object|array)": "쉼표 뒤에 아무것도 없음",
    r"Unterminated string starting at": "이 텍스트의 닫는 따옴표가 빠져 있음",
    r"Extra data": "끝난 뒤에 다른 내용이 이어짐",
    r"Invalid control character at": "텍스트 안에 제어 문자가 있음",
    r"Invalid \\.*": "백슬래시를 쓸 수 없는 곳에 씀",
    r"nested more than (\d+) deep": "{0}단계보다 깊이 중첩됨",
    r"(\S+) is no JSON": "{0}은(는) JSON의 숫자가 아님",
    r"(\S+) is too large": "{0}은(는) 너무 큼",
    r"a number of more than 4300 digits": "4300자리가 넘는 숫자가 있음",
}


def reason_in(reason: str, language: str) -> str:
    """Return a parser's reason in a language, `en` or `ko`; one that is not known stays as it is."""
    for pattern, words in (_KOREAN if language == "ko" else _ENGLISH).items():
        if found := re.fullmatch(pattern, reason):
            return words.format(*found.groups())
    return reason


def retold(found: Sentence, language: str) -> Sentence:
    """Return a sentence with its parser's reason, if it gives one, in a language."""
    reason = found.values.get("reason")
    if not isinstance(reason, str):
        return found
    return Sentence(found.key, {**found.values, "reason": reason_in(reason, language)})
