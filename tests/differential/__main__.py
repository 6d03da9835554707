"""Compare N packets: `python -m differential --packets 100000 --seed 1`, with `tests` on the path."""

import argparse
import sys
import time
from random import Random

from akslab.compile.errors import CompileError

from .comparison import Tally, compare
from .drawing import draw, redraw
from .probes import Ports, questions
from .stage import Stage

PER_NETWORK = 200


def main() -> int:
    parser = argparse.ArgumentParser(prog="differential", description=__doc__)
    parser.add_argument("--packets", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    tally, ports, seed, began, bad = Tally(), Ports(), arguments.seed, time.monotonic(), 0
    with Stage() as stage:
        while tally.packets < arguments.packets:
            seed += 1
            try:
                state = draw(seed).compiled()
            except CompileError as e:
                print(seed, e)
                continue
            if ports.left() < PER_NETWORK:
                stage.clear()
                ports = Ports()
            for each in compare(stage, state, questions(state, Random(seed), PER_NETWORK, ports), tally):
                bad += 1
                if bad < 15:
                    print(f"seed {seed}: {each}", flush=True)
    print(tally)
    print(f"{time.monotonic() - began:.0f} s; missing in the mix: {tally.shortfalls() or 'nothing'}")
    return 1 if bad or tally.shortfalls() else 0


if __name__ == "__main__":
    sys.exit(main())
