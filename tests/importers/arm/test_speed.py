"""Large templates are read in a second, and twice as many resources take twice as long."""

import json
import time

from akslab.importers.arm.deployments import deployments_of_template
from akslab.importers.files import GivenFiles

from ..test_json_text import large_template
from .article import article
from .templates import NAME, SCHEMA, Json

MOST_CPU_S = 1.0
TYPICAL_CPU_S = 0.04


def literal() -> Json:
    """Return 5,000 networks in which nothing is an expression."""
    return {**json.loads(large_template()), "$schema": SCHEMA}


def with_expressions(count: int) -> Json:
    """Return networks whose names, places and subnets are expressions, each waiting for the one before."""
    main = literal()
    main["parameters"] = {"prefix": {"type": "string", "defaultValue": "net"}}
    main["variables"] = {"name": "[concat(parameters('prefix'), '-x')]"}
    main["resources"] = main["resources"][:count]
    for number, network in enumerate(main["resources"]):
        network["name"] = f"[format('{{0}}-{number}', variables('name'))]"
        network["location"] = "[resourceGroup().location]"
        before = f"format('{{0}}-{number - 1}', variables('name'))"
        network["dependsOn"] = [f"[resourceId('Microsoft.Network/virtualNetworks', {before})]"] if number else []
    return main


def cpu(main: Json, resources: int) -> float:
    """Return the least CPU seconds of three readings."""
    text, times = json.dumps(main), []
    for _ in range(3):
        before = time.process_time()
        (found,) = deployments_of_template(GivenFiles({NAME: text}), NAME)
        times.append(time.process_time() - before)
        assert (len(found.resources), found.problems) == (resources, ())
    return min(times)


def test_five_thousand_literal_resources_are_read_in_a_second() -> None:
    assert cpu(literal(), 5000) < MOST_CPU_S


def test_the_articles_template_is_read_in_a_blink() -> None:
    assert cpu(article(), 5) < TYPICAL_CPU_S


def test_the_cost_grows_with_the_resources() -> None:
    assert cpu(with_expressions(1000), 1000) < 4 * cpu(with_expressions(500), 500) + 0.1
