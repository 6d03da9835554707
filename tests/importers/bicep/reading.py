"""Bicep texts as deployments, and what tests ask of those."""

from collections.abc import Mapping
from typing import Any

from akslab.deployments.declared import Declared, Deployment, Gap, Problem
from akslab.deployments.nodes import Node, Unknown, plain
from akslab.deployments.origins import Origin
from akslab.importers.arm.english import ENGLISH as ARM_ENGLISH
from akslab.importers.arm.korean import KOREAN as ARM_KOREAN
from akslab.importers.bicep.deployments import deployments_of_bicep
from akslab.importers.bicep.english import ENGLISH
from akslab.importers.bicep.korean import KOREAN
from akslab.importers.files import GivenFiles
from akslab.importers.options import NO_OPTIONS, Options
from akslab.wire.sentences import said
from akslab.wire.symbols import spoken

GROUP = "/subscriptions/<subscription>/resourceGroups/<resource group>"
NETWORKS = f"{GROUP}/providers/Microsoft.Network/virtualNetworks"
CATALOGUES = (ARM_ENGLISH | ENGLISH, ARM_KOREAN | KOREAN)


def deployments(
    files: str | Mapping[str, str], name: str = "main.bicep", options: Options = NO_OPTIONS
) -> list[Deployment]:
    """Return the deployments of a text, or of one among several files."""
    return list(deployments_of_bicep(GivenFiles({name: files} if isinstance(files, str) else files), name, options))


def deployed(files: str | Mapping[str, str], name: str = "main.bicep", options: Options = NO_OPTIONS) -> Deployment:
    """Return the one deployment, in which everything can be said and everything is in its file."""
    (found,) = deployments(files, name, options)
    for what in (*(each.what for each in found.problems), *(each.what for each in found.gaps)):
        assert all(said(what, catalogue) for catalogue in CATALOGUES)
    return found


def sound(files: str | Mapping[str, str], name: str = "main.bicep", options: Options = NO_OPTIONS) -> Deployment:
    """Return the one deployment, which has no problems."""
    found = deployed(files, name, options)
    assert [in_english(problem) for problem in found.problems] == []
    return found


def in_english(noted: Problem | Gap) -> str:
    """Return what a problem or gap says."""
    return said(noted.what, CATALOGUES[0])


def value_of(expression: str, before: str = "", files: Mapping[str, str] | None = None) -> Any:
    """Return the value of an expression as JSON, `Unknown` for what is not known. It must have no problems."""
    return plain(node_of_expression(expression, before, files))


def node_of_expression(expression: str, before: str = "", files: Mapping[str, str] | None = None) -> Node:
    """Return the value of an expression: the tag of a resource that is there only for it."""
    text = (
        f"{before}\nresource r 'Microsoft.Network/routeTables@2024-05-01' = {{\n  name: 'x'\n  tags: {expression}\n}}\n"
    )
    found = resource(sound({"main.bicep": text, **(files or {})}), "r").body.get("tags")
    assert found is not None
    return found


def resource(deployment: Deployment, address: str) -> Declared:
    """Return the resource of an address."""
    (found,) = (each for each in deployment.resources if each.address == address)
    return found


def addresses(deployment: Deployment) -> list[str]:
    """Return the addresses of what is written, in order."""
    return [each.address for each in deployment.resources if not each.existing]


def id_of(deployment: Deployment, address: str) -> str:
    """Return an id as people read it."""
    return spoken(resource(deployment, address).id)


def before(deployment: Deployment, address: str) -> set[str]:
    """Return everything a resource waits for, directly or not."""
    direct = {each.address: each.after for each in deployment.resources}
    found: set[str] = set()
    waiting = list(direct[address])
    while waiting:
        step = waiting.pop()
        if step not in found:
            found.add(step)
            waiting += direct.get(step, ())
    return found


def written(text: str, origin: Origin | None) -> str:
    """Return the text at a place."""
    assert origin is not None
    assert origin.is_span
    return text[origin.start : origin.end]


def why(node: Node | None) -> str:
    """Return why a value is not known."""
    assert node is not None
    assert isinstance(node.value, Unknown)
    return node.value.why
