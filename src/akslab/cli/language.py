"""The language of what is said before a command's options are known: click stops at the first that is wrong."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

LANGUAGES = ("en", "ko")
VARIABLE = "AKSLAB_LANG"


def language_of(words: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return `--lang` of a command line wherever it stands, else the environment's, else `en`."""
    own = words[: words.index("--")] if "--" in words else words
    said = [word.partition("=")[2] for word in own if word.startswith("--lang=")]
    said += [after for word, after in pairwise(own) if word == "--lang"]
    known = [each for each in (environment.get(VARIABLE, ""), *said) if each in LANGUAGES]
    return known[-1] if known else "en"
