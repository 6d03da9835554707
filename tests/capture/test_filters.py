"""Filters: people's BPF expressions, compiled by libpcap; without an expression no library is asked."""

import struct

import pytest

from akslab.capture import filters

needs_libpcap = pytest.mark.skipif(not filters.is_there(), reason="this machine has no libpcap")


def test_no_expression_lets_everything_through_and_cuts_it() -> None:
    assert struct.unpack("=HBBI", filters.program("  ", 96)) == (0x06, 0, 0, 96)


def test_a_machine_without_libpcap_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    filters._library.cache_clear()
    monkeypatch.setattr(filters, "LIBRARIES", ("libpcap.so.there-is-none",))
    assert not filters.is_there()
    with pytest.raises(filters.NoLibpcapError, match=r"lacks: install libpcap0\.8"):
        filters.program("tcp", 96)
    assert filters.program("", 96)


@needs_libpcap
def test_an_expression_becomes_instructions_that_end_in_both_verdicts() -> None:
    compiled = filters.program("tcp port 80 and host 10.244.0.2", 96)
    instructions = list(struct.iter_unpack("=HBBI", compiled))
    assert len(instructions) > 8
    assert {value for code, _, _, value in instructions if code == 0x06} == {96, 0}
    assert compiled == filters.program("tcp port 80 and host 10.244.0.2", 96)


@needs_libpcap
@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("tcp port", "syntax error"),
        ("tcp prot 80", "syntax error"),
        ("port 99999", "illegal port number 99999 > 65535"),
        ("host 300.1.1.1", "300"),
        ("ip[0:9] = 1", "data size must be 1, 2, or 4"),
        ("tcp\0", "zero byte"),
        ("é", "syntax error"),
        ("tcp or " * 300, "more than 2000"),
    ],
)
def test_what_libpcap_refuses_is_said_in_its_words(expression: str, words: str) -> None:
    with pytest.raises(filters.FilterError, match=words) as refused:
        filters.program(expression, 96)
    assert "\n" not in str(refused.value)
