"""Templates that a script deploys: named, with their parameters, and put in their place when somebody reads them."""

from akslab.deployments.declared import Declared, Deployment, TemplateUse
from akslab.deployments.judging import view_of_deployment
from akslab.deployments.nodes import node_of
from akslab.deployments.origins import Origin
from akslab.importers.options import Options
from akslab.importers.scripts.templates import joined

from .reading import name, only, read

HERE = Origin(file="main.bicep", start=0, end=1)
SCRIPT = """\
az group create -n g -l eastus
az deployment group create -g g -n net --template-file main.bicep --parameters @prod.parameters.json space=10.0.0.0/16 x=$X
az aks create -g g -n c
"""


def template(_use: TemplateUse) -> tuple[Deployment, ...]:
    """Return a template of a network and a subnet in it."""
    id_ = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v"
    made = [
        Declared(address="net", type="Microsoft.Network/virtualNetworks", id=id_, body=node_of({}), origin=HERE),
        Declared(
            address="sub",
            type="Microsoft.Network/virtualNetworks/subnets",
            id=f"{id_}/subnets/n",
            body=node_of({}),
            origin=HERE,
            after=("net",),
        ),
    ]
    return (Deployment(language="bicep", name="main.bicep", resources=tuple(made)),)


def test_a_template_is_named_with_what_it_is_deployed_with() -> None:
    deployment = read(SCRIPT, main__bicep="", options=Options(subscription_id="s"), prod__parameters__json="{}")
    (use,) = deployment.templates
    assert (use.template, use.parameter_files) == ("main.bicep", ("prod.parameters.json",))
    assert use.parameters == {"space": "10.0.0.0/16"}
    assert (use.subscription_id, use.resource_group) == ("s", "g")


def test_a_template_nobody_read_may_hide_resources() -> None:
    deployment = read(SCRIPT, main__bicep="")
    (gap,) = [each for each in deployment.gaps if each.hides_resources]
    assert gap.needs == "main.bicep"


def test_a_template_is_put_where_the_script_deploys_it() -> None:
    deployment = joined(read(SCRIPT, main__bicep=""), template)
    ids = {name(each): each.id for each in deployment.resources}
    order = view_of_deployment(deployment).order
    assert order is not None
    assert order.precedes(ids["g"], ids["v"])
    assert order.precedes(ids["v"], ids["n"])
    assert order.precedes(ids["n"], ids["c"])
    assert not order.precedes(ids["c"], ids["n"])
    assert not any(each.hides_resources for each in deployment.gaps)


def test_a_template_under_a_condition_is_there_under_it() -> None:
    script = "if [ -f x ]; then az deployment group create -g g -f main.bicep; fi"
    deployment = joined(read(script, main__bicep=""), template)
    assert {each.conditions[0].text for each in deployment.resources} == {"-f x"}


def test_a_template_that_the_script_writes_is_handed_over() -> None:
    script = 'NAME=vnet\ncat > t.json <<EOF\n{"name": "$NAME"}\nEOF\naz deployment group create -g g -f t.json\n'
    (use,) = read(script).templates
    assert (use.template, use.written) == ("t.json", '{"name": "vnet"}\n')


def test_a_here_document_in_quotes_is_handed_over_as_it_is() -> None:
    script = 'cat <<\'EOF\' > t.json\n{"name": "$NAME"}\nEOF\naz deployment group create -g g -f ./t.json\n'
    assert read(script).templates[0].written == '{"name": "$NAME"}\n'


def test_a_parameter_file_of_bicep_names_its_template() -> None:
    (use,) = read("az deployment group create -g g -p prod.bicepparam", prod__bicepparam="using 'main.bicep'").templates
    assert use.template == "prod.bicepparam"


def test_a_template_from_afar_is_a_gap() -> None:
    deployment = read("az deployment sub create -l eastus -u https://example.org/t.json")
    assert deployment.templates == ()
    assert [gap.needs for gap in deployment.gaps] == ["https://example.org/t.json"]
    assert only(deployment, "deployments").id.endswith("/providers/Microsoft.Resources/deployments/t")


def test_what_is_only_asked_is_not_deployed() -> None:
    deployment = read("az deployment group create -g g -f main.bicep --what-if", main__bicep="")
    assert (deployment.resources, deployment.templates) == ((), ())
