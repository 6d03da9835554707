"""Explanations for programs. The keys are documented in docs/errors.md and stay."""

from collections.abc import Sequence
from typing import Any

from .explanation import Explanation

Json = dict[str, Any]


def explanations_json(found: Sequence[Explanation], unknown: Sequence[str], near: Sequence[str]) -> Json:
    """Return everything that was found, in the order of explaining."""
    return {
        "explanations": [_explanation(each) for each in found],
        "unknownCodes": list(unknown),
        "suggestions": list(near),
    }


def _explanation(each: Explanation) -> Json:
    return {
        "id": each.id,
        "name": each.name,
        "rank": each.rank,
        "depth": each.depth,
        "textIsPublic": each.text_is_public,
        "means": each.means,
        "note": each.note,
        "values": {_camel(name): value for name, value in each.values.items()},
        "causes": [
            {"cause": cause.cause, "look": cause.look, "field": cause.field, "tells": cause.tells}
            for cause in each.causes
        ],
        "fixes": [
            {"fix": fix.fix, "kubectl": fix.kubectl, "az": fix.az, "bicep": fix.bicep, "terraform": fix.terraform}
            for fix in each.fixes
        ],
        "sources": list(each.sources),
        "rules": list(each.rules),
    }


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
