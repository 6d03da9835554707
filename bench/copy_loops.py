"""ARM copy loops as large as `akslab check` takes them, and larger: seconds, memory, what is judged and what is said."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

SIZES = (5_000, 20_000, 50_000, 1_000_000, 4_000_000)
A_LOOP = 800
"""Most copies of one loop, in Azure too."""
MOST_MEGABYTES = 500
EACH = 4
"""Resources of one copy: table, network, identity, cluster."""


def loops(number: int, name: str) -> list[dict[str, Any]]:
    """Return resources in one loop each: a table, a network, an identity and a cluster that uses them."""
    n = f"{name}-"
    table = f"[resourceId('Microsoft.Network/routeTables', concat('rt-{n}', copyIndex()))]"
    net = f"[resourceId('Microsoft.Network/virtualNetworks', concat('vnet-{n}', copyIndex()))]"
    identity = f"[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', concat('id-{n}', copyIndex()))]"
    subnet = f"[resourceId('Microsoft.Network/virtualNetworks/subnets', concat('vnet-{n}', copyIndex()), 'nodes')]"
    range_ = f"[concat('10.', {hash_of(name) % 200}, '.', mod(copyIndex(), 250), '.0/24')]"
    pool = {"name": "system", "mode": "System", "count": 3, "vmSize": "Standard_D4s_v5", "vnetSubnetID": subnet}
    profile = {"networkPlugin": "kubenet", "podCidr": "172.16.0.0/16", "serviceCidr": "172.20.0.0/16"}
    return [
        made("Network/routeTables", f"rt-{n}", number, {}),
        made("ManagedIdentity/userAssignedIdentities", f"id-{n}", number, {}),
        made(
            "Network/virtualNetworks",
            f"vnet-{n}",
            number,
            {
                "addressSpace": {"addressPrefixes": [range_]},
                "subnets": [{"name": "nodes", "properties": {"addressPrefix": range_, "routeTable": {"id": table}}}],
            },
            table,
        ),
        made(
            "ContainerService/managedClusters",
            f"aks-{n}",
            number,
            {
                "dnsPrefix": "aks",
                "agentPoolProfiles": [pool],
                "networkProfile": {**profile, "dnsServiceIP": "172.20.0.10"},
            },
            net,
        )
        | {"identity": {"type": "UserAssigned", "userAssignedIdentities": {identity: {}}}},
    ]


def hash_of(name: str) -> int:
    """Return a number that is the same in every run."""
    return sum(ord(sign) for sign in name)


def made(type_: str, name: str, number: int, properties: dict[str, Any], *waits: str) -> dict[str, Any]:
    """Return a resource in a loop of so many."""
    return {
        "type": f"Microsoft.{type_}",
        "apiVersion": "2024-05-01",
        "name": f"[concat('{name}', copyIndex())]",
        "location": "koreacentral",
        "copy": {"name": f"loop-{name}", "count": number},
        "dependsOn": list(waits),
        "properties": properties,
    }


def template(resources: int) -> dict[str, Any]:
    """Return a template that is short, and has so many resources when its loops are unrolled."""
    whole, rest = divmod(resources // EACH, A_LOOP)
    sizes = [A_LOOP] * whole + [rest] * bool(rest)
    return {
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "resources": [each for number, size in enumerate(sizes) for each in loops(size, f"g{number}")],
    }


def measured(path: Path) -> tuple[float, int, str]:
    """Return the seconds, megabytes and words of one check."""
    program = "from akslab.cli import main; main()"
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", program, "check", str(path)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout is not None
    said = process.stdout.read().decode()
    _, _, usage = os.wait4(process.pid, 0)
    return time.perf_counter() - started, usage.ru_maxrss // 1024, said


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as directory:
        os.chdir(directory)
        for size in SIZES:
            path = Path(f"template{size}.json")
            path.write_text(json.dumps(template(size), indent=2))
            seconds, megabytes, said = measured(path)
            what = f"{size:9,} resources in loops, {path.stat().st_size >> 10:5,} KB"
            print(f"akslab check  {what}  {seconds:6.2f} s  {megabytes:4} MB", flush=True)
            print("\n".join(line for line in said.splitlines() if line.startswith("can't be read")))
            assert megabytes < MOST_MEGABYTES, what


if __name__ == "__main__":
    main()
