"""The gallery of traces: what is asked, in which files, and the words around it. The page is made from real runs."""

from contextlib import chdir
from pathlib import Path
from textwrap import fill

from click.testing import CliRunner
from msgspec import Struct

from akslab.cli import cli

ROOT = Path(__file__).parents[2]
INPUTS = ROOT / "docs" / "traces"
WIDTH = 120
HEAD = """\
# Traces: packets that people asked about

Every answer below is what `akslab trace` says; run the command in `docs/traces/` and it says the same. Nothing of it was
ever deployed: the networks come from the files beside this page. Each is also built in the real kernel by the tests,
and the same packet sent: the kernel agrees line by line (`tests/stories/test_gallery_packets.py`).

What a trace says, and its JSON, is explained in [trace.md](trace.md). Services, load balancers, network policies and
peerings are not part of akslab's network yet: the firewall below stands in the way of a plain client, not of a load
balancer's, and on-premises lies behind an appliance of one's own, not behind a gateway of Azure's.

Written by `python -m stories.gallery` in `tests/`; a test keeps it equal.
"""


class Ask(Struct, frozen=True):
    """One run: what is typed behind `akslab trace`, and what is to be seen in it."""

    arguments: tuple[str, ...]
    words: str
    outcome: str = "arrives"
    """Of the verdict, after the change if there is one."""


class Scene(Struct, frozen=True):
    """A headline, a few words, and the runs below."""

    title: str
    words: str
    asks: tuple[Ask, ...]


def _in(file: str, *arguments: str) -> tuple[str, ...]:
    return ("--export" if "." not in file else "--template", file, *arguments)


HQ = ("--site", "hq=172.16.0.0/16@vpn")
SAME_RANGE = ("-p", "secondRange=10.244.0.0/16")
GALLERY = (
    Scene(
        "Pod to pod, as the article has it",
        "A subnet and a route table of one's own, an identity that may write it ([article.bicep](traces/article.bicep)). "
        "AKS will write one route per node; that is all that carries a pod's packet to another node, with its own address.",
        (Ask(_in("article.bicep", "pod@nodepool1/0", "pod@nodepool1/1"), ""),),
    ),
    Scene(
        "Everybody else sees the node",
        "The same cluster. What is not for a pod leaves with the node's address: the database sees the node, the Internet "
        "sees the address of the cluster's load balancer. The answers are translated back by the connection.",
        (
            Ask(_in("article.bicep", "pod@nodepool1/0", "db:5432"), "To a machine of the network:"),
            Ask(_in("article.bicep", "pod@nodepool1/0", "8.8.8.8", "--udp"), "To a name server on the Internet:"),
        ),
    ),
    Scene(
        "A lost route table",
        "Somebody wrote the subnet again without its table, months after ([the export](traces/lost-table/vnet.json)). "
        "Pods of one node still talk, so it looks like a matter of the application.",
        (
            Ask(_in("lost-table", "pod@nodepool1/0", "pod@nodepool1/2"), "Across nodes:", "lost"),
            Ask(_in("lost-table", "pod@nodepool1/0", "pod2@nodepool1/0"), "On one node:"),
            Ask(
                _in("article.bicep", "pod@nodepool1/0", "pod@nodepool1/1", "--what-if", "association remove snet-aks"),
                "And foreseen, before anybody does it:",
                "lost",
            ),
        ),
    ),
    Scene(
        "A firewall in one direction",
        "The clients' subnet sends what is for pods by a firewall, the pods' subnet answers directly "
        "([firewall.bicep](traces/firewall.bicep)). The machine that stands for the firewall here forwards without "
        "remembering, so the answer arrives; a firewall that keeps state has never seen it, and drops what follows.",
        (
            Ask(_in("firewall.bicep", "vm/client", "pod@nodepool1/1"), "The answer takes another way:"),
            Ask(
                _in(
                    "firewall.bicep",
                    "vm/client",
                    "pod@nodepool1/1",
                    "--what-if",
                    "route add aks-agentpool-11116584-routetable/back 192.168.2.0/24 192.168.3.4",
                ),
                "With a route back by the firewall in AKS's table:",
            ),
        ),
    ),
    Scene(
        "A security group that forgot the pods",
        "Only the nodes' range may come in ([pods-forbidden.bicep](traces/pods-forbidden.bicep)). On one node no security "
        "group is asked; across nodes the pod's own address is judged.",
        (
            Ask(_in("pods-forbidden.bicep", "pod@nodepool1/0", "pod@nodepool1/1"), "Across nodes:", "lost"),
            Ask(_in("pods-forbidden.bicep", "pod@nodepool1/0", "pod2@nodepool1/0"), "On one node:"),
            Ask(_in("pods-forbidden.bicep", "pod@nodepool1/0", "node/nodepool1/1"), "To the other node, as the node:"),
        ),
    ),
    Scene(
        "On-premises to a pod",
        "On-premises lies behind a machine that ends the tunnel ([on-premises.bicep](traces/on-premises.bicep)); its "
        "subnet has the cluster's table, so it knows the pods. A pod sees who calls; calling, it is seen as its node.",
        (
            Ask(_in("on-premises.bicep", *HQ, "hq", "pod@nodepool1/1"), "In:"),
            Ask(_in("on-premises.bicep", *HQ, "pod@nodepool1/1", "hq"), "Out:"),
            Ask(
                _in("on-premises.bicep", *HQ, "hq", "pod@nodepool1/1", "--what-if", "association remove snet-vpn"),
                "Without the table on the tunnel's subnet:",
                "lost",
            ),
        ),
    ),
    Scene(
        "Two clusters on one table",
        "One subnet has one table, so two clusters in it share that ([shared-table.bicep](traces/shared-table.bicep)).",
        (
            Ask(
                _in("shared-table.bicep", "pod@bluepool/0", "pod@greenpool/1"), "With two pod ranges: seen as the node."
            ),
            Ask(
                _in("shared-table.bicep", *SAME_RANGE, "pod@bluepool/0", "pod@bluepool/1"),
                "With one range each takes the other's routes out, and a packet ends at the other cluster's pod:",
                "unanswered",
            ),
        ),
    ),
)


def said(ask: Ask, *more: str) -> str:
    """Run an ask in the folder of its files; returns what it prints on stdout."""
    with chdir(INPUTS):
        done = CliRunner().invoke(cli, ["trace", *ask.arguments, *more])
    assert done.exit_code in (0, 1), (ask.arguments, done.output, done.exception)
    return done.stdout


def typed(ask: Ask) -> str:
    """Return an ask as a person types it."""
    return "akslab trace " + " ".join(f"'{word}'" if " " in word else word for word in ask.arguments)


def page() -> str:
    """Return the gallery as Markdown."""
    parts = [HEAD]
    for scene in GALLERY:
        words = fill(scene.words, WIDTH, break_long_words=False, break_on_hyphens=False)
        parts.append(f"## {scene.title}\n\n{words}\n")
        for ask in scene.asks:
            words = f"{ask.words}\n\n" if ask.words else ""
            parts.append(f"{words}```text\n$ {typed(ask)}\n{said(ask).rstrip()}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    print(page(), end="")
