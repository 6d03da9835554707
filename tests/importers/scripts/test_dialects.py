"""PowerShell, cmd and Markdown: the same network in each of them, and what each has of its own."""

import pytest

from akslab.importers.scripts.recognition import dialect_of, is_az_script

from .reading import body, name, only, read, resources, rules, said

POWERSHELL = """
$group = "myResourceGroup"
az group create --name $group --location eastus
az network vnet create `
    --resource-group $group `
    --name myAKSVnet --address-prefixes 192.168.0.0/16 `
    --subnet-name myAKSSubnet --subnet-prefix 192.168.1.0/24
{subnet}
az aks create -g $group -n myAKSCluster --network-plugin kubenet `
    --vnet-subnet-id $SUBNET_ID --service-cidr 192.168.1.0/24 --dns-service-ip 192.168.1.10
"""
SHOW = "az network vnet subnet show -g $group --vnet-name myAKSVnet -n myAKSSubnet"
CMD = """\
@echo off\r
REM the article's network\r
set GROUP=myResourceGroup\r
set "PLACE=eastus"\r
call az group create --name %GROUP% --location %PLACE%\r
call az network vnet create --resource-group %GROUP% ^\r
    --name myAKSVnet --address-prefixes 192.168.0.0/16 ^\r
    --subnet-name myAKSSubnet --subnet-prefix 192.168.1.0/24\r
for /f "tokens=*" %%i in ('az network vnet subnet show {show} -n myAKSSubnet --query id -o tsv') do set SUBNET_ID=%%i\r
az aks create -g %GROUP% -n myAKSCluster --network-plugin kubenet ^\r
    --vnet-subnet-id "%SUBNET_ID%" --service-cidr 192.168.1.0/24 --dns-service-ip 192.168.1.10\r
""".replace("{show}", "-g %GROUP% --vnet-name myAKSVnet")
MARKDOWN = """
# A cluster

```azurecli-interactive
$ az group create --name myResourceGroup --location eastus
$ az network vnet create -g myResourceGroup -n myAKSVnet --address-prefixes 192.168.0.0/16 \\
    --subnet-name myAKSSubnet --subnet-prefix 192.168.1.0/24
```

Then, in PowerShell: `az aks create -g nope -n nope`.

```powershell
az aks create -g nope -n nope
```

1. In a list:

   ~~~bash
   SUBNET_ID=$(az network vnet subnet show -g myResourceGroup --vnet-name myAKSVnet -n myAKSSubnet --query id -o tsv)
   az aks create -g myResourceGroup -n myAKSCluster --network-plugin kubenet \\
       --vnet-subnet-id $SUBNET_ID --service-cidr 192.168.1.0/24 --dns-service-ip 192.168.1.10
   ~~~

```json
{"az aks create": 1}
```
"""
SUBNETS = {
    "a query": f"$SUBNET_ID = {SHOW} --query id -o tsv",
    "brackets": f"$SUBNET_ID = $({SHOW} --query id -o tsv)",
    "an object": f"$subnet = {SHOW} | ConvertFrom-Json\n$SUBNET_ID = $subnet.id",
    "a member": f"$SUBNET_ID = ({SHOW} | ConvertFrom-Json).id",
    "a text": f'$SUBNET_ID = "$({SHOW} --query id -o tsv)"',
    "a typed name": f"[string]$SUBNET_ID = ({SHOW} | ConvertFrom-Json).Id",
}
SAME = {
    **{f"PowerShell, {key}": ("deploy.ps1", POWERSHELL.replace("{subnet}", line)) for key, line in SUBNETS.items()},
    "cmd": ("deploy.cmd", CMD),
    "Markdown": ("README.md", MARKDOWN),
}


@pytest.mark.parametrize(("file", "script"), SAME.values(), ids=SAME)
def test_the_same_network_has_the_same_finding_in_every_dialect(file: str, script: str) -> None:
    deployment = read(script, file)
    assert rules(deployment, "rejected", "breaks") == {"service-cidr-overlaps-subnet"}
    assert name(only(deployment, "managedClusters")) == "myAKSCluster"
    assert (deployment.gaps, deployment.problems) == ((), ())


@pytest.mark.parametrize(("file", "script"), SAME.values(), ids=SAME)
def test_origins_are_offsets_of_the_file_in_every_dialect(file: str, script: str) -> None:
    services = only(read(script, file), "managedClusters").body.at("properties", "networkProfile", "serviceCidr")
    assert services is not None
    assert services.origin is not None
    assert script[services.origin.start : services.origin.end] == "192.168.1.0/24"


def powershell(script: str) -> list[str]:
    return [name(each) for each in resources(read(script, "a.ps1"), "networkSecurityGroups")]


NSG = "az network nsg create -g g -n {}"


@pytest.mark.parametrize(
    ("script", "names"),
    [
        ("$a = 'x'\n" + NSG.format("$A"), ["x"]),
        ("$a = 'x'\n" + NSG.format('"$a-y"'), ["x-y"]),
        ("$a = 'x'\n" + NSG.format('"${a}y"'), ["xy"]),
        ("$a = 'x'\n" + NSG.format("'$a'"), ["$a"]),
        ('$a = "x" + "y"\n' + NSG.format("$a"), ["xy"]),
        ("$a = @'\nx\n'@\n" + NSG.format("$a"), ["x"]),
        ("$a = $env:NAME\n" + NSG.format("$a"), ["<$name>"]),
        ("foreach ($n in 'a','b') { " + NSG.format("$n") + " }", ["a", "b"]),
        ("foreach ($n in @('a', 'b')) {\n" + NSG.format("$n") + "\n}", ["a", "b"]),
        ("$l = @('a','b')\nforeach ($n in $l) { " + NSG.format("$n") + " }", ["a", "b"]),
        ("function Make($n) {\n" + NSG.format("$n") + "\n}\nMake a\nMake -n b", ["a", "b"]),
        ("function Make {\n param([string]$n = 'd')\n" + NSG.format("$n") + "\n}\nmake", ["d"]),
        ("# " + NSG.format("x") + "\n<# " + NSG.format("y") + "\n#>\n", []),
        ("Write-Host '" + NSG.format("x") + "'", []),
        ("$x = 1\nif ($x -eq 1) { " + NSG.format("a") + " } else { " + NSG.format("b") + " }", ["a"]),
        (
            "try {\n" + NSG.format("a") + "\n} catch {\n" + NSG.format("b") + "\n} finally { " + NSG.format("c") + " }",
            ["a", "c"],
        ),
        ("param([string]$n = 'x')\n" + NSG.format("$n"), ["x"]),
        ("$args1 = @('-g','g','-n','x')\naz network nsg create @args1", ["x"]),
        (NSG.format("a") + "; " + NSG.format("b") + " | Out-Null", ["a", "b"]),
    ],
)
def test_powershell_becomes_what_it_does(script: str, names: list[str]) -> None:
    assert powershell(script) == names


def test_an_undecided_test_of_powershell_goes_both_ways() -> None:
    script = (
        "if ($prod) { "
        + NSG.format("a")
        + " } elseif (-not $x) { "
        + NSG.format("b")
        + " } else { "
        + NSG.format("c")
        + " }"
    )
    conditions = [each.conditions for each in read(script, "a.ps1").resources]
    assert [len(each) for each in conditions] == [1, 2, 2]
    assert (conditions[1][1].text, conditions[1][1].holds) == ("$x", False)


CMDLETS = """
New-AzResourceGroup -Name myResourceGroup -Location eastus
$subnet = New-AzVirtualNetworkSubnetConfig -Name myAKSSubnet -AddressPrefix 192.168.1.0/24
$vnet = New-AzVirtualNetwork -ResourceGroupName myResourceGroup -Name myAKSVnet -Location eastus `
    -AddressPrefix 192.168.0.0/16 -Subnet $subnet
$identity = New-AzUserAssignedIdentity -ResourceGroupName myResourceGroup -Name myIdentity -Location eastus
New-AzRoleAssignment -ObjectId $identity.PrincipalId -RoleDefinitionName "Network Contributor" -Scope $vnet.Id
$parameters = @{
    ResourceGroupName = "myResourceGroup"
    Name              = "myAKSCluster"
    NetworkPlugin     = "kubenet"
    NodeVnetSubnetID  = "$($vnet.Id)/subnets/myAKSSubnet"
    AssignIdentity    = $identity.Id
    ServiceCidr       = "192.168.1.0/24"
    DnsServiceIP      = "192.168.1.10"
}
New-AzAksCluster @parameters
"""


def test_cmdlets_of_azure_powershell_are_read_as_the_commands_they_are() -> None:
    deployment = read(CMDLETS, "deploy.ps1")
    cluster = body(only(deployment, "managedClusters"))
    assert cluster["properties"]["networkProfile"]["networkPlugin"] == "kubenet"
    assert next(iter(cluster["identity"]["userAssignedIdentities"])).endswith("/myIdentity")
    assert rules(deployment, "rejected", "breaks") == {"service-cidr-overlaps-subnet"}


def test_a_cluster_cmdlet_has_a_default_plugin_of_its_own() -> None:
    cluster = only(read("New-AzAksCluster -ResourceGroupName g -Name c -NodeCount 2", "a.ps1"), "managedClusters")
    assert body(cluster)["properties"]["networkProfile"]["networkPlugin"] == "azure"


def test_an_undecided_test_of_cmd_is_a_condition() -> None:
    script = '@echo off\nif "%PROD%"=="1" (az network nsg create -g g -n a)\necho az network nsg create -g g -n b\n'
    (group,) = read(script, "a.cmd").resources
    assert [each.text for each in group.conditions] == ['"%PROD%"=="1"']


def test_a_wait_of_each_dialect_is_time() -> None:
    for file, wait in (("a.cmd", "timeout /t 30"), ("a.ps1", "Start-Sleep -Seconds 30"), ("a.sh", "sleep 30")):
        (found,) = read(f"{wait}\n", file).resources
        assert body(found) == {"seconds": 30}


def test_a_block_of_a_page_that_exits_ends_only_itself() -> None:
    page = "```bash\naz group create -n a -l e\nexit 0\n```\n\n```bash\naz group create -n b -l e\n```\n"
    assert [name(each) for each in read(page, "a.md").resources] == ["a", "b"]


def test_the_lines_of_a_page_are_the_addresses() -> None:
    deployment = read(MARKDOWN, "README.md")
    line = MARKDOWN[: MARKDOWN.index("az aks create -g myResourceGroup")].count("\n") + 1
    assert only(deployment, "managedClusters").address == f"README.md:{line}"
    assert said(deployment) == set()


@pytest.mark.parametrize(
    ("file", "text", "dialect"),
    [
        ("a.sh", "az aks create", "bash"),
        ("a.ps1", "az aks create", "powershell"),
        ("a.bat", "az aks create", "cmd"),
        ("docs/a.md", "```\naz aks create\n```", "markdown"),
        ("a.azcli", "RG=g\naz aks create", "bash"),
        ("a.azcli", '$rg = "g"\naz aks create', "powershell"),
        ("deploy", "#!/bin/bash\naz aks create", "bash"),
        ("a.sh", "#!/usr/bin/env pwsh\naz aks create", "powershell"),
    ],
)
def test_a_script_is_recognised_with_its_dialect(file: str, text: str, dialect: str) -> None:
    assert is_az_script(file, text)
    assert dialect_of(file, text) == dialect


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("a.sh", "kubectl get pods"),
        ("a.md", "# About\nNothing here."),
        ("a.json", '{"az aks create": 1}'),
        ("a.tf", "az aks create"),
        ("deploy", "az aks create"),
        ("a.sh", "blaz network topaz aks"),
    ],
)
def test_what_is_no_script_with_az_is_not_taken_for_one(file: str, text: str) -> None:
    assert not is_az_script(file, text)
