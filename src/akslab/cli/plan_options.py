"""The options of `akslab plan`, in the groups a person thinks in: what is needed, where from, what to answer."""

import click

from .options import LANGUAGE, in_order

_PLUGINS = click.Choice(["kubenet", "node-subnet", "pod-subnet", "overlay"])

NEEDS = (
    click.option("--nodes", metavar="N", default="", help="Nodes now, of all pools."),
    click.option("--pods", metavar="N", default="", help="Pods in all; nodes are at least as many as they need."),
    click.option("--growth", metavar="G", default="", help="To plan for: 2x, 50% or +10 nodes."),
    click.option("--pools", metavar="N|N,N,…", default="", help="How many pools, or the nodes of each."),
    click.option("--max-surge", metavar="N|N%", default="", help="Extra nodes of an upgrade.  [default: 10%]"),
    click.option("--pods-per-node", metavar="N", default="", help="10 to 250.  [default: the plugin's]"),
    click.option("--services", metavar="N", default="", help="Services of your own.  [default: 250]"),
    click.option("--internal-load-balancers", metavar="N", default="", help="Their frontends stand in the subnet."),
    click.option("--other-addresses", metavar="N", default="", help="Machines and private endpoints in the subnet."),
    click.option("--custom-routes", metavar="N", default="", help="Own routes in the cluster's table."),
    click.option("--cluster", metavar="NAME", default="", help="The cluster's name.  [default: myAKSCluster]"),
    click.option("--network-policy", type=click.Choice(["azure", "calico", "none"]), default="none"),
    click.option("--windows", is_flag=True, help="There will be Windows pools."),
    click.option("--virtual-nodes", is_flag=True, help="There will be virtual nodes."),
)

SPACE = (
    click.option("--take", "--from", multiple=True, metavar="RANGE", help="Take ranges from here; may be repeated."),
    click.option("--take-pods", multiple=True, metavar="RANGE", help="Take pod CIDRs from here instead."),
    click.option("--take-services", multiple=True, metavar="RANGE", help="Take service CIDRs from here instead."),
    click.option(
        "--avoid",
        multiple=True,
        metavar="RANGE|FILE",
        help="Keep off: a range, NAME=RANGE, or a .csv or .txt of ranges and names.",
    ),
    click.option("--peer", multiple=True, metavar="RANGE", help="Keep off: a peered network's range, or NAME=RANGE."),
    click.option("--on-premises", multiple=True, metavar="RANGE", help="Keep off: on-premises, or NAME=RANGE."),
    click.option(
        "--case",
        type=click.Choice(["expressroute"]),
        help="The article's case: on-premises has 10.0.0.0/8, so take 172.16.0.0/16.",
    ),
)

QUESTION = (
    click.option("--plugin", type=_PLUGINS, help="Plan this one.  [default: all four, side by side]"),
    click.option("--compare", is_flag=True, help="Plan all four, and say which to choose, by the next two."),
    click.option("--traffic", type=click.Choice(["inside", "outside"]), help="Where most of the pods' traffic goes."),
    click.option("--own-routes", type=click.Choice(["yes", "no"]), help="Whether you would keep routes for pods."),
    click.option("--subnet", metavar="RANGE", help="Ask instead what this subnet holds."),
    click.option("--pod-cidr", metavar="RANGE", help="With --subnet: the pod CIDR.  [default: AKS's]"),
    click.option("--fleet", metavar="FILE", help="Plan the clusters of a .csv or .json; options are the defaults."),
    click.option("--share-overlay-pods", is_flag=True, help="With --fleet: one pod CIDR for all Overlay clusters."),
    click.option(
        "-o",
        "--output",
        type=click.Choice(["text", "json", "az", "bicep", "terraform", "csv"]),
        default="text",
        show_default=True,
        help="How to answer.",
    ),
    LANGUAGE,
)

plan_options = in_order((*NEEDS, *SPACE, *QUESTION))
"""Gives a command the options."""
