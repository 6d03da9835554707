"""The doctor over a fleet: 1,000 clusters from `az … list` exports, how time and memory grow, and the whole diagnosis too.

Each cluster has a network, a subnet, a route table with the routes of its ten nodes, and one in ten is broken or blocked
in some way. The naive join beside it is what one would write first: for each cluster a pass over all networks and tables.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from akslab.doctor.fleet import Row, rows_of
from akslab.doctor.joined import joined
from akslab.doctor.report import Report, report_of
from akslab.importers.exports.reading import read_exports
from akslab.importers.files import GivenFiles

Json = dict[str, Any]
SUBSCRIPTION = "11111111-2222-3333-4444-555555555555"
NODES = 10
TODAY = date(2026, 11, 25)
FLEET = (250, 500, 1_000, 2_000)
MOST_SECONDS, MOST_MEGABYTES = 5, 500


def id_of(group: str, type_: str, name: str) -> str:
    """Return the id of a resource."""
    return f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{group}/providers/{type_}/{name}"


def head(id_: str, type_: str) -> Json:
    """Return what az prints of every resource."""
    group, name = id_.split("/")[4], id_.rsplit("/", 1)[-1]
    return {
        "etag": "W",
        "id": id_,
        "name": name,
        "resourceGroup": group,
        "type": type_,
        "provisioningState": "Succeeded",
    }


def cluster(number: int) -> tuple[Json, Json, Json]:
    """Return a cluster, its network and its table; every tenth has Calico, every twentieth a lost table."""
    group, name = f"rg-{number}", f"aks-{number}"
    network = id_of(group, "Microsoft.Network/virtualNetworks", "vnet")
    table = id_of(group, "Microsoft.Network/routeTables", "rt")
    subnet = f"{network}/subnets/nodes"
    second, third = divmod(number, 250)
    pool = {
        "name": "nodepool1",
        "count": NODES,
        "maxPods": 110,
        "mode": "System",
        "vnetSubnetId": subnet,
        "osType": "Linux",
    }
    profile = {"networkPlugin": "kubenet", "podCidr": "10.244.0.0/16", "serviceCidr": "172.20.0.0/16"}
    aks = head(
        id_of(group, "Microsoft.ContainerService/managedClusters", name), "Microsoft.ContainerService/ManagedClusters"
    )
    aks |= {
        "location": "koreacentral",
        "agentPoolProfiles": [pool],
        "kubernetesVersion": "1.31.2" if number % 7 else "1.26.6",
        "networkProfile": {
            **profile,
            "dnsServiceIp": "172.20.0.10",
            "networkPolicy": None if number % 10 else "calico",
        },
        "nodeResourceGroup": f"MC_{group}_{name}_koreacentral",
        "identity": {"type": "UserAssigned", "userAssignedIdentities": {"/i": {"principalId": f"p-{number}"}}},
    }
    place = head(network, "Microsoft.Network/virtualNetworks") | {"location": "koreacentral"}
    inside = head(subnet, "Microsoft.Network/virtualNetworks/subnets")
    inside["addressPrefix"] = f"10.{100 + second}.{third}.0/24"
    if number % 20:
        inside["routeTable"] = {"id": table, "resourceGroup": group}
    place |= {"addressSpace": {"addressPrefixes": [inside["addressPrefix"]]}, "subnets": [inside]}
    place["virtualNetworkPeerings"] = []
    routes = [route(table, number, node, f"10.{100 + second}.{third}.{4 + node}") for node in range(NODES)]
    shown = head(table, "Microsoft.Network/routeTables") | {"location": "koreacentral", "routes": routes}
    shown |= {"disableBgpRoutePropagation": False} | ({"subnets": [{"id": subnet}]} if number % 20 else {})
    return aks, place, shown


def route(table: str, number: int, node: int, address: str) -> Json:
    """Return a node's route."""
    name = f"aks-nodepool1-{10_000_000 + number}-vmss00000{node}____10244{node}024"
    made = head(f"{table}/routes/{name}", "Microsoft.Network/routeTables/routes")
    hop = {"nextHopType": "VirtualAppliance", "nextHopIpAddress": address}
    return made | {"addressPrefix": f"10.244.{node}.0/24", **hop, "hasBgpOverride": False}


def exports(clusters: int) -> dict[str, str]:
    """Return the texts of `az aks list`, `az network vnet list` and `az network route-table list`."""
    made = [cluster(number) for number in range(clusters)]
    return {
        name: json.dumps([each[at] for each in made], indent=2)
        for at, name in enumerate(("aks.json", "vnets.json", "tables.json"))
    }


def fleet(texts: dict[str, str]) -> tuple[float, list[Row]]:
    """Return the seconds from the files' texts to the rows."""
    started = time.perf_counter()
    rows = list(rows_of(joined(read_exports(GivenFiles(texts), texts)).view, TODAY))
    return time.perf_counter() - started, rows


def diagnosis(texts: dict[str, str]) -> tuple[float, Report]:
    """Return the seconds from the files' texts to the diagnosis of every cluster by every rule."""
    started = time.perf_counter()
    report = report_of(joined(read_exports(GivenFiles(texts), texts)))
    return time.perf_counter() - started, report


def naive(texts: dict[str, str]) -> tuple[float, int]:
    """Return the seconds of joining by passes over lists, and how many clusters have their table: no rule is judged."""
    started = time.perf_counter()
    clusters, networks, tables = (json.loads(texts[name]) for name in ("aks.json", "vnets.json", "tables.json"))
    found = sum(1 for each in clusters if any(_joins(each, networks, tables)))
    return time.perf_counter() - started, found


def _joins(each: Json, networks: list[Json], tables: list[Json]) -> Iterator[bool]:
    wanted = each["agentPoolProfiles"][0]["vnetSubnetId"].lower()
    for network in networks:
        for subnet in network["subnets"]:
            if subnet["id"].lower() == wanted:
                for table in tables:
                    yield table["id"].lower() == subnet.get("routeTable", {}).get("id", "").lower()


def whole_command(texts: dict[str, str], *options: str) -> float:
    """Return the seconds of `akslab doctor`, process start and output included."""
    with tempfile.TemporaryDirectory() as directory:
        for name, text in texts.items():
            Path(directory, name).write_text(text)
        program = "from akslab.cli import main; main()"
        started = time.perf_counter()
        command = [sys.executable, "-c", program, "doctor", directory, "--fail-on", "never", *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - started


def main() -> None:
    """Print the figures; fail when 1,000 clusters take five seconds, or 500 MB."""
    for clusters in FLEET:
        texts = exports(clusters)
        size = sum(map(len, texts.values())) / (1 << 20)
        seconds, rows = min((fleet(texts) for _ in range(3)), key=lambda run: run[0])
        assert len(rows) == clusters
        ready = sum(row.class_ == "A" for row in rows)
        each = seconds / clusters * 1e6
        spent = f"{seconds:6.2f} s  {each:5.0f} us each"
        print(f"akslab --fleet  {clusters:5,} clusters, {size:5.1f} MB  {spent}  {ready:5,} ready")
    for clusters in FLEET[:3]:
        seconds, report = diagnosis(exports(clusters))
        broken = sum(each.diagnosis.state == "broken" for each in report.patients)
        assert broken == -(-clusters // 20)
        each = seconds / clusters * 1e6
        print(
            f"akslab doctor   {clusters:5,} clusters, every rule  {seconds:6.2f} s  {each:5.0f} us each  {broken:5,} broken"
        )
    seconds, found = naive(exports(1_000))
    print(f"naive join      1,000 clusters, no rule     {seconds:6.2f} s                 {found:5,} with their table")
    texts = exports(1_000)
    seconds = min(whole_command(texts, "--fleet") for _ in range(3))
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"akslab doctor --fleet, 1,000 clusters, the whole command: {seconds:.2f} s, {megabytes:.0f} MB")
    assert seconds < MOST_SECONDS
    assert megabytes < MOST_MEGABYTES
    seconds = whole_command(texts)
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"akslab doctor, 1,000 clusters, every rule, the whole command: {seconds:.2f} s, {megabytes:.0f} MB at most")


if __name__ == "__main__":
    main()
