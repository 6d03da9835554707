"""docs/adding-a-resource-type.md, followed to the letter: its file alone makes a type that works."""

import json
import re
from collections.abc import Mapping

from akslab.arm.declaration import ResourceType
from akslab.arm.documents import Documents
from akslab.arm.engine import Engine
from akslab.arm.exchange import ArmRequest, ArmResponse
from akslab.arm.operations import Operations
from akslab.arm.verbs import Arm
from akslab.arm.world import PROVIDER, World
from akslab.azure import by_name
from akslab.clock import VirtualClock
from akslab.roles.builtin import BUILTIN_ROLES
from akslab.settings import Settings
from akslab.store.memory import MemoryStore

from .source import DOCS

SUBSCRIPTION = "00000000-0000-0000-0000-000000000000"
GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/g"
FILE = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def declared_by_the_page() -> ResourceType:
    """Run the page's file as a module of `akslab.azure` and return what it declares."""
    code = FILE.findall((DOCS / "adding-a-resource-type.md").read_text())[0]
    namespace: dict[str, object] = {"__package__": "akslab.azure", "__name__": "akslab.azure.of_the_page"}
    exec(code, namespace)
    found = [value for value in namespace.values() if isinstance(value, ResourceType)]
    assert len(found) == 1
    return found[0]


def engine_of(types: Mapping[str, ResourceType]) -> Engine:
    """Return Resource Manager with these types and nothing in it."""
    store, count = MemoryStore(), iter(range(10**6))
    world = World(
        documents=Documents(store, types),
        clock=VirtualClock(),
        new_id=lambda: f"00000000-0000-0000-0000-{next(count):012}",
        settings=Settings(),
        tenant_id=SUBSCRIPTION,
        subscription_id=SUBSCRIPTION,
        builtin_roles=BUILTIN_ROLES,
    )
    return Engine(Arm(types, world), Operations(store, world), {})


def ask(engine: Engine, method: str, path: str, body: object = None, **headers: str) -> ArmResponse:
    request = ArmRequest(
        method=method,
        path=path,
        query={"api-version": "2025-07-01"},
        headers={name.replace("_", "-"): value for name, value in headers.items()},
        body=json.dumps(body).encode() if body is not None else b"",
        principal_id=PROVIDER,
        app_id="",
        base_url="https://localhost:1",
        correlation_id="",
    )
    return engine.handle(request)


def test_the_file_of_the_page_and_one_line_make_a_type_with_every_verb() -> None:
    declared = declared_by_the_page()
    engine = engine_of({**by_name(), declared.name.lower(): declared})
    id_ = f"{GROUP}/providers/{declared.name}/web"

    assert ask(engine, "PUT", GROUP, {"location": "eastus"}).status == 201
    made = ask(engine, "PUT", id_, {"location": "eastus", "tags": {"a": "b"}})
    document = json.loads(made.body or b"")
    assert (made.status, document["id"], document["type"]) == (201, id_, declared.name)
    assert json.loads(ask(engine, "GET", id_.upper()).body or b"") == document
    assert ask(engine, "PUT", id_, {"location": "eastus"}, if_match='W/"another"').status == 412
    assert json.loads(ask(engine, "PATCH", id_, {"tags": {"c": "d"}}).body or b"")["tags"] == {"c": "d"}
    listed = json.loads(ask(engine, "GET", f"{GROUP}/providers/{declared.name}").body or b"")["value"]
    assert [each["id"] for each in listed] == [id_]
    assert ask(engine, "DELETE", id_).status == 200
    assert ask(engine, "GET", id_).status == 404
