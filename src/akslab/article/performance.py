"""The whole article on one throw-away lab, told to one face: what `akslab article` does."""

import shlex
import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack

from ..lab.place import Place
from ..lab.refusal import ENVIRONMENT, Refusal
from .chapters import CHAPTERS
from .face import Face, Told
from .runner import Runner
from .script import Chapter, Step, Text
from .shell import Bash, environment_of, usable_az
from .throwaway import throwaway_lab

Between = Callable[[Step, Place], None]
"""Called after each command, with the step it was and the lab it ran in."""


def perform(
    face: Face,
    *,
    keep: bool = False,
    chapters: Sequence[Chapter] = CHAPTERS,
    between: Between = lambda step, place: None,
) -> int:
    """Play the chapters and tell how it went; returns the exit code: 1 when an expectation did not hold.

    Raises `Refusal` when this machine lacks what it takes.
    """
    usable_az()
    if shutil.which("bash") is None:
        raise Refusal("bash is not on PATH, and the article's commands are bash.", ENVIRONMENT)
    face.title(Text("title"))
    with ExitStack() as stack:
        with face.busy(Text("busy.starting")):
            place, lab = stack.enter_context(throwaway_lab(keep=keep))
        face.say(Text("title.kept" if keep else "title.lab", {"path": str(place.root)}))
        runner = Runner(Bash(environment_of(place, lab), place.root), face, lambda step: between(step, place))
        for chapter in chapters:
            runner.play(chapter, closing=not (keep and chapter is chapters[-1]))
    face.summary(runner.results, _conclusion(runner))
    if keep:
        _how_to_go_on(face, place)
    return 0 if all(result.expectation.held for result in runner.results) else 1


def _conclusion(runner: Runner) -> Text:
    count, seconds = str(len(runner.results)), f"{runner.seconds:.0f}"
    failed = sum(not result.expectation.held for result in runner.results)
    if failed:
        return Text("summary.not-all-held", {"failed": str(failed), "count": count, "seconds": seconds})
    return Text("summary.all-held", {"count": count, "seconds": seconds})


def _how_to_go_on(face: Face, place: Place) -> None:
    face.say(Text("kept"))
    akslab = f"akslab --state {shlex.quote(str(place.root))}"
    for command in ("get nodes", "probe alpha-1 beta-1", "shell", "down --delete"):
        face.command(Told(f"{akslab} {command}", None, {}))
