"""Simple commands: az, the builtins that matter, functions of the script, other scripts of the tree."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ...deployments.declared import Gap, Problem
from ...wire.sentences import sentence
from ...wire.symbols import has_symbol
from ..files import UnreadableError
from .calling import MOST_CALLS, call, include
from .cmdlets import run_cmdlet
from .deciding import decided
from .dialects import program_of
from .files_read import reason_of
from .invoking import invoke
from .naming import source_of
from .outcomes import FAILED, FINE, Outcome
from .program import Run, Test
from .texts import Text

if TYPE_CHECKING:
    from .walking import Walker

_QUIET = ("/dev/null", "$null", "nul")
_SCRIPT = re.compile(r"(?:\./|\.\\)?[\w./\\-]+\.(?:sh|bash|ps1)")
_SHELLS = ("bash", "sh", "zsh", "pwsh", "powershell")
_HIDING = ("eval", "xargs", "invoke-expression", "iex")


class Runner:
    """Runs the simple commands of one script for its walker."""

    def __init__(self, walker: "Walker") -> None:
        self._walker = walker
        self._builtins: dict[str, Callable[[Run, list[Text]], Outcome]] = {
            "echo": self._echo,
            "write-output": self._echo,
            "printf": self._printf,
            "cat": self._cat,
            "true": lambda _run, _texts: FINE,
            ":": lambda _run, _texts: FINE,
            "false": lambda _run, _texts: FAILED,
            "exit": lambda _run, _texts: Outcome(stops="script"),
            "return": self._return,
            "break": lambda _run, _texts: Outcome(stops="loop"),
            "continue": lambda _run, _texts: Outcome(stops="loop"),
            "wait": self._wait,
            "sleep": self._sleep,
            "start-sleep": self._sleep,
            "timeout": self._sleep,
            "set": self._set,
            "unset": self._unset,
            "read": self._read,
            "test": self._test,
            "source": self._source,
            ".": self._source,
            "call": lambda run, texts: self.words(run, texts[1:]),
            "command": lambda run, texts: self.words(run, texts[1:]) if len(texts) > 2 else _program(texts),
            "sudo": lambda run, texts: self.words(run, texts[1:]),
            "time": lambda run, texts: self.words(run, texts[1:]),
            "exec": lambda run, texts: self.words(run, texts[1:]),
        }

    def run(self, run: Run) -> Outcome:
        """Run a simple command; its output goes where it is written to."""
        walker = self._walker
        walker.budget.step()
        texts = [text for word in run.words for text in walker.expander.texts(word)]
        outcome = self.words(run, texts)
        if run.writes_to is None:
            return outcome
        target = walker.expander.text(run.writes_to)
        if outcome.output and target.text.lower() not in _QUIET:
            walker.files.write(target.text, outcome.output)
        return replace(outcome, output=None)

    def words(self, run: Run, texts: list[Text]) -> Outcome:
        """Run a command whose words are expanded."""
        if not texts:
            return FINE
        name = texts[0].text
        walker = self._walker
        if name.rsplit("/", 1)[-1] in ("az", "az.cmd", "az.exe"):
            return invoke(walker, run, texts)
        function = name if name in walker.functions else name.lower()
        if function in walker.functions:
            return call(walker, function, texts)
        if builtin := self._builtins.get(name.lower()):
            return builtin(run, texts)
        if name.lower() in _SHELLS and len(texts) > 1 and _SCRIPT.fullmatch(texts[1].text):
            return self._script(run, texts[1:])
        if _SCRIPT.fullmatch(name) and ("/" in name or "\\" in name):
            return self._script(run, texts)
        if name.lower() in _HIDING and any("az" in text.text.split() for text in texts):
            self._hide(run, texts)
        if (cmdlet := run_cmdlet(walker, run, texts)) is not None:
            return cmdlet
        return _program(texts)

    def _hide(self, run: Run, texts: list[Text]) -> None:
        what = sentence("az.not-run", name=texts[0].text)
        self._walker.cloud.gaps.append(Gap(what=what, origin=run.origin, hides_resources=True))

    def _echo(self, _run: Run, texts: list[Text]) -> Outcome:
        shown = [text for text in texts[1:] if text.text not in ("-n", "-e", "-ne", "-en")]
        if len(shown) == 1:
            return Outcome(output=shown[0])
        joined = self._walker.budget.text(" ".join(text.text for text in shown))
        return Outcome(output=Text(text=joined, is_secret=any(text.is_secret for text in shown)))

    def _printf(self, run: Run, texts: list[Text]) -> Outcome:
        if len(texts) == 3 and texts[1].text in ("%s", "%s\\n", "%s\n"):
            return Outcome(output=texts[2])
        if len(texts) == 2 and "%" not in texts[1].text:
            return Outcome(output=texts[1])
        return Outcome(output=self._walker.expander.unread(f"printf {texts[-1].text}" if texts else run.origin.file))

    def _cat(self, run: Run, texts: list[Text]) -> Outcome:
        walker = self._walker
        if run.stdin is not None:
            return Outcome(output=walker.expander.text(run.stdin))
        if len(texts) == 2 and (written := walker.files.written(texts[1].text)):
            return Outcome(output=written)
        return Outcome(output=walker.expander.unread(" ".join(text.text for text in texts)))

    def _return(self, _run: Run, texts: list[Text]) -> Outcome:
        is_value = len(texts) == 2 and not texts[1].text.lstrip("-").isdecimal()
        failed = len(texts) == 2 and texts[1].text.isdecimal() and texts[1].text != "0"
        return Outcome(status=not failed, output=texts[1] if is_value else None, stops="function")

    def _wait(self, _run: Run, _texts: list[Text]) -> Outcome:
        self._walker.cloud.chain.wait()
        return FINE

    def _sleep(self, run: Run, texts: list[Text]) -> Outcome:
        numbers = [text.text for text in texts[1:] if not text.text.lower().startswith(("-", "/"))]
        seconds = _seconds(numbers[0]) if numbers else None
        self._walker.pause(run.origin, seconds)
        return FINE

    def _set(self, _run: Run, texts: list[Text]) -> Outcome:
        words = [text.text for text in texts[1:]]
        flags = "".join(word[1:] for word in words if word.startswith("-") and not word.startswith("--"))
        if "e" in flags or "errexit" in words:
            self._walker.stops_at_errors = True
        return FINE

    def _unset(self, _run: Run, texts: list[Text]) -> Outcome:
        for text in texts[1:]:
            self._walker.environment.assign(text.text, None)
        return FINE

    def _read(self, run: Run, texts: list[Text]) -> Outcome:
        """Note what somebody types: a variable that was set before keeps nothing of it."""
        for text in texts[1:]:
            if re.fullmatch(r"[A-Za-z_]\w*", text.text):
                self._walker.environment.assign(text.text, None)
        return Outcome(status=None, is_program=True, test=f"read {run.origin.start}")

    def _test(self, run: Run, texts: list[Text]) -> Outcome:
        words = run.words[1:]
        source = source_of(" ".join(text.text for text in texts))
        test = Test(operator="", source=source)
        if len(words) == 2:
            test = Test(operator=texts[1].text, left=words[1], source=source)
        elif len(words) == 3 and len(texts) == 4:
            test = Test(operator=texts[2].text, left=words[0], right=words[2], source=source)
        status = decided(test, self._walker.expander.text, self._walker.files)
        return Outcome(status=status, test=source)

    def _source(self, run: Run, texts: list[Text]) -> Outcome:
        return self._read_script(run, texts[1:], is_inside=True)

    def _script(self, run: Run, texts: list[Text]) -> Outcome:
        return self._read_script(run, texts, is_inside=False)

    def _read_script(self, run: Run, texts: list[Text], *, is_inside: bool) -> Outcome:
        walker = self._walker
        if not texts or has_symbol(texts[0].text):
            return FINE
        name = texts[0].text.replace("\\", "/")
        try:
            found = walker.files.find(name)
            text = walker.files.read(name)
        except UnreadableError as error:
            what = sentence("az.no-script", name=name, reason=reason_of(error))
            walker.cloud.gaps.append(Gap(what=what, needs=name, origin=run.origin, hides_resources=True))
            return FINE
        if walker.depth >= MOST_CALLS:
            walker.cloud.problems.append(Problem(what=sentence("az.too-deep", most=MOST_CALLS), origin=run.origin))
            return FINE
        walker.budget.step(1 + len(text) // 16)
        walker.places.add(found, text)
        program = program_of(found, text, walker.placeholders)
        return include(walker, program, texts[1:], is_inside=is_inside)


def _program(texts: list[Text]) -> Outcome:
    return Outcome(status=None, is_program=True, test=source_of(" ".join(text.text for text in texts[:50])))


def _seconds(text: str) -> int | None:
    found = re.fullmatch(r"(\d{1,7})(?:\.\d+)?([smhd]?)", text)
    return int(found[1]) * {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}[found[2]] if found else None
