"""What a subnet holds, for people: the article's numbers at rest, and the nodes that can be upgraded."""

from collections.abc import Iterator, Sequence

from .capacity import Holding, Question, UpgradeRow, Verdict
from .columns import columns
from .recommendation import label
from .text import Speaker


def holdings_text(
    question: Question, found: Sequence[Holding], verdicts: Sequence[Verdict], language: str
) -> Iterator[str]:
    """Yield the lines; `verdicts` are empty, or one for each holding."""
    speak = Speaker(language)
    yield speak(
        "hold.subnet", subnet=str(question.subnet), addresses=question.subnet.num_addresses, usable=found[0].usable
    )
    yield ""
    yield from columns(list(_table(found, speak)))
    for holding in found:
        yield ""
        yield f"{_title(holding, speak)}:"
        yield from (f"  {line}" for line in _arithmetic(holding, question, speak))
    if verdicts:
        yield ""
    for holding, verdict in zip(found, verdicts, strict=False):
        yield verdict_line(holding, verdict, speak)


def _title(holding: Holding, speak: Speaker) -> str:
    name = speak.sentence(label(holding.plugin))
    if holding.as_pod_subnet:
        return speak("hold.as-pod-subnet", plugin=name)
    return speak("hold.as-node-subnet", plugin=name) if holding.plugin.pods_in_own_subnet else name


def _table(found: Sequence[Holding], speak: Speaker) -> Iterator[list[str]]:
    surges = [row.surge for row in found[0].rows]
    ahead = (speak("hold.model"), speak("hold.nodes"), speak("row.pods"), speak("row.binds"))
    yield [*ahead, *(speak("hold.with-surge", surge=str(surge)) for surge in surges)]
    for holding in found:
        rows = (f"{row.nodes:,} / {row.nodes * holding.pods_per_node:,}" for row in holding.rows)
        ahead = (_title(holding, speak), f"{holding.nodes:,}", f"{holding.pods:,}", speak.kinds(holding.binds))
        yield [*ahead, *rows]


def _arithmetic(holding: Holding, question: Question, speak: Speaker) -> Iterator[str]:
    addresses = f"({holding.usable:,} - {holding.fixed:,})" if holding.fixed else f"{holding.usable:,}"
    carried = max(0, holding.usable - holding.fixed) // holding.each
    yield speak("hold.nodes-sum", addresses=addresses, each=holding.each, nodes=carried)
    if holding.as_pod_subnet:
        least = holding.usable // holding.least_each
        yield speak("hold.least", usable=holding.usable, each=holding.least_each, nodes=least)
    if holding.slots:
        yield speak("hold.slots", range=str(question.pod_cidr), slots=holding.slots)
    if holding.plugin.has_routes:
        yield speak("hold.routes", routes=holding.routes)
    yield speak("hold.pods", nodes=holding.nodes, pods_per_node=holding.pods_per_node, pods=holding.pods)
    yield from (_row(row, holding.carries, speak) for row in holding.rows)


def _row(row: UpgradeRow, carries: int, speak: Speaker) -> str:
    following = row.nodes + 1
    return speak(
        "hold.upgrade" if following + row.next_extra > carries else "hold.upgrade-most",
        surge=str(row.surge),
        nodes=row.nodes,
        extra=row.extra,
        total=row.nodes + row.extra,
        carries=carries,
        next=following,
        next_extra=row.next_extra,
        next_total=following + row.next_extra,
    )


def verdict_line(holding: Holding, verdict: Verdict, speak: Speaker) -> str:
    """Return whether the nodes asked for go in, and what would have to give."""
    values = {
        "model": _title(holding, speak),
        "nodes": verdict.nodes,
        "extra": verdict.extra,
        "total": verdict.nodes + verdict.extra,
        "carries": verdict.carries,
        "gives": verdict.gives_nodes,
        "length": verdict.gives_length,
    }
    if verdict.fits:
        return speak("hold.fits", **values)
    return speak("hold.larger" if verdict.gives_length else "hold.other-limit", **values)
