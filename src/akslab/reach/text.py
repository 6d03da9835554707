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
from .telling import Tells, Told, written_words


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
        yield speak("text.all-stops", why=end_words(passages[0].end, speak, passages[0].told))
        yield from _unless(passages[0], speak)
        return
    for passage in passages:
        flows = flows_words(passage.flows, speak)
        if passage.arrives:
            yield speak("text.arrives", flows=flows)
        elif isinstance(passage.end, Unsettled):
            yield speak("text.open", flows=flows, where=passage.end.where, why=passage.end.why)
        else:
            yield speak("text.stops", flows=flows, why=end_words(passage.end, speak, passage.told))
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


def judgements_text(judgements: Sequence[Judgement], file: str, language: str, tells: Tells | None = None) -> list[str]:
    """Write which expectations fail, each with its packet and the packet's way, which are open, and how many hold."""
    speak, lines = Speaker(language), list[str]()
    for each in judgements:
        lines += _failure(each, file, speak, tells)
    held, unsettled = sum(each.holds for each in judgements), sum(each.undecided is not None for each in judgements)
    key = "text.holds-open" if unsettled else "text.holds"
    return [*lines, speak(key, n=held, all=len(judgements), open=unsettled)]


def failure_text(judgement: Judgement, language: str, tells: Tells | None = None) -> list[str]:
    """Write why an expectation that stands in no file does not hold."""
    return list(_failure(judgement, "", Speaker(language), tells))


def _failure(judgement: Judgement, file: str, speak: Speaker, tells: Tells | None) -> Iterator[str]:
    expected = judgement.expectation
    place = f"{file}:{expected.line}: " if file else ""
    because = [speak("text.because", why=expected.why)] if expected.why else []
    if judgement.undecided is not None:
        yield from (*_open(judgement.undecided, place, speak), *because)
    found = judgement.counterexample
    if found is None:
        return
    told = tells.of(found.trace) if tells and found.trace else None
    values = {"place": place, **_ends(found)}
    if expected.sense == "must":
        yield speak("text.fails", **values, why=end_words(found.end, speak, told))
    else:
        yield speak("text.fails-not", **values)
    yield from because
    yield speak("text.packet", packet=packet_words(found))
    for each in told.passed if told else ():
        yield speak("text.passed", by=written_words(each["text"] or "", each))
    if found.trace is not None:
        yield from _ways(found.trace, told, speak)


def packet_words(found: Counterexample | Open) -> str:
    """Write a packet: protocol, both addresses and ports. The source is the one that its sender chose."""
    packet, trace = found.packet, found.trace if isinstance(found, Counterexample) else None
    source = trace.legs[0].hops[0].steps[0].headers.source if trace else packet.source or found.sender
    if packet.protocol == "icmp":
        return f"icmp {source} -> {packet.destination}"
    return f"{packet.protocol} {source}:{packet.source_port} -> {packet.destination}:{packet.destination_port}"


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
        yield speak("text.packet", packet=packet_words(first))
    if undecided.others:
        yield speak("text.others", n=f"{undecided.others:,}")
    if undecided.unlooked:
        words = speak("text.unlooked", n=f"{undecided.unlooked:,}", most=f"{MOST_LOOKS:,}")
        yield f"  {words}" if first is not None else f"{place}{words}"


def _ways(trace: Trace, told: Told | None, speak: Speaker) -> Iterator[str]:
    """Write the way of every leg; without names for its places and ends they are those of the state."""
    bare = ((leg.name, " > ".join(hop.netns for hop in leg.hops)) for leg in trace.legs)
    for name, way in told.ways if told else bare:
        yield speak("text.way", leg=speak(f"leg.{name}"), way=way)
