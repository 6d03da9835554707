"""What the benchmarks share: a throw-away lab, one keep-alive TLS connection to it, and honest figures."""

import http.client
import json
import os
import ssl
import statistics
import tempfile
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from akslab.lab.lifecycle import down, server_pid, up
from akslab.lab.place import LabFile, Place

SECONDS = 3.0
"""How long a rate is measured."""


class Client:
    """One connection to a lab, with a token."""

    def __init__(self, place: Place, lab: LabFile) -> None:
        self.place, self.lab = place, lab
        context = ssl.create_default_context(cafile=str(place.tls / "ca.pem"))
        self._connection = http.client.HTTPSConnection("localhost", lab.port, context=context, timeout=120)
        form = {
            "grant_type": "client_credentials",
            "client_id": lab.client_id,
            "client_secret": lab.secret,
            "scope": f"https://localhost:{lab.port}//.default",
        }
        head = {"Content-Type": "application/x-www-form-urlencoded"}
        body = urllib.parse.urlencode(form)
        self._connection.request("POST", f"/{lab.tenant_id}/oauth2/v2.0/token", body, head)
        token = json.loads(self._connection.getresponse().read())["access_token"]
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self.root = f"/subscriptions/{lab.subscription_id}"

    def ask(self, method: str, path: str, body: object = None, version: str = "2025-07-01") -> Any:
        """Send one request; returns the answer's JSON, fails on an error status."""
        payload = json.dumps(body).encode() if body is not None else None
        self._connection.request(method, f"{path}?api-version={version}", payload, self._headers)
        response = self._connection.getresponse()
        answer = response.read()
        assert response.status < 400, (response.status, answer)
        return json.loads(answer) if answer else None

    def cpu_s(self) -> float:
        """Return the processor time the server process has used."""
        pid = server_pid(self.place)
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def throw_away_lab() -> Iterator[Client]:
    """Start a lab in a temporary directory, and end it."""
    with tempfile.TemporaryDirectory() as directory:
        place = Place(Path(directory) / "lab")
        lab = up(place)
        try:
            yield Client(place, lab)
        finally:
            down(place)


def rate(work: Callable[[int], object], seconds: float = SECONDS) -> tuple[float, float]:
    """Run `work(0)`, `work(1)`, … for a while; return how many a second, and the median of one in milliseconds."""
    times, started, number = [], time.perf_counter(), 0
    while time.perf_counter() - started < seconds:
        before = time.perf_counter()
        work(number)
        times.append(time.perf_counter() - before)
        number += 1
    return number / (time.perf_counter() - started), statistics.median(times) * 1000


def fsync_ms(directory: Path) -> float:
    """Return the median time this disk takes to make 2 KB durable."""
    with (directory / "fsync").open("wb", buffering=0) as file:

        def once(_: int) -> None:
            file.write(b"x" * 2048)
            os.fdatasync(file.fileno())

        return rate(once, 1.0)[1]
