"""An order is turned around only where nothing else holds it."""

from akslab.checking.report import Reported

from .applying import applied, broken, checked, of_rule
from .broken.turned import TURNED

ROLE = "route-table-role-after-cluster"


def turned(language: str, *swaps: tuple[str, str]) -> tuple[dict[str, str], list[Reported]]:
    """Return the text with the role after the cluster, other words in it, and its findings."""
    (breaking,) = [each for each in TURNED if each.rule == ROLE]
    files = broken(breaking, language)
    ((name, text),) = files.items()
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    files = {name: text}
    return files, of_rule(checked(files), ROLE)


def test_a_command_moves_whole_and_time_passes_behind_it() -> None:
    files, (found,) = turned("az")
    text = applied(files, found.changes)["deploy.sh"]
    assert text.index("--role") < text.index("sleep 60") < text.index("az aks create")
    assert text.count("az role assignment create") == 1


def test_a_command_that_uses_what_is_set_after_the_cluster_stays() -> None:
    _, (found,) = turned("az", ("--scope $GROUP\n", "--scope $LATER\n"), ("\naz role", "\nLATER=$GROUP\naz role"))
    assert found.changes == ()


def test_a_command_in_a_block_stays() -> None:
    _, (found,) = turned(
        "az", ("\naz role", "\nif true; then\n  az role"), ("--scope $GROUP\n", "--scope $GROUP\nfi\n")
    )
    assert found.changes == ()


def test_a_role_that_waits_for_the_cluster_by_something_else_stays() -> None:
    later = (
        "resource later 'Microsoft.Network/publicIPAddresses@2024-05-01' = {\n  name: 'later'\n  location: 'eastus'\n"
        "  dependsOn: [\n    aks\n  ]\n}\n\nresource role '"
    )
    _, (found,) = turned(
        "bicep",
        ("resource role '", later),
        ("    aks\n  ]\n}\n\nresource aks", "    aks\n    later\n  ]\n}\n\nresource aks"),
    )
    assert found.changes == ()


def test_a_role_that_needs_the_cluster_itself_stays() -> None:
    _, found = turned("bicep", ("guid('aks')", "guid(aks.id)"))
    assert [each.changes for each in found] == [()]


def test_an_empty_list_of_what_to_wait_for_is_left_readable() -> None:
    for language in ("bicep", "terraform"):
        files, (found,) = turned(language)
        after = checked(applied(files, found.changes))
        assert of_rule(after, ROLE) == []
        assert not after.troubles
