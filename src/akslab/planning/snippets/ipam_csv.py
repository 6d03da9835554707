"""Plans as rows for an IPAM: one row a range, in the columns that `--avoid` reads back."""

import csv
import io
from collections.abc import Iterable

from ..plan import Plan

COLUMNS = ("prefix", "name", "cluster", "role", "plugin", "addresses", "dns_service_ip")


def ipam_csv(plans: Iterable[Plan]) -> str:
    """Return the ranges of all plans that fit, with a header."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for plan in plans:
        for role, prefix in plan.ranges:
            dns = plan.dns_service_ip if role == "service-cidr" else ""
            name = f"{plan.name} {role}"
            writer.writerow((prefix, name, plan.name, role, plan.plugin.id, prefix.num_addresses, dns))
    return text.getvalue()
