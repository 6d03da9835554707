"""Functions of dates that are written in the template; what depends on the clock is unknown (see `runtime`)."""

import re
from datetime import UTC, datetime, timedelta

from ....deployments.nodes import Node
from ....wire.sentences import sentence
from ..refusals import RefusedError
from .arguments import integer, text
from .function import Function, Site

_ISO = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)[T ]?(?:(\d\d):?(\d\d):?(\d\d)(?:\.\d+)?)? ?(Z|[+-]\d\d:?\d\d)?")
_DURATION = re.compile(
    r"(-)?P(?:(\d{1,5})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,7})D)?"
    r"(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?"
)
_FORM = re.compile(r"([A-Za-z])\1*|'[^']*'|.", re.DOTALL)
_STANDARD = {
    "d": "MM'/'dd'/'yyyy",
    "s": "yyyy-MM-ddTHH:mm:ss",
    "u": "yyyy-MM-dd HH:mm:ss'Z'",
    "o": "yyyy-MM-ddTHH:mm:ss'.0000000Z'",
    "O": "yyyy-MM-ddTHH:mm:ss'.0000000Z'",
}
_PARTS = {
    "yyyy": "%Y",
    "yy": "%y",
    "MM": "%m",
    "dd": "%d",
    "HH": "%H",
    "mm": "%M",
    "ss": "%S",
    "K": "Z",
    "zzz": "+00:00",
}
_LONGEST_FORM = 100


def _read(written: str) -> datetime:
    found = _ISO.fullmatch(written.strip())
    if not found:
        raise RefusedError(sentence("arm.not-date", text=written[:60]))
    numbers = [int(part or 0) for part in found.groups()[:6]]
    try:
        made = datetime(*numbers[:3], *numbers[3:], tzinfo=UTC)  # type: ignore[arg-type, misc]
    except ValueError:
        raise RefusedError(sentence("arm.not-date", text=written[:60])) from None
    return made - _offset(found[7] or "Z")


def _offset(zone: str) -> timedelta:
    if zone == "Z":
        return timedelta()
    minutes = int(zone[1:3]) * 60 + int(zone[-2:])
    return timedelta(minutes=minutes if zone[0] == "+" else -minutes)


def _duration(written: str) -> timedelta:
    found = _DURATION.fullmatch(written.strip())
    if not found or not any(found.groups()[1:]):
        raise RefusedError(sentence("arm.not-duration", text=written[:60]))
    years, months, weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    # A year is 365 days here and a month 30, whatever the calendar says.
    made = timedelta(days=years * 365 + months * 30 + weeks * 7 + days, hours=hours, minutes=minutes, seconds=seconds)
    return -made if found[1] else made


def _written(moment: datetime, form: str) -> str:
    pattern = _STANDARD.get(form, form)
    if len(pattern) > _LONGEST_FORM:
        raise RefusedError(sentence("arm.date-form", form=form[:40]))
    parts = []
    for found in _FORM.finditer(pattern):
        part = found[0]
        if part in _PARTS:
            parts.append(moment.strftime(_PARTS[part]) if "%" in _PARTS[part] else _PARTS[part])
        elif part.startswith("'") and len(part) > 1:
            parts.append(part[1:-1])
        elif part[0].isalpha() and part not in ("T", "Z"):
            raise RefusedError(sentence("arm.date-form", form=form[:40]))
        else:
            parts.append(part)
    return "".join(parts)


def _add(_: Site, arguments: tuple[Node, ...]) -> Node:
    try:
        moment = _read(text(arguments, 0)) + _duration(text(arguments, 1))
    except OverflowError:
        raise RefusedError(sentence("arm.not-date", text=text(arguments, 1)[:60])) from None
    return Node(_written(moment, text(arguments, 2) if len(arguments) > 2 else "yyyy-MM-ddTHH:mm:ssZ"))


def _to_epoch(_: Site, arguments: tuple[Node, ...]) -> Node:
    return Node(int(_read(text(arguments, 0)).timestamp()))


def _from_epoch(_: Site, arguments: tuple[Node, ...]) -> Node:
    try:
        moment = datetime.fromtimestamp(integer(arguments, 0), tz=UTC)
    except (ValueError, OverflowError, OSError):
        raise RefusedError(sentence("arm.not-date", text=str(integer(arguments, 0)))) from None
    return Node(_written(moment, "yyyy-MM-ddTHH:mm:ssZ"))


DATES = (
    Function(name="dateTimeAdd", least=2, most=3, returns="string", strict=_add),
    Function(name="dateTimeToEpoch", least=1, most=1, returns="int", strict=_to_epoch),
    Function(name="dateTimeFromEpoch", least=1, most=1, returns="string", strict=_from_epoch),
)
