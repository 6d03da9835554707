"""Answers for people: the matrix group by group, what a change opens and closes, which expectations do not hold."""

from collections.abc import Iterable, Iterator, Sequence

from ..trace.traces import Trace
from .differences import Difference
from .doubts import MOST_LOOKS, Open, Undecided
from .judging import Counterexample, Judgement
from .matrix import Cell, Matrix, Passage
from .outcomes import Unsettled
from .phrases import end_words, flows_words, group_words
from .sentences import Speaker


def matrix_text(matrix: Matrix, language: str) -> list[str]:
    """Write a matrix: for every group of senders, receivers that the same things pass to, in one line."""
    speak = Speaker(language)
    names = [group_words(group, speak) for group in matrix.groups]
    members = sum(len(group.members) for group in matrix.groups)
    lines = [speak("text.groups", groups=len(names), endpoints=f"{members:,}")]
    for source in range(len(names)):
        rows = list(_rows(matrix, source, names, speak))
        if rows:
            lines += ["", speak("text.from", name=names[source]), *rows]
    return lines


def _rows(matrix: Matrix, source: int, names: Sequence[str], speak: Speaker) -> Iterator[str]:
    by_words: dict[tuple[str, ...], list[str]] = {}
    for cell in matrix.cells:
        if cell.source == source and cell.kinship != "itself":
            words = tuple(passages_words(cell.passages, speak))
            by_words.setdefault(words, []).append(_receiver(matrix, cell, names, speak))
    for words, receivers in by_words.items():
        yield f"  {'; '.join(dict.fromkeys(receivers))}"
        yield from (f"      {line}" for line in words)


def _receiver(matrix: Matrix, cell: Cell, names: Sequence[str], speak: Speaker) -> str:
    name = names[cell.destination]
    if cell.is_public:
        return speak("text.at", name=name, address=cell.address)
    key = (
        "own-network"
        if cell.kinship == "sibling" and matrix.groups[cell.destination].kind == "address"
        else cell.kinship
    )
    return speak(f"text.{key}", name=name)


def passages_words(passages: Sequence[Passage], speak: Speaker) -> Iterator[str]:
    """Write what passes and what does not."""
    if len(passages) == 1 and not passages[0].arrives and not isinstance(passages[0].end, Unsettled):
        yield speak("text.all-stops", why=end_words(passages[0].end, speak))
        yield from _unless(passages[0], speak)
        return
    for passage in passages:
        flows = flows_words(passage.flows, speak)
        if passage.arrives:
            yield speak("text.arrives", flows=flows)
        elif isinstance(passage.end, Unsettled):
            yield speak("text.open", flows=flows, where=passage.end.where, why=passage.end.why)
        else:
            yield speak("text.stops", flows=flows, why=end_words(passage.end, speak))
        yield from _unless(passage, speak)


def _unless(passage: Passage, speak: Speaker) -> Iterator[str]:
    return (speak("text.cell-open", why=each.words) for each in passage.unless)


def differences_text(found: Iterable[Difference], language: str) -> list[str]:
    """Write what a change opens (`+`) and closes (`-`)."""
    speak, lines = Speaker(language), list[str]()
    for each in found:
        tail = f" ({speak('text.pairs', n=f'{each.pairs - 1:,}')})" if each.pairs > 1 else ""
        for key, flows in (("text.opened", each.opened), ("text.closed", each.closed)):
            if flows:
                words = flows_words(flows, speak)
                lines.append(speak(key, sender=each.sender, receiver=each.receiver, flows=words) + tail)
    return lines or [speak("text.same")]


def judgements_text(judgements: Sequence[Judgement], file: str, language: str) -> list[str]:
    """Write which expectations fail, each with its packet and the packet's way, which are open, and how many hold."""
    speak, lines = Speaker(language), list[str]()
    for each in judgements:
        lines += _failure(each, file, speak)
    held, unsettled = sum(each.holds for each in judgements), sum(each.undecided is not None for each in judgements)
    key = "text.holds-open" if unsettled else "text.holds"
    return [*lines, speak(key, n=held, all=len(judgements), open=unsettled)]


def failure_text(judgement: Judgement, language: str) -> list[str]:
    """Write why an expectation that stands in no file does not hold."""
    return list(_failure(judgement, "", Speaker(language)))


def _failure(judgement: Judgement, file: str, speak: Speaker) -> Iterator[str]:
    expected = judgement.expectation
    place = f"{file}:{expected.line}: " if file else ""
    because = [speak("text.because", why=expected.why)] if expected.why else []
    if judgement.undecided is not None:
        yield from (*_open(judgement.undecided, place, speak), *because)
    found = judgement.counterexample
    if found is None:
        return
    values = {"place": place, **_ends(found)}
    if expected.sense == "must":
        yield speak("text.fails", **values, why=end_words(found.end, speak))
    else:
        yield speak("text.fails-not", **values)
    yield from because
    if found.trace is not None:
        yield from _ways(found.trace, speak)


def _ends(found: Counterexample | Open) -> dict[str, str]:
    packet = found.packet
    port = packet.protocol if packet.protocol == "icmp" else f"{packet.protocol}/{packet.destination_port}"
    return {"sender": found.sender, "receiver": found.receiver, "port": port}


def _open(undecided: Undecided, place: str, speak: Speaker) -> Iterator[str]:
    """Write what is open, as a story's UNLESS does, and how much more is."""
    first = undecided.first
    if first is not None:
        how = {True: "arrives", False: "stops", None: "unknown"}[first.arrives]
        yield speak(f"text.open-{how}", place=place, **_ends(first))
        for each in first.reasons:
            yield speak("text.unless", why=each.words)
            if each.needs:
                yield speak("text.needs", needs=each.needs)
    if undecided.others:
        yield speak("text.others", n=f"{undecided.others:,}")
    if undecided.unlooked:
        words = speak("text.unlooked", n=f"{undecided.unlooked:,}", most=f"{MOST_LOOKS:,}")
        yield f"  {words}" if first is not None else f"{place}{words}"


def _ways(trace: Trace, speak: Speaker) -> Iterator[str]:
    for leg in trace.legs:
        way = " > ".join(hop.netns for hop in leg.hops)
        yield speak("text.way", leg=speak(f"leg.{leg.name}"), way=f"{way} ({leg.disposition})")
