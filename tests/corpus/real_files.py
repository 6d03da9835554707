"""What came of files of other people: figures that were seen once, told as such."""

REAL_FILES = """\
## Files of other people

On 2026-11-26 `akslab check --output json` ran over 54 public repositories with AKS in them: Bicep, ARM templates,
Terraform, scripts and pages, among them Azure/AKS-Construction, Azure/terraform-azurerm-aks, MicrosoftDocs/azure-aks-docs,
the examples of hashicorp/terraform-provider-azurerm, denniszielke/container_demos and sassoftware/viya4-iac-azure. The
files are not ours to keep, so nobody can repeat it from this repository; whoever fetches them can.

1,246 inputs were read in half a minute, process starts included. At first they gave 97 findings of class `rejected` or
`breaks`. Every one was looked at, and 14 were mistakes of akslab, since put right: clusters without pools in templates
that only turn a feature on (7), values that pages leave empty (5), options that pages list below a command (2). Of the 83
that are left, 11 depend on a condition, or stand in a page that makes one cluster several ways, and fail nothing.

72 were certain. 68 stood as they were written: 19 lines of scripts that lost their backslash, 15 identities without a role
on their subnet, 11 times the same public range for services, 23 of fourteen other rules. The other 4 are words in pages of
documentation that stand for a value and look like one (`--vnet-subnet-id mySubnetIDResourceID`). The 15 made us think:
such a cluster starts, and only its internal load balancers do not come. `subnet-role-missing` has been a `risk` since, and
57 certain ones are left.

Of the 54, 21 end with exit code 2, because something in them cannot be read: Terraform for a provider before 2.0, modules
that refer to what is not there, JSON that is none.
"""
