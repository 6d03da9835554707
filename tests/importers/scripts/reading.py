"""Reads scripts for the tests: one script, perhaps with files beside it, and what is found in it."""

from typing import Any

from akslab.deployments.declared import Declared, Deployment, Invocation
from akslab.deployments.judging import view_of_deployment
from akslab.deployments.nodes import Node, plain
from akslab.importers.files import GivenFiles
from akslab.importers.options import NO_OPTIONS, Options
from akslab.importers.scripts.reading import deployments_of_script
from akslab.rules.catalogue import judgements
from akslab.rules.rule import Finding, NotJudged
from akslab.wire.symbols import spoken

NETWORK = """\
az group create --name myResourceGroup --location eastus
az network vnet create -g myResourceGroup -n myAKSVnet --address-prefixes 192.168.0.0/16 \\
    --subnet-name myAKSSubnet --subnet-prefix 192.168.1.0/24
SUBNET_ID=$(az network vnet subnet show -g myResourceGroup --vnet-name myAKSVnet -n myAKSSubnet --query id -o tsv)
"""
"""The article's network."""
ENDS = {"kubenet-retirement"}
"""What is said of every kubenet cluster."""


def read(script: str, name: str = "deploy.sh", options: Options = NO_OPTIONS, **files: str) -> Deployment:
    """Return the deployment of a script; files beside it are named with two underscores for a dot."""
    beside = {each.replace("__", "."): text for each, text in files.items()}
    (deployment,) = deployments_of_script(GivenFiles({name: script, **beside}), name, options)
    return deployment


def resources(deployment: Deployment, type_: str) -> list[Declared]:
    """Return the resources whose type ends in `type_`, those only looked up left out."""
    found = [each for each in deployment.resources if each.type.lower().endswith(type_.lower())]
    return [each for each in found if not each.existing]


def only(deployment: Deployment, type_: str) -> Declared:
    """Return the one resource of a type."""
    (found,) = resources(deployment, type_)
    return found


def body(declared: Declared) -> Any:
    """Return a resource's body as JSON."""
    return plain(declared.body)


def name(declared: Declared) -> str:
    """Return a resource's name, symbols as people read them."""
    return spoken(declared.id.rsplit("/", 1)[-1])


def written(script: str, node: Node | None) -> str:
    """Return the text of the script that a node points at."""
    assert node is not None
    assert node.origin is not None
    return script[node.origin.start : node.origin.end]


def findings(deployment: Deployment) -> list[Finding]:
    """Return what the rules find in a deployment."""
    found = judgements(view_of_deployment(deployment))
    return [each for each in found if isinstance(each, Finding)]


def rules(deployment: Deployment, *classes: str) -> set[str]:
    """Return the ids of the rules that are broken, of these classes or of all."""
    return {each.rule for each in findings(deployment) if not classes or each.class_ in classes}


def not_judged(deployment: Deployment) -> set[str]:
    """Return the ids of the rules that could not be judged."""
    return {each.rule for each in judgements(view_of_deployment(deployment)) if isinstance(each, NotJudged)}


def said(deployment: Deployment) -> set[str]:
    """Return the keys of the gaps and problems."""
    return {gap.what.key for gap in deployment.gaps} | {problem.what.key for problem in deployment.problems}


def invocation(deployment: Deployment, command: str) -> Invocation:
    """Return the one call of a command."""
    (found,) = [each for each in deployment.invocations if each.command == command]
    return found
