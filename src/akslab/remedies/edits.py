"""What has to change, in ARM's terms and without any text: a closed set of forms that every language can be asked for.

Places are those of findings (`rules.places`): a path in a resource's document, `id#path` in another one's.
"""

from collections.abc import Callable

from msgspec import Struct

from ..checking.ways import OneWay
from ..deployments.declared import Language
from ..rules.rule import Finding


class Like(Struct, frozen=True):
    """A value that is already written at another place, as the expression that stands there."""

    place: str


class Reference(Struct, frozen=True):
    """The id of a resource, as the expression with which the same property refers to it elsewhere in the text."""

    id: str


Scalar = bool | int | str


class Id(Struct, frozen=True):
    """The id of a resource that the text makes, whether anything refers to it already or not."""

    id: str


Given = Scalar | Like | Reference | Id


class Set(Struct, frozen=True):
    """A property gets a value, whether it is written yet or not."""

    place: str
    value: Given
    follows: str = ""
    """A place of the same remedy: where this value is an expression of that one, it follows by itself."""


class Rename(Struct, frozen=True):
    """In what is written for a property, text or expression, one of some names becomes its new one."""

    place: str
    names: tuple[tuple[str, str], ...]


class NameApart(Struct, frozen=True):
    """The last of the elements with one name gets another."""

    place: str
    """The list's: `properties.routes[]`."""
    name: str


class Split(Struct, frozen=True):
    """A text that holds several values becomes a list of them."""

    places: tuple[str, ...]
    """Where it may stand; the first that has the text."""
    text: str
    parts: tuple[str, ...]


class AddAction(Struct, frozen=True):
    """The one role definition of the text that allows an action, and not another one, allows that as well."""

    beside: str
    action: str


class SetInside(Struct, frozen=True):
    """Properties of one object get values, whether the object is written yet or not."""

    place: str
    values: tuple[tuple[str, Scalar], ...]


class Remove(Struct, frozen=True):
    """A property, or an element of a list, is left out."""

    place: str


class Wait(Struct, frozen=True):
    """The finding's resource waits for another one that the same text declares."""

    id: str
    is_attachment: bool = False
    """What is waited for is the step that puts a table on the subnet with this id."""
    is_only_apart: bool = False
    """Nothing is done where it is a part of another resource, and not one of its own."""


class Precede(Struct, frozen=True):
    """What has an id is made before the finding's resource, and does not wait for it any more."""

    id: str
    is_attachment: bool = False
    """As with `Wait`."""
    seconds: int = 0
    """How long a script waits between the two."""


class AddSecurityRule(Struct, frozen=True):
    """A security group has one more rule, beside one that is written in the same text."""

    group: str
    """The group's id."""
    beside: str
    """The name of the other rule."""
    properties: tuple[tuple[str, Scalar | tuple[str, ...]], ...]
    """The new one's name, under `name`, and its properties, in ARM's words."""
    number: int = 1
    """Which of several it is that come together."""


class TableApart(Struct, frozen=True):
    """The finding's resource names a route table in a subnet, which somebody makes apart."""

    subnet: str
    """Its name."""
    cluster: str
    """The id of the cluster whose identity has to be able to write the table."""
    name: str
    """What the table is called."""


class MakeOnce(Struct, frozen=True):
    """The finding's resource is made the first time only; `property` is what a later apply would take away."""

    property: str


class Attach(Struct, frozen=True):
    """A subnet has a route table, before the finding's cluster is made."""

    subnet: str
    """Its place."""
    table: str
    """Its id; another subnet of the text has it already."""


class Grant(Struct, frozen=True):
    """The identity of the finding's cluster is Network Contributor on a resource, before the cluster is made."""

    principal: str
    """The symbol of the identity's principal (`wire.symbols.principal_of`)."""
    scope: str


class OwnIdentity(Struct, frozen=True):
    """The finding's cluster has a user-assigned identity, which is Network Contributor on a table before it is made."""

    table: str
    """Its id."""


class SetOption(Struct, frozen=True):
    """The finding's command of az has an option with this value."""

    option: str
    value: str


class AskForId(Struct, frozen=True):
    """An option of the finding's command has the id of what it gives the name of now, as az prints it."""

    option: str


class DropOption(Struct, frozen=True):
    """The finding's command of az has this option no longer."""

    option: str


class JoinLines(Struct, frozen=True):
    """The line before an option that fell off its command goes on."""

    option: str


class StopAtErrors(Struct, frozen=True):
    """The script stops where a command fails."""


class Pause(Struct, frozen=True):
    """Before the finding's resource is made, time passes."""

    seconds: int


OfSteps = Wait | Precede | Attach | Grant | OwnIdentity | MakeOnce | TableApart | AddSecurityRule
Edit = (
    Set
    | SetInside
    | Rename
    | NameApart
    | Split
    | AddAction
    | Remove
    | OfSteps
    | SetOption
    | AskForId
    | DropOption
    | JoinLines
    | StopAtErrors
    | Pause
)
Choice = Callable[[Finding], tuple[Edit, ...] | None]
"""Returns the edits that put a finding right together; None where a person has to decide."""

TEMPLATES: tuple[Language, ...] = ("arm", "bicep", "terraform")
EVERYWHERE: tuple[Language, ...] = (*TEMPLATES, "az")


class Remedy(Struct, frozen=True):
    """What a rule's findings are put right by, and the languages it is written in."""

    choice: Choice
    languages: tuple[Language, ...] = EVERYWHERE
    one_way: OneWay | None = None
    """Where there are other answers: what this one is."""
    otherwise: "Remedy | None" = None
    """What is shown where this one has no sure place in the text."""
