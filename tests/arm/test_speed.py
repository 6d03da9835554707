"""What a request costs does not grow with what it does not look at. Figures are in bench/; these bounds are generous."""

import time
import uuid
from collections.abc import Callable

from clouds import Cloud, subnet, vnet

GET_S, PUT_S = 0.001, 0.004
"""Five to thirty times what they take, so that a busy machine does not turn this red."""


def _seconds(do: Callable[[int], object], times: int) -> float:
    """Return the best of three averages."""
    best = float("inf")
    for turn in range(3):
        started = time.perf_counter()
        for number in range(times):
            do(turn * times + number)
        best = min(best, (time.perf_counter() - started) / times)
    return best


def test_reading_and_changing_a_network_is_quick(cloud: Cloud) -> None:
    mine = cloud.network("virtualNetworks", "v")
    cloud.put(mine, vnet(("a", "10.0.0.0/24")))
    assert _seconds(lambda n: cloud.get(mine), 200) < GET_S
    assert _seconds(lambda n: cloud.put(mine, vnet(("a", "10.0.0.0/24"), tags={"n": str(n)})), 100) < PUT_S


def test_a_thousand_role_assignments_do_not_slow_the_others_down(cloud: Cloud) -> None:
    mine = cloud.network("virtualNetworks", "v")
    cloud.put(mine, vnet(("a", "10.0.0.0/24")))
    documents = cloud.lab.arm.world.documents
    model = cloud.get(cloud.grant(str(uuid.uuid4()), "Reader", cloud.group)).json
    for _ in range(1000):
        name = str(uuid.uuid4())
        properties = {**model["properties"], "principalId": str(uuid.uuid4())}
        documents.write(
            [{**model, "name": name, "id": model["id"].replace(model["name"], name), "properties": properties}]
        )
    assert _seconds(lambda n: cloud.get(mine), 200) < GET_S


def test_a_subnet_put_does_not_read_the_other_networks(cloud: Cloud) -> None:
    for n in range(100):
        cloud.put(cloud.network("virtualNetworks", f"v{n}"), vnet(("a", "10.0.0.0/24")))
    path = f"{cloud.network('virtualNetworks', 'v50')}/subnets/a"
    assert _seconds(lambda n: cloud.put(path, subnet(f"10.0.{n % 200}.0/24")), 100) < PUT_S
