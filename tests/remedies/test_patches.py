"""Patches become changed lines that say the same: applied by line or by character, the text is the same."""

from hypothesis import given
from hypothesis import strategies as st

from akslab.checking.locations import Locator
from akslab.remedies.patches import Patch, changes_of

from .applying import applied

TEXTS = st.lists(st.text("ab {}", max_size=6), min_size=1, max_size=8).map("\n".join)


@st.composite
def patched(draw: st.DrawFn) -> tuple[str, list[Patch]]:
    """Return a text and patches that do not overlap, in any order."""
    text = draw(TEXTS)
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    spans = list(zip(places[::2], places[1::2], strict=False))
    patches = []
    end_before = -1
    for start, end in spans:
        if start > end_before:
            words = draw(st.sampled_from(["", "x", "x\n", "x\ny", "\n"]))
            if words or start != end:
                patches.append(Patch("f", start, end, words))
                end_before = end
    return text, draw(st.permutations(patches))


@given(patched())
def test_lines_and_characters_make_the_same_text(example: tuple[str, list[Patch]]) -> None:
    text, patches = example
    changes = changes_of(patches, Locator({"f": text}))
    assert changes is not None
    expected = text
    for patch in sorted(patches, key=lambda each: each.start, reverse=True):
        expected = expected[: patch.start] + patch.text + expected[patch.end :]
    same = [change for change in changes if change.before != change.after]
    assert applied({"f": text}, same)["f"].rstrip("\n") == expected.rstrip("\n")


def test_overlapping_patches_change_nothing() -> None:
    patches = [Patch("f", 0, 3, "x"), Patch("f", 2, 4, "y")]
    assert changes_of(patches, Locator({"f": "abcdef"})) is None
    assert changes_of([Patch("f", 0, 3, "x"), Patch("f", 0, 3, "y")], Locator({"f": "abcdef"})) is None


def test_lines_put_in_at_one_place_follow_each_other() -> None:
    changes = changes_of([Patch("f", 2, 2, "x\n"), Patch("f", 2, 2, "y\n")], Locator({"f": "a\nb\n"}))
    assert changes is not None
    assert [(each.line, each.before, each.after) for each in changes] == [(2, (), ("x", "y"))]


def test_a_file_that_is_not_at_hand_is_not_changed() -> None:
    assert changes_of([Patch("f", 0, 0, "x")], Locator({"g": ""})) is None
