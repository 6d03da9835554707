"""What `akslab check` costs where many clusters share one network: a subnet in it for each, ranges alike or all different.

What a cluster asks of its network must not cost a look at every subnet of it: four times the clusters, four times the
time, and not sixteen times. Processor time is counted, so that others on the machine do not matter.
"""

import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from check_speed import made

Json = dict[str, Any]
RUNS = 2
SIZES = (250, 500, 1_000, 2_000)
MOST_GROWTH = 1.8
"""A cluster of the largest may cost so many times what one of the smallest but one costs, start aside."""


def resources(clusters: int, *, is_alike: bool) -> list[Json]:
    """Return a network and its clusters, each in a subnet of its own."""
    subnets = [
        {"name": f"s{at}", "properties": {"addressPrefix": f"10.{at // 256}.{at % 256}.0/24"}} for at in range(clusters)
    ]
    space = {"addressSpace": {"addressPrefixes": ["10.0.0.0/8"]}, "subnets": subnets}
    around = made("Network/virtualNetworks", "net", "2024-05-01", space)
    return [around, *(cluster(at, is_alike=is_alike) for at in range(clusters))]


def cluster(number: int, *, is_alike: bool) -> Json:
    """Return a cluster in the subnet of its number."""
    subnet = f"[resourceId('Microsoft.Network/virtualNetworks/subnets', 'net', 's{number}')]"
    high, low = divmod(number, 256)
    ranges = ("192.168.0.0/16", "172.20") if is_alike else (f"172.{16 + high}.{low}.0/24", f"10.{100 + high}.{low}")
    services = f"{ranges[1]}.0.0/16" if is_alike else f"{ranges[1]}.0/24"
    profile = {
        "networkPlugin": "kubenet",
        "podCidr": ranges[0],
        "serviceCidr": services,
        "dnsServiceIP": f"{services.partition('/')[0][:-1]}10",
    }
    pool = {"name": "system", "mode": "System", "count": 3, "vmSize": "Standard_D4s_v5", "vnetSubnetID": subnet}
    properties = {"dnsPrefix": "aks", "agentPoolProfiles": [pool], "networkProfile": profile}
    waits = "[resourceId('Microsoft.Network/virtualNetworks', 'net')]"
    done = made("ContainerService/managedClusters", f"aks-{number}", "2024-09-01", properties, waits)
    return done | {"identity": {"type": "SystemAssigned"}}


def written(folder: Path, clusters: int, *, is_alike: bool) -> Path:
    """Return the file of a template."""
    schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
    text = {"$schema": schema, "contentVersion": "1.0.0.0", "resources": resources(clusters, is_alike=is_alike)}
    path = folder / f"{'alike' if is_alike else 'different'}{clusters}.json"
    path.write_text(json.dumps(text, indent=1))
    return path


def spent_on(*arguments: str) -> float:
    """Return the processor seconds of the cheapest of some runs of Python with these arguments."""
    cheapest = float("inf")
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([sys.executable, *arguments], check=False, capture_output=True, timeout=300)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert done.returncode in (0, 1), done.stderr.decode()
        cheapest = min(cheapest, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return cheapest


def series(folder: Path, start: float, *, is_alike: bool) -> None:
    """Print one series; fail when the time of a cluster grows with their number."""
    each: list[float] = []
    for size in SIZES:
        path = written(folder, size, is_alike=is_alike)
        seconds = spent_on("-c", "from akslab.cli import main; main()", "check", str(path))
        each.append((seconds - start) / size)
        ranges = "the same ranges" if is_alike else "ranges of their own"
        print(f"akslab check  {size:5,} clusters, {ranges:20} {seconds:5.2f} s  {each[-1] * 1000:5.2f} ms each")
    assert each[-1] < MOST_GROWTH * each[1], "it is not linear"


def main() -> None:
    """Print both series."""
    with tempfile.TemporaryDirectory() as directory:
        start = spent_on("-c", "import akslab.cli")
        series(Path(directory), start, is_alike=True)
        series(Path(directory), start, is_alike=False)
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"memory of the largest: {megabytes:.0f} MB")


if __name__ == "__main__":
    main()
