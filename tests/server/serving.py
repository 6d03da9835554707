"""A served lab for tests: real TLS on loopback in a thread of its own, a stub engine, a clock that can be moved."""

import asyncio
import http.client
import os
import ssl
import threading
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec

from akslab.arm.exchange import ArmRequest, ArmResponse
from akslab.lab.az import Connection
from akslab.lab.certificates import ensure_certificates, server_context
from akslab.server.listener import RunningServer, serve
from akslab.server.peer_uid import peer_uid
from akslab.server.tenant import Seams, Tenant
from akslab.store.directory import Directory, managed_identity, put_principal, service_principal, user
from akslab.store.memory import MemoryStore

TENANT_ID = "11111111-1111-4111-8111-111111111111"
SUBSCRIPTION_ID = "22222222-2222-4222-8222-222222222222"
CLIENT_ID = "33333333-3333-4333-8333-333333333333"
OBJECT_ID = "44444444-4444-4444-8444-444444444444"
USER_ID = "55555555-5555-4555-8555-555555555555"
IDENTITY_ID = "66666666-6666-4666-8666-666666666666"
IDENTITY_CLIENT_ID = "77777777-7777-4777-8777-777777777777"
IDENTITY_RESOURCE = (
    f"/subscriptions/{SUBSCRIPTION_ID}/resourceGroups/rg/providers/Microsoft.ManagedIdentity"
    "/userAssignedIdentities/myIdentity"
)
STRANGER_ID = "88888888-8888-4888-8888-888888888888"
STRANGER_CLIENT_ID = "99999999-9999-4999-8999-999999999999"
SECRET = "the lab's secret"
IDENTITY_HEADER = "the identity header"


class StubEngine:
    """Answers what az asks while it signs in, echoes anything else, and breaks when told to."""

    def __init__(self) -> None:
        self.requests: list[ArmRequest] = []

    def handle(self, request: ArmRequest) -> ArmResponse:
        """Answer like an ARM of one empty subscription."""
        self.requests.append(request)
        path = request.path.lower()
        if path == "/boom":
            raise RuntimeError("the engine broke")
        if path == "/subscriptions":
            return _json(200, {"value": [_SUBSCRIPTION]})
        if path == "/tenants":
            tenant = {"id": f"/tenants/{TENANT_ID}", "tenantId": TENANT_ID, "displayName": "akslab"}
            return _json(200, {"value": [tenant]})
        if path.endswith("/resourcegroups") or "/roleassignments" in path or "/roledefinitions" in path:
            return _json(200, {"value": []})
        if path == "/empty":
            return ArmResponse(204)
        if path == "/accepted":
            return ArmResponse(202, None, (("Location", f"{request.base_url}/later"), ("Retry-After", "1")))
        return _json(200, {"path": request.path, "query": dict(request.query), "size": len(request.body)})


_SUBSCRIPTION = {
    "id": f"/subscriptions/{SUBSCRIPTION_ID}",
    "subscriptionId": SUBSCRIPTION_ID,
    "tenantId": TENANT_ID,
    "displayName": "akslab",
    "state": "Enabled",
    "authorizationSource": "RoleBased",
    "managedByTenants": [],
}


def _json(status: int, document: Any) -> ArmResponse:
    return ArmResponse(status, msgspec.json.encode(document))


@dataclass
class MovableClock:
    """The system's time plus `ahead` seconds."""

    ahead: float = 0.0

    def now(self) -> float:
        """Return seconds since 1970."""
        return datetime.now(UTC).timestamp() + self.ahead

    async def sleep(self, seconds: float) -> None:
        """Wait, really."""
        await asyncio.sleep(seconds)


@dataclass
class Reply:
    """What came back."""

    status: int
    headers: Message
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return msgspec.json.decode(self.body)

    @property
    def error(self) -> str:
        """The code of Azure's error body."""
        code: str = self.json["error"]["code"]
        return code


@dataclass
class ServedLab:
    """A running server and all that is known about it."""

    directory: Path
    engine: StubEngine = field(default_factory=StubEngine)
    clock: MovableClock = field(default_factory=MovableClock)
    logged: list[dict[str, Any]] = field(default_factory=list)
    store: MemoryStore = field(default_factory=MemoryStore)
    other_user: int | None = None
    """When set, every connection looks as if this uid had made it."""
    running: RunningServer | None = None

    @property
    def base_url(self) -> str:
        """Where it is."""
        assert self.running is not None
        return self.running.base_url

    @property
    def connection(self) -> Connection:
        """What az is given."""
        return Connection(
            base_url=self.base_url,
            tenant_id=TENANT_ID,
            subscription_id=SUBSCRIPTION_ID,
            client_id=CLIENT_ID,
            secret=SECRET,
            ca_path=self.directory / "ca.pem",
            config_dir=self.directory / "azure",
            identity_header=IDENTITY_HEADER,
        )

    def client_context(self) -> ssl.SSLContext:
        """Trust the lab's CA, and only it, as strictly as Python can."""
        context = ssl.create_default_context(cafile=self.directory / "ca.pem")
        context.verify_flags |= ssl.VERIFY_X509_STRICT
        return context

    def send(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes | Iterable[bytes] = b""
    ) -> Reply:
        """Send one request on a connection of its own; a body without a length goes in chunks."""
        port = int(self.base_url.rpartition(":")[2])
        client = http.client.HTTPSConnection("localhost", port, timeout=10, context=self.client_context())
        try:
            client.request(method, path, body or None, dict(headers or {}))
            response = client.getresponse()
            return Reply(response.status, response.headers, response.read())
        finally:
            client.close()

    def post_form(self, path: str, **fields: str) -> Reply:
        """POST form fields."""
        return self.send(
            "POST", path, {"Content-Type": "application/x-www-form-urlencoded"}, urlencode(fields).encode()
        )

    def get(self, path: str, **headers: str) -> Reply:
        """GET with the lab's own token; in header names `_` stands for `-`."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.send("GET", path, headers=self.bearer() | named)

    def graph(self, method: str, path: str, body: Any = None, token: str = "") -> Reply:
        """Call Graph."""
        headers = {"Authorization": f"Bearer {token or self.token()}", "Content-Type": "application/json"}
        return self.send(method, f"/v1.0/{path}", headers, b"" if body is None else msgspec.json.encode(body))

    def sign_in(self, client_id: str = CLIENT_ID, secret: str = SECRET, **fields: str) -> Reply:
        """Ask for a token with a client secret."""
        form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
        scope = {"scope": f"{self.base_url}/.default"}
        return self.post_form(f"/{TENANT_ID}/oauth2/v2.0/token", **(form | scope | fields))

    def token(self, client_id: str = CLIENT_ID) -> str:
        """Return an access token."""
        token: str = self.sign_in(client_id).json["access_token"]
        return token

    def bearer(self, client_id: str = CLIENT_ID) -> dict[str, str]:
        """Return the header that carries a token."""
        return {"Authorization": f"Bearer {self.token(client_id)}"}


def _tenant() -> Tenant:
    return Tenant(
        tenant_id=TENANT_ID,
        object_id=OBJECT_ID,
        user_object_id=USER_ID,
        signing_key=b"k" * 32,
        identity_header=IDENTITY_HEADER,
        owner_uid=os.getuid(),
    )


@contextmanager
def served_lab(directory: Path) -> Iterator[ServedLab]:
    """Serve a lab while the context lasts."""
    lab = ServedLab(directory)
    documents = (
        service_principal(OBJECT_ID, CLIENT_ID, "akslab", SECRET),
        service_principal(STRANGER_ID, STRANGER_CLIENT_ID, "stranger", SECRET),
        user(USER_ID, "local@akslab.invalid", "Local User", SECRET),
        managed_identity(IDENTITY_ID, IDENTITY_CLIENT_ID, "myIdentity", IDENTITY_RESOURCE),
    )
    lab.store.write([put_principal(document) for document in documents])
    certificates = ensure_certificates(directory, datetime.now(UTC))
    seams = Seams(
        engine=lab.engine,
        directory=Directory(lab.store),
        log=lambda event, **fields: lab.logged.append({"event": event, **fields}),
        clock=lab.clock,
        peer_uid=lambda peer, server: peer_uid(peer, server) if lab.other_user is None else lab.other_user,
    )
    with in_background(lambda: serve(_tenant(), seams, server_context(certificates))) as running:
        lab.running = running
        yield lab


@contextmanager
def in_background(start: Callable[[], Coroutine[None, None, RunningServer]]) -> Iterator[RunningServer]:
    """Run a server in a thread of its own while the context lasts."""
    started: Future[RunningServer] = Future()
    stop: Future[None] = Future()

    async def life() -> None:
        try:
            server = await start()
        except BaseException as failure:
            started.set_exception(failure)
            return
        started.set_result(server)
        await asyncio.wrap_future(stop)
        await server.stop()

    thread = threading.Thread(target=lambda: asyncio.run(life()))
    thread.start()
    try:
        yield started.result(10)
    finally:
        stop.set_result(None)
        thread.join(10)
