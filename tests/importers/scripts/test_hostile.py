"""Hostile and broken scripts: never an exception, always an end, and a word about what was not read."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akslab.deployments.declared import Deployment
from akslab.deployments.judging import view_of_deployment
from akslab.importers.files import GivenFiles, UnreadableError
from akslab.importers.scripts.english import ENGLISH
from akslab.importers.scripts.reading import deployments_of_script
from akslab.importers.scripts.results import Result, answer
from akslab.rules.catalogue import judgements

from .reading import NETWORK, read, resources, said

FILES = st.sampled_from(["a.sh", "a.ps1", "a.cmd", "a.md", "a.azcli"])
LINES = [
    *NETWORK.splitlines(),
    "az aks create -g g -n c --network-plugin kubenet --vnet-subnet-id $SUBNET_ID \\",
    "  --pod-cidr 10.244.0.0/16",
    "for i in {1..3}; do",
    "done",
    'if [ -z "$X" ]; then',
    "else",
    "fi",
    "f () {",
    "}",
    "f a b",
    "case $1 in",
    "a) az group create -n g -l e;;",
    "esac",
    "cat > x.json <<EOF",
    "EOF",
    "```bash",
    "```",
    '$x = @{ Name = "a" }',
    "New-AzAksCluster @x",
    "foreach ($a in $b) {",
    "set A=b",
    "X=$(az identity create -g g -n i --query principalId -o tsv) &&",
    "az role assignment create --assignee $X --role Reader --scope /",
    "sleep 5 &",
    "wait",
    "source a.sh",
    "a.sh | ./a.sh",
    "az deployment group create -g g -f a.sh -p @a.sh b=c",
    "az role definition create --role-definition '{\"Name\": [}'",
    "az resource update --ids x --set a.b.c=[ --add d",
    "--lost option",
    'name"x"',
    "<placeholder>",
    '"unclosed',
    "'unclosed",
    "$(unclosed",
]
PIECES = st.sampled_from(
    [*LINES, *"$(){}[]<>|&;`'\"\\\n#=@%^*?~-: ", "$((", "${", "${a:-", "<<E\n", "&&", "||", "\r\n", "\0", "한", "😀"]
)
SCRIPTS = (
    st.lists(st.sampled_from(LINES), max_size=14).map("\n".join)
    | st.lists(PIECES, max_size=40).map("".join)
    | st.text(max_size=80)
)
UNHURRIED = settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.too_slow])


def judged(deployment: Deployment) -> None:
    list(judgements(view_of_deployment(deployment)))


@UNHURRIED
@given(SCRIPTS, FILES)
def test_no_script_raises_and_whatever_is_read_can_be_judged(script: str, file: str) -> None:
    (deployment,) = deployments_of_script(GivenFiles({file: script}), file)
    judged(deployment)
    for declared in deployment.resources:
        assert 0 <= declared.origin.start <= declared.origin.end <= len(script)


@UNHURRIED
@given(st.lists(st.sampled_from(LINES), max_size=10).map("\n".join))
def test_reading_twice_says_the_same(script: str) -> None:
    assert read(script) == read(script)


@given(st.text("abc[].|?='\"`{}@*0-1 \n", max_size=40))
def test_no_query_raises(query: str) -> None:
    assert isinstance(
        answer(Result(id="/a/b", items=(Result(id="/a/b/c"),), is_all=True, collection="/a/b"), query), str
    )


BOMBS = {
    "loops within loops": "for i in {1..800}; do for j in {1..800}; do az group create -n $i$j -l e; done; done",
    "a range of a billion": "for i in {1..1000000000}; do az group create -n $i -l e; done",
    "a counted loop": "for ((i=0; i<999999; i++)); do az group create -n $i -l e; done",
    "a doubling variable": "A=aaaaaaaaaaaaaaaa\n" + 'A="$A$A"\n' * 40 + "az group create -n $A -l e",
    "a doubling array": "A=(a b c d)\n" + 'A+=("${A[@]}")\n' * 40,
    "a function that calls itself twice": "f () { f; f; az group create -n g -l e; }\nf",
    "a script that sources itself": "az group create -n g -l e\n. deploy.sh\n. deploy.sh\n",
    "a loop for ever": "while true; do az group create -n g -l e; done",
    "nested quotes": '"$(' * 5_000,
    "nested expansions": "${a:-" * 5_000,
    "nested blocks": "{ " * 5_000,
    "nested branches": "if [ -f x ]; then " * 5_000,
    "nested loops": "for i in a; do " * 5_000,
    "a chain without an end": "az group create -n g -l e && " * 3_000 + "true",
    "a pipe without an end": "a | " * 20_000,
    "brackets": "a=(" * 20_000,
    "here-documents": "<<E\n" * 20_000,
    "many branches": "if a; then b; " + "elif c; then az group create -n g -l e; " * 500 + "fi",
    "many negations": "! " * 20_000 + "a",
    "one long line": "az aks create " + "--pod-cidr 10.0.0.0/8 " * 20_000,
    "one long word": "a" * 1_000_000,
    "a line of blanks": "az group create -n g -l e\nif x" + " " * 20_000 + "y\n",
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("file", ["deploy.sh", "deploy.ps1", "deploy.cmd"])
@pytest.mark.parametrize("script", BOMBS.values(), ids=BOMBS)
def test_a_bomb_ends_soon(script: str, file: str) -> None:
    deployment = read(script, file)
    assert len(deployment.resources) <= 5_100
    assert len(deployment.problems) <= 100


@pytest.mark.parametrize(
    ("bomb", "key"),
    [
        ("loops within loops", "az.too-many-commands"),
        ("nested branches", "az.syntax"),
        ("a doubling variable", "az.too-long"),
        ("a function that calls itself twice", "az.too-deep"),
        ("a script that sources itself", "az.too-deep"),
        ("nested blocks", "az.syntax"),
        ("many branches", "az.many-branches"),
        ("a pipe without an end", "az.syntax"),
    ],
)
def test_a_limit_is_told(bomb: str, key: str) -> None:
    assert key in said(read(BOMBS[bomb]))


def test_a_limit_leaves_what_was_read_before() -> None:
    deployment = read("az network nsg create -g g -n first\n" + BOMBS["a doubling variable"])
    assert len(resources(deployment, "networkSecurityGroups")) == 1


class Broken:
    """Files of which nothing can be read."""

    def __init__(self, reason: str) -> None:
        self._reason = reason

    def read(self, name: str) -> str:
        raise UnreadableError(name, self._reason)

    def names(self, folder: str) -> tuple[str, ...]:
        return ()

    def folders(self, folder: str) -> tuple[str, ...]:
        return ()


@pytest.mark.parametrize("reason", ["file.missing", "file.too-large", "file.outside", "file.special", "file.else"])
def test_a_file_that_cannot_be_read_is_a_problem(reason: str) -> None:
    (deployment,) = deployments_of_script(Broken(reason), "a.sh")
    assert said(deployment) == {f"az.{reason}" if f"az.{reason}" in ENGLISH else "az.file.unreadable"}


def test_a_script_of_many_megabytes_is_not_read() -> None:
    assert said(read("# a comment\n" * 300_000)) == {"az.too-large"}
