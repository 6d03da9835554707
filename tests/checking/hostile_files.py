"""Files nobody should have to fear: each with its name, and what the answer has to say about it."""

import json
from pathlib import Path

from msgspec import Struct

_SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"


class Hostile(Struct, frozen=True, kw_only=True):
    """A file, or several, and what is said of it: where, and a word of why."""

    files: dict[str, bytes]
    at: str
    """`file:line`, or the file where the whole of it is meant."""
    code: int = 2
    """1 where only a value is unknown: the other template's fault decides."""


def _template(**more: object) -> bytes:
    return json.dumps({"$schema": _SCHEMA, "contentVersion": "1.0.0.0", "resources": [], **more}, indent=1).encode()


def _laughs() -> bytes:
    variables = {f"v{n + 1}": f"[concat(variables('v{n}'), variables('v{n}'))]" for n in range(60)}
    table = {"type": "Microsoft.Network/routeTables", "apiVersion": "2024-05-01", "name": "[variables('v60')]"}
    return _template(variables={"v0": "laugh", **variables}, resources=[table])


def _copies() -> bytes:
    loop = {"name": "many", "count": 1_000_000_000}
    group = {
        "type": "Microsoft.Network/networkSecurityGroups",
        "apiVersion": "2024-05-01",
        "name": "[string(copyIndex())]",
    }
    return _template(resources=[{**group, "copy": loop}])


def _module(name: str) -> bytes:
    return f"module again '{name}' = {{\n  name: 'again'\n}}\n".encode()


_CALL = b'module "again" {\n  source = "./inner"\n}\n'
_BACK = b'module "again" {\n  source = "../inner"\n}\n'
_NETWORK = "resource n 'Microsoft.Network/virtualNetworks@2024-05-01' = {\n  name: 'n'\n  tags: "
HOSTILE: dict[str, Hostile] = {
    "a template that ends in the middle": Hostile(files={"bad.json": _template()[:-20]}, at="bad.json"),
    "a template that doubles sixty times": Hostile(files={"bad.json": _laughs()}, at="bad.json:"),
    "a loop of a thousand million": Hostile(files={"bad.json": _copies()}, at="bad.json:"),
    "a module of Bicep that calls itself": Hostile(files={"bad.bicep": _module("bad.bicep")}, at="bad.bicep:1"),
    "modules of Bicep in a circle": Hostile(
        files={"bad.bicep": _module("other.bicep"), "other.bicep": _module("bad.bicep")}, at=".bicep:1"
    ),
    "a module of Terraform that calls itself": Hostile(
        files={"tf/main.tf": _CALL, "tf/inner/main.tf": _BACK}, at="tf/inner/main.tf:1"
    ),
    "Bicep that is no text": Hostile(files={"bad.bicep": bytes(range(256)) * 64}, at="bad.bicep"),
    "Terraform that is no text": Hostile(files={"tf/main.tf": bytes(range(256)) * 64}, at="tf/main.tf"),
    "a script that calls az and is no text": Hostile(
        files={"bad.sh": b"#!/bin/sh\naz aks create -n x -g y\n" + bytes(range(256)) * 64}, at="bad.sh"
    ),
    "Bicep nested ten thousand deep": Hostile(
        files={"bad.bicep": (_NETWORK + "[" * 10_000 + "]" * 10_000 + "\n}\n").encode()}, at="bad.bicep:3"
    ),
    "Terraform nested ten thousand deep": Hostile(
        files={"tf/main.tf": b"locals {\n  x = " + b"[" * 10_000 + b"]" * 10_000 + b"\n}\n"}, at="tf/main.tf:2"
    ),
    "a template nested ten thousand deep": Hostile(
        files={"bad.json": b'{"$schema": "' + _SCHEMA.encode() + b'", "x": ' + b"[" * 10_000 + b"]" * 10_000 + b"}"},
        at="bad.json",
    ),
    "a module outside of the directory": Hostile(files={"bad.bicep": _module("../../../etc/passwd")}, at="bad.bicep:1"),
    "a file that Terraform is to read outside of it": Hostile(
        files={
            "tf/main.tf": b'locals {\n  x = file("../../../../../etc/passwd")\n}\noutput "x" {\n  value = local.x\n}\n'
        },
        at="tf/main.tf:2",
        code=1,
    ),
}


def write_huge(folder: Path) -> None:
    """Write a template of 200 MB, most of it a hole."""
    with (folder / "bad.json").open("wb") as file:
        file.write(_template())
        file.truncate(200 << 20)
