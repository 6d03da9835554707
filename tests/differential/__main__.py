"""Compare N packets, path by path, with the kernel: `python -m differential --packets 100000`, with `tests` on the path.

Three in four go through networks compiled from documents, the others through states nothing compiles today.
"""

import argparse
import sys
import time

from .comparison import Tally
from .runs import PER_NETWORK, PER_STATE, document_networks, keep, run, state_networks
from .stage import Stage

SHOWN_MOST = 20


def main() -> int:
    parser = argparse.ArgumentParser(prog="differential", description=__doc__)
    parser.add_argument("--packets", type=int, default=100_000, help="how many packets to compare")
    parser.add_argument("--seed", type=int, default=1, help="the first network; the same seed draws the same ones")
    parser.add_argument("--keep", action="store_true", help="shrink what disagrees and write it to cases/")
    chosen = parser.parse_args()
    began, disagreements = time.monotonic(), 0
    tallies = {"documents": Tally(), "states": Tally()}
    networks = {"documents": document_networks(chosen.seed), "states": state_networks(chosen.seed)}
    share = {"documents": chosen.packets * 3 // 4, "states": chosen.packets - chosen.packets * 3 // 4}
    per_network = {"documents": PER_NETWORK, "states": PER_STATE}
    with Stage() as stage:
        for kind, tally in tallies.items():
            for verdict in run(stage, networks[kind], share[kind], tally, per_network=per_network[kind]):
                disagreements += 1
                if disagreements <= SHOWN_MOST:
                    print(f"{kind}: {verdict}", flush=True)
                if chosen.keep:
                    keep(stage, verdict, f"found_{chosen.seed}_{disagreements}")
    for kind, tally in tallies.items():
        print(f"== {kind}\n{tally}")
    missing = [*tallies["documents"].shortfalls(), *(f"states: {each}" for each in tallies["states"].missing_steps())]
    print(f"== {time.monotonic() - began:.0f} s; {disagreements} disagreements; too little of: {missing or 'nothing'}")
    return 1 if disagreements or missing else 0


if __name__ == "__main__":
    sys.exit(main())
