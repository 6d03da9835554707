"""What a script does when: one step after the other, the background apart, and time that passes on purpose."""

import pytest

from akslab.deployments.declared import Deployment
from akslab.deployments.judging import view_of_deployment
from akslab.rules.time import Order

from .reading import name, only, read

GROUP = "az group create -n g -l eastus\n"


def order_of(deployment: Deployment) -> Order:
    order = view_of_deployment(deployment).order
    assert order is not None
    return order


def ids(deployment: Deployment) -> dict[str, str]:
    return {name(each): each.id for each in deployment.resources if not each.existing}


def test_each_step_comes_after_the_one_before() -> None:
    deployment = read(f"{GROUP}az network nsg create -g g -n a\naz network nsg create -g g -n b")
    order, made = order_of(deployment), ids(deployment)
    assert order.precedes(made["g"], made["b"])
    assert order.precedes(made["a"], made["b"])
    assert not order.precedes(made["b"], made["a"])


def test_the_background_has_no_order_until_it_is_waited_for() -> None:
    script = "az network nsg create -g g -n a &\naz network nsg create -g g -n b\nwait\naz network nsg create -g g -n c"
    deployment = read(script)
    order, made = order_of(deployment), ids(deployment)
    assert not order.precedes(made["a"], made["b"])
    assert order.precedes(made["a"], made["c"])
    assert order.precedes(made["b"], made["c"])


def test_a_step_that_nobody_waits_for_has_no_order() -> None:
    script = "az aks create -g g -n c --no-wait\naz network nsg create -g g -n a\n"
    deployment = read(script)
    made = ids(deployment)
    assert not order_of(deployment).precedes(made["c"], made["a"])


def test_az_wait_gives_it_its_order_back() -> None:
    script = "az aks create -g g -n c --no-wait\naz aks wait -g g -n c --created\naz network nsg create -g g -n a\n"
    deployment = read(script)
    made = ids(deployment)
    assert order_of(deployment).precedes(made["c"], made["a"])


ROLES = """
az identity create -g g -n id
P=$(az identity show -g g -n id --query principalId -o tsv)
az role assignment create --assignee $P --role "Network Contributor" --scope /subscriptions/s/resourceGroups/g
{wait}
az aks create -g g -n c --assign-identity $(az identity show -g g -n id --query id -o tsv)
"""


@pytest.mark.parametrize(
    ("wait", "seconds"),
    [
        ("", 0),
        ("sleep 60", 60),
        ("sleep 2m", 120),
        ("sleep 30\nsleep 15", 45),
        ("sleep $N", None),
        ("until az role assignment list --assignee $P; do sleep 5; done", None),
        ("while true; do sleep 5; break; done", None),
        ("for i in {1..10}; do az role assignment list && break; sleep 5; done", None),
    ],
)
def test_time_between_a_role_and_the_cluster_is_told(wait: str, seconds: int | None) -> None:
    deployment = read(ROLES.format(wait=wait))
    role, cluster = only(deployment, "roleAssignments"), only(deployment, "managedClusters")
    assert order_of(deployment).pause(role.id, cluster.id) == seconds


def test_time_before_the_role_does_not_count() -> None:
    deployment = read("sleep 60\n" + ROLES.format(wait=""))
    role, cluster = only(deployment, "roleAssignments"), only(deployment, "managedClusters")
    assert order_of(deployment).pause(role.id, cluster.id) == 0


def test_a_cluster_that_is_tried_until_it_works_is_waited_for() -> None:
    script = ROLES.format(wait="").replace("az aks create", "until az aks create").rstrip() + "; do sleep 10; done"
    deployment = read(script)
    role, cluster = only(deployment, "roleAssignments"), only(deployment, "managedClusters")
    assert order_of(deployment).pause(role.id, cluster.id) is None


def test_waits_are_no_resources_of_azure() -> None:
    deployment = read("sleep 5\n" + GROUP + "az network vnet create -g g -n v\n")
    assert "akslab/wait" in {each.type for each in deployment.resources}
    view = view_of_deployment(deployment)
    of_azure = {
        id_ for name in view.__struct_fields__ if isinstance(getattr(view, name), dict) for id_ in getattr(view, name)
    }
    assert [id_.rsplit("/", 1)[-1] for id_ in of_azure] == ["v"]


def test_many_loose_ends_are_tied_together() -> None:
    script = GROUP + "".join(f"[ -f f{n} ] && az network nsg create -g g -n n{n}\n" for n in range(200))
    deployment = read(script + "az network nsg create -g g -n last")
    assert max(len(each.after) for each in deployment.resources) < 20
    order, made = order_of(deployment), ids(deployment)
    assert order.precedes(made["n3"], made["last"])
    assert order.precedes(made["g"], made["last"])
