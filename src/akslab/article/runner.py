"""Play chapters: run each command, learn from its answer, judge it, show it all. Effects are the shell's and the face's."""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import msgspec
from msgspec import Struct

from .answer import Answer, shortened, shortened_error
from .face import Face, Result, Tick, Told
from .reading import ReadingError, first_line
from .script import Chapter, Expectation, Run, Seen, Step, Text, Watch, Window, filled
from .source import Quote

_LOOK_EVERY_S = 0.2
_VARIABLE = re.compile(r"\$(\w+)")


class Done(Struct, frozen=True):
    """How a command ended."""

    status: int
    stdout: str
    stderr: str
    variables: Mapping[str, str] = {}
    """Those it assigned itself."""


class Shell(Protocol):
    """Where commands run."""

    def run(self, text: str, variables: Mapping[str, str], tick: Tick) -> Done:
        """Run a text as it is; `tick` is called while it runs."""


class ChapterEnds(Exception):
    """What comes next needs what failed."""


class Runner:
    """Plays chapters and keeps what was expected and observed."""

    def __init__(self, shell: Shell, face: Face, between: Callable[[Step], None] = lambda step: None) -> None:
        self.results: list[Result] = []
        self._shell, self._face, self._between = shell, face, between
        self._began = time.monotonic()
        self._facts: dict[str, str] = {}
        self._untold: set[str] = set()
        self._chapter = 0

    @property
    def seconds(self) -> float:
        """How long it has been."""
        return time.monotonic() - self._began

    def play(self, chapter: Chapter, *, closing: bool = True) -> None:
        """Play one chapter; a failure ends it, but what it made is taken away all the same."""
        self._chapter += 1
        self._facts, self._untold = {}, set()
        self._face.chapter(self._chapter, Text(chapter.title), Text(f"{chapter.title}.intro"))
        try:
            for step in chapter.steps:
                self._step(step)
        except ChapterEnds:
            self._face.say(Text("say.chapter-ends"))
        if not closing:
            return
        for step in chapter.closing:
            try:
                self._step(step)
            except ChapterEnds:
                continue

    def _step(self, step: Step) -> None:
        match step:
            case Run():
                self._record(self._run(step)[1])
            case Window():
                self._window(step)
            case Watch():
                self._watch(step)

    def _window(self, window: Window) -> None:
        for _ in range(window.tries):
            judged: list[Expectation] = []
            for run in window.runs:
                seen, found = self._run(run)
                judged += found
            if window.stands(seen):
                self._record(judged)
                return
            self._face.say(Text(window.again))
        self._record(
            [Expectation(Text("claim.window"), Text("expected.missing"), Text("observed.present"), held=False)]
        )

    def _watch(self, watch: Watch) -> None:
        self._face.say(Text(watch.say))
        self._face.command(Told(watch.command, Text("label.repeated"), {}))
        began = self.seconds
        while True:
            done = self._shell.run(watch.command, self._facts, lambda: None)
            seen = self._seen(done)
            self._face.look(watch.state(seen), seen.at - began)
            if watch.until(seen) or seen.at - began > watch.limit_s:
                break
            time.sleep(_LOOK_EVERY_S)
        self._record([watch.judge(seen)])
        self._between(watch)

    def _run(self, run: Run) -> tuple[Seen, list[Expectation]]:
        if run.say:
            self._face.say(Text(run.say))
        text, fills = filled(run, self._facts)
        shown = run.command.text if isinstance(run.command, Quote) else run.command
        self._face.command(Told(shown, _label(run), fills | self._first_used(text)))
        began = self.seconds
        with self._face.busy(Text("busy.running")) as tick:
            done = self._shell.run(text, self._facts, tick)
        failed = done.status != 0
        self._face.answer(_answer(done, run), self.seconds - began, failed=failed)
        if failed and not run.may_fail:
            self._fail(text, Text("expected.succeeds"), first_line(done.stderr or done.stdout))
        self._facts |= done.variables
        seen = self._seen(done)
        try:
            learnt = run.learn(seen)
        except (ReadingError, KeyError, IndexError, TypeError) as error:
            self._fail(text, Text("expected.readable"), str(error))
        self._facts |= learnt
        self._untold |= learnt.keys()
        seen = msgspec.structs.replace(seen, facts=dict(self._facts))
        self._between(run)
        return seen, [judge(seen) for judge in run.judges]

    def _first_used(self, text: str) -> dict[str, str]:
        """Return the learnt variables that a command is the first to use, with what they hold."""
        names = [name for name in _VARIABLE.findall(text) if name in self._untold]
        self._untold -= set(names)
        return {f"${name}": self._facts[name] for name in names}

    def _seen(self, done: Done) -> Seen:
        return Seen(done.status, done.stdout, done.stderr, self.seconds, dict(self._facts))

    def _fail(self, text: str, expected: Text, observed: str) -> None:
        what = Text("claim.runs", {"command": " ".join(text.split()[:5])})
        self._record([Expectation(what, expected, observed, held=False)])
        raise ChapterEnds

    def _record(self, judged: Sequence[Expectation]) -> None:
        for expectation in judged:
            self._face.verdict(expectation)
            self.results.append(Result(self._chapter, expectation))


def _label(run: Run) -> Text | None:
    if isinstance(run.command, Quote):
        return Text("label.article", {"number": str(run.command.number), "section": Text(run.command.section)})
    return None if run.command.startswith("akslab ") else Text("label.added")


def _answer(done: Done, run: Run) -> Answer:
    if done.status and not done.stdout.strip():
        return shortened_error(done.stderr)
    return shortened(done.stdout, run.picks)
