"""The reader of ARM templates under atheris: `PYTHONPATH=tests python -m fuzz.arm -max_total_time=60`.

An input is a text, read as JSON, as an expression, and as the template the two make. Bytes from 128 on are words of the
language, so that a mutation makes calls and not only letters. Nothing may raise, nothing may take longer than the budget
allows, and every place must be in the file.
"""

import json
import sys
import time

import atheris

with atheris.instrument_imports(include=["akslab.importers"]):
    from akslab.importers.arm.deployments import deployments_of_template
    from akslab.importers.files import GivenFiles

from importers.arm.templates import NAME, SCHEMA
from importers.arm.test_fuzz import NAMES, assert_sound

MOST_SECONDS = 20
SNIPPETS = [
    "('",
    "')",
    "', '",
    "('v')",
    "(range(0, 3), ",
    "lambda('x', ",
    ").a",
    "[0]",
    '":',
    '{"copy":[{"name":"a","count":2,"input":',
]
WORDS = [*SNIPPETS, *(f"{name}(" for name in NAMES)][:128]


def text_of(data: bytes) -> str:
    """Return the text an input stands for."""
    return "".join(chr(byte) if byte < 128 else WORDS[(byte - 128) % len(WORDS)] for byte in data)


def read(data: bytes) -> None:
    """Read one input in every way. Raises what the fuzzer is to find."""
    text = text_of(data)
    half = len(text) // 2
    properties = {
        "x": f"[{text}]",
        text: text,
        "copy": [{"name": "c", "count": f"[{text[:half]}]", "input": f"[{text}]"}],
    }
    resource = {
        "type": "My.Rp/a",
        "name": f"[{text[half:]}]",
        "properties": properties,
        "condition": f"[{text[:half]}]",
    }
    whole = {
        "$schema": SCHEMA,
        "resources": [resource],
        "variables": {"v": f"[{text}]"},
        "parameters": {"p": {"type": "object", "defaultValue": f"[{text[half:]}]"}},
        "outputs": {"o": {"value": f"[{text}]"}},
    }
    before = time.process_time()
    for main in (text, json.dumps(whole), json.dumps({"$schema": SCHEMA, "resources": []})[:-2] + text + "]}"):
        for found in deployments_of_template(GivenFiles({NAME: main}), NAME):
            assert_sound(found, {NAME: main})
    if time.process_time() - before > MOST_SECONDS:
        raise TimeoutError(text)


if __name__ == "__main__":
    atheris.Setup(sys.argv, read)
    atheris.Fuzz()
