"""A shell that only recites, and a face that only remembers: what the runner is tested with."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from akslab.article.answer import Answer
from akslab.article.face import Result, Tick, Told
from akslab.article.runner import Done
from akslab.article.script import Expectation, Text


@dataclass
class Recital:
    """Answers each command with the next of its answers; the last one stays."""

    answers: Mapping[str, Sequence[Done]] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)
    variables: list[Mapping[str, str]] = field(default_factory=list)

    def run(self, text: str, variables: Mapping[str, str], tick: Tick) -> Done:
        tick()
        self.heard.append(text)
        self.variables.append(dict(variables))
        answers = self.answers.get(text, [Done(0, "", "")])
        return answers[min(self.heard.count(text), len(answers)) - 1]


@dataclass
class Memory:
    """Remembers what it was to show."""

    commands: list[Told] = field(default_factory=list)
    said: list[Text] = field(default_factory=list)
    looks: list[str] = field(default_factory=list)
    verdicts: list[Expectation] = field(default_factory=list)

    def title(self, text: Text) -> None:
        self.said.append(text)

    def chapter(self, number: int, title: Text, introduction: Text) -> None:
        self.said.append(title)

    def say(self, text: Text) -> None:
        self.said.append(text)

    def command(self, told: Told) -> None:
        self.commands.append(told)

    @contextmanager
    def busy(self, doing: Text) -> Iterator[Tick]:
        yield lambda: None

    def answer(self, answer: Answer, seconds: float, *, failed: bool) -> None:
        pass

    def look(self, state: str, seconds: float) -> None:
        self.looks.append(state)

    def verdict(self, expectation: Expectation) -> None:
        self.verdicts.append(expectation)

    def summary(self, results: Sequence[Result], conclusion: Text) -> None:
        pass
