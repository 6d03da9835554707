"""Rules that have neither lines nor a reason yet. The list only gets shorter; it is empty when every rule is told of."""

STILL_OPEN: set[str] = set()
