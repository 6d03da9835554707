"""One more rule of a security group, written beside one that is there, in the manner of its surroundings."""

import json
import re
from collections.abc import Mapping

from ..checking.pointing import Trail
from ..deployments.declared import Invocation
from .edits import AddSecurityRule, Scalar
from .languages.az import BASH, AzWriter
from .languages.bicep import BicepWriter
from .languages.members import lines_at
from .languages.terraform import TerraformWriter
from .roles.az import words_of
from .scanning import body_at, break_of, indent_of, line_end, line_start
from .scene import Scene
from .writer import Patches, Spot, Writer, language_of, spot

_TERRAFORM = {
    "name": "name",
    "priority": "priority",
    "direction": "direction",
    "access": "access",
    "protocol": "protocol",
    "sourceAddressPrefix": "source_address_prefix",
    "sourcePortRange": "source_port_range",
    "sourceAddressPrefixes": "source_address_prefixes",
    "destinationAddressPrefix": "destination_address_prefix",
    "destinationAddressPrefixes": "destination_address_prefixes",
    "destinationPortRange": "destination_port_range",
    "destinationPortRanges": "destination_port_ranges",
}
_AZ = {
    "name": "-n",
    "priority": "--priority",
    "direction": "--direction",
    "access": "--access",
    "protocol": "--protocol",
    "sourceAddressPrefix": "--source-address-prefixes",
    "sourceAddressPrefixes": "--source-address-prefixes",
    "destinationAddressPrefix": "--destination-address-prefixes",
    "destinationAddressPrefixes": "--destination-address-prefixes",
    "destinationPortRange": "--destination-port-ranges",
    "destinationPortRanges": "--destination-port-ranges",
}
_Value = Scalar | tuple[str, ...]
_GROUP = ("resource_group_name", "network_security_group_name")
_HEAD = re.compile(r'resource\s+"azurerm_network_security_rule"\s+"([\w-]+)"')
_LABEL = "passes"
_LOOPS = {"count", "for_each"}
_OF_THE_GROUP = ("--resource-group", "--nsg-name")
_ON_FIRST_LINE = 5
"""Options: the group's, the name, the priority, the direction."""


def admitted(scene: Scene, edit: AddSecurityRule) -> Patches | None:
    """Return the lines of the new rule; None where the other one does not stand on lines of its own."""
    trail = scene.trail(f"{edit.group}#properties.securityRules[{edit.beside}]")
    if trail is None or trail.lacking or trail.node.origin is None or trail.node.origin.used is not None:
        return None
    if str(dict(edit.properties)["name"]).lower() in _names(scene, trail, edit):
        return None
    is_element = bool(trail.keys)
    at = spot(scene.locator, trail.node.origin) if is_element else scene.head(trail.declared)
    if at is None or scene.writer(at) is None:
        return None
    properties = dict(edit.properties)
    match language_of(at.file):
        case "arm" if is_element:
            return _in_arm(at, properties)
        case "bicep" if is_element:
            return _in_bicep(at, properties)
        case "terraform" if is_element:
            return _in_terraform(at, properties)
        case "terraform":
            return _beside_in_terraform(at, properties, edit.number)
        case "az":
            return _in_az(at, properties, scene.deployment.invocations)
        case _:
            return None


def _names(scene: Scene, trail: Trail, edit: AddSecurityRule) -> set[str]:
    """Return the names of rules that the group has already, in lower case."""
    own = (each.id for each in scene.judged.resources if each.id.lower().startswith(f"{edit.group}/".lower()))
    listed = trail.declared.body.at("properties", "securityRules")
    names = [each.get("name") for each in listed.elements()] if listed else []
    return {id_.rpartition("/")[2].lower() for id_ in own} | {name.text.lower() for name in names if name}


def _in_arm(at: Spot, properties: Mapping[str, _Value]) -> Patches | None:
    indent = indent_of(at.text, at.start)
    if at.text[line_start(at.text, at.start) : at.start].strip():
        return None
    unit = indent_of(at.text, at.text.find('"', at.start)).removeprefix(indent) or "  "
    name, rest = properties["name"], {key: value for key, value in properties.items() if key != "name"}
    is_one_line = "\n" not in at.words
    lines = json.dumps({"name": name, "properties": rest}, indent=None if is_one_line else unit).split("\n")
    shown = (*(indent + line for line in lines[:-1]), f"{indent}{lines[-1]},")
    return lines_at(at, at.start, shown, break_of(at.text))


def _in_bicep(at: Spot, properties: Mapping[str, _Value]) -> Patches | None:
    indent = indent_of(at.text, at.start)
    if at.text[line_start(at.text, at.start) : at.start].strip():
        return None
    written = {key: _written(BicepWriter(), value) for key, value in properties.items()}
    name, rest = written.pop("name"), [f"{key}: {value}" for key, value in written.items()]
    if "\n" in at.words:
        lines = ["{", f"  name: {name}", "  properties: {", *(f"    {each}" for each in rest), "  }", "}"]
    else:
        lines = [f"{{ name: {name}, properties: {{ {', '.join(rest)} }} }}"]
    return lines_at(at, at.start, tuple(indent + line for line in lines), break_of(at.text))


def _in_terraform(at: Spot, properties: Mapping[str, _Value]) -> Patches | None:
    """Return a block beside the other one."""
    body = body_at(at.text, at.end, is_hcl=True)
    if (
        not at.words.startswith("security_rule")
        or body is None
        or at.text[body.end : line_end(at.text, body.end)].strip()
    ):
        return None
    indent = indent_of(at.text, at.start)
    written = {_TERRAFORM[key]: _written(TerraformWriter(), value) for key, value in properties.items()}
    width = max(map(len, written))
    lines = ["security_rule {", *_arguments(written, width), "}", ""]
    return lines_at(at, at.start, tuple((indent + line).rstrip() for line in lines), break_of(at.text))


def _beside_in_terraform(at: Spot, properties: Mapping[str, _Value], number: int) -> Patches | None:
    """Return a resource of its own before the other one's, in the same group by the same words."""
    body = body_at(at.text, at.end, is_hcl=True)
    head = _HEAD.match(at.words)
    if body is None or head is None or at.text[line_start(at.text, at.start) : at.start]:
        return None
    label = f"{head[1]}_{_LABEL}{'' if number == 1 else number}"
    inside = at.text[body.start : body.end]
    group = {key: found[1] for key in _GROUP if (found := re.search(rf"(?m)^\s*{key}\s*=\s*([^\s#]+)\s*$", inside))}
    if len(group) < len(_GROUP) or f'"{label}"' in at.text or _LOOPS & body.keys.keys():
        return None
    written = {_TERRAFORM[key]: _written(TerraformWriter(), value) for key, value in properties.items()} | group
    width = max(map(len, written))
    lines = (f'resource "azurerm_network_security_rule" "{label}" {{', *_arguments(written, width), "}", "")
    return lines_at(at, at.start, lines, break_of(at.text))


def _arguments(written: Mapping[str, str], width: int) -> tuple[str, ...]:
    return tuple(f"  {key.ljust(width)} = {value}" for key, value in written.items())


def _written(writer: Writer, value: _Value) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(writer.written(each, '') for each in value)}]"
    return writer.written(value, "")


def _words(value: _Value) -> str:
    return " ".join(AzWriter().written(each, "") for each in (value if isinstance(value, tuple) else (value,)))


def _in_az(at: Spot, properties: Mapping[str, _Value], commands: tuple[Invocation, ...]) -> Patches | None:
    """Return a command like the other one's, for the same group by the same words."""
    command = next((each for each in commands if each.origin.start == at.start and each.origin.file == at.file), None)
    is_apart = not at.text[line_start(at.text, at.start) : at.start].strip()
    if command is None or not is_apart or at.file.rpartition(".")[2].lower() not in BASH:
        return None
    words = [words_of(command, option, at) for option in _OF_THE_GROUP]
    if None in words:
        return None
    options = [f"{option} {said}" for option, said in zip(_OF_THE_GROUP, words, strict=True)]
    options += [f"{_AZ[key]} {_words(value)}" for key, value in properties.items() if key in _AZ]
    indent, sign = indent_of(at.text, at.start), " \\"
    first, second = " ".join(options[:_ON_FIRST_LINE]), " ".join(options[_ON_FIRST_LINE:])
    lines = (f"{indent}az network nsg rule create {first}{sign}", f"{indent}  {second}")
    return lines_at(at, at.start, lines, break_of(at.text))
