"""A whole small lab in a process of its own, for tests that end it violently or run it as somebody else.

`python -m kernel.a_lab` prints one line per step that worked and then waits for the end of its standard input.
"""

import asyncio
import sys

from akslab.kernel.remote import RemoteKernel
from akslab.kernel.requirements import missing
from akslab.kernel.seam import HttpWorkload, Probe, ProcessWorkload
from akslab.net.diff import diff

from .conftest import entering
from .networks import article


async def main() -> None:
    """Build the article's network, see a packet through, enter a pod; then wait."""
    print("missing", missing(), flush=True)
    kernel = await RemoteKernel.start_host()
    print("host", kernel.pid, flush=True)
    await kernel.apply(diff({}, article()))
    print("equal", await kernel.observe() == article(), flush=True)
    await kernel.start("pod/1", HttpWorkload("web"))
    await kernel.start("vm", ProcessWorkload(("sleep", "4714"), "/dev/null"))
    print("answer", (await kernel.probe(Probe("pod/0", "10.244.1.2"))).answer.split(), flush=True)
    witnessed = await kernel.witness((Probe("pod/0", "10.244.1.2"),), ("fabric",))
    chains = {line.chain for line in witnessed.lines}
    print("witnessed", witnessed.results[0].outcome, witnessed.complete, sorted(chains), flush=True)
    line = entering(await kernel.enter("pod/0"), "sh", "-c", "hostname -I; exec sleep 4715")
    entered = await asyncio.create_subprocess_exec(*line, stdout=asyncio.subprocess.PIPE)
    assert entered.stdout is not None
    print("entered", (await entered.stdout.readline()).decode().split(), flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await kernel.close()
    print("nsenter ended with", await entered.wait(), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
