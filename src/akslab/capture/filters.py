"""Capture filters in BPF's syntax, compiled by libpcap through ctypes: the language of tcpdump and Wireshark.

A filter is a program for the kernel; what it lets through it also cuts to the snap length. Without an expression
libpcap isn't needed.
"""

import ctypes
import struct
from functools import cache

LIBRARIES = ("libpcap.so.0.8", "libpcap.so.1")
"""What it is called by Debian, and by others."""
PACKAGE = "libpcap0.8"
"""Debian's package."""
LONGEST = 2000
"""Characters of an expression: libpcap takes seconds for so many, and the square of it for more."""
ETHERNET = 1
NO_NETMASK = 0xFFFFFFFF
RETURN = 0x06
_INSTRUCTION = struct.Struct("=HBBI")


class FilterError(Exception):
    """An expression that libpcap refuses, in its own words; or there is no libpcap."""


class NoLibpcapError(FilterError):
    """A filter is wanted on a machine without libpcap."""


class _Program(ctypes.Structure):
    """`struct bpf_program`: a number of instructions, and where they are."""

    _fields_ = (("count", ctypes.c_uint), ("instructions", ctypes.c_void_p))


@cache
def _library() -> ctypes.CDLL:
    for name in LIBRARIES:
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        library.pcap_open_dead.restype = ctypes.c_void_p
        library.pcap_open_dead.argtypes = [ctypes.c_int, ctypes.c_int]
        library.pcap_compile.argtypes = [
            *(ctypes.c_void_p, ctypes.POINTER(_Program), ctypes.c_char_p, ctypes.c_int, ctypes.c_uint32)
        ]
        library.pcap_geterr.restype = ctypes.c_char_p
        for function in (library.pcap_geterr, library.pcap_close):
            function.argtypes = [ctypes.c_void_p]
        library.pcap_freecode.argtypes = [ctypes.POINTER(_Program)]
        return library
    raise NoLibpcapError(f"a filter needs libpcap, which this machine lacks: install {PACKAGE} (`akslab setup` does)")


def is_there() -> bool:
    """Whether this machine has libpcap."""
    try:
        _library()
    except NoLibpcapError:
        return False
    return True


def program(expression: str, snap_length: int) -> bytes:
    """Compile an expression for Ethernet to the kernel's instructions of eight bytes each; raises `FilterError`."""
    if not expression.strip():
        return _INSTRUCTION.pack(RETURN, 0, 0, snap_length)
    if "\0" in expression or len(expression) > LONGEST:
        raise FilterError(f"it has a zero byte in it or more than {LONGEST} characters")
    library = _library()
    handle = library.pcap_open_dead(ETHERNET, snap_length)
    compiled = _Program()
    try:
        if library.pcap_compile(handle, ctypes.byref(compiled), expression.encode(), 1, NO_NETMASK):
            raise FilterError((library.pcap_geterr(handle) or b"refused without a word").decode(errors="replace"))
        try:
            return ctypes.string_at(compiled.instructions, compiled.count * _INSTRUCTION.size)
        finally:
            library.pcap_freecode(ctypes.byref(compiled))
    finally:
        library.pcap_close(handle)
