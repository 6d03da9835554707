"""What a configuration does that is no resource to be seen: az in a local-exec, ARM templates inside a resource.

It may assign a role or attach a route table, so where there is such a step nothing can be said to be missing.
"""

import re
from collections.abc import Iterator

from ....deployments.declared import Gap
from ....deployments.origins import Origin
from ....wire.sentences import sentence
from ..hcl.syntax import Branch, Call, Expression, Literal, Loop, Part, Template
from .module import Placed

_TEMPLATES = (
    "azurerm_template_deployment",
    "azurerm_resource_group_template_deployment",
    "azurerm_subscription_template_deployment",
    "azurerm_management_group_template_deployment",
    "azurerm_tenant_template_deployment",
)
_TOOL = re.compile(r"\b(?:az|Az\w+|New-Az\w+|Set-Az\w+|terraform|bicep)\b")


def hidden_steps(placed: Placed) -> Iterator[Gap]:
    """Yield a gap for each step of a resource block that may change Azure unseen."""
    block = placed.block
    if block.type == "resource" and block.labels[0] in _TEMPLATES:
        what = sentence("tf.template-inside", address=".".join(block.labels))
        yield Gap(what=what, needs="the template", origin=placed.origin, hides_resources=True)
    for inner in block.body.blocks:
        if inner.type != "provisioner" or inner.labels != ("local-exec",):
            continue
        command = inner.body.arguments.get("command")
        if command is not None and _TOOL.search(_text(command.value)):
            file = command.file or inner.file or placed.file
            origin = Origin(file=file, start=command.value.start, end=command.value.end)
            what = sentence("tf.command-inside", address=".".join(block.labels))
            yield Gap(what=what, needs="what the command does", origin=origin, hides_resources=True)


def _text(expression: Expression) -> str:
    """Return the literal parts of a text."""
    texts: list[str] = []
    waiting: list[Part] = [expression]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            texts.append(part)
        elif isinstance(part, Literal):
            texts.append(str(part.value))
        elif isinstance(part, Template | Loop):
            waiting += part.parts
        elif isinstance(part, Branch):
            waiting += [*part.yes, *part.no]
        elif isinstance(part, Call):
            waiting += part.arguments
    return "\n".join(texts)
