"""More that breaks a rule, and more that does not: edges, other plugins, what is absent. Each says in words what it is.

The tests run them, and the mutants have to get past them.
"""

from collections.abc import Callable

from akslab.rules.view import View

from . import (
    closed_ports,
    clusters,
    commands,
    firewalls,
    gateways,
    interfaces,
    networks,
    order,
    ranges,
    roles,
    rooms,
    routing,
    running_around,
    running_groups,
    running_inside,
    running_routes,
    tables,
    unknown,
)

Case = tuple[str, str, Callable[[], View]]
"""Rule, what it is, and the view."""

_RUNNING = (running_around, running_groups, running_inside, running_routes)
_WHOLE = (closed_ports, commands, firewalls, *_RUNNING)
"""Those that have cases of each kind."""
_MODULES = (clusters, gateways, interfaces, networks, order, ranges, roles, rooms, routing, tables, *_WHOLE)
Told = tuple[str, str, Callable[[], View], str]
"""The same with a text that the finding says, or points at."""
BROKEN: tuple[Case, ...] = tuple(case for module in _MODULES for case in module.BROKEN)
SOUND: tuple[Case, ...] = tuple(case for module in _MODULES for case in module.SOUND)
UNJUDGED: tuple[Case, ...] = tuple(case for module in (unknown, *_WHOLE) for case in module.UNJUDGED)
"""What a rule cannot judge, and says so."""
TOLD: tuple[Told, ...] = tuple(case for module in (unknown, *_WHOLE) for case in module.TOLD)
