"""What is read out of az's and akslab's answers, and what of them is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akslab.article.answer import cells_of, cut_in_the_middle, shortened, shortened_error
from akslab.article.catalogue import speak
from akslab.article.reading import ReadingError, cells, client, outcome, refusal, table
from akslab.article.script import Text
from akslab.article.wrapping import wrapped

_ROUTES = """\
AddressPrefix    HasBgpOverride    Name                       NextHopIpAddress    NextHopType
---------------  ----------------  -------------------------  ------------------  ----------------
0.0.0.0/0        False             to-internet                                    Internet
10.244.1.0/24    False             aks-1-vmss000001____10244  192.168.1.5         VirtualAppliance
"""
_PROBE = "alpha-1 -> 10.244.1.2:80  answered  2.2 ms\nname: beta-1\nclient: 10.244.0.2\n"
_LOST = "alpha-1 -> 10.244.1.2:80  timeout  300.6 ms\n"


def test_an_empty_cell_of_a_table_stays_in_its_column() -> None:
    assert cells(_ROUTES, "NextHopIpAddress") == ["", "192.168.1.5"]
    assert table(_ROUTES)[1]["Name"] == "aks-1-vmss000001____10244"


def test_no_table_has_no_rows_and_another_table_is_not_read() -> None:
    assert cells("\n", "Name") == []
    with pytest.raises(ReadingError):
        cells(_ROUTES, "Address")


def test_a_probe_tells_what_the_other_side_saw() -> None:
    assert (outcome(_PROBE), client(_PROBE)) == ("answered", "10.244.0.2")


def test_a_lost_probe_has_no_client_and_says_what_became_of_it() -> None:
    assert outcome(_LOST) == "timeout"
    with pytest.raises(ReadingError, match="timeout"):
        client(_LOST)


def test_a_probe_that_was_never_sent_is_not_a_lost_one() -> None:
    with pytest.raises(ReadingError):
        outcome("akslab: There is nobody called 'beta-9' in this lab.")


def test_a_refusal_is_its_code_and_message_and_nothing_else_is_one() -> None:
    said = "ERROR: (SomeCode) What is wrong.\nCode: SomeCode\nMessage: What is wrong.\n"
    assert refusal("WARNING: one\n" + said) == "(SomeCode) What is wrong."
    with pytest.raises(ReadingError, match="unrecognized"):
        refusal("ERROR: unrecognized arguments: --pod-cidrs")


def test_of_json_the_named_keys_are_shown_and_the_rest_is_counted() -> None:
    text = '{\n  "id": "a",\n  "name": "b",\n  "tags": null\n}\n'
    answer = shortened(text, ("name",))
    assert answer.lines == ('"name": "b",',)
    assert answer.left_out is not None
    assert speak(answer.left_out, "en") == "… 4 lines more"


def test_of_a_table_the_named_columns_are_shown_aligned() -> None:
    answer = shortened(_ROUTES, ("AddressPrefix", "NextHopIpAddress"))
    assert answer.lines[2] == "0.0.0.0/0"
    assert answer.lines[3].split() == ["10.244.1.0/24", "192.168.1.5"]
    assert answer.lines[3].index("192") == answer.lines[0].index("NextHopIpAddress")
    assert answer.left_out == Text("shown.columns-more", {"count": "3"})


def test_a_narrow_screen_takes_from_the_widest_column_in_every_line() -> None:
    lines = shortened(_ROUTES, ("AddressPrefix", "Name", "NextHopIpAddress")).fitted(50)
    assert max(map(cells_of, lines)) <= 50
    assert lines[-1].endswith("192.168.1.5")
    assert lines[-1].index("192.168.1.5") == lines[0].index("NextHopIpAddress")


def test_an_error_is_shown_by_its_own_line() -> None:
    assert shortened_error("Traceback\nERROR: (A) b\nCode: A\n").lines == ("ERROR: (A) b",)


@given(st.text("ab 가-", max_size=60), st.integers(6, 40))
def test_a_cut_line_is_never_wider_than_the_screen_nor_changed_without_need(line: str, width: int) -> None:
    cut = cut_in_the_middle(line, width)
    assert cells_of(cut) <= width
    assert cut == line or cells_of(line) > width


@given(st.text("ab 가", max_size=80), st.integers(2, 30))
def test_wrapping_loses_nothing_and_keeps_to_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cells_of(line) <= width for line in lines)
