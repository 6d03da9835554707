"""Templates for the tests, made of JSON sections, and what they declare in few words."""

import json
from collections.abc import Mapping
from typing import Any

from akslab.deployments.declared import Declared, Deployment
from akslab.deployments.nodes import Node, Unknown
from akslab.deployments.origins import Origin
from akslab.importers.arm.deployments import deployments_of_template
from akslab.importers.files import GivenFiles
from akslab.importers.json_text import JsonPlaces
from akslab.importers.options import NO_OPTIONS, Options
from akslab.wire.symbols import spoken

SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
PARAMETERS_SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#"
SUBSCRIPTION_SCHEMA = "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#"
NAME = "main.json"
GROUP = "/subscriptions/<subscription>/resourceGroups/<resource group>"
NETWORKS = f"{GROUP}/providers/Microsoft.Network/virtualNetworks"
Json = dict[str, Any]


def template(*resources: Json, **sections: Any) -> Json:
    """Return a template with resources in a list, or other sections by name."""
    return {"$schema": SCHEMA, "contentVersion": "1.0.0.0", "resources": list(resources), **sections}


def resource(name: str, type_: str = "Microsoft.Network/virtualNetworks", **sections: Any) -> Json:
    return {"type": type_, "apiVersion": "2024-01-01", "name": name, **sections}


def nested(name: str, inner: Json, parameters: Json | None = None, *, names: str = "inner", **sections: Any) -> Json:
    """Return a deployment with a template inside it; `names` says whose names its expressions mean."""
    options = {"expressionEvaluationOptions": {"scope": names}} if names else {}
    properties = {"mode": "Incremental", **options, "template": inner, "parameters": parameters or {}}
    return resource(name, "Microsoft.Resources/deployments", properties=properties, **sections)


def text_of(files: Mapping[str, Any]) -> dict[str, str]:
    return {name: each if isinstance(each, str) else json.dumps(each, indent=2) for name, each in files.items()}


def deployments(main: Any, options: Options = NO_OPTIONS, **files: Any) -> tuple[Deployment, ...]:
    """Return the deployments of a template; other files are named with `_` for a dot: `prod_parameters_json`."""
    others = {name.replace("_", "."): each for name, each in files.items()}
    return deployments_of_template(GivenFiles(text_of({NAME: main, **others})), NAME, options)


def deployed(main: Any, options: Options = NO_OPTIONS, **files: Any) -> Deployment:
    """Return the one deployment of a template; a problem of it fails the test."""
    (found,) = deployments(main, options, **files)
    assert [problem.what for problem in found.problems] == []
    return found


def by_address(found: Deployment) -> dict[str, Declared]:
    return {each.address: each for each in found.resources}


def ids(found: Deployment) -> list[str]:
    return [spoken(each.id) for each in found.resources]


def shown(node: Node | None) -> Any:
    """Return plain JSON of a node: symbols as `<name>`, an unknown value as `?` and what would settle it."""
    if node is None:
        return None
    if isinstance(node.value, dict):
        return {spoken(key): shown(inner) for key, inner in node.items()}
    if isinstance(node.value, tuple):
        return [shown(inner) for inner in node.elements()]
    if isinstance(node.value, Unknown):
        return f"?{node.value.needs}"
    return spoken(node.value) if isinstance(node.value, str) else node.value


def properties(main: Any, options: Options = NO_OPTIONS, **files: Any) -> Any:
    """Return the properties of the only resource of a template."""
    (declared,) = deployed(main, options, **files).resources
    return shown(declared.body.get("properties"))


def value(expression: str, **sections: Any) -> Any:
    """Return what an expression gives in a template with other sections."""
    return properties(template(resource("x", properties={"x": f"[{expression}]"}), **sections))["x"]


def placed(origin: Origin | None, files: Mapping[str, Any]) -> str:
    """Return what of its file an origin names."""
    assert origin is not None
    text = text_of(files)[origin.file]
    start, end = (origin.start, origin.end) if origin.is_span else JsonPlaces(text).value(origin.path)
    return text[start:end]


def faults(main: Any, options: Options = NO_OPTIONS, **files: Any) -> list[tuple[str, str]]:
    """Return the keys of the problems of a template's only deployment, and what of the file each names."""
    others = {name.replace("_", "."): each for name, each in files.items()}
    (found,) = deployments(main, options, **files)
    return [
        (problem.what.key, placed(problem.origin, {NAME: main, **others}) if problem.origin else problem.file)
        for problem in found.problems
    ]
