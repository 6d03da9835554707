"""How fast configurations and plans are read, in CPU time: linear in what there is to read."""

import json
import time

from akslab.importers.files import GivenFiles
from akslab.importers.terraform.directory import deployments_of_terraform
from akslab.importers.terraform.plan.deployments import deployments_of_plan

from .plans import block, change, cluster, plan, refers
from .reading import ARTICLE, CLUSTER, HEAD, IDENTITY, NETWORK, TABLE

ROOM = 4.0
"""A busy or slow machine may take so many times what was measured on ours."""
TYPICAL_CPU_S = 0.04
TWENTY_FILES_CPU_S = 0.25


def cpu(work: object, times: int = 1) -> float:
    """Return the least CPU seconds of some runs."""
    assert callable(work)
    spent = []
    for _ in range(times):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


def numbered(text: str, number: int) -> str:
    """Return resources under labels and names of their own."""
    for label in ("main", "nodes", "network", "routes"):
        text = text.replace(f'"{label}"', f'"{label}{number}"').replace(f".{label}", f".{label}{number}")
    text = text.replace(f"azurerm_resource_group.main{number}", "azurerm_resource_group.main")
    return text.replace("myAKS", f"my{number}AKS")


def files(clusters: int) -> dict[str, str]:
    """Return so many of the article's networks in twenty files: eight resources each."""
    found = {"main.tf": HEAD}
    for number in range(clusters):
        name = f"f{number % 19}.tf"
        found[name] = found.get(name, "") + numbered(NETWORK + TABLE + IDENTITY + CLUSTER, number)
    return found


def test_a_typical_module_is_read_at_once() -> None:
    given = GivenFiles({"main.tf": ARTICLE})
    assert cpu(lambda: deployments_of_terraform(given), 5) < TYPICAL_CPU_S


def test_twenty_files_are_read_in_a_quarter_of_a_second() -> None:
    given = GivenFiles(files(38))
    assert len(deployments_of_terraform(given)[0].resources) == 38 * 8 + 1
    assert cpu(lambda: deployments_of_terraform(given), 3) < TWENTY_FILES_CPU_S


def test_five_thousand_resources_take_ten_times_as_long_as_five_hundred() -> None:
    small, large = GivenFiles(files(63)), GivenFiles(files(625))
    assert len(deployments_of_terraform(large)[0].resources) == 5001
    once = cpu(lambda: deployments_of_terraform(small), 3)
    assert cpu(lambda: deployments_of_terraform(large)) < ROOM * 10 * once


def plan_of(clusters: int) -> str:
    """Return a plan of so many clusters with their subnets."""
    changes, blocks = [], []
    for number in range(clusters):
        subnet, own = f"azurerm_subnet.s{number}", f"azurerm_kubernetes_cluster.c{number}"
        values = {"name": f"s{number}", "resource_group_name": "g", "virtual_network_name": "v"}
        changes += [change(subnet, values, unknown={"id": True}), change(own, cluster(name=f"c{number}"))]
        pool = {"default_node_pool": [{"vnet_subnet_id": refers(f"{subnet}.id")}]}
        blocks += [block(subnet), block(own, pool)]
    return json.dumps(plan(changes, blocks))


def test_a_plan_of_five_thousand_resources_takes_ten_times_as_long_as_five_hundred() -> None:
    small, large = (GivenFiles({"p.json": plan_of(clusters)}) for clusters in (250, 2500))
    assert len(deployments_of_plan(large, "p.json")[0].resources) == 5000
    once = cpu(lambda: deployments_of_plan(small, "p.json"), 3)
    assert cpu(lambda: deployments_of_plan(large, "p.json")) < ROOM * 10 * once
