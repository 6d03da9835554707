"""The article as plain text: for pipes, logs and terminals that can do nothing else. No colour, no movement."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

from .answer import Answer, cells_of, cut_in_the_middle
from .catalogue import Language, speak
from .face import Result, Tick, Told
from .script import Expectation, Text, Words
from .wrapping import wrapped

_WIDTH = 100
_LOOK_S = 1.0
_MARK = 8
"""How many cells the widest mark takes."""


class PlainFace:
    """Writes lines, each as soon as it is known."""

    def __init__(self, output: TextIO, language: Language, width: int = _WIDTH) -> None:
        self._output, self._language, self._width = output, language, width
        self._looked = -_LOOK_S
        self._state = ""

    def title(self, text: Text) -> None:
        """Write the title."""
        self._lines(text)

    def chapter(self, number: int, title: Text, introduction: Text) -> None:
        """Write a heading, underlined."""
        heading = self._speak(Text("chapter.title", {"number": str(number), "title": title}))
        self._write("")
        self._write(heading)
        self._write("=" * self._width)
        self._lines(introduction)

    def say(self, text: Text) -> None:
        """Write a paragraph."""
        self._write("")
        self._lines(text)

    def command(self, told: Told) -> None:
        """Write a command after its place in the article, and what its placeholders stand for."""
        self._looked, self._state = -_LOOK_S, ""
        if told.label:
            self._lines(told.label, "  # ")
        first, *others = told.text.splitlines()
        self._write(f"  $ {first}")
        for line in others:
            self._write(f"    {line}")
        for placeholder, value in told.fills.items():
            self._write("  # " + self._cut(self._speak(filling(placeholder, value)), 4))

    @contextmanager
    def busy(self, doing: Text) -> Iterator[Tick]:
        """Write a line for each second that goes by."""
        began, told = time.monotonic(), 0

        def tick() -> None:
            nonlocal told
            if (passed := int(time.monotonic() - began)) > told:
                told = passed
                self._write(f"    … {self._speak(doing)}, {passed} s")

        yield tick

    def answer(self, answer: Answer, seconds: float, *, failed: bool) -> None:
        """Write lines cut to the width; refusals whole."""
        room = self._width - 4
        whole = [part for line in answer.lines for part in wrapped(line, room)] if failed else []
        for line in whole or answer.fitted(room):
            self._write(f"    {line}")
        if answer.left_out:
            self._write(f"    {self._speak(answer.left_out)}")

    def look(self, state: str, seconds: float) -> None:
        """Write a look when something changed, and one a second."""
        if state != self._state or seconds - self._looked >= _LOOK_S:
            self._write(f"    {seconds:4.1f} s  {state}")
            self._looked, self._state = seconds, state

    def verdict(self, expectation: Expectation) -> None:
        """Write whether it held, and what was seen."""
        mark = f"  [{self._mark(expectation)}] "
        if expectation.held and cells_of(short := self._speak(in_short(expectation))) <= self._width - cells_of(mark):
            self._write(mark + short)
            return
        self._lines(expectation.what, mark)
        if not expectation.held:
            self._lines(Text("verdict.expected", {"expected": expectation.expected}), "      ")
        self._lines(Text("verdict.observed", {"observed": expectation.observed}), "      ")

    def summary(self, results: Sequence[Result], conclusion: Text) -> None:
        """Write a line for each expectation, more for one that did not hold."""
        self._write("")
        self._lines(Text("summary.title"))
        self._write("=" * self._width)
        for result in results:
            expectation = result.expectation
            mark = self._mark(expectation)
            self._lines(expectation.what, f"{result.chapter}  {mark}{' ' * (_MARK - cells_of(mark))}  ")
            if not expectation.held:
                self._lines(Text("verdict.expected", {"expected": expectation.expected}), " " * (_MARK + 5))
                self._lines(Text("verdict.observed", {"observed": expectation.observed}), " " * (_MARK + 5))
        self._write("")
        self._lines(conclusion)

    def _mark(self, expectation: Expectation) -> str:
        return self._speak(Text("mark.held" if expectation.held else "mark.not-held"))

    def _speak(self, words: Words) -> str:
        return speak(words, self._language)

    def _cut(self, line: str, indent: int) -> str:
        return cut_in_the_middle(line, self._width - indent)

    def _lines(self, words: Words, before: str = "") -> None:
        for number, part in enumerate(wrapped(self._speak(words), self._width - cells_of(before))):
            self._write((" " * cells_of(before) if number else before) + part)

    def _write(self, line: str) -> None:
        self._output.write(line + "\n")
        self._output.flush()


def in_short(expectation: Expectation) -> Text:
    """Return what held, and in parentheses what was seen."""
    return Text("verdict.short", {"what": expectation.what, "observed": expectation.observed})


def filling(placeholder: str, value: str) -> Text:
    """Return the sentence on a placeholder of the article: what takes its place, or that it is left out."""
    if value:
        return Text("filled", {"placeholder": placeholder.strip(), "value": value})
    return Text("filled.out", {"placeholder": placeholder.strip()})
