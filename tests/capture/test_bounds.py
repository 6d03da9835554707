"""Sizes as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akslab.capture.bounds import MOST_BYTES, size_of, size_text


@pytest.mark.parametrize(
    ("text", "size"),
    [("1", 1), ("5000", 5000), ("64k", 64_000), ("64KiB", 65_536), ("1.5 GB", 1_500_000_000), ("2M", 2_000_000),
     ("100 bytes"[:3], 100), ("1Ti", 1 << 40)],
)  # fmt: skip
def test_a_size_is_a_number_with_a_unit(text: str, size: int) -> None:
    assert size_of(text) == size


@pytest.mark.parametrize("text", ["", "0", "-1", "k", "1x", "1e9", "٣", "1.5.2", "9" * 40, "2000TiB", "0.1"])
def test_what_is_no_size_is_said_so(text: str) -> None:
    with pytest.raises(ValueError, match="is no size"):
        size_of(text)


@given(st.text(max_size=20))
def test_any_text_is_a_size_or_a_sentence(text: str) -> None:
    try:
        size, said = size_of(text), "is no size"
    except ValueError as error:
        size, said = 1, str(error)
    assert 0 < size <= MOST_BYTES
    assert "is no size" in said


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1.0 kB"), (99_960, "100 kB"), (100_000_000, "100 MB"),
     (999_700, "1.0 MB"), (1 << 50, "1126 TB")],
)  # fmt: skip
def test_sizes_are_said_in_three_digits(size: int, text: str) -> None:
    assert size_text(size) == text


@given(st.integers(1, 10**14))
def test_a_size_that_is_said_can_be_typed(size: int) -> None:
    said = size_text(size).replace(" bytes", "").replace(" byte", "")
    assert abs(size_of(said) - size) <= size * 0.06
