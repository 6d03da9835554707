"""A fleet for people: a row for each cluster, then what stands between them and CNI Overlay."""

from collections import Counter
from collections.abc import Iterator, Sequence

from ..migration.sentences import Speaker as MigrationSpeaker
from ..planning.columns import columns
from ..rules.pools import MOST_KUBENET_NODES
from .fleet import Row
from .sentences import Speaker
from .titles import titles

_HEADS = (
    "cluster", "plugin", "traffic", "policy", "identity", "own-table", "shared-subnet", "shared-table", "reused",
    "routes", "days", "class",
)  # fmt: skip
_MOST_REASONS = 20


def fleet_text(rows: Sequence[Row], language: str) -> Iterator[str]:
    """Yield the lines of a fleet."""
    speak, of_migration = Speaker(language), MigrationSpeaker(language)
    called = titles([row.id for row in rows])
    yield from columns(
        [[speak(f"fleet.{head}") for head in _HEADS], *(_cells(row, called[row.id], speak) for row in rows)]
    )
    classes = Counter(row.class_ for row in rows)
    yield ""
    yield speak(
        "fleet.summary",
        clusters=len(rows),
        kubenet=sum(row.plugin == "kubenet" for row in rows),
        a=classes["A"],
        b=classes["B"],
        c=classes["C"],
        open=classes["?"],
    )
    reasoned = [row for row in rows if row.reasons]
    for row in reasoned[:_MOST_REASONS]:
        reasons = "; ".join(map(of_migration.sentence, row.reasons))
        yield speak("fleet.reason", cluster=called[row.id], class_=row.class_, reasons=reasons)
    if len(reasoned) > _MOST_REASONS:
        yield speak("text.more", n=len(reasoned) - _MOST_REASONS)


def _cells(row: Row, name: str, speak: Speaker) -> list[str]:
    answers = (row.own_table, row.shared_subnet, row.shared_table, row.reused_range)
    shown = [speak(f"fleet.{each}") if each in ("yes", "no") else each for each in answers]
    nothing = "-" if row.plugin != "kubenet" else "?"
    routes = nothing if row.routes is None else f"{row.routes}/{MOST_KUBENET_NODES}"
    days = "-" if row.days is None else f"{row.days}"
    traffic = speak(f"traffic.{row.traffic}")
    return [name, row.plugin, traffic, row.policy, row.identity, *shown, routes, days, row.class_]
