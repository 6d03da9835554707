"""Terraform: arguments in blocks, in line with those around them, and `depends_on`."""

import re

from ...checking.pointing import Trail
from ...deployments.declared import Declared
from ...deployments.origins import Origin
from ...importers.terraform.azurerm.arguments import MAJORS
from ...importers.terraform.spelling import spelled
from ..edits import Scalar
from ..scanning import Body, body_at, break_of, closing, indent_of, line_end, line_start
from ..writer import Patches, Raw, Spot, Written, property_path
from .members import lines_at, with_element, without

_TEXT = re.compile(r'"((?:\\.|[^"\\$%\n]|[$%](?!\{))*)"')
_KEY = re.compile(r"[A-Za-z_][\w-]*[ \t]*=[ \t]*\Z")
_ARGUMENT = re.compile(r"[A-Za-z_][\w-]*(?P<blanks>[ \t]*)=(?!=)")
_BLOCKS = {"routes": "route", "subnets": "subnet"}
"""A list of ARM -> the blocks in which azurerm writes it."""
_ADDRESS = re.compile(r"((?:module\.[\w-]+\.)*)([a-z][a-z0-9_]*\.[\w-]+)(?:\[.*)?")


class TerraformWriter:
    """Writes HCL. Spots of blocks are their heads: `network_profile`, `resource "azurerm_subnet" "nodes"`."""

    def value_of(self, words: str) -> Scalar | None:
        """Return the value of a literal; None for an expression."""
        if words in ("true", "false"):
            return words == "true"
        if re.fullmatch(r"-?\d{1,18}", words):
            return int(words)
        found = _TEXT.fullmatch(words)
        return re.sub(r"\\(.)", r"\1", found[1]) if found else None

    def written(self, value: Scalar, like: str) -> str:
        """Return a literal; a number stays a text where a text stood."""
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, int) and not like.startswith('"'):
            return str(value)
        return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'

    def insert(self, container: Spot, trail: Trail, value: Written) -> Patches | None:
        """Return an argument at the end of the arguments of a block."""
        body, names = _block(container), _argument(trail)
        if body is None or names is None:
            return None
        *outer, name = names
        head = container.words.split()[0]
        if (head != outer[-1] if outer else head != "resource") or name in body.keys:
            return None
        return _added(container, body, name, value.text if isinstance(value, Raw) else self.written(value, ""))

    def is_named(self, member: Spot, origin: Origin, trail: Trail) -> bool:
        """Whether the argument before a value, or the head of a block, is what azurerm calls the property."""
        key = _KEY.search(member.text, line_start(member.text, member.start), member.start)
        word = key[0].strip(" \t=") if key else member.words.split(maxsplit=1)[0]
        path = property_path(trail)
        return any(word == spelled(trail.declared.type, path, major).rpartition(".")[2] for major in MAJORS)

    def remove(self, member: Spot, trail: Trail) -> Patches | None:
        """Return what takes out an argument, an element of a list, or a block."""
        text = member.text
        if body := _block(member):
            if member.words.startswith("resource"):
                return None
            return (member.at(line_start(text, member.start), line_end(text, body.end), ""),)
        if isinstance(trail.keys[-1], str):
            key = _KEY.search(text, line_start(text, member.start), member.start)
            return without(Spot(member.file, text, key.start(), member.end)) if key else None
        return without(member)

    def wait(self, waiting: tuple[Spot, Declared], target: tuple[Spot, Declared]) -> Patches | None:
        """Return an address in `depends_on`: of the same module only."""
        (here, own), (_, other) = waiting, target
        mine, theirs = _ADDRESS.fullmatch(own.address), _ADDRESS.fullmatch(other.address)
        return depending(here, theirs[2]) if mine and theirs and mine[1] == theirs[1] else None

    def once(self, head: Spot, property_: str) -> Patches | None:
        """Return a `lifecycle` block that leaves what is written in blocks of their own as others wrote it."""
        body = _block(head)
        block = _BLOCKS.get(property_)
        if block is None or body is None or "lifecycle" in body.keys or block not in body.keys:
            return None
        lines = ("", "  lifecycle {", f"    ignore_changes = [{block}]", "  }")
        return lines_at(head, body.end - 1, lines, break_of(head.text))


def local_address(declared: Declared) -> str | None:
    """Return what its module calls a resource: `azurerm_subnet.nodes`."""
    found = _ADDRESS.fullmatch(declared.address)
    return found[2] if found else None


def depending(head: Spot, address: str) -> Patches | None:
    """Return an address in the `depends_on` of a resource."""
    body = _block(head)
    if body is None or not head.words.startswith("resource"):
        return None
    if "depends_on" not in body.keys:
        return _added(head, body, "depends_on", f"[{address}]", is_apart=True)
    start = head.text.find("[", body.keys["depends_on"])
    end = closing(head.text, start, is_hcl=True)
    return with_element(Spot(head.file, head.text, start, end), address) if end else None


def _block(head: Spot) -> Body | None:
    """Return the body of a block by its head, None for what is no head of a block."""
    behind = head.text[head.end : line_end(head.text, head.end)]
    return body_at(head.text, head.end, is_hcl=True) if behind.lstrip()[:1] == "{" else None


def _argument(trail: Trail) -> list[str] | None:
    """Return blocks and argument of what a trail lacks, if all versions of azurerm that have it call it the same."""
    path = property_path(trail, trail.lacking)
    names = {spelled(trail.declared.type, path, major) for major in MAJORS} - {""}
    name = names.pop() if len(names) == 1 else ""
    return name.split(".") if name and not name.startswith("azurerm_") else None


def _added(head: Spot, body: Body, name: str, words: str, *, is_apart: bool = False) -> Patches | None:
    """Return an argument behind the first arguments of a block, its sign of equality below theirs."""
    text = head.text
    inside = text[body.start + 1 : body.end - 1]
    if "\n" not in inside:
        return None
    indent = indent_of(text, head.start) + "  "
    at, width = line_end(text, body.start), 0
    while not is_apart and (found := _ARGUMENT.match(text, at + len(indent_of(text, at)))):
        if line_end(text, found.end()) >= body.end or text[found.end() : line_end(text, at)].strip()[:1] in "[{(<":
            break
        at, width = line_end(text, at), found.end() - 1 - found.start()
    line = f"{indent}{name.ljust(max(width, len(name) + 1))}= {words}"
    if is_apart:
        return lines_at(head, body.end - 1, ("", line), break_of(text))
    return lines_at(head, at, (line,), break_of(text))
