"""The article on a terminal: rules, colours, a spinner while az works. Everything it says the plain face says too."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text as Styled

from .answer import Answer, cells_of, cut_in_the_middle
from .catalogue import Language, speak
from .face import Result, Tick, Told
from .plain_face import filling, in_short
from .script import Expectation, Text, Words

_WORTH_TELLING_S = 0.5
_LOOKS = {"answered": "green", "timeout": "red", "unreachable": "red", "refused": "red"}


class TerminalFace:
    """Draws with rich."""

    def __init__(self, console: Console, language: Language) -> None:
        self._console, self._language = console, language
        self._looks = Styled()

    def title(self, text: Text) -> None:
        """Draw the title."""
        self._console.print(self._styled(text, "bold"))

    def chapter(self, number: int, title: Text, introduction: Text) -> None:
        """Draw a rule across the screen."""
        heading = Text("chapter.title", {"number": str(number), "title": title})
        self._console.print()
        self._console.print(Rule(self._styled(heading, "bold cyan"), style="cyan"))
        self._console.print(self._styled(introduction))

    def say(self, text: Text) -> None:
        """Draw a paragraph."""
        self._console.print()
        self._console.print(self._styled(text))

    def command(self, told: Told) -> None:
        """Draw a command, dimmed: bright is what it does."""
        self._looks = Styled()
        if told.label:
            added = told.label.key != "label.article"
            self._indent(self._styled(told.label, "yellow" if added else "blue"), "# ")
        first, *others = told.text.splitlines()
        self._indent(Styled(first, "dim"), "$ ")
        for line in others:
            self._indent(Styled(line, "dim"), "  ")
        for placeholder, value in told.fills.items():
            line = self._cut(self._speak(filling(placeholder, value)), 4)
            self._indent(Styled(line, "magenta"), "# ")

    @contextmanager
    def busy(self, doing: Text) -> Iterator[Tick]:
        """Draw a spinner and the seconds."""
        began = time.monotonic()
        with self._console.status("", spinner="dots") as status:

            def tick() -> None:
                status.update(f"{self._speak(doing)} {time.monotonic() - began:.0f} s")

            tick()
            yield tick

    def answer(self, answer: Answer, seconds: float, *, failed: bool) -> None:
        """Draw lines, cut to the screen; refusals whole and red."""
        for line in answer.lines if failed else answer.fitted(self._console.width - 4):
            self._indent(Styled(line, "red" if failed else ""), "  ")
        told = [self._speak(answer.left_out)] if answer.left_out else []
        if seconds >= _WORTH_TELLING_S:
            told.append(f"{seconds:.1f} s")
        if told:
            self._indent(Styled(", ".join(told), "bright_black"), "  ")

    def look(self, state: str, seconds: float) -> None:
        """Draw a mark for each look, all on one line."""
        good = state == "answered"
        mark = Styled("✓" if good else "·", _LOOKS.get(state, "yellow"))
        if not self._looks:
            self._console.print("    ", end="")
        self._looks.append(mark)
        self._console.print(mark, end="")
        if good:
            self._console.print(f" {seconds:.1f} s")

    def verdict(self, expectation: Expectation) -> None:
        """Draw a green or a red mark."""
        if expectation.held:
            self._held(expectation)
            return
        self._indent(self._styled(expectation.what, "bold red"), "✗ ", "bold red")
        for side in ("expected", "observed"):
            words = expectation.expected if side == "expected" else expectation.observed
            self._indent(self._styled(Text(f"verdict.{side}", {side: words}), "red"), "  ")

    def _held(self, expectation: Expectation) -> None:
        told = self._styled(expectation.what, "green")
        if cells_of(self._speak(in_short(expectation))) <= self._console.width - 4:
            self._indent(told.append(f" ({self._speak(expectation.observed)})", "default"), "✓ ", "green")
            return
        self._indent(told, "✓ ", "green")
        self._indent(self._styled(Text("verdict.observed", {"observed": expectation.observed})), "  ")

    def summary(self, results: Sequence[Result], conclusion: Text) -> None:
        """Draw a table of all expectations and a frame round the conclusion."""
        table = Table(box=None, padding=(0, 1), expand=True, header_style="bold")
        table.add_column(self._speak(Text("column.chapter")), width=3)
        table.add_column("", width=1)
        table.add_column(self._speak(Text("column.what")), ratio=3)
        table.add_column(self._speak(Text("column.observed")), ratio=2)
        for result in results:
            expectation = result.expectation
            style = "green" if expectation.held else "bold red"
            mark = Styled("✓" if expectation.held else "✗", style)
            table.add_row(str(result.chapter), mark, self._styled(expectation.what), self._seen(expectation))
        self._console.print()
        self._console.print(Rule(self._styled(Text("summary.title"), "bold cyan"), style="cyan"))
        self._console.print(table)
        held = all(result.expectation.held for result in results)
        self._console.print(Panel(self._styled(conclusion, "bold"), border_style="green" if held else "red"))

    def _seen(self, expectation: Expectation) -> Styled:
        """Return what was observed: in one line, unless it did not hold."""
        if expectation.held:
            return Styled(self._speak(expectation.observed), no_wrap=True, overflow="ellipsis")
        told = self._styled(expectation.observed, "red")
        return told.append("\n").append(self._styled(Text("verdict.expected", {"expected": expectation.expected})))

    def _speak(self, words: Words) -> str:
        return speak(words, self._language)

    def _styled(self, words: Words, style: str = "") -> Styled:
        return Styled(self._speak(words), style)

    def _cut(self, line: str, indent: int) -> str:
        return cut_in_the_middle(line, self._console.width - indent)

    def _indent(self, text: Styled, mark: str, style: str = "bright_black") -> None:
        row = Table.grid(padding=0)
        row.add_column(width=len(mark), no_wrap=True)
        row.add_column()
        row.add_row(Styled(mark, style), text)
        self._console.print(Padding(row, (0, 0, 0, 2)))


def on_this_terminal(language: Language) -> TerminalFace:
    """Return the face for the terminal that standard output is."""
    return TerminalFace(Console(highlight=False), language)
