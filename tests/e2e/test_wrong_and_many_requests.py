"""A thousand requests at once, clients that hang up, bodies that are nonsense: Azure's answers, and nothing else."""

import asyncio
import json
import socket
import ssl
from collections import Counter
from collections.abc import AsyncIterator, Iterator

import aiohttp
import pytest

from .labs import NETWORK, Lab, Scene, eventually

pytestmark = pytest.mark.kernel
_API = "api-version=2024-05-01"
_TLS_FAREWELL_S = 0.5
"""aiohttp leaves closing TLS connections to the event loop: it must still run for a moment."""


@pytest.fixture
def url(lab: Lab) -> Iterator[str]:
    """Give the lab's base URL; afterwards the lab still answers, and has no fault to report."""
    yield lab.connection.base_url
    assert lab.get(lab.subscription)["state"] == "Enabled"
    assert lab.faults() == []


def _trust(lab: Lab) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=lab.connection.ca_path)


async def _all_at_once(lab: Lab, scene: Scene, count: int) -> Counter[int]:
    """PUT and GET route tables, `count` requests in flight at the same time, each on a connection of its own."""
    headers = {"Authorization": f"Bearer {lab.token()}"}
    base = f"{lab.connection.base_url}{scene.id(f'{NETWORK}/routeTables', 't')}"
    connector = aiohttp.TCPConnector(ssl=_trust(lab), limit=0, force_close=True)
    async with aiohttp.ClientSession(connector=connector, headers=headers) as session:

        async def one(number: int) -> int:
            address = f"{base}{number % 50}?{_API}"
            body = {"location": "eastus", "tags": {"number": str(number)}}
            call = session.put(address, json=body) if number % 2 else session.get(address)
            async with call as answer:
                await answer.read()
                return answer.status

        found = Counter(await asyncio.gather(*map(one, range(count))))
    await asyncio.sleep(_TLS_FAREWELL_S)
    return found


def test_a_thousand_requests_at_once_are_all_answered(lab: Lab, url: str) -> None:
    scene = Scene(lab)
    found = asyncio.run(_all_at_once(lab, scene, 1000))
    assert set(found) <= {200, 201, 404}
    assert found.total() == 1000
    assert found[201] == 25, "each table was new once"
    tables = lab.get(f"{scene.group}/providers/{NETWORK}/routeTables")["value"]
    assert sorted(table["name"] for table in tables) == sorted(f"t{number}" for number in range(1, 50, 2))
    assert len({table["etag"] for table in tables}) == 25


def test_clients_that_hang_up_leave_nothing_behind(lab: Lab, url: str) -> None:
    scene, port, trust = Scene(lab), int(url.rpartition(":")[2]), _trust(lab)
    path = scene.id(f"{NETWORK}/routeTables", "half")
    head = f"PUT {path}?{_API} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {lab.token()}\r\n"
    whole = '{"location": "eastus"}'
    sent = [
        b"",
        head.encode(),
        f"{head}Content-Length: 5000\r\n\r\n{whole}".encode(),
        f"{head}Transfer-Encoding: chunked\r\n\r\n16\r\n{whole}".encode(),
        f"{head}Content-Length: 999999999\r\n\r\n{'x' * 100_000}".encode(),
    ]
    for number in range(60):
        with (
            socket.create_connection(("localhost", port), timeout=5) as raw,
            trust.wrap_socket(raw, server_hostname="localhost") as client,
        ):
            client.sendall(sent[number % len(sent)])
            if number % 2:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
    for _ in range(20):
        with socket.create_connection(("localhost", port), timeout=5) as raw:
            raw.sendall(b"GET / HTTP/1.1\r\n\r\n")
    with pytest.raises(Exception, match="404"):
        lab.get(path)
    # A client that goes away after a whole request has been understood: its write stands, whole.
    with (
        socket.create_connection(("localhost", port), timeout=5) as raw,
        trust.wrap_socket(raw, server_hostname="localhost") as client,
    ):
        client.sendall(f"{head}Content-Length: {len(whole)}\r\n\r\n{whole}".encode())
    eventually(lambda: any(t["name"] == "half" for t in lab.get(path.rpartition("/")[0])["value"]))


def test_wrong_requests_get_azures_answers(lab: Lab, url: str) -> None:
    scene = Scene(lab)
    subnet = scene.subnet()
    network = subnet.rpartition("/subnets/")[0]
    headers = {"Authorization": f"Bearer {lab.token()}", "Content-Type": "application/json"}

    def code(method: str, id_: str, body: object = None, query: str = _API, **more: str) -> tuple[int, str]:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else b""
        status, _, answer = lab.send(method, f"{id_}?{query}", headers | more, raw)
        error = answer.get("error", answer)
        assert status < 500
        assert error.get("message") or status < 400
        return status, str(error.get("code"))

    def subnet_of(prefix: str) -> dict[str, object]:
        return {"properties": {"addressPrefix": prefix}}

    assert code("PUT", network, b"{not json") == (400, "InvalidRequestContent")
    assert code("PUT", network, b"[1, 2]") == (400, "InvalidRequestContent")
    assert code("PUT", network, b"\xff\xfe") == (400, "InvalidRequestContent")
    assert code("PUT", network, b"[" * 200_000)[0] == 400
    assert code("GET", network, query="") == (400, "MissingApiVersionParameter")
    assert code("GET", f"{scene.group}/providers/Microsoft.Nope/things/x")[0] == 404
    assert code("PUT", f"{network}/subnets/a", subnet_of("192.168.300.0/24"))[0] == 400
    assert code("PUT", f"{network}/subnets/a", subnet_of("192.168.2.1/24"))[0] == 400
    assert code("PUT", f"{network}/subnets/a", subnet_of("10.0.0.0/24")) == (400, "NetcfgInvalidSubnet")
    assert code("PUT", f"{network}/subnets/a", subnet_of("192.168.1.128/25")) == (400, "NetcfgSubnetRangesOverlap")
    assert code("PUT", f"{network}/subnets/a", {"properties": {"addressPrefix": 7}})[0] == 400
    other = network.replace(lab.connection.subscription_id, "00000000-0000-0000-0000-000000000000")
    assert code("GET", other)[0] in (403, 404)
    linked = {"properties": {"addressPrefix": "192.168.1.0/24", "routeTable": {"id": f"{scene.group}/nope"}}}
    assert code("PUT", subnet, linked)[0] == 400
    etag = lab.get(network)["etag"]
    body = {"location": "eastus", "properties": {"addressSpace": {"addressPrefixes": ["192.168.0.0/16"]}}}
    assert code("PUT", network, body, **{"If-Match": '"stale"'}) == (412, "PreconditionFailed")
    assert lab.get(network)["etag"] == etag, "nothing was half-written"
    assert code("PUT", f"{network}/subnets/{'x' * 500}", subnet_of("192.168.3.0/24"))[0] == 400
    assert code("DELETE", f"{network}/subnets/nope")[0] == 204


def test_a_body_of_fifty_megabytes_is_refused_while_it_is_sent(lab: Lab, url: str) -> None:
    scene = Scene(lab)

    async def send() -> int:
        async def chunks() -> AsyncIterator[bytes]:
            yield b'{"location": "'
            for _ in range(50):
                yield b"x" * 1_000_000

        connector = aiohttp.TCPConnector(ssl=_trust(lab))
        headers = {"Authorization": f"Bearer {lab.token()}"}
        address = f"{url}{scene.id(f'{NETWORK}/routeTables', 'big')}?{_API}"
        async with aiohttp.ClientSession(connector=connector, headers=headers) as session:
            try:
                async with session.put(address, data=chunks()) as answer:
                    status = answer.status
            except aiohttp.ClientConnectionError:
                status = 413
        await asyncio.sleep(_TLS_FAREWELL_S)
        return status

    assert asyncio.run(send()) == 413
    with pytest.raises(Exception, match="404"):
        lab.get(scene.id(f"{NETWORK}/routeTables", "big"))
