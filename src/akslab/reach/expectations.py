"""What people expect of a network, read from `expect.yaml`: who must reach whom, who must not, with which ports.

    must:
      - from: kind:pod
        to: label:app=db
        ports: [tcp/5432]
    must-not:
      - from: group:dev
        to: 10.1.0.0/16
        why: dev and prod are apart

`from` and `to` are selectors (see `endpoints.picks`), one or a list. `ports` are `tcp/80`, `udp/53-60`, `tcp`, `icmp` or
`any`, which is also what is meant without it. What cannot be read is refused with its line.
"""

import re
from collections.abc import Sequence
from typing import Any, Literal

from msgspec import Struct

from ..importers.exports.yaml_text import YamlError, parse_yaml
from ..trace.packets import ProtocolName
from .endpoints import cidr_of
from .sentences import ReachError, sentence

Sense = Literal["must", "must-not"]
SENSES: tuple[Sense, ...] = ("must", "must-not")
KEYS = ("from", "to", "ports", "why")
PROTOCOLS: tuple[ProtocolName, ...] = ("icmp", "tcp", "udp")
PORTS = re.compile(r"(?P<protocol>tcp|udp|icmp)(?:/(?P<first>\d{1,5})(?:-(?P<last>\d{1,5}))?)?")
NUMBERS = re.compile(r"\d{1,5}(?:-\d{1,5})?")
ITEM = re.compile(r"(?P<indent> *)- +(?P<rest>.*)")
LARGEST_FILE = 1_000_000


Ends = str | Sequence[str]
WantedPorts = str | int | Sequence[str | int]


class Ports(Struct, frozen=True):
    """A protocol and some of its destination ports."""

    protocol: ProtocolName
    first: int = 0
    last: int = 65535


class Expectation(Struct, frozen=True):
    """One expectation, and the line it stands on."""

    sense: Sense
    senders: tuple[str, ...]
    receivers: tuple[str, ...]
    ports: tuple[Ports, ...]
    why: str
    line: int


def read_expectations(text: str) -> tuple[Expectation, ...]:
    """Read a file of expectations. Raises ReachError with the line."""
    if len(text) > LARGEST_FILE:
        raise ReachError(sentence("expect.large", most=LARGEST_FILE))
    try:
        documents = parse_yaml(text)
    except YamlError as error:
        twice = error.reason.values["name"] if error.reason.key == "yaml.twice" else None
        what = sentence("expect.twice", word=twice) if twice else sentence("expect.yaml", reason=error.reason)
        raise ReachError(what, error.line) from None
    found: list[Expectation] = []
    lines = text.splitlines()
    if len(documents) > 1 or not documents or not isinstance(documents[0], dict):
        raise ReachError(sentence("expect.shape"), 1)
    for key, items in documents[0].items():
        at = _line_of(lines, key, 0)
        if key not in SENSES:
            raise ReachError(sentence("expect.key", word=key, known=", ".join(SENSES)), at)
        if not isinstance(items, list):
            raise ReachError(sentence("expect.list", word=key), at)
        starts = _items(lines, at)
        for number, item in enumerate(items):
            line = starts[number] if number < len(starts) else at
            end = starts[number + 1] - 1 if number + 1 < len(starts) else len(lines)
            found.append(_expectation(key, item, lines[:end], line))
    if not found:
        raise ReachError(sentence("expect.nothing"), 1)
    return tuple(found)


def expectation(sense: Sense, sender: Ends, receiver: Ends, ports: WantedPorts) -> Expectation:
    """Return one expectation that stands in no file; a port that is only a number is TCP's. Raises ReachError."""
    wanted = tuple(each for word in _words(_listed(ports), 0) for each in _ports(word, 0, alone="tcp"))
    return Expectation(sense, _selectors(_listed(sender), 0), _selectors(_listed(receiver), 0), wanted, "", 0)


def _listed(value: object) -> object:
    return list(value) if isinstance(value, tuple | set | frozenset) else value


def _expectation(sense: Sense, item: Any, lines: list[str], line: int) -> Expectation:
    if not isinstance(item, dict):
        raise ReachError(sentence("expect.item"), line)
    for key in item:
        if key not in KEYS:
            raise ReachError(sentence("expect.key", word=key, known=", ".join(KEYS)), _line_of(lines, key, line - 1))
    for key in ("from", "to"):
        if not item.get(key):
            raise ReachError(sentence("expect.lacks", word=key), line)
    ports_line = _line_of(lines, "ports", line - 1)
    return Expectation(
        sense=sense,
        senders=_selectors(item["from"], _line_of(lines, "from", line - 1)),
        receivers=_selectors(item["to"], _line_of(lines, "to", line - 1)),
        ports=tuple(
            ports for word in _words(item.get("ports", "any"), ports_line) for ports in _ports(word, ports_line)
        ),
        why=str(item.get("why") or ""),
        line=line,
    )


def _selectors(value: Any, line: int) -> tuple[str, ...]:
    words = _words(value, line)
    for word in words:
        try:
            cidr_of(word)
        except ValueError:
            raise ReachError(sentence("expect.cidr", text=word), line) from None
    return words


def _words(value: Any, line: int) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [value]
    if not listed or not all(isinstance(each, str | int) and not isinstance(each, bool) for each in listed):
        raise ReachError(sentence("expect.words"), line)
    return tuple(map(str, listed))


def _ports(word: str, line: int, alone: str = "") -> tuple[Ports, ...]:
    """Read `tcp/80`, `udp/53-60`, `icmp`, `any`; `alone`: the protocol of `80`. Raises ReachError."""
    if word == "any":
        return tuple(map(Ports, PROTOCOLS))
    is_alone = bool(alone) and NUMBERS.fullmatch(word) is not None
    found = PORTS.fullmatch(f"{alone}/{word}" if is_alone else word.lower())
    if found is None or (found["protocol"] == "icmp" and found["first"]):
        raise ReachError(sentence("expect.ports", text=word), line)
    protocol: ProtocolName = found["protocol"]  # type: ignore[assignment]
    if not found["first"]:
        return (Ports(protocol),)
    first, last = int(found["first"]), int(found["last"] or found["first"])
    if not first <= last <= 65535:
        raise ReachError(sentence("expect.ports", text=word), line)
    return (Ports(protocol, first, last),)


def _line_of(lines: list[str], key: str, start: int) -> int:
    """Find the line, from 1, where a key is written first from line `start` on; `start + 1` where it is not found."""
    pattern = re.compile(rf"(?:^|[\s{{,])[\"']?{re.escape(key)}[\"']?\s*:")
    for number, line in enumerate(lines[start:], start + 1):
        if pattern.search(line):
            return number
    return start + 1


def _items(lines: list[str], after: int) -> list[int]:
    """List the lines where the items of the list behind line `after` start."""
    found: list[int] = []
    indent = None
    for number, line in enumerate(lines[after:], after + 1):
        item = ITEM.match(line)
        if item and indent in (None, len(item["indent"])):
            indent = len(item["indent"])
            found.append(number)
        elif line.strip() and not line.startswith((" ", "-", "#")):
            break
    return found
