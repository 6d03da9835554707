"""`akslab check --fix`: what was put right is written into its files, all of them or none.

Every new text is first written beside its file; then each takes the place of the old one. Where that fails, those that
were replaced already get their old bytes back.
"""

import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..checking.sentences import say
from ..lab.refusal import USAGE
from ..remedies.fixing import MOST_CHECKS, Fixed
from ..wire.system_errors import reason_of
from ..wire.text import encoded_as
from .sentences import Refused


def write_texts(root: Path, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Write texts into their files. Raises Refusal, with every file as it was, when one cannot be written."""
    places = {name: Path(os.path.realpath(root / name)) for name in after}
    contents = {places[name]: _content(places[name], before[name], text) for name, text in after.items()}
    beside: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            beside[path] = _written_beside(path, content)
        exchange(beside)
    except OSError as error:
        raise Refused(USAGE, "fix.refused", path=error.filename, reason=reason_of(error)) from None
    finally:
        for made in beside.values():
            made.unlink(missing_ok=True)


def left_lines(done: Fixed, language: str) -> Iterator[str]:
    """Yield what is to be said of exact lines that were not written."""
    if done.left_out:
        yield say("fixed.left-out", language, count=done.left_out)
    if done.untried:
        yield say("fixed.untried", language, count=done.untried, most=MOST_CHECKS)


def exchange(beside: Mapping[Path, Path]) -> None:
    """Put each new file in the place of an old one. Raises OSError, with every old one back, when one cannot be."""
    old = {path: path.read_bytes() for path in beside}
    replaced: list[Path] = []
    try:
        for path, made in beside.items():
            made.replace(path)
            replaced.append(path)
    except OSError:
        for path in replaced:
            path.write_bytes(old[path])
        raise


def _content(path: Path, before: str, after: str) -> bytes:
    """Return the bytes of a text in its file's encoding. Raises Refusal for a file that is not as it was read."""
    try:
        stands = path.read_bytes()
    except OSError as error:
        raise Refused(USAGE, "fix.refused", path=path, reason=reason_of(error)) from None
    content = encoded_as(stands, before, after)
    if content is None:
        raise Refused(USAGE, "fix.changed", path=path)
    return content


def _written_beside(path: Path, content: bytes) -> Path:
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    with open(descriptor, "wb") as opened:
        opened.write(content)
    os.chmod(name, path.stat().st_mode & 0o777)
    return Path(name)
