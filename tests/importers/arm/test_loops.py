"""Loops: of resources, properties, variables and outputs; inside each other; serial; of a count nobody knows."""

from typing import Any

from akslab.importers.arm.document import field

from .templates import NAME, Json, by_address, deployed, faults, placed, properties, resource, shown, template, value

TABLES = "Microsoft.Network/routeTables"
SUBNETS = "Microsoft.Network/virtualNetworks/subnets"


def looped(count: Any, name: str = "[format('n{0}', copyIndex())]", **loop: Any) -> Json:
    return resource(name, copy={"name": "nets", "count": count, **loop})


def test_a_loop_makes_a_resource_for_each_index() -> None:
    main = template(looped(3), resource("rt", TABLES, dependsOn=["nets"]), resource("one", TABLES, dependsOn=["n1"]))
    found = by_address(deployed(main))
    assert list(found) == [
        "virtualNetworks/n0",
        "virtualNetworks/n1",
        "virtualNetworks/n2",
        "routeTables/rt",
        "routeTables/one",
    ]
    assert found["routeTables/rt"].after == ("virtualNetworks/n0", "virtualNetworks/n1", "virtualNetworks/n2")
    assert found["routeTables/one"].after == ("virtualNetworks/n1",)


def test_a_loop_of_none_makes_none_and_may_be_waited_for() -> None:
    assert deployed(template(looped(0), resource("rt", TABLES, dependsOn=["nets"]))).resources[0].after == ()


def test_an_index_may_be_offset_and_named() -> None:
    main = template(
        looped("[length(variables('names'))]", "[concat('n', copyIndex('NETS', 1), copyIndex(5))]"),
        variables={"names": ["a", "b"]},
    )
    assert list(by_address(deployed(main))) == ["virtualNetworks/n15", "virtualNetworks/n26"]


def test_a_symbolic_loop_is_addressed_by_index() -> None:
    main = {**template(), "languageVersion": "2.0"}
    main["resources"] = {"nets": looped(2), "rt": resource("r", TABLES, dependsOn=["nets[1]"])}
    found = by_address(deployed(main))
    assert list(found) == ["nets[0]", "nets[1]", "rt"]
    assert found["rt"].after == ("nets[1]",)


def test_a_serial_loop_waits_batch_by_batch() -> None:
    found = by_address(deployed(template(looped(5, mode="Serial", batchSize=2))))
    assert [each.after for each in found.values()] == [
        (),
        (),
        ("virtualNetworks/n0", "virtualNetworks/n1"),
        ("virtualNetworks/n0", "virtualNetworks/n1"),
        ("virtualNetworks/n2", "virtualNetworks/n3"),
    ]
    one_by_one = by_address(deployed(template(looped(3, mode="serial"))))
    assert one_by_one["virtualNetworks/n2"].after == ("virtualNetworks/n1",)


def test_children_of_a_looped_resource_are_looped_with_it() -> None:
    child = resource("[concat('s', copyIndex())]", "subnets")
    main = template({**looped(2), "resources": [child]})
    assert list(by_address(deployed(main))) == [
        "virtualNetworks/n0",
        "virtualNetworks/n0/subnets/s0",
        "virtualNetworks/n1",
        "virtualNetworks/n1/subnets/s1",
    ]


def test_a_loop_of_properties_is_a_list_whose_elements_are_where_they_were_written() -> None:
    loop = {
        "name": "subnets",
        "count": "[length(parameters('prefixes'))]",
        "input": {
            "name": "[format('s{0}', copyIndex('subnets', 1))]",
            "prefix": "[parameters('prefixes')[copyIndex('subnets')]]",
        },
    }
    main = template(
        resource("v", properties={"copy": [loop], "x": 1}),
        parameters={"prefixes": {"type": "array", "defaultValue": ["192.168.1.0/24", "192.168.2.0/24"]}},
    )
    assert properties(main) == {
        "subnets": [{"name": "s1", "prefix": "192.168.1.0/24"}, {"name": "s2", "prefix": "192.168.2.0/24"}],
        "x": 1,
    }
    body = deployed(main).resources[0].body
    prefix, name = body.at("properties", "subnets", 1, "prefix"), body.at("properties", "subnets", 1, "name")
    assert prefix
    assert name
    assert placed(prefix.origin, {NAME: main}) == '"192.168.2.0/24"'
    assert placed(name.origin, {NAME: main}) == "\"[format('s{0}', copyIndex('subnets', 1))]\""


def test_loops_of_resources_and_properties_stand_inside_each_other() -> None:
    loop = {"name": "inner", "count": 2, "input": "[concat(copyIndex('nets'), '.', copyIndex('inner'))]"}
    main = template({**looped(2), "properties": {"copy": [loop]}})
    assert [shown(each.body.get("properties")) for each in deployed(main).resources] == [
        {"inner": ["0.0", "0.1"]},
        {"inner": ["1.0", "1.1"]},
    ]


def test_a_loop_in_a_loop_of_properties() -> None:
    inner = {"name": "b", "count": 2, "input": "[add(mul(copyIndex('a'), 10), copyIndex('b'))]"}
    loop = {"name": "a", "count": 2, "input": {"copy": [inner]}}
    assert properties(template(resource("v", properties={"copy": [loop]}))) == {"a": [{"b": [0, 1]}, {"b": [10, 11]}]}


def test_a_property_that_happens_to_be_called_copy_stays() -> None:
    assert properties(template(resource("v", properties={"copy": "x", "a": {"copy": []}}))) == {
        "copy": "x",
        "a": {"copy": []},
    }


def test_variables_loop_at_the_top_and_inside() -> None:
    variables = {
        "copy": [{"name": "top", "count": 3, "input": "[copyIndex('top')]"}],
        "object": {"copy": [{"name": "list", "count": 2, "input": {"i": "[copyIndex('list', 5)]"}}]},
    }
    assert value("variables('top')", variables=variables) == [0, 1, 2]
    assert value("variables('object').list[1].i", variables=variables) == 6
    assert faults(template(resource("x", properties={"x": "[variables('copy')]"}), variables=variables)) == [
        ("arm.no-variable", "variables")
    ]


def test_a_count_nobody_knows_makes_one_for_all() -> None:
    main = template(
        looped("[parameters('n')]"), resource("rt", TABLES, dependsOn=["nets"]), parameters={"n": {"type": "int"}}
    )
    network, table = deployed(main).resources
    assert (network.repeated, table.after) == ("parameters('n')", (network.address,))
    assert network.address == "virtualNetworks/n<copyIndex()>"
    loop = {"name": "s", "count": "[parameters('n')]", "input": 1}
    main = template(resource("v", properties={"copy": [loop]}), parameters={"n": {"type": "int"}})
    assert properties(main) == {"s": "?parameter n"}


def test_a_count_that_azure_refuses_is_refused_where_it_is_written() -> None:
    assert faults(template(looped(1_000_000_000))) == [("arm.limit-copies", "1000000000")]
    assert faults(template(looped(-1))) == [("arm.limit-copies", "-1")]
    assert faults(template(looped("[createArray()]"))) == [("arm.limit-copies", '"[createArray()]"')]
    loop = {"name": "s", "count": "[mul(1000, 1000)]", "input": 1}
    assert faults(template(resource("v", properties={"copy": [loop]}))) == [("arm.limit-copies", '"[mul(1000, 1000)]"')]


def test_outputs_loop_too() -> None:
    outputs = {"o": {"type": "array", "copy": {"count": 2, "input": "[copyIndex()]"}}}
    main = template(outputs=outputs)
    assert faults(main) == []
    wrong = {"o": {"type": "array", "copy": {"count": 2, "input": "[copyIndex('x')]"}}}
    assert faults(template(outputs=wrong)) == [("arm.no-loop", "copyIndex")]


def test_a_field_is_found_in_any_case() -> None:
    assert field({"Count": 1}, "count") == 1
    main = template({"Type": TABLES, "NAME": "[concat('r', copyIndex())]", "Copy": {"Name": "c", "Count": 2}})
    assert list(by_address(deployed(main))) == ["routeTables/r0", "routeTables/r1"]
