"""A route is deleted: exactly one node's pods are lost across nodes, until the route controller's next look (K15)."""

from ..settings import ROUTE_RECONCILE_PERIOD_S
from .expectations import probe_lost, within
from .reading import ReadingError, cells, outcome
from .scenes import ROUTES_SHOWN, probe
from .script import Run, Seen, Step, Text, Watch, Window

_WAIT_S = 0.3
"""How long a probe waits for an answer: the slowest that arrives takes a few milliseconds."""
_LOOK_S = 1.5
"""What looking itself may add to the period: a probe that is lost, and the start of the next."""


def _lost(source: str, destination: str, say: str = "") -> Run:
    return Run(
        command=f"akslab probe {source} {destination} --timeout {_WAIT_S}",
        say=say,
        judges=(probe_lost(source, destination),),
        may_fail=True,
    )


def _still_missing(seen: Seen) -> bool:
    return seen.facts["ROUTE_2"] not in cells(seen.stdout, "Name")


def _answered(seen: Seen) -> bool:
    return _look(seen) == "answered"


def _look(seen: Seen) -> str:
    try:
        return outcome(seen.stdout)
    except ReadingError as error:
        return str(error)


OUTAGE: tuple[Step, ...] = (
    Window(
        again="say.again",
        stands=_still_missing,
        runs=(
            Run(
                command="az network route-table route delete -g $TABLE_GROUP --route-table-name $TABLE -n $ROUTE_2",
                say="say.delete-route",
                learn=lambda seen: {"DELETED_AT": str(seen.at)},
            ),
            _lost("alpha-1", "beta-1", "say.lost"),
            _lost("beta-1", "gamma"),
            probe("others-fine", "alpha-1", "gamma", "{ALPHA_1}", "say.others"),
            probe("same-node-fine", "beta-1", "beta-2", "{BETA_1}"),
            probe("nat-fine", "beta-1", "machine", "{ADDRESS_2}"),
            Run(
                command="az network route-table route list -g $TABLE_GROUP --route-table-name $TABLE -o table",
                say="say.table-now",
                picks=ROUTES_SHOWN,
            ),
        ),
    ),
    Watch(
        command=f"akslab probe alpha-1 beta-1 --timeout {_WAIT_S}",
        say="say.watch",
        until=_answered,
        state=_look,
        limit_s=2 * ROUTE_RECONCILE_PERIOD_S,
        judge=within(Text("claim.back"), ROUTE_RECONCILE_PERIOD_S + _LOOK_S, "DELETED_AT", _answered),
    ),
)
