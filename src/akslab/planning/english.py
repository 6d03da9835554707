"""What planning says, in English."""

ENGLISH: dict[str, str] = {
    "plugin.kubenet": "kubenet",
    "plugin.node-subnet": "Azure CNI node subnet",
    "plugin.pod-subnet": "Azure CNI pod subnet",
    "plugin.overlay": "Azure CNI Overlay",
    "model.kubenet": "kubenet",
    "model.azure-cni": "Azure CNI",
    "role.node-subnet": "the node subnet",
    "role.pod-subnet": "the pod subnet",
    "role.pod-cidr": "the pod CIDR",
    "role.service-cidr": "the service CIDR",
    "limit.subnet": "subnet addresses",
    "limit.pod-subnet": "pod subnet addresses",
    "limit.slots": "/24 slots",
    "limit.routes": "routes",
    "limit.network": "addresses of the network",
    "limit.nodes": "nodes of a cluster",
    "limit.pool": "nodes of a pool",
    "limit.pods-per-node": "pods per node",
    "row.subnet": "node subnet",
    "row.pod-subnet": "pod subnet",
    "row.pod-cidr": "pod CIDR",
    "row.service-cidr": "service CIDR",
    "row.dns": "DNS service IP",
    "row.nodes": "nodes (+ surge)",
    "row.pods": "pods",
    "row.most": "most nodes",
    "row.most-value": "{nodes:,} ({at_rest:,} at rest)",
    "row.binds": "binds first",
    "row.no-plan": "no plan, see below",
    "sum.by-pods": "pods: {pods:,} / {pods_per_node} a node, rounded up = {nodes:,} nodes",
    "sum.nodes": "nodes: {now:,} now, growth {growth} = {nodes:,} planned",
    "sum.pools": "in {pools} pools: {nodes}",
    "sum.surge-percent": "surge: {surge} of each pool, rounded up (P5): {surges}",
    "sum.surge": "surge: {surge} a pool, at most as many as it has nodes (P5): {surges}",
    "sum.at-upgrade": "upgrade of all pools at once: {nodes:,} + {extra:,} = {total:,} nodes",
    "sum.node-subnet": "addresses (P2): {nodes:,} + {nodes:,} x {pods_per_node} = {total:,}",
    "sum.fixed": (
        "addresses: {nodes:,} + {balancers:,} internal load balancers + {others:,} others in the subnet = {total:,}"
    ),
    "sum.subnet": (
        "node subnet: {addresses:,} + {reserved} that Azure keeps (P1) = {total:,}"
        " -> /{length} ({size:,} addresses, {usable:,} usable)"
    ),
    "sum.pod-subnet": (
        "pod subnet: {addresses:,} + {reserved} that Azure keeps (P1) = {total:,}"
        " -> /{length} ({size:,} addresses, {usable:,} usable)"
    ),
    "sum.batches": (
        "pod addresses of a full node (P7): {pods_per_node} pods with 8 to spare, in batches of {batch}:"
        " {batches} x {batch} = {each}"
    ),
    "sum.pod-addresses": "pod addresses: {nodes:,} x {each} = {total:,}",
    "sum.pod-cidr": "pod CIDR: a /24 a node (R17), {nodes:,} nodes -> {slots:,} /24s = /{length}",
    "sum.services": (
        "service CIDR: {services:,} services + kubernetes.default + kube-dns + first and last address = {total:,}"
        " -> /{length}"
    ),
    "sum.pods": "pods: {nodes:,} nodes x {pods_per_node} = {pods:,}",
    "rejected.subnet": "a /{length} node subnet: {has:,} usable addresses, {needed:,} needed",
    "rejected.pod-subnet": "a /{length} pod subnet: {has:,} usable addresses, {needed:,} needed",
    "rejected.pod-cidr": "a /{length} pod CIDR: {has:,} nodes, {needed:,} during an upgrade (R19)",
    "rejected.service-cidr": "a /{length} service CIDR: {has:,} services, {needed:,} needed",
    "rejected.default-pods-inside": "{range}, AKS's default pod CIDR: lies inside {taken}",
    "rejected.default-pods-overlap": "{range}, AKS's default pod CIDR: overlaps {taken}",
    "rejected.default-services-inside": "{range}, AKS's default service CIDR: lies inside {taken}",
    "rejected.default-services-overlap": "{range}, AKS's default service CIDR: overlaps {taken}",
    "rejected.default-slots": "{range}, AKS's default pod CIDR: {has:,} nodes, {needed:,} during an upgrade (R19)",
    "rejected.taken": "taken: {taken}",
    "rejected.more": "taken: {count:,} more",
    "obstacle.windows": "Windows pools need Azure CNI (E15); kubenet has none: choose an Azure CNI model",
    "obstacle.virtual-nodes": "virtual nodes need Azure CNI (E17): choose an Azure CNI model",
    "obstacle.azure-policy": ("Azure network policies are not for kubenet (E16): choose calico, or an Azure CNI model"),
    "obstacle.routes": (
        "{nodes:,} nodes + {extra:,} of the surge + {routes:,} own routes = {total:,} routes; a table has {most}"
        " (R18, D27): at most {gives:,} nodes, or CNI Overlay, which has no routes"
    ),
    "obstacle.nodes": "{nodes:,} nodes; a cluster has at most {most:,} (R24): several clusters",
    "obstacle.pools": "{pools:,} pools; a cluster has at most {most} (R24): fewer, larger pools",
    "obstacle.pool": (
        "a pool of {nodes:,} nodes + {extra:,} of the surge; a pool has at most {most:,} (R24): {pools} pools or more"
    ),
    "obstacle.pool-pods": (
        "a pool of {nodes:,} nodes x {pods_per_node} pods; a pool takes at least {least} (R21):"
        " {gives} pods per node, or {nodes_give} nodes"
    ),
    "obstacle.network": (
        "{total:,} addresses of nodes and pods; a virtual network has at most {most:,} in use (D25):"
        " at most {gives:,} nodes, fewer pods per node, or CNI Overlay"
    ),
    "obstacle.subnet-size": "{addresses:,} addresses in one subnet; the largest is a /8 (D24)",
    "lack.no-range": "no free /{length} for {role} in {takes}",
    "lack.nothing-free": "nothing of {takes} is free: give another range with --take, or avoid less",
    "lack.widest": "the largest free range is a /{widest}, which holds {gives}: need less, or give another range",
    "lack.together": (
        "there is a free /{length}, but not beside the other ranges of this cluster: give another range with --take"
    ),
    "lack.services": "{services:,} services",
    "lack.nodes": "{nodes:,} nodes",
    "lack.in-the-way": "{block} would do if it were free of {count:,}: {names}",
    "lack.never": "never free, whatever is avoided: {names}",
    "lack.other-ranges": "{role} need not come from the network's ranges: {option} names others",
    "lack.in-fleet": "no free /{length} is left for {role} in {takes}",
    "remark.retirement": (
        "kubenet ends on 2028-03-31 (C2): a cluster made now will have to move to CNI Overlay by then"
    ),
    "remark.immutable-subnet": "a subnet in use cannot be made larger (E6f): later growth is a pool in another subnet",
    "remark.slots": "a node takes a whole /24 of the pod CIDR, also with {pods_per_node} pods (R17)",
    "remark.windows": (
        "the pools are written as Linux: make yours osType Windows, with a name of at most 6 characters"
    ),
    "remark.virtual-nodes": "virtual nodes need a subnet of their own beside these ranges",
    "remark.fixed-ranges": "pod and service CIDR are chosen once, at creation (C3)",
    "why.limited-space": "address space is limited: no flat Azure CNI model finds room in the ranges given",
    "why.inside": "most of the pods' traffic stays inside the cluster",
    "why.outside": "most of the pods' traffic goes to resources outside the cluster",
    "why.no-routes": "you do not want to keep user-defined routes for pod traffic",
    "why.though": "against it: {reason}",
    "why.space-available": "the address space is there",
    "why.no-feature": "no feature that only Azure CNI has was asked for (virtual nodes, Azure network policies, Windows)",
    "why.saves": "the node subnet needs {kubenet:,} addresses instead of {flat:,} with Azure CNI",
    "why.does-not-fit": "not {plugin}: {reason}",
    "why.nothing": "no model fits; see what would have to give",
    "why.virtual-nodes-flat": (
        "virtual nodes need Azure CNI (E17), and no source says that they work on Overlay: pods in the network itself"
    ),
    "why.pod-subnet": "pods have addresses of the network, seen and reached from outside; both grow apart (P7, P8)",
    "why.node-subnet": "pods have addresses of the network; each node reserves those of all its pods (P2)",
    "why.overlay": (
        "spends addresses as kubenet does, a /24 a node, without a route table, to 250 pods a node and 5,000 nodes (P6)"
    ),
    "why.kubenet-last": "only kubenet fits",
    "why.overlay-outside": "traffic that leaves the cluster carries the node's address (P8); from outside, Services only",
    "why.overlay-no-routes": "there are no routes to keep (P6)",
    "why.windows": "Windows pools need Azure CNI (E15)",
    "text.problem": "no plan: {text}",
    "text.rejected": "rejected: {text}",
    "text.note": "note: {text}",
    "text.left": "{limit} {count:,}",
    "text.headroom": "left during an upgrade: {left}",
    "text.sound": "judged by the rule catalogue, as created and while all nodes upgrade: nothing rejected, nothing breaks",
    "text.unsound": "the catalogue has something against this plan: {rules}",
    "text.article": "the article's answer: {model}",
    "text.today": "today's answer: {model}",
    "text.none": "none",
    "hold.subnet": "{subnet}: {addresses:,} addresses, less the 5 Azure keeps: {usable:,} usable (P1)",
    "hold.model": "model",
    "hold.nodes": "nodes at rest",
    "hold.with-surge": "nodes / pods with surge {surge}",
    "hold.as-node-subnet": "{plugin}, as its node subnet",
    "hold.as-pod-subnet": "{plugin}, as its pod subnet",
    "hold.nodes-sum": "nodes at rest: {addresses} / {each} a node, rounded down = {nodes:,}",
    "hold.least": "nodes that hold one batch each (P7): {usable:,} / {each}, rounded down = {nodes:,}",
    "hold.slots": "pod CIDR {range}: {slots:,} /24s, one a node (R19)",
    "hold.routes": "routes: {routes:,} for nodes (R18)",
    "hold.pods": "pods at rest: {nodes:,} x {pods_per_node} = {pods:,}",
    "hold.upgrade": (
        "surge {surge}: {nodes:,} + {extra:,} = {total:,} of {carries:,} fits;"
        " {next:,} + {next_extra:,} = {next_total:,} does not"
    ),
    "hold.upgrade-most": (
        "surge {surge}: {nodes:,} + {extra:,} = {total:,} of {carries:,} fits; with {next:,} + {next_extra:,} ="
        " {next_total:,} the cluster would have more nodes than AKS allows (R24)"
    ),
    "hold.fits": "{model}: {nodes:,} nodes + {extra:,} of the surge = {total:,} of {carries:,}: fits",
    "hold.larger": (
        "{model}: {nodes:,} nodes + {extra:,} of the surge = {total:,} > {carries:,}: does not fit;"
        " at most {gives:,} nodes with this surge, or a /{length}"
    ),
    "hold.other-limit": (
        "{model}: {nodes:,} nodes + {extra:,} of the surge = {total:,} > {carries:,}: does not fit;"
        " at most {gives:,} nodes with this surge, and a larger subnet would not help"
    ),
    "fleet.cluster": "cluster",
    "fleet.plugin": "plugin",
    "fleet.total": "{fitting:,} of {clusters:,} clusters have their ranges: {addresses:,} addresses in all",
    "fleet.left": "nothing fits for {cluster}: {reason}",
    "about.cluster": "akslab plan: {name}, {plugin}, {nodes:,} nodes, {planned:,} planned, max surge {surge}",
    "about.fleet": "akslab plan: {clusters:,} clusters",
    "about.roles": (
        "A new role may take an hour to count. Until it does, AKS refuses the route table: ask again every other minute."
    ),
    "case.expressroute": (
        "The article's case: on-premises advertises 10.0.0.0/8 over ExpressRoute, so the cluster's network is taken"
        " from outside it, from 172.16.0.0/16 first. AKS's default service CIDR 10.0.0.0/16 and default pod CIDR"
        " 10.244.0.0/16 lie inside 10.0.0.0/8 as well: left at their defaults, pods could not reach on-premises there."
    ),
    "error.host-bits": "{text!r} has host bits set; the range is {canonical}",
    "error.no-range": "{text!r} is not a range such as 10.64.0.0/16",
    "error.ipv6": "{text!r} is IPv6; a plan is IPv4",
    "error.csv": "not readable as CSV: a cell of more than {most:,} characters, or a quotation mark that is not closed",
    "error.public": (
        "{text} is not private address space: AKS refuses or does not support it for {role} (R6);"
        " give private ranges, with --take-pods and --take-services if only subnets are to be public"
    ),
    "error.half-shared": (
        "the ranges {one} and {other} overlap without being the same:"
        " give subnets, pods and services the same ranges, or ranges apart"
    ),
    "error.number": "{field}: {text!r} is not a whole number from {least:,} to {most:,}",
    "error.growth": "{field}: {text!r} is not a growth such as 2x, 1.5x, 50% or +10 (to 100x at most)",
    "error.surge": "{field}: {text!r} is not a surge such as 1, 5 or 33% (from 1, or 1% to 100%)",
    "error.choice": "{field}: {text!r} is none of {choices}",
    "error.name": "{field}: {text!r} is no cluster name: 1 to 50 letters, digits, - and _, a letter or digit at both ends",
    "error.sizes": "nodes: {nodes:,}, but the pools have {total:,} in all: say one of them",
    "error.no-nodes": "how many nodes, or how many pods? (nodes, pods, or pools such as 5,20,15)",
    "error.pools": "pools: {pools:,} pools for {nodes:,} nodes; a pool has at least one",
    "error.twice": "the cluster {name} stands at {before} already (case, - and _ make no difference: DNS prefixes)",
    "error.no-clusters": "there is no cluster in it",
    "error.no-name": "the cluster has no name",
    "error.no-plugin": "which plugin? A column plugin, or --plugin: kubenet, node-subnet, pod-subnet, overlay",
    "error.columns": "{has} cells, the header has {columns}",
    "error.no-name-column": "the header has no column name; columns are {known}",
    "error.column": "{text!r} is none of the columns {known}",
    "error.json": "not readable as JSON: {reason}",
    "error.json-large": "not readable as JSON: nested too deep, or a number with too many digits",
    "error.json-shape": "a fleet is a list of objects, or an object whose clusters is one",
    "error.file": "cannot be read: {reason}",
    "error.special": "is neither a file nor a range",
    "error.not-text": "is not a text file (UTF-8, UTF-16 or CP949)",
    "error.too-large": "is larger than {most} MB",
    "error.one-plugin": "-o {output} writes one plan: add --plugin kubenet, node-subnet, pod-subnet or overlay",
    "error.plugin-or-compare": "--compare (and --traffic, --own-routes) compares all plugins: leave out --plugin",
    "error.subnet-output": "--subnet answers with -o text or json",
    "error.goes-with": "--{option} goes with --{question} only",
    "error.fleet-alone": "--fleet goes neither with --subnet nor with --compare",
}
