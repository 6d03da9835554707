"""One call of a command: its arguments, where it stands, and what it may ask of the cloud and do to it."""

import re
from collections.abc import Callable, Mapping
from typing import Literal

from msgspec import Struct

from ....deployments.declared import Declared
from ....deployments.nodes import Node, Unknown
from ....deployments.origins import Origin
from ....rules.fields import ELSE
from ..bodies import object_
from ..cloud import Cloud
from ..files_read import ScriptFiles
from ..naming import symbol_of
from ..options.arguments import Arguments
from ..results import Result
from ..texts import Text

_GROUP = re.compile(r"/subscriptions/[^/]+/resourceGroups/[^/]+", re.IGNORECASE)

Command = Callable[["Call"], "Result | None"]
"""Does what a command of az does, and returns what it prints."""


class Call(Struct, frozen=True, kw_only=True):
    """A command as it is called."""

    path: str
    """`network vnet create`"""
    arguments: Arguments
    cloud: Cloud
    files: ScriptFiles
    address: str
    origin: Origin

    def has(self, *names: str) -> bool:
        """Whether one of these options was given."""
        return self.arguments.has(*names)

    def text(self, *names: str) -> Text | None:
        """Return the value of the first of these options that was given and is not empty."""
        return self.arguments.text(*names)

    def texts(self, name: str) -> tuple[Text, ...]:
        """Return the values of an option."""
        return self.arguments.texts(name)

    def name(self, *names: str) -> Text:
        """Return a name that has to be given; a symbol if it is not."""
        found = self.text(*(names or ("--name",)))
        return found or Text(text=symbol_of(f"{(names or ('--name',))[0]} of {self.address}"), origin=self.origin)

    @property
    def subscription(self) -> str:
        """The subscription it works on."""
        return self.cloud.subscription_of(self.text("--subscription"))

    @property
    def group_id(self) -> str:
        """The resource group it works in: the one it names, or that of the resource it names by id."""
        given = self.text("--resource-group")
        found = None if given else _GROUP.match(self.given_id())
        return found[0] if found else self.cloud.group_id(given, self.subscription)

    def id_of(self, type_: str, *names: Text | str) -> str:
        """Return the id of a resource of this group: `names` are one for each segment of the type behind its namespace."""
        namespace, *types = type_.split("/")
        written = [name if isinstance(name, str) else name.text for name in names]
        pairs = "/".join(f"{segment}/{name}" for segment, name in zip(types, written, strict=True))
        return f"{self.group_id}/providers/{namespace}/{pairs}"

    def referred(self, text: Text | None, type_: str, *parents: Text | str) -> str:
        """Return the id that an argument means which may be a name or an id; nothing for none."""
        if text is None or not text.text or text.text == "null":
            return ""
        id_ = self.id_of(type_, *parents, text)
        if text.text.startswith("/"):
            self.cloud.note_id(text.text)
            return text.text.rstrip("/")
        return text.text if text.is_unknown and self.cloud.find(id_) is None else id_

    def given_id(self) -> str:
        """Return what `--ids` names; nothing without it."""
        found = self.text("--ids")
        if found and found.text.startswith("/"):
            self.cloud.note_id(found.text)
        return found.text.rstrip("/") if found else ""

    def location(self, group_id: str = "") -> Node:
        """Return where something is made: as it says, or where its resource group is."""
        found = self.text("--location") or self.cloud.location_of(group_id or self.group_id)
        return Node(found.text, found.origin)

    def properties(self, fields: Mapping[str, Node | None]) -> Node:
        """Return the properties of a body; nobody can tell the rest of them when a variable may hold further options."""
        if self.arguments.is_open:
            fields = {**fields, ELSE: Node(Unknown("not-supplied", "the variables of this command"))}
        return object_(fields, self.origin)

    def put(self, id_: str, type_: str, fields: Mapping[str, Node | None]) -> Result:
        """Declare a resource as a whole."""
        name = Node(id_.rsplit("/", 1)[-1], self._origin_of_name())
        return self.declare(id_, type_, object_({"name": name, **fields}, self.origin))

    def patch(self, id_: str, type_: str, fields: Mapping[str, Node | None]) -> Result:
        """Declare a change of a resource."""
        return self.declare(id_, type_, object_(fields, self.origin), writing="patch")

    def look_up(self, id_: str, type_: str) -> Result:
        """Note a resource that is only read, unless the script makes it itself; returns what is known of it."""
        found = self.cloud.find(id_)
        if found is None:
            body = object_({}, self.origin)
            self.cloud.emit(
                Declared(address=self.address, type=type_, id=id_, body=body, origin=self.origin, existing=True)
            )
            return Result(id=id_)
        return Result(id=found.id, body=found.body)

    def declare(
        self,
        id_: str,
        type_: str,
        body: Node,
        *,
        writing: Literal["put", "patch"] = "put",
        address: str = "",
    ) -> Result:
        """Declare a resource or a change of one."""
        declared = Declared(
            address=address or self.address, type=type_, id=id_, body=body, origin=self.origin, writing=writing
        )
        self.cloud.emit(declared, is_waited_for=not self.has("--no-wait"))
        return Result(id=id_, body=body)

    def _origin_of_name(self) -> Origin | None:
        found = self.text("--name")
        return found.origin if found else None
