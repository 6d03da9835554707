"""GET and changed PUT of a virtual network over one TLS connection, beside moto's server with its nearest calls."""

import http.client
import socket
import subprocess
import sys
import time
import urllib.parse

from measured import Client, fsync_ms, rate, throw_away_lab

_AWS = "AWS4-HMAC-SHA256 Credential=a/20200101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=0"


def _network(number: int) -> dict[str, object]:
    space = {"addressPrefixes": ["192.168.0.0/16"]}
    subnets = [{"name": "s", "properties": {"addressPrefix": f"192.168.{number % 250}.0/24"}}]
    return {"location": "eastus", "properties": {"addressSpace": space, "subnets": subnets}}


def ours(client: Client) -> tuple[float, float]:
    """Return GETs and changed PUTs a second."""
    client.ask("PUT", f"{client.root}/resourceGroups/g", {"location": "eastus"})
    path = f"{client.root}/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v"
    client.ask("PUT", path, _network(0))
    gets, get_ms = rate(lambda _: client.ask("GET", path))
    puts, put_ms = rate(lambda number: client.ask("PUT", path, _network(number + 1)))
    print(f"akslab  GET virtual network          {gets:7.0f}/s  (median {get_ms:.2f} ms)")
    print(f"akslab  PUT virtual network, changed {puts:7.0f}/s  (median {put_ms:.2f} ms)")
    return gets, puts


def theirs() -> tuple[float, float]:
    """Return moto's DescribeVpcs and CreateVpc a second."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        made = _ec2(connection, "CreateVpc", CidrBlock="10.0.0.0/16")
        vpc = made.split("<vpcId>")[1].split("<")[0]
        gets, get_ms = rate(lambda _: _ec2(connection, "DescribeVpcs", **{"VpcId.1": vpc}))
        puts, put_ms = rate(lambda _: _ec2(connection, "CreateVpc", CidrBlock="10.0.0.0/16"))
    finally:
        server.terminate()
        server.wait()
    print(f"moto    DescribeVpcs, one            {gets:7.0f}/s  (median {get_ms:.2f} ms)")
    print(f"moto    CreateVpc                    {puts:7.0f}/s  (median {put_ms:.2f} ms)")
    return gets, puts


def _wait_for(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return


def _ec2(connection: http.client.HTTPConnection, action: str, **parameters: str) -> str:
    body = urllib.parse.urlencode({"Action": action, "Version": "2016-11-15", **parameters})
    head = {"Authorization": _AWS, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/", body, head)
    response = connection.getresponse()
    text = response.read().decode()
    assert response.status == 200, text
    return text


if __name__ == "__main__":
    with throw_away_lab() as lab:
        print(f"this disk makes 2 KB durable in {fsync_ms(lab.place.root):.2f} ms (median)")
        own_gets, own_puts = ours(lab)
    other_gets, other_puts = theirs()
    print(
        f"ratio   reading x{own_gets / other_gets:.1f}, writing x{own_puts / other_puts:.1f} (ours durable and over TLS)"
    )
