"""Places inside texts: an offset of an expression is an offset of the file, whatever escapes are between."""

import json

from hypothesis import given
from hypothesis import strategies as st

from akslab.importers.arm.sources import Sources
from akslab.importers.files import GivenFiles

TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)


@given(TEXTS, st.booleans(), st.data())
def test_a_part_of_a_text_is_found_in_how_it_is_written(text: str, is_ascii: bool, data: st.DataObject) -> None:
    written = json.dumps({"a": ["x", text]}, ensure_ascii=is_ascii)
    sources = Sources(GivenFiles({"f.json": written}))
    sources.read("f.json")
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = sources.within("f.json", ("a", 1), start, end)
    assert json.loads(f'"{written[found.start : found.end]}"') == text[start:end]


def test_a_place_in_a_file_that_was_not_read_stays_a_path() -> None:
    assert Sources(GivenFiles({})).within("f.json", ("a",), 0, 1).path == ("a",)


def test_a_file_is_read_once() -> None:
    class Counting(GivenFiles):
        reads = 0

        def read(self, name: str) -> str:
            self.reads += 1
            return super().read(name)

    files = Counting({"f.json": "[1"})
    sources = Sources(files)
    assert sources.read("f.json") == sources.read("f.json")
    assert files.reads == 1
