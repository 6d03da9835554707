"""HTTP over TLS on loopback: reads requests within limits, writes answers, and survives whatever clients do.

aiohttp's low-level server does the protocol; its router, middlewares and access log are left out for speed.
"""

import asyncio
import logging
import resource
import ssl
import time
import uuid
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from aiohttp import ClientPayloadError, web
from aiohttp.http_exceptions import BadHttpMethod

from .call import Answer, Call, problem
from .dispatch import Dispatch
from .tenant import Log, Seams, Tenant

LOOPBACK = "127.0.0.1"
MAX_BODY = 4 * 1024 * 1024
"""Resource Manager's own limit for a request, in bytes."""

Handle = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]

_CONTENT_TYPE = "application/json; charset=utf-8"
_BACKLOG = 1024
_DESCRIPTORS = 8192
_SHUTDOWN_S = 2.0
_DRAIN_S = 2.0
"""How long a refused body is read and dropped, so that its sender gets to see the answer."""


class RunningServer:
    """A server that answers; `port` is the one it listens on, at 127.0.0.1 only."""

    def __init__(self, runner: web.ServerRunner, port: int) -> None:
        self._runner = runner
        self.port = port
        self.base_url = f"https://localhost:{port}"

    async def stop(self) -> None:
        """Finish the calls that are under way, then let go of the port."""
        await self._runner.cleanup()


async def serve(tenant: Tenant, seams: Seams, tls: ssl.SSLContext, port: int = 0) -> RunningServer:
    """Listen on 127.0.0.1:`port` (0: any free one); raises `OSError` if the port is taken."""
    _allow_many_connections()
    front = _Front(Dispatch(tenant, seams), seams)
    server = _Server(
        front.handle,
        access_log=None,
        lingering_time=_DRAIN_S,
        logger=_quiet_logger(seams.log),
    )
    runner = web.ServerRunner(server, shutdown_timeout=_SHUTDOWN_S)
    await runner.setup()
    site = web.TCPSite(runner, LOOPBACK, port, ssl_context=tls, backlog=_BACKLOG)
    try:
        await site.start()
    except OSError:
        await runner.cleanup()
        raise
    return RunningServer(runner, runner.addresses[0][1])


class _Connection(web.RequestHandler):
    """A connection that answers broken HTTP with Azure's error body, without repeating what was sent."""

    __slots__ = ()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Log what aiohttp found wrong, answer in one of three ways, and close the connection."""
        super().handle_error(request, status, exc, message)
        if isinstance(exc, BadHttpMethod):
            refusal = problem(405, "MethodNotAllowed", "akslab: this is no HTTP method that is served here.")
        elif status < 500:
            refusal = problem(status, "BadRequest", "akslab: this is no well-formed HTTP request.")
        else:
            refusal = problem(status, "InternalServerError", "The server encountered an internal error.")
        response = _response(refusal, {}, str(uuid.uuid4()))
        response.force_close()
        return response


class _Server(web.Server):
    """Makes our own kind of connection."""

    def __init__(self, handle: Handle, **options: Any) -> None:
        super().__init__(handle, handler_cancellation=False, **options)
        self._options = options

    def __call__(self) -> web.RequestHandler:
        """Return the protocol of a new connection."""
        return _Connection(self, loop=asyncio.get_running_loop(), **self._options)


class _Front:
    """Turns aiohttp's requests into calls, and answers into responses."""

    def __init__(self, dispatch: Dispatch, seams: Seams) -> None:
        self._dispatch = dispatch
        self._seams = seams

    async def handle(self, request: web.BaseRequest) -> web.Response:
        """Answer one request."""
        started = time.perf_counter()
        headers = {name.lower(): value for name, value in request.headers.items()}
        correlation_id = _correlation_id(headers)
        path, query = _target(request.raw_path)
        body = await _read(request)
        if isinstance(body, Answer):
            answer = body
        else:
            answer = self._dispatch.answer(
                Call(
                    method=request.method,
                    path=path,
                    query=query,
                    headers=headers,
                    body=body,
                    base_url=_base_url(request, headers),
                    correlation_id=correlation_id,
                    peer_uid=partial(self._peer_uid, request),
                )
            )
        self._seams.log(
            "request",
            request=correlation_id,
            method=request.method,
            path=path,
            status=answer.status,
            principal=answer.principal_id,
            milliseconds=round((time.perf_counter() - started) * 1000, 3),
        )
        return _response(answer, headers, correlation_id)

    def _peer_uid(self, request: web.BaseRequest) -> int | None:
        transport = request.transport
        if transport is None:
            return None
        return self._seams.peer_uid(transport.get_extra_info("peername"), transport.get_extra_info("sockname"))


def _response(answer: Answer, headers: dict[str, str], correlation_id: str) -> web.Response:
    sent = {
        "x-ms-request-id": str(uuid.uuid4()),
        "x-ms-correlation-request-id": correlation_id,
        "Cache-Control": "no-cache",
    }
    if client_id := headers.get("x-ms-client-request-id"):
        sent["x-ms-client-request-id"] = client_id
    if answer.body is not None:
        sent["Content-Type"] = _CONTENT_TYPE
    sent.update(answer.headers)
    response = web.Response(status=answer.status, body=answer.body, headers=sent)
    if answer.status == 413:
        response.force_close()
    return response


async def _read(request: web.BaseRequest) -> bytes | Answer:
    """Return the body, or the refusal of one that is too large (never held whole) or broken off."""
    if not request.body_exists:
        return b""
    if (request.content_length or 0) > MAX_BODY:
        return _too_large()
    if request.headers.get("Expect", "").lower() == "100-continue":
        await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    parts = []
    size = 0
    try:
        async for part in request.content.iter_any():
            size += len(part)
            if size > MAX_BODY:
                return _too_large()
            parts.append(part)
    except (ClientPayloadError, web.RequestPayloadError):
        return problem(400, "BadRequest", "akslab: the request's body is not what its headers announced.")
    return b"".join(parts)


def _too_large() -> Answer:
    text = "The request content size exceeds the maximum size of 4 MB."
    return problem(413, "RequestContentTooLarge", text)


def _target(raw: str) -> tuple[str, dict[str, str]]:
    """Take a request target apart: the decoded path, and the query with lower-cased keys."""
    if not raw.startswith("/"):
        parts = urlsplit(raw)
        raw = f"{parts.path or '/'}?{parts.query}"
    path, _, query = raw.partition("?")
    fields = parse_qsl(query, keep_blank_values=True) if query else []
    return unquote(path) if "%" in path else path, {name.lower(): value for name, value in fields}


def _base_url(request: web.BaseRequest, headers: dict[str, str]) -> str:
    """Return the address the client used, if it is one of ours: what we hand out must lead back here."""
    transport = request.transport
    port = transport.get_extra_info("sockname")[1] if transport else 0
    host = headers.get("host", "")
    return f"https://{host}" if host == f"{LOOPBACK}:{port}" else f"https://localhost:{port}"


def _correlation_id(headers: dict[str, str]) -> str:
    """Return the client's own correlation id if it is a plain one, else a new one."""
    offered = headers.get("x-ms-correlation-request-id", "")
    plain = 0 < len(offered) <= 64 and offered.isascii() and offered.replace("-", "").isalnum()
    return offered if plain else str(uuid.uuid4())


def _allow_many_connections() -> None:
    """Raise the limit of open files: a thousand clients at once need more than the usual 1,024."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _DESCRIPTORS if hard == resource.RLIM_INFINITY else min(_DESCRIPTORS, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class _ToLog(logging.Handler):
    """Passes on what aiohttp has to say about broken HTTP, in one line and without a traceback."""

    def __init__(self, log: Log) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        """Pass one record on."""
        cause: Any = record.exc_info[1] if record.exc_info else ""
        self._log("http", text=record.getMessage(), cause=str(cause).splitlines()[:1])


def _quiet_logger(log: Log) -> logging.Logger:
    logger = logging.Logger("akslab.server", logging.WARNING)
    logger.addHandler(_ToLog(log))
    return logger
