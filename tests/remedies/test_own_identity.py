"""A cluster that gets an identity: nothing in the text asks for the one it had."""

import pytest

from .applying import FILES, applied, broken, checked, of_rule, sound
from .broken.forms import Breaking
from .broken.identities import OWN

RULE = "custom-table-system-assigned-identity"
BROKEN = Breaking(RULE, OWN)


def text_after(files: dict[str, str]) -> str:
    """Return the texts with the lines of the one finding applied."""
    (found,) = of_rule(checked(files), RULE)
    assert found.changes
    return "\n".join(applied(files, found.changes).values())


def lines_of(files: dict[str, str]) -> int:
    """Return how many pieces of text the one finding changes."""
    (found,) = of_rule(checked(files), RULE)
    return len(found.changes)


@pytest.mark.parametrize(
    ("language", "asked"),
    [
        ("arm", ".identity.principalId"),
        ("bicep", "aks.identity.principalId"),
        ("terraform", "azurerm_kubernetes_cluster.main.identity[0].principal_id"),
    ],
)
def test_the_roles_it_had_are_given_to_the_new_identity(language: str, asked: str) -> None:
    files = broken(BROKEN, language)
    assert asked in files[FILES[language]]
    assert asked not in text_after(files)


def test_a_script_asks_the_new_identity_for_its_principal() -> None:
    asked = '"$(az aks show -g myResourceGroup -n myAKSCluster --query identity.principalId -o tsv)"'
    more = f"az role assignment create --assignee-object-id {asked} --role Reader --scope $GROUP\n"
    after = text_after({"deploy.sh": broken(BROKEN, "az")["deploy.sh"] + more})
    assert "az aks show" not in after
    assert after.count("--name myAKSCluster-identity --query principalId -o tsv)") == 2


@pytest.mark.parametrize(
    ("language", "more"),
    [
        ("bicep", "output tenant string = aks.identity.tenantId\n"),
        ("terraform", 'output "who" {\n  value = azurerm_kubernetes_cluster.main.identity\n}\n'),
        ("az", "WHO=$(az aks show -g myResourceGroup -n another --query identity.principalId -o tsv)\n"),
    ],
)
def test_a_text_that_asks_for_more_of_it_stays_as_it_is(language: str, more: str) -> None:
    files = broken(BROKEN, language)
    assert lines_of({name: text + more for name, text in files.items()}) == 0


def test_a_file_beside_it_that_asks_for_it_keeps_a_module_as_it_is() -> None:
    text = broken(BROKEN, "terraform")["main.tf"]
    start = text.index('resource "azurerm_role_assignment"')
    end = text.index('resource "azurerm_kubernetes_cluster"')
    assert lines_of({"main.tf": text[:start] + text[end:], "roles.tf": text[start:end]}) == 0


def test_an_identity_is_called_after_its_cluster_also_where_that_has_a_variable() -> None:
    text = broken(BROKEN, "bicep")["main.bicep"]
    after = text_after({"main.bicep": "param aksName string = 'shop'\n" + text.replace("'myAKSCluster'", "aksName")})
    assert "  name: '${aksName}-identity'\n" in after
    script = (
        broken(BROKEN, "az")["deploy.sh"]
        .replace("-n myAKSCluster", '-n "$AKS"')
        .replace("set -e", "AKS=shop\nset -e", 1)
    )
    assert '--name "$AKS-identity"\n' in text_after({"deploy.sh": script})


def test_a_cluster_that_has_its_identity_is_left_alone() -> None:
    assert of_rule(checked({"main.bicep": sound("bicep")}), RULE) == []
