"""Where languages may differ for one network, and why: each entry is seen, and nothing else is.

All are compared with ARM. `more` is found in the language only, `fewer` in ARM only.
"""

from msgspec import Struct


class Difference(Struct, frozen=True):
    """A rule that one language finds broken and ARM does not, or the other way round."""

    language: str
    rule: str
    is_more: bool
    why: str


_ABOUT_AZ = "az itself refuses it, or passes over it, before Azure is asked"
_ONE_BY_ONE = "subnets are declared one by one, and there may be more of them: it is not judged"
_RUNS = "an export shows what runs, and what was refused or is missing then"
DIFFERENCES = (
    *(
        Difference("az", rule, True, _ABOUT_AZ)
        for rule in (
            "az-not-a-resource-id",
            "az-outbound-type-with-basic-load-balancer",
            "az-outbound-type-with-load-balancer-addresses",
            "az-ranges-without-plugin",
            "az-user-routing-without-subnet",
        )
    ),
    Difference("az", "role-without-wait", True, "only a script goes on before a role counts: the others try again"),
    *(
        Difference(language, "subnet-not-found", False, _ONE_BY_ONE)
        for language in ("az", "terraform", "terraform-plan")
    ),
    Difference("terraform", "redeploy-detaches-route-table", False, "azurerm_subnet leaves the table that it finds"),
    Difference("export", "dns-service-ip-left-to-default", False, "a cluster that runs has a DNS address"),
    Difference("export", "peering-one-sided", False, "an export shows what is there, not who makes it"),
    Difference("export", "node-pod-range-pressure", False, "it is about pools that are being made"),
    Difference(
        "export", "role-given-to-kubelet-identity", False, "a list of roles without one of the identity proves nothing"
    ),
    Difference("export", "subnet-role-missing", False, "a list of roles without one of the identity proves nothing"),
    Difference("export", "route-table-role-missing", True, _RUNS),
    Difference("export", "route-table-shared-by-clusters", True, "AKS has attached its table to a shared subnet"),
    Difference("export", "route-table-without-pod-routes", True, _RUNS),
)
NOT_AS_SAID = {
    ("export", "route-table-role-not-seen"): "the list of roles that is written is whole, so that it is judged",
}
"""Language and rule whose examples cannot be what they are about once they are written."""
