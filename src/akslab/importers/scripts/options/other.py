"""The options of the other az commands a script is read by, as azure-cli 2.91 has them.

Names of one option stand side by side, then what it takes: `!` nothing, `?` perhaps one value, `*` several, else one.
A test compares them with the real az.
"""

OTHER_OPTIONS: dict[str, str] = {
    "group create": "--location -l | --managed-by | --name --resource-group -n -g | --tags*",
    "identity create": (
        "--isolation-scope | --location -l | --name --resource-name -n | --resource-group -g | "
        "--resource-restriction* | --tags*"
    ),
    "role assignment create": (
        "--assignee | --assignee-object-id | --assignee-principal-type | --condition | --condition-version | "
        "--description | --name -n | --role | --scope"
    ),
    "role definition create": "--role-definition",
    "lock create": (
        "--lock-type -t | --name -n | --namespace | --notes | --parent | --resource --resource-name | "
        "--resource-group -g | --resource-type"
    ),
    "ad sp create-for-rbac": (
        "--cert | --create-cert! | --create-password? | --keyvault | --name --display-name -n | --role | --scopes* | "
        "--sdk-auth --json-auth? | --service-management-reference | --skip-assignment? | --years"
    ),
    "ad sp create": "--id",
    "deployment group create": (
        "--aux-subs* | --aux-tenants* | --confirm-with-what-if -c! | --handle-extended-json-format -j! | --mode | "
        "--name -n | --no-prompt? | --no-wait! | --parameters -p* | --proceed-if-no-change! | --query-string -q | "
        "--resource-group -g | --rollback-on-error? | --template-file -f | --template-spec -s | --template-uri -u | "
        "--validation-level | --what-if -w! | --what-if-exclude-change-types -x* | --what-if-result-format -r"
    ),
    "deployment sub create": (
        "--confirm-with-what-if -c! | --handle-extended-json-format -j! | --location -l | --name -n | --no-prompt? | "
        "--no-wait! | --parameters -p* | --proceed-if-no-change! | --query-string -q | --template-file -f | "
        "--template-spec -s | --template-uri -u | --validation-level | --what-if -w! | "
        "--what-if-exclude-change-types -x* | --what-if-result-format -r"
    ),
    "resource create": (
        "--api-version | --id? | --is-full-object! | --latest-include-preview -v! | --location -l | --name -n | "
        "--namespace | --parent | --properties -p | --resource-group -g | --resource-type"
    ),
    "resource update": (
        "--add* | --api-version | --force-string! | --ids* | --include-response-body? | --latest-include-preview -v! | "
        "--name -n | --namespace | --parent | --remove* | --resource-group -g | --resource-type | --set*"
    ),
    "resource tag": (
        "--api-version | --ids* | --is-incremental -i! | --latest-include-preview -v! | --name -n | --namespace | "
        "--parent | --resource-group -g | --resource-type | --tags*"
    ),
    "provider register": (
        "--accept-terms! | --consent-to-permissions -c! | --management-group-id -m | --namespace -n | --wait!"
    ),
    "account set": "--name --subscription -s -n",
    "configure": "--defaults -d* | --list-defaults -l? | --scope",
    "config set": "--local!",
    "identity show": "--name --resource-name -n | --resource-group -g",
    "identity list": "--max-items | --next-token | --resource-group -g",
    "group show": "--name --resource-group -n -g",
    "group delete": "--force-deletion-types -f | --name --resource-group -n -g | --no-wait! | --yes -y!",
    "resource show": (
        "--api-version | --ids* | --include-response-body? | --latest-include-preview -v! | --name -n | --namespace | "
        "--parent | --resource-group -g | --resource-type"
    ),
    "account show": "--name --subscription -s -n",
    "ad sp show": "--id",
    "ad sp list": "--all! | --display-name | --filter | --show-mine! | --spn",
    "role assignment delete": (
        "--assignee | --assignee-object-id | --ids* | --include-inherited! | --resource-group -g | --role | --scope | "
        "--yes -y!"
    ),
    "role assignment list": (
        "--all! | --assignee | --assignee-object-id | --fill-principal-name? | --fill-role-definition-name? | "
        "--include-groups! | --include-inherited! | --resource-group -g | --role | --scope"
    ),
}
