"""Planning a fleet: 1,000 clusters among 20,000 taken prefixes, how the time grows, and a naive scan beside it.

The naive scan is what one would write first: for each range the first candidate that overlaps nothing, by asking
every taken prefix. It is run on a smaller fleet, and so is ours beside it, for it would take hours on the large one.
"""

import random
import resource
import subprocess
import sys
import tempfile
import time
from ipaddress import IPv4Network
from pathlib import Path

from akslab.planning.demand import demand_of
from akslab.planning.fleet import plan_fleet
from akslab.planning.fleet_file import read_fleet
from akslab.planning.needs import Needs
from akslab.planning.placing import Ranges, items_of
from akslab.planning.plan import Plan
from akslab.planning.sizing import sizes_of
from akslab.planning.taken import read_list

TAKES = tuple(map(IPv4Network, ("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12")))
PLUGINS = ("kubenet", "overlay", "pod-subnet", "node-subnet")


def fleet_csv(clusters: int, seed: int = 1) -> str:
    """Return a fleet's file: clusters of 3 to 40 nodes, growing, on all four plugins."""
    dice = random.Random(seed)
    rows = ["name,nodes,growth,pools,max_surge,plugin,internal_load_balancers"]
    for number in range(clusters):
        nodes, pools = dice.randint(3, 16), dice.randint(1, 3)
        rows.append(f"team-{number},{nodes},1.5x,{pools},33%,{PLUGINS[number % 4]},{dice.randint(0, 4)}")
    return "\n".join(rows)


def taken_csv(prefixes: int, seed: int = 2) -> str:
    """Return a list of distinct taken prefixes, /25 to /28, strewn over half of 10.0.0.0/8."""
    dice = random.Random(seed)
    rows = ["prefix,name"]
    for number, block in enumerate(dice.sample(range(1 << 16), prefixes)):
        address = (10 << 24) + (block << 7)
        rows.append(f"{IPv4Network((address, dice.randint(25, 28)))},site-{number}")
    return "\n".join(rows)


def ours(fleet: str, taken: str) -> tuple[float, tuple[Plan, ...]]:
    """Return the seconds it takes from the two files' texts to the plans."""
    started = time.perf_counter()
    ranges = Ranges(network=TAKES, taken=tuple(read_list(taken, "ipam.csv")))
    plans = plan_fleet(read_fleet(fleet, "fleet.csv", Needs(), None), ranges)
    return time.perf_counter() - started, plans


def naive(fleet: str, taken: str) -> tuple[float, int]:
    """Return the seconds of the scan over every taken prefix, and how many ranges it found."""
    started = time.perf_counter()
    blocked = [IPv4Network(row.split(",")[0]) for row in taken.splitlines()[1:]]
    found = 0
    for wanted in read_fleet(fleet, "fleet.csv", Needs(), None):
        for item in items_of(wanted.needs.name, sizes_of(demand_of(wanted.needs, wanted.plugin))):
            for candidate in TAKES[0].subnets(new_prefix=item.length):
                if not any(candidate.overlaps(other) for other in blocked):
                    blocked.append(candidate)
                    found += 1
                    break
    return time.perf_counter() - started, found


def whole_command(clusters: int, prefixes: int) -> float:
    """Return the seconds of `akslab plan --fleet`, process start and output included."""
    with tempfile.TemporaryDirectory() as directory:
        fleet, taken = Path(directory) / "fleet.csv", Path(directory) / "ipam.csv"
        fleet.write_text(fleet_csv(clusters))
        taken.write_text(taken_csv(prefixes))
        options = ["--fleet", str(fleet), "--avoid", str(taken), *(f"--take={take}" for take in TAKES), "-o", "csv"]
        started = time.perf_counter()
        program = "from akslab.cli import main; main()"
        subprocess.run([sys.executable, "-c", program, "plan", *options], check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - started


def main() -> None:
    """Print the figures; fail when 1,000 clusters among 20,000 prefixes take two seconds or more."""
    for clusters, prefixes in ((250, 5_000), (500, 10_000), (1_000, 20_000), (2_000, 40_000)):
        seconds, plans = min((ours(fleet_csv(clusters), taken_csv(prefixes)) for _ in range(3)), key=lambda run: run[0])
        fitting = sum(plan.fits for plan in plans)
        each = seconds / clusters * 1e6
        size = f"{clusters:5,} clusters, {prefixes:6,} taken"
        print(f"akslab  {size}  {seconds:6.3f} s  {each:5.0f} us a cluster  {fitting:5,} fit")
    small = fleet_csv(40), taken_csv(1_000)
    mine, plans = min((ours(*small) for _ in range(3)), key=lambda run: run[0])
    theirs, found = naive(*small)
    assert found == sum(len(plan.ranges) for plan in plans)
    print(f"akslab     40 clusters,  1,000 taken  {mine:6.3f} s")
    print(f"naive      40 clusters,  1,000 taken  {theirs:6.3f} s  {theirs / mine:.0f} times as long")
    command = min(whole_command(1_000, 20_000) for _ in range(3))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"akslab plan --fleet, 1,000 clusters among 20,000, the whole command: {command:.2f} s, {memory:.0f} MB")
    assert command < 2


if __name__ == "__main__":
    main()
