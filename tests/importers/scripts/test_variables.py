"""Variables, quotes, here-documents, functions and loops: what words become."""

import pytest

from akslab.importers.options import Options

from .reading import body, name, only, read, resources, said, written


def networks(script: str, options: Options | None = None) -> list[str]:
    return [name(each) for each in resources(read(script, options=options or Options()), "virtualNetworks")]


@pytest.mark.parametrize(
    ("before", "word", "becomes"),
    [
        ("A=vnet", "$A", "vnet"),
        ("A='my vnet'", '"$A"', "my vnet"),
        ("A=v", '"${A}net"', "vnet"),
        ("A=v; B=${A}net", "$B", "vnet"),
        ("export A=vnet", "$A", "vnet"),
        ("readonly A=vnet", "$A", "vnet"),
        ("A=", "${A:-vnet}", "vnet"),
        ("", "${A:-vnet}", "vnet"),
        ("A=vnet", "${A:?missing}", "vnet"),
        (": ${A:=vnet}", "$A", "vnet"),
        ("A=x", "${A:+vnet}", "vnet"),
        ("A=VNET", "${A,,}", "vnet"),
        ("A=vnet-old", "${A%-old}", "vnet"),
        ("A=3", "v$((A * 2 + 1))", "v7"),
        ("A=(one vnet)", '"${A[1]}"', "vnet"),
        ("A=v; A+=net", "$A", "vnet"),
        ("", "v'n'\"e\"t", "vnet"),
        ("", "v\\\nnet", "vnet"),
        ("A=$(echo vnet)", "$A", "vnet"),
        ("A=`echo vnet`", "$A", "vnet"),
        ("A=$(cat <<EOF\nvnet\nEOF\n)", "$A", "vnet"),
    ],
)
def test_a_word_becomes_what_bash_makes_of_it(before: str, word: str, becomes: str) -> None:
    (found,) = networks(f"{before}\naz network vnet create -g g -n {word}")
    assert found.strip() == becomes


KEYED = """
declare -A nets=( [nodes]="10.1.0.0" ["pods"]=10.2.0.0 )
"""


@pytest.mark.parametrize(
    ("script", "becomes"),
    [
        (f'{KEYED}make "${{nets[nodes]}}"', ["10.1.0.0"]),
        (f'{KEYED}KEY=pods; make "${{nets[$KEY]}}"', ["10.2.0.0"]),
        (f'{KEYED}make "${{nets["pods"]}}"', ["10.2.0.0"]),
        (f'{KEYED}for net in "${{nets[@]}}"; do make "$net"; done', ["10.1.0.0", "10.2.0.0"]),
        (f'{KEYED}for key in "${{!nets[@]}}"; do make "$key"; done', ["nodes", "pods"]),
        (f'{KEYED}nets[nodes]=10.3.0.0; make "${{nets[nodes]}}"', ["10.3.0.0"]),
        ('declare -A nets\nnets[a]="10.4.0.0"\nmake "${nets[a]}"', ["10.4.0.0"]),
        ('f() {\n  local -A nets=([a]=10.5.0.0)\n  make "${nets[a]}"\n}\nf', ["10.5.0.0"]),
        ('nets=(a b)\nfor at in "${!nets[@]}"; do make "${nets[$at]}"; done', ["a", "b"]),
    ],
)
def test_an_associative_array_is_asked_by_its_keys(script: str, becomes: list[str]) -> None:
    made = 'make() {\n  az network vnet create -g g -n "$1"\n}\n'
    assert networks(made + script) == becomes


@pytest.mark.parametrize(
    "script",
    [
        f'{KEYED}nets[$1]=10.9.0.0/16; az network vnet create -g g -n net"${{nets[nodes]}}"',
        'declare -A nets=([$1]=10.1.0.0); az network vnet create -g g -n net"${nets[nodes]}"',
        f'{KEYED}az network vnet create -g g -n net"${{nets[$1]}}"',
    ],
)
def test_an_associative_array_with_a_key_nobody_can_tell_is_not_guessed(script: str) -> None:
    (found,) = networks(script)
    assert found.startswith("net<")


def test_an_element_of_an_associative_array_stands_where_its_value_is_written() -> None:
    script = f'{KEYED}az network vnet create -g g -n v --address-prefixes "${{nets[nodes]}}"'
    (found,) = resources(read(script), "virtualNetworks")
    prefix = found.body.at("properties", "addressSpace", "addressPrefixes", 0)
    assert prefix is not None
    assert prefix.origin is not None
    assert script[prefix.origin.start : prefix.origin.end] == '"10.1.0.0"'


@pytest.mark.parametrize("word", ["$A", "$1", "$(curl example.org)", "${A//x/y}", "$((A + 1))", "$RANDOM"])
def test_what_nobody_can_tell_is_a_symbol(word: str) -> None:
    (found,) = networks(f"az network vnet create -g g -n net{word}")
    assert found.startswith("net<")
    assert found.endswith(">")


def test_an_unquoted_variable_holds_several_options() -> None:
    script = 'MORE="--address-prefixes 10.1.0.0/16 -l westus"\naz network vnet create -g g -n v $MORE'
    network = body(only(read(script), "virtualNetworks"))
    assert network["location"] == "westus"
    assert network["properties"]["addressSpace"]["addressPrefixes"] == ["10.1.0.0/16"]


def test_an_array_holds_several_arguments() -> None:
    script = (
        'ARGS=(--address-prefixes 10.1.0.0/16)\nARGS+=(-l "west us")\naz network vnet create -g g -n v "${ARGS[@]}"'
    )
    network = body(only(read(script), "virtualNetworks"))
    assert network["location"] == "west us"


def test_a_quoted_value_is_one_word() -> None:
    script = 'A="a --location westus"\naz group create -l eastus\naz network vnet create -g g -n "$A" -l eastus'
    assert body(only(read(script), "virtualNetworks"))["location"] == "eastus"


def test_a_variable_of_the_environment_is_asked_for_once() -> None:
    script = "az network vnet create -g $RG -n a\naz network vnet create -g $RG -n b"
    deployment = read(script)
    assert [gap.needs for gap in deployment.gaps] == ["environment variable RG"]
    assert {each.id.split("/")[4] for each in deployment.resources} == {"\ue000$RG\ue001"}


def test_a_given_variable_settles_it() -> None:
    script = "az network vnet create -g $RG -n a"
    deployment = read(script, options=Options(environment={"RG": "mine"}))
    assert deployment.gaps == ()
    assert "/resourceGroups/mine/" in deployment.resources[0].id


def test_a_value_points_at_where_the_variable_was_written() -> None:
    script = "PODS=10.244.0.0/16\naz aks create -g g -n c --network-plugin kubenet --pod-cidr $PODS"
    pods = only(read(script), "managedClusters").body.at("properties", "networkProfile", "podCidr")
    assert written(script, pods) == "10.244.0.0/16"
    assert pods is not None
    assert pods.origin is not None
    assert pods.origin.used is not None
    assert script[pods.origin.used.start : pods.origin.used.end] == "$PODS"


def test_a_function_is_called_with_its_arguments_and_keeps_its_locals() -> None:
    script = """
NAME=outer
make () {
  local NAME=$1
  az network vnet create -g g -n $NAME --address-prefixes $2
}
make inner 10.1.0.0/16
az network vnet create -g g -n $NAME
"""
    assert networks(script) == ["inner", "outer"]


def test_what_a_function_prints_is_what_its_call_becomes() -> None:
    script = "id () { echo vnet; }\naz network vnet create -g g -n $(id)"
    assert networks(script) == ["vnet"]


@pytest.mark.parametrize(
    "head",
    ["for i in a b", "for i in \"a\" 'b'", "for i in {a,b}", 'L="a b"; for i in $L', "L=(a b); for i in ${L[@]}"],
)
def test_a_loop_over_known_items_is_unrolled(head: str) -> None:
    assert networks(f"{head}; do az network vnet create -g g -n v-$i; done") == ["v-a", "v-b"]


@pytest.mark.parametrize("head", ["for i in {1..3}", "for ((i=1; i<=3; i++))"])
def test_a_loop_over_numbers_is_unrolled(head: str) -> None:
    deployment = read(f"{head}; do az network vnet create -g g -n v$i; done")
    assert [each.address for each in deployment.resources] == ["deploy.sh:1", "deploy.sh:1 (2)", "deploy.sh:1 (3)"]


def test_a_loop_over_unknown_items_stands_for_all_of_them() -> None:
    (network,) = read("for i in $LIST; do az network vnet create -g g -n v$i; done").resources
    assert network.repeated == "for i"


def test_another_script_is_read_where_it_is_sourced() -> None:
    deployment = read("source ./env.sh\naz network vnet create -g $RG -n v", env__sh="RG=mine\n")
    assert "/resourceGroups/mine/" in deployment.resources[0].id
    assert deployment.gaps == ()


def test_a_script_that_is_not_there_may_hide_resources() -> None:
    deployment = read(". ./missing.sh\naz network vnet create -g g -n v")
    assert said(deployment) == {"az.no-script"}
    assert deployment.gaps[0].hides_resources


def test_a_script_outside_of_the_tree_is_not_read() -> None:
    deployment = read("source ../../etc/passwd")
    assert deployment.gaps[0].what.values["reason"].key == "az.file.outside"


def test_another_script_that_is_run_keeps_its_variables_to_itself() -> None:
    deployment = read(
        "./more.sh a\naz network vnet create -g g -n v$X", more__sh="X=1\naz network vnet create -g g -n $1"
    )
    assert [name(each) for each in deployment.resources] == ["a", "v<$X>"]


@pytest.mark.parametrize(
    "before",
    ["az configure --defaults group=mine", "az config set defaults.group=mine", ""],
    ids=["defaults", "config", "env"],
)
def test_the_group_that_no_command_names(before: str) -> None:
    options = Options() if before else Options(environment={"AZURE_DEFAULTS_GROUP": "mine"})
    deployment = read(f"{before}\naz network vnet create -n v", options=options)
    assert "/resourceGroups/mine/" in deployment.resources[0].id


def test_what_is_printed_is_not_run() -> None:
    assert read('echo "az aks create -g g -n c"\nprintf "az group create -n g -l e"').resources == ()


def test_a_group_by_az_s_own_variable() -> None:
    deployment = read("export AZURE_DEFAULTS_GROUP=mine\naz network vnet create -n v")
    assert "/resourceGroups/mine/" in deployment.resources[0].id


def test_a_command_in_a_variable_or_behind_a_function_is_run() -> None:
    script = 'run () { echo "+ $*"; "$@"; }\nMAKE="az network vnet create -g g"\n$MAKE -n a\nrun $MAKE -n b\n'
    assert networks(script) == ["a", "b"]


@pytest.mark.parametrize("command", ['eval "az group create -n $X"', "cat names | xargs -I{} az group create -n {}"])
def test_what_is_only_known_by_running_it_may_hide_resources(command: str) -> None:
    deployment = read(command)
    assert said(deployment) >= {"az.not-run"}
    assert any(gap.hides_resources for gap in deployment.gaps)


def test_a_name_by_the_scripts_arguments_is_asked_for() -> None:
    assert [gap.needs for gap in read("az group create -n $1 -l $2").gaps] == [
        "argument 1 of the script",
        "argument 2 of the script",
    ]
