"""Branches: decided where the script says enough, else both ways, and what certainly happens stays certain."""

import pytest

from akslab.deployments.declared import Condition
from akslab.deployments.judging import view_of_deployment
from akslab.deployments.worlds import within, worlds

from .reading import name, read, resources

MAKE = "az network vnet create -g g -n {}"


def made(script: str) -> list[tuple[str, tuple[Condition, ...]]]:
    return [(name(each), each.conditions) for each in resources(read(script), "virtualNetworks")]


@pytest.mark.parametrize(
    ("test", "branch"),
    [
        ('[ "a" = "a" ]', "then"),
        ('[ "$A" == "b" ]', "else"),
        ('[[ "$A" != "b" ]]', "then"),
        ('[ -n "$A" ]', "then"),
        ('[ -z "$A" ]', "else"),
        ('! [ -z "$A" ]', "then"),
        ('[ -n "$A" ] && [ "$A" = a ]', "then"),
        ('[ "$N" -gt 2 ]', "then"),
        ('test "$A" = a', "then"),
        ("true", "then"),
        ("[[ $A == a* ]]", "then"),
    ],
)
def test_a_test_of_known_texts_is_decided(test: str, branch: str) -> None:
    script = f"A=a; N=3\nif {test}; then {MAKE.format('then')}; else {MAKE.format('else')}; fi"
    assert made(script) == [(branch, ())]


@pytest.mark.parametrize(
    "test", ['[ -z "$X" ]', '[ "$X" = a ]', "[ -f x.json ]", "grep -q a b", '[ "$(az group exists -n g)" = false ]']
)
def test_an_undecided_test_goes_both_ways(test: str) -> None:
    (one, holds), (other, fails) = made(f"if {test}; then {MAKE.format('a')}; else {MAKE.format('b')}; fi")
    assert (one, other) == ("a", "b")
    assert holds[0].text == fails[0].text
    assert (holds[0].holds, fails[0].holds) == (True, False)


def test_a_test_and_its_negation_share_one_condition() -> None:
    script = f'if [ -z "$X" ]; then {MAKE.format("a")}; fi\nif ! [ -z "$X" ]; then {MAKE.format("b")}; fi'
    (_, (first,)), (_, (second,)) = made(script)
    assert first.text == second.text
    assert first.holds is not second.holds


def test_what_is_made_unless_it_is_there_may_not_be_there() -> None:
    script = "if ! az network vnet show -g g -n v >/dev/null 2>&1; then\n" + MAKE.format("v") + "\nfi"
    ((_, (condition,)),) = made(script)
    assert condition.text.startswith("az network vnet show")
    assert not condition.holds


def test_an_id_that_was_looked_up_may_be_empty() -> None:
    script = f'ID=$(az network vnet show -g g -n v --query id -o tsv)\nif [ -z "$ID" ]; then {MAKE.format("v")}; fi'
    ((_, conditions),) = made(script)
    assert len(conditions) == 1


def test_an_id_of_what_the_script_made_is_not_empty() -> None:
    script = f'ID=$(az network vnet create -g g -n v --query newVNet.id -o tsv)\n[ -z "$ID" ] && {MAKE.format("w")}'
    assert [each for each, _ in made(script)] == ["v"]


@pytest.mark.parametrize(
    ("script", "conditions"),
    [
        ("az group create -n g -l e && {}", 0),
        ("mkdir x && {}", 0),
        ("az network vnet show -g g -n v || {}", 1),
        ("az group create -n g -l e || {}", None),
        ("true && {}", 0),
        ("false || {}", 0),
    ],
)
def test_a_chain_runs_as_far_as_its_commands_are_taken_to_succeed(script: str, conditions: int | None) -> None:
    found = made(script.format(MAKE.format("v")))
    assert [len(each) for _, each in found] == ([] if conditions is None else [conditions])


def test_case_arms_exclude_each_other() -> None:
    script = f"case $MODE in\n a) {MAKE.format('a')};;\n b) {MAKE.format('b')};;\n *) {MAKE.format('c')};;\nesac"
    deployment = read(script)
    for world in worlds(deployment.resources):
        assert len(within(world, deployment.resources)) == 1


def test_a_known_case_takes_its_arm() -> None:
    assert made(f"M=b\ncase $M in a) {MAKE.format('a')};; b|c) {MAKE.format('b')};; esac") == [("b", ())]


def test_a_variable_that_both_branches_set_differently_is_unknown() -> None:
    script = f"if [ -f x ]; then N=a; else N=b; fi\n{MAKE.format('$N')}"
    assert made(script) == [("<$N>", ())]


def test_a_variable_that_one_branch_fills_in_has_that_value() -> None:
    assert made(f'if [ -z "$N" ]; then N=vnet; fi\n{MAKE.format("$N")}') == [("vnet", ())]


def test_options_that_may_be_there_leave_the_others_known() -> None:
    script = 'Z=""\nif [ "$ZONES" = true ]; then Z="--enable-node-public-ip"; fi\naz aks create -g g -n c -c 2 $Z'
    pool = resources(read(script), "managedClusters")[0].body.at("properties", "agentPoolProfiles", 0)
    assert pool is not None
    public, count = pool.get("enableNodePublicIP"), pool.get("count")
    assert public is not None
    assert public.is_unknown
    assert count is not None
    assert count.value == 2


def test_what_follows_a_branch_waits_for_it_and_for_what_was_before() -> None:
    script = f"{MAKE.format('first')}\nif [ -f x ]; then {MAKE.format('maybe')}; fi\n{MAKE.format('last')}"
    deployment = read(script)
    ids = {name(each): each.id for each in deployment.resources}
    for world in worlds(deployment.resources):
        order = view_of_deployment(deployment, within(world, deployment.resources)).order
        assert order is not None
        assert order.precedes(ids["first"], ids["last"])
        assert order.precedes(ids["maybe"], ids["last"])


def test_an_exit_in_an_undecided_branch_does_not_end_the_script() -> None:
    assert made(f'if [ -z "$1" ]; then echo usage; exit 1; fi\n{MAKE.format("v")}') == [("v", ())]


def test_an_exit_ends_the_script() -> None:
    assert made(f"{MAKE.format('a')}\nexit 0\n{MAKE.format('b')}") == [("a", ())]
