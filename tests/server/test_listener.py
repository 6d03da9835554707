"""HTTP: headers, limits, broken clients, many clients, a broken engine."""

import asyncio
import logging
import socket
import ssl
from itertools import islice, repeat

import aiohttp
import pytest

from .serving import OBJECT_ID, TENANT_ID, ServedLab


def test_a_call_reaches_the_engine_taken_apart_and_with_its_caller(lab: ServedLab) -> None:
    reply = lab.get("/subscriptions/S/resourceGroups/My%20Group?API-Version=2024-11-01&$filter=a%20eq%20'b%2Bc'")
    assert reply.status == 200
    request = lab.engine.requests[-1]
    assert request.path == "/subscriptions/S/resourceGroups/My Group"
    assert request.query == {"api-version": "2024-11-01", "$filter": "a eq 'b+c'"}
    assert request.principal_id == OBJECT_ID
    assert request.base_url == lab.base_url
    assert request.headers["host"] == lab.base_url.removeprefix("https://")


def test_every_answer_carries_azures_request_ids(lab: ServedLab) -> None:
    reply = lab.get("/x", x_ms_client_request_id="mine", x_ms_correlation_request_id="abc-1")
    assert reply.headers["x-ms-client-request-id"] == "mine"
    assert reply.headers["x-ms-correlation-request-id"] == "abc-1"
    assert reply.headers["x-ms-request-id"] != lab.get("/x").headers["x-ms-request-id"]
    assert lab.engine.requests[0].correlation_id == "abc-1"


def test_a_strange_correlation_id_is_replaced(lab: ServedLab) -> None:
    reply = lab.get("/x", x_ms_correlation_request_id="a\tb" * 50)
    assert len(reply.headers["x-ms-correlation-request-id"]) == 36


def test_the_answer_leads_back_to_the_address_the_client_used(lab: ServedLab) -> None:
    port = lab.base_url.rpartition(":")[2]
    for host, expected in ((f"127.0.0.1:{port}", f"https://127.0.0.1:{port}"), ("evil.example", lab.base_url)):
        reply = lab.get("/accepted", Host=host)
        assert reply.headers["Location"] == f"{expected}/later"
        assert reply.headers["Content-Length"] == "0"


def test_no_content_has_no_body_and_no_content_type(lab: ServedLab) -> None:
    reply = lab.get("/empty")
    assert (reply.status, reply.body) == (204, b"")
    assert "Content-Type" not in reply.headers


def test_the_server_listens_on_127_0_0_1_only(lab: ServedLab) -> None:
    assert lab.running is not None
    for address in ("127.0.0.2", "::1"):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        with socket.socket(family) as client:
            assert client.connect_ex((address, lab.running.port)) != 0


def test_a_broken_engine_is_azures_500_with_the_id_that_finds_it_in_the_log(lab: ServedLab) -> None:
    reply = lab.get("/boom", x_ms_correlation_request_id="find-me")
    assert (reply.status, reply.error) == (500, "InternalServerError")
    assert "find-me" in reply.json["error"]["message"]
    assert "Retry-After" not in reply.headers
    fault = next(entry for entry in lab.logged if entry["event"] == "fault")
    assert (fault["request"], fault["text"]) == ("find-me", "the engine broke")
    assert "serving.py:" in fault["where"]


def test_a_body_of_50_mb_is_refused_as_arm_refuses_it(lab: ServedLab) -> None:
    big = b"x" * (50 * 1024 * 1024)
    reply = lab.send("PUT", "/x", lab.bearer(), big)
    assert (reply.status, reply.error) == (413, "RequestContentTooLarge")
    assert lab.engine.requests == []


def test_a_body_without_a_length_is_cut_off_at_the_limit(lab: ServedLab) -> None:
    reply = lab.send("PUT", "/x", lab.bearer(), iter(repeat(b"x" * 65536, 200)))
    assert (reply.status, reply.error) == (413, "RequestContentTooLarge")


def test_a_body_of_4_mb_arrives_whole(lab: ServedLab) -> None:
    reply = lab.send("PUT", "/x", lab.bearer(), b"x" * (4 * 1024 * 1024))
    assert reply.json["size"] == 4 * 1024 * 1024


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01 nonsense\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /x HTTP/1.1\r\nHost: a\r\nContent-Length: minus one\r\n\r\n",
        b"GET /x HTTP/1.1\r\nHost: a\r\nX: " + b"y" * 20000 + b"\r\n\r\n",
        b"POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nnot a size\r\n",
        b"GET http://[broken/x HTTP/1.1\r\nHost: a\r\n\r\n",
    ],
)
def test_malformed_http_is_refused_in_one_log_line_without_a_traceback(
    lab: ServedLab, sent: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        answer = _raw(lab, sent)
    assert answer.split(b" ")[1] in (b"400", b"401", b"405")
    assert b"Traceback" not in answer
    assert caplog.records == []
    assert lab.get("/x").status == 200


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (b"BREW /secret HTTP/1.1\r\nHost: a\r\n\r\n", b"405", b'"MethodNotAllowed"'),
        (b"GET /secret HTTP/1.1\r\nHost: a\r\nContent-Length: minus one\r\n\r\n", b"400", b'"BadRequest"'),
    ],
)
def test_broken_http_gets_azures_error_body_and_not_itself_back(
    lab: ServedLab, sent: bytes, status: bytes, code: bytes
) -> None:
    answer = _raw(lab, sent)
    assert answer.split(b" ")[1] == status
    assert b"application/json" in answer
    assert code in answer
    assert b"BREW" not in answer
    assert b"secret" not in answer
    assert b"minus" not in answer


def test_clients_that_hang_up_leave_nothing_behind(lab: ServedLab, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        for sent in (b"", b"GET /x HT", b"PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf"):
            with _connect(lab) as client:
                client.sendall(sent)
        with socket.create_connection(("127.0.0.1", int(lab.base_url.rpartition(":")[2]))) as plain:
            plain.sendall(b"GET / HTTP/1.1\r\n\r\n")
        assert lab.get("/x").status == 200
    assert caplog.records == []
    assert [entry for entry in lab.logged if entry["event"] == "fault"] == []


def test_a_thousand_requests_at_once_are_all_answered(lab: ServedLab) -> None:
    headers = lab.bearer()

    async def storm() -> list[int]:
        connector = aiohttp.TCPConnector(ssl=lab.client_context(), limit=1000)
        async with aiohttp.ClientSession(connector=connector) as session:

            async def one(number: int) -> int:
                async with session.get(f"{lab.base_url}/n/{number}", headers=headers) as response:
                    assert (await response.json())["path"] == f"/n/{number}"
                    return response.status

            return await asyncio.gather(*(one(number) for number in range(1000)))

    assert asyncio.run(storm()) == [200] * 1000


def test_every_request_is_logged_with_its_outcome(lab: ServedLab) -> None:
    lab.get("/x?secret=1", x_ms_correlation_request_id="abc-2")
    entry = next(entry for entry in lab.logged if entry.get("request") == "abc-2")
    assert (entry["method"], entry["path"], entry["status"], entry["principal"]) == ("GET", "/x", 200, OBJECT_ID)
    assert entry["milliseconds"] > 0


def test_plain_http_and_foreign_certificates_do_not_pass(lab: ServedLab) -> None:
    port = int(lab.base_url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as plain, pytest.raises(ssl.SSLCertVerificationError):
        ssl.create_default_context().wrap_socket(plain, server_hostname="localhost")


def test_discovery_needs_no_token_and_arm_does(lab: ServedLab) -> None:
    assert lab.send("GET", f"/{TENANT_ID}/v2.0/.well-known/openid-configuration").status == 200
    assert lab.send("GET", "/subscriptions").status == 401


def _connect(lab: ServedLab) -> ssl.SSLSocket:
    plain = socket.create_connection(("127.0.0.1", int(lab.base_url.rpartition(":")[2])), timeout=5)
    return lab.client_context().wrap_socket(plain, server_hostname="localhost")


def _raw(lab: ServedLab, sent: bytes) -> bytes:
    with _connect(lab) as client:
        client.sendall(sent)
        return b"".join(islice(iter(lambda: client.recv(65536), b""), 1))
