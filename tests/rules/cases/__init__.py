"""More that breaks a rule, and more that does not: edges, other plugins, what is absent. Each says in words what it is.

The tests run them, and the mutants have to get past them.
"""

from collections.abc import Callable

from akslab.rules.view import View

from . import clusters, commands, gateways, interfaces, networks, order, ranges, roles, rooms, routing, tables, unknown

Case = tuple[str, str, Callable[[], View]]
"""Rule, what it is, and the view."""

_MODULES = (clusters, commands, gateways, interfaces, networks, order, ranges, roles, rooms, routing, tables)
Told = tuple[str, str, Callable[[], View], str]
"""The same with a text that the finding says, or points at."""
BROKEN: tuple[Case, ...] = tuple(case for module in _MODULES for case in module.BROKEN)
SOUND: tuple[Case, ...] = tuple(case for module in _MODULES for case in module.SOUND)
UNJUDGED: tuple[Case, ...] = (*unknown.UNJUDGED, *commands.UNJUDGED)
"""What a rule cannot judge, and says so."""
TOLD: tuple[Told, ...] = (*unknown.TOLD, *commands.TOLD)
