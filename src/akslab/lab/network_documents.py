"""The documents of a lab that its network is compiled from: what `akslab trace` and others take home to ask about."""

from ..compile.inputs import Machine, Settings
from ..controllers.context import Context
from ..controllers.network import virtual_machines
from ..networks.lab_documents import LabDocuments

TYPES = frozenset(
    f"microsoft.{each}"
    for each in (
        "network/virtualnetworks",
        "network/routetables",
        "network/networksecuritygroups",
        "network/networkinterfaces",
        "network/publicipaddresses",
        "containerservice/managedclusters",
    )
)
"""What the compile step reads."""


def lab_documents(context: Context) -> LabDocuments:
    """Return the documents as they are now."""
    clusters = list(context.clusters())
    documents = context.arm.world.documents.within("")
    return LabDocuments(
        arm=tuple(each for each in documents if str(each["type"]).lower() in TYPES),
        nodes=tuple((cluster["id"], node) for cluster in clusters for node in context.kube(cluster).list("nodes")),
        pods=tuple(
            (cluster["id"], pod)
            for cluster in clusters
            for pod in context.kube(cluster).list("pods")
            if pod["status"]["phase"] == "Running"
        ),
        machines=tuple(Machine(each.name, each.interface) for each in virtual_machines(context)),
        settings=Settings(masquerade=context.arm.world.settings.masquerade),
    )
