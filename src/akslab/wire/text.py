"""Bytes of a file -> text, as spreadsheets and shells write it: UTF-8, PowerShell's UTF-16, Korean Excel's CP949."""

import codecs

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


_BARE = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
"""Mark -> the encoding of what stands behind it."""


class NotTextError(ValueError):
    """The bytes are no text in any of these encodings."""


def decoded(content: bytes) -> str:
    """Return the text, without a byte order mark; raises NotTextError for what is none."""
    marked = [encoding for mark, encoding in _MARKS if content.startswith(mark)]
    for encoding in marked or ["utf-8", "cp949"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise NotTextError("neither UTF-8, UTF-16 nor CP949")


def encoded_as(content: bytes, before: str, after: str) -> bytes | None:
    """Return `after` in the encoding, and with the mark, in which `content` is `before`; None where it is not."""
    mark = next((each for each in _BARE if content.startswith(each)), b"")
    for encoding in [_BARE[mark]] if mark else ["utf-8", "cp949"]:
        try:
            if mark + before.encode(encoding) == content:
                return mark + after.encode(encoding)
        except UnicodeEncodeError:
            continue
    return None
