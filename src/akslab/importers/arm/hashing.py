"""uniqueString and guid, exactly as Resource Manager computes them.

uniqueString: a 64-bit hash of the MurmurHash3 family with two 32-bit lanes over the arguments joined by `-`, written in
thirteen characters of base 32. guid: version 5 of RFC 4122 in a namespace of its own. Both agree with the literals in
Azure/bicep's own tests.
"""

import hashlib
import struct

_MASK = 0xFFFFFFFF
_ONE, _TWO = 0x239B961B, 0xAB0E9789
_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
_NAMESPACE = bytes.fromhex("11fb06fb712d4ddd98c7e71bbd588830")


def unique_string(text: str) -> str:
    """Return the thirteen characters for arguments already joined."""
    number = _hash(text.encode("utf-8", "replace"))
    digits = [_ALPHABET[number >> shift & 31] for shift in range(59, -1, -5)]
    return "".join(digits) + _ALPHABET[(number << 1 & 31)]


def guid(text: str) -> str:
    """Return the GUID for arguments already joined."""
    digest = bytearray(hashlib.sha1(_NAMESPACE + text.encode("utf-8", "replace"), usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    found = digest.hex()
    return "-".join((found[:8], found[8:12], found[12:16], found[16:20], found[20:]))


def _hash(content: bytes) -> int:
    one = two = 0
    whole = len(content) // 8 * 8
    for first, second in struct.iter_unpack("<II", content[:whole]):
        one = _rotated(one ^ _mixed(first, _ONE, 15, _TWO), 19) + two & _MASK
        one = one * 5 + 0x561CCD1B & _MASK
        two = _rotated(two ^ _mixed(second, _TWO, 17, _ONE), 13) + one & _MASK
        two = two * 5 + 0x0BCAA747 & _MASK
    tail = content[whole:]
    if tail:
        one ^= _mixed(int.from_bytes(tail[:4], "little"), _ONE, 15, _TWO)
    if len(tail) > 4:
        two ^= _mixed(int.from_bytes(tail[4:], "little"), _TWO, 17, _ONE)
    one, two = _crossed(one ^ len(content), two ^ len(content))
    one, two = _crossed(_final(one), _final(two))
    return two << 32 | one


def _crossed(one: int, two: int) -> tuple[int, int]:
    one = one + two & _MASK
    return one, two + one & _MASK


def _mixed(word: int, first: int, by: int, then: int) -> int:
    return _rotated(word * first & _MASK, by) * then & _MASK


def _rotated(word: int, by: int) -> int:
    return (word << by | word >> 32 - by) & _MASK


def _final(word: int) -> int:
    word = (word ^ word >> 16) * 0x85EBCA6B & _MASK
    word = (word ^ word >> 13) * 0xC2B2AE35 & _MASK
    return word ^ word >> 16
