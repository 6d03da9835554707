"""Lists of taken ranges are read as IPAMs, shells and spreadsheets write them, and what is wrong is told by its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akslab.planning.decoding import decoded
from akslab.planning.ranges import read_range
from akslab.planning.sentences import PlanError
from akslab.planning.taken import Taken, read_list, read_option

from .wishes import ACCEPTED, prefixes, refusal, unhurried


def shown(found: list[Taken]) -> list[tuple[str, str, str]]:
    return [(taken.text, taken.name, taken.place) for taken in found]


def test_a_header_names_the_columns_in_any_order() -> None:
    text = "Site,VLAN,Address Prefix\nhub,7,10.1.0.0/16\n\nedge,8,10.2.0.0/16\n"
    assert shown(read_list(text, "ipam.csv")) == [
        ("10.1.0.0/16", "hub", "ipam.csv:2"),
        ("10.2.0.0/16", "edge", "ipam.csv:4"),
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_without_a_header_the_range_comes_first(mark: str) -> None:
    assert shown(read_list(f"10.1.0.0/16{mark}hub", "f")) == [("10.1.0.0/16", "hub", "f:1")]


def test_a_plain_list_has_names_and_comments() -> None:
    text = "# ours\n10.1.0.0/16 hub and spokes  # since 2019\n\n10.2.0.9\n"
    assert shown(read_list(text, "t.txt")) == [
        ("10.1.0.0/16", "hub and spokes", "t.txt:2"),
        ("10.2.0.9", "", "t.txt:4"),
    ]


def test_a_span_from_one_address_to_another_is_a_range() -> None:
    [taken] = read_list("prefix,name\n10.1.0.5 - 10.1.0.9,dhcp", "f")
    assert taken.span == ((10 << 24) + (1 << 16) + 5, (10 << 24) + (1 << 16) + 9)


def test_an_ipv6_range_is_in_nobodys_way() -> None:
    assert read_list("prefix,name\n2001:db8::/32,six\n10.0.0.0/8,four", "f")[0].name == "four"


def test_a_quoted_name_may_have_a_comma() -> None:
    assert read_list('prefix,name\n10.0.0.0/8,"hub, old"', "f")[0].name == "hub, old"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("prefix,name\n10.0.0.0/8,a\n10.0.0.0/33,b", "f:3: '10.0.0.0/33' is not a range"),
        ("prefix,name\n10.0.0.1/8,a", "f:2: '10.0.0.1/8' has host bits set; the range is 10.0.0.0/8"),
        ("hub", "f:1: 'hub' is not a range"),
        ("prefix,name\n,nameless", "f:2: '' is not a range"),
        ("10.0.0.9-10.0.0.1", "f:1: '10.0.0.9-10.0.0.1' is not a range"),
        ("10.0.0.0/8\n010.0.0.0/8", "f:2: '010.0.0.0/8' is not a range"),
        ("10.0.0.0/255.0.0.0", "f:1: '10.0.0.0/255.0.0.0' is not a range"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_with_its_number(text: str, said: str) -> None:
    with pytest.raises(PlanError) as refused:
        read_list(text, "f")
    assert refused.value.said("en").startswith(said)


def test_an_option_may_give_the_range_a_name() -> None:
    assert shown([read_option("hub=10.1.0.0/16", "--peer")]) == [("10.1.0.0/16", "hub", "--peer")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_a_file_may_come_from_a_shell_or_a_korean_spreadsheet(encoding: str) -> None:
    assert decoded("10.0.0.0/8,본사".encode(encoding), "f") == "10.0.0.0/8,본사"


def test_binary_junk_is_no_text() -> None:
    with pytest.raises(PlanError, match="is not a text file"):
        decoded(b"PK\x03\x04\x00\x00\xff\xfe", "ipam.xlsx")


@unhurried
@given(prefixes(shortest=8, longest=32))
def test_a_prefix_reads_back_as_itself(prefix: object) -> None:
    assert read_range(str(prefix)) == prefix


@unhurried
@given(st.text(max_size=60) | st.from_regex(r"[0-9./,;\-: \n]{1,60}"))
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    said = refusal(lambda: read_list(text, "f"))
    assert said.startswith(("f:", ACCEPTED))
    assert "\n" not in said
    if said == ACCEPTED:
        assert all(0 <= taken.span[0] <= taken.span[1] < 2**32 for taken in read_list(text, "f"))


@unhurried
@given(st.binary(max_size=60))
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    assert refusal(lambda: decoded(content, "f")).startswith(("f: ", ACCEPTED))
