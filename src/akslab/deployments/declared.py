"""What an input declares: resources with their bodies, what was not to be seen, and what could not be read."""

from typing import Literal

from msgspec import Struct

from ..wire.sentences import Sentence
from .nodes import Node
from .origins import Origin

WAIT = "akslab/wait"
"""The type of a step that only takes time, in the order of a script: `sleep 60`, a loop until something is there.

Its body has `seconds`, or `until` where nobody can tell them. `Order.pause` says how long lies between two steps.
"""

Language = Literal["arm", "bicep", "terraform", "terraform-plan", "az", "export"]


class Condition(Struct, frozen=True):
    """A test nobody can decide from the input; `text` is the same for a test and its negation."""

    text: str
    """As it is written, without outer negations: `parameters('newNetwork')`, `var.create_vnet`."""
    holds: bool = True
    """False for the negation."""


class Declared(Struct, frozen=True, kw_only=True):
    """One resource, or one change of a resource, as a tool will send it.

    `body` is ARM's: `name`, `location`, `identity`, `properties` and so on, without children of its own that are
    declared apart. Resources of the types a rule reads have every property their language says, in ARM's spelling.
    """

    address: str
    """What its language calls it: `aks`, `azurerm_kubernetes_cluster.main["a"]`, `resources[3]`, `deploy.sh:14`."""
    type: str
    """`Microsoft.Network/virtualNetworks/subnets`"""
    id: str
    """The resource's id; unknown parts are symbols."""
    body: Node
    origin: Origin
    """Its head: what a finding about the whole resource points at."""
    after: tuple[str, ...] = ()
    """Addresses it surely waits for, directly. What they wait for need not be repeated."""
    existing: bool = False
    """It is read, not written: Bicep's `existing`, a data source, `az … show`."""
    writing: Literal["put", "patch"] = "put"
    """`patch`: only what the body names changes: an association, `az network vnet subnet update`."""
    conditions: tuple[Condition, ...] = ()
    """All must hold for it to be there. Empty: it is there."""
    repeated: str = ""
    """The count or list nobody can tell, when one instance stands for all of them."""
    keeps: tuple[str, ...] = ()
    """Paths of the body that a later apply leaves as others wrote them, though the body does not name them:
    `properties.routeTable`, `properties.subnets.*.properties.routeTable`, `properties.routes`; `*` alone for all."""
    renews: Literal["always", "on-change"] = "always"
    """When a later apply sends the body again."""
    replaced_for: tuple[str, ...] = ()
    """Not empty when the tool deletes it and makes it again: the arguments that force this, in the input's words."""


class Gap(Struct, frozen=True, kw_only=True):
    """Something the input refers to and does not hold: a remote module, a parameter without a value."""

    what: Sentence
    needs: str = ""
    """The file or option that would settle it."""
    origin: Origin | None = None
    hides_resources: bool = False
    """Resources may be declared in what is missing: then nothing can be said to be absent."""


class Problem(Struct, frozen=True, kw_only=True):
    """Something that could not be read: a syntax error, a limit, a construct the reader does not know."""

    what: Sentence
    origin: Origin | None = None
    file: str = ""
    """When there is no origin: the file."""
    is_unreadable: bool = True
    """False for what is only not understood: a function the reader does not know makes its value unknown, no more."""


class Invocation(Struct, frozen=True, kw_only=True):
    """A command of az as a script calls it, for the rules about az itself."""

    address: str
    """That of what it declares."""
    command: str
    """`aks create`"""
    options: dict[str, Node]
    """By the option's long name: its text, `UNKNOWN`'s node where nobody can tell, an empty text for a flag. No secrets."""
    origin: Origin
    unknown: tuple[Node, ...] = ()
    """Options that az does not have."""
    broken: tuple[Node, ...] = ()
    """Options on lines that the shell takes for commands of their own."""
    is_open: bool = False
    """A variable may hold further options."""
    goes_on: bool = False
    """The script goes on to it when an earlier step failed."""


class TemplateUse(Struct, frozen=True, kw_only=True):
    """A template that a script deploys (`az deployment group create`): to be read by the importer of its language."""

    address: str
    """That of the deployment among the resources; the template's resources come after what it waits for."""
    template: str
    """A file by its name in the tree, or text that the script itself writes into `written`."""
    written: str = ""
    """The template's text, when the script writes the file."""
    written_at: Origin | None = None
    """Where in the script its words are."""
    parameter_files: tuple[str, ...] = ()
    parameters: dict[str, str] = {}
    """`name=value`, as texts to be read as the parameter's type wants; unknown ones are left out."""
    subscription_id: str = ""
    resource_group: str = ""
    """Empty for a deployment to the subscription."""
    origin: Origin
    conditions: tuple[Condition, ...] = ()


class Deployment(Struct, frozen=True, kw_only=True):
    """One input as it would be deployed with one set of parameters."""

    language: Language
    name: str
    """The file or directory, and the parameter file if there is one: `main.bicep with prod.bicepparam`."""
    resources: tuple[Declared, ...] = ()
    gaps: tuple[Gap, ...] = ()
    problems: tuple[Problem, ...] = ()
    invocations: tuple[Invocation, ...] = ()
    """The commands of a script."""
    templates: tuple[TemplateUse, ...] = ()
    """What a script deploys besides."""
    prior: tuple[Declared, ...] = ()
    """What is there already, as far as the input says: the prior state of a Terraform plan."""
    major: int = 0
    """The newest major version of azurerm that may be meant; 0 where none is."""
