"""How ARM's properties are written in Bicep: as they are."""

from ..arm.spelling import spelled

__all__ = ["spelled"]
