"""A lab's start, a cluster's cost, and 2,200 pods: wall time and the server's processor time."""

import time

from measured import Client, throw_away_lab

from akslab.lab.client import ask

_NODES, _PODS = 20, 110


def _cluster(client: Client, name: str, count: int, subnet_id: str, pod_cidr: str) -> str:
    path = f"{client.root}/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters/{name}"
    pool = {"name": "nodepool1", "count": count, "mode": "System", "vnetSubnetID": subnet_id}
    profile = {"networkPlugin": "kubenet", "podCidr": pod_cidr}
    body = {
        "location": "eastus",
        "identity": {"type": "SystemAssigned"},
        "properties": {"agentPoolProfiles": [pool], "networkProfile": profile},
    }
    client.ask("PUT", path, body)
    while client.ask("GET", path)["properties"]["provisioningState"] not in ("Succeeded", "Failed"):
        time.sleep(0.005)
    return path


def _subnet(client: Client, name: str, third: int) -> str:
    path = f"{client.root}/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/{name}"
    client.ask("PUT", path, {"properties": {"addressPrefix": f"192.168.{third}.0/24"}})
    return path


def main() -> None:
    """Measure, and print."""
    began = time.perf_counter()
    with throw_away_lab() as client:
        client.ask("GET", client.root)
        print(f"lab start to first ARM answer: {time.perf_counter() - began:.2f} s")
        client.ask("PUT", f"{client.root}/resourceGroups/g", {"location": "eastus"})
        network = f"{client.root}/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v"
        space = {"addressSpace": {"addressPrefixes": ["192.168.0.0/16"]}}
        client.ask("PUT", network, {"location": "eastus", "properties": space})
        for count in (3, _NODES):
            subnet_id = _subnet(client, f"s{count}", count)
            cpu, wall = client.cpu_s(), time.perf_counter()
            _cluster(client, f"c{count}", count, subnet_id, f"10.{count}.0.0/16")
            ask(client.place, "ping")
            wall = time.perf_counter() - wall
            time.sleep(1.0)
            print(f"cluster of {count} nodes: {client.cpu_s() - cpu:.2f} s of server CPU, {wall:.2f} s until Succeeded")
        started = time.perf_counter()
        pods = ask(client.place, "pod-run", name="web", count=_NODES * _PODS, cluster=f"c{_NODES}")
        took = time.perf_counter() - started
        print(f"{len(pods)} built-in pods on {_NODES} nodes up: {took:.2f} s ({took / len(pods) * 1000:.2f} ms a pod)")
        answers = sum(_reaches(client, pods[0], pod) for pod in pods[:: max(1, len(pods) // 50)])
        print(f"probes answered across nodes: {answers} of {len(pods[:: max(1, len(pods) // 50)])}")
        started = time.perf_counter()
    print(f"lab stopped in {time.perf_counter() - started:.2f} s")


def _reaches(client: Client, source: dict[str, dict[str, str]], pod: dict[str, dict[str, str]]) -> bool:
    address = pod["status"]["podIP"]
    result = ask(client.place, "probe", source=f"pod:{source['metadata']['name']}", destination=address)
    return bool(result["outcome"] == "answered")


if __name__ == "__main__":
    main()
