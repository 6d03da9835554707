"""The other readers under atheris: `PYTHONPATH=tests python -m fuzz.texts bicep -max_total_time=60`.

A reader is `bicep`, `terraform`, `bash`, `powershell`, `cmd`, `markdown`, `plan` or `export`. An input is a sequence of
pieces: bytes below 128 are themselves, others are words of the language's own texts in the corpus, so that a mutation
moves whole phrases. Nothing may raise, nothing may take longer than the budget allows, every place is in the file.
"""

import json
import re
import sys
import time
from collections.abc import Callable

import atheris

with atheris.instrument_imports(include=["akslab.importers"]):
    from akslab.importers.bicep.deployments import deployments_of_bicep
    from akslab.importers.exports.reading import read_exports
    from akslab.importers.files import GivenFiles
    from akslab.importers.said import say
    from akslab.importers.scripts.reading import deployments_of_script
    from akslab.importers.terraform.directory import deployments_of_terraform
    from akslab.importers.terraform.plan.deployments import deployments_of_plan

from corpus.faults import sound_documents
from corpus.languages import WRITERS
from corpus.settings import Setting, layered

from akslab.deployments.declared import Deployment
from akslab.deployments.judging import view_of_deployment
from akslab.rules.catalogue import judgements

MOST_SECONDS = 20
Reader = Callable[[GivenFiles, str], tuple[Deployment, ...]]


def exported(files: GivenFiles, name: str) -> tuple[Deployment, ...]:
    """Read an export, which makes no deployment."""
    read_exports(files, [name])
    return ()


READERS: dict[str, tuple[str, str, Reader]] = {
    "bicep": ("main.bicep", "bicep", deployments_of_bicep),
    "terraform": ("main.tf", "terraform", lambda files, _: deployments_of_terraform(files, "")),
    "bash": ("deploy.sh", "az", deployments_of_script),
    "powershell": ("deploy.ps1", "az", deployments_of_script),
    "cmd": ("deploy.cmd", "az", deployments_of_script),
    "markdown": ("page.md", "az", deployments_of_script),
    "plan": ("plan.json", "terraform-plan", deployments_of_plan),
    "export": ("vnet.json", "export", exported),
}
"""Name -> the file, the language of its words in the corpus, and what reads it."""


def words_of(language: str) -> list[str]:
    """Return the phrases a language's own text is made of: lines, and what stands between blanks."""
    texts = WRITERS[language](Setting(layers=layered(sound_documents()))).values()
    lines = [line.strip() + "\n" for text in texts for line in text.splitlines() if line.strip()]
    parts = [part + " " for text in texts for part in re.split(r"\s+", text) if part]
    marks = [
        "${",
        "}",
        "'''",
        "<<EOT\n",
        "[for x in ",
        "$(",
        "`",
        "@(",
        "for_each = ",
        'dynamic "a" {\n',
        "```bash\n",
        "&&",
    ]
    return [*marks, *dict.fromkeys((*parts, *lines))][:128]


def assert_placed(found: Deployment, length: int) -> None:
    """Assert that all that is told is in the file, and can be said."""
    places = [each.origin for part in (found.problems, found.gaps, found.resources) for each in part]
    assert all(0 <= place.start <= place.end <= length for place in places if place is not None and place.is_span)
    words = (*(each.what for each in found.problems), *(each.what for each in found.gaps))
    assert all(say(each, language) for each in words for language in ("en", "ko"))


def fuzzed(reader: str) -> Callable[[bytes], None]:
    """Return what reads one input. It raises what the fuzzer is to find."""
    name, language, read = READERS[reader]
    words = words_of(language)

    def run(data: bytes) -> None:
        text = "".join(chr(byte) if byte < 128 else words[(byte - 128) % len(words)] for byte in data)
        if language in ("terraform-plan", "export"):
            text = (
                text
                if text.startswith("{")
                else json.dumps({"format_version": "1.2", "resource_changes": []})[:-2] + text
            )
        before = time.process_time()
        for found in read(GivenFiles({name: text}), name):
            assert_placed(found, len(text))
            list(judgements(view_of_deployment(found)))
        if time.process_time() - before > MOST_SECONDS:
            raise TimeoutError(text)

    return run


if __name__ == "__main__":
    reader = sys.argv.pop(1)
    atheris.Setup(sys.argv, fuzzed(reader))
    atheris.Fuzz()
