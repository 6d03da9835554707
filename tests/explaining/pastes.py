"""Errors as people paste them, in the shapes that az, Terraform, kubectl and the portal print; the names are ours."""

import json

SUBSCRIPTION = "/subscriptions/11111111-1111-1111-1111-111111111111"
SUBNET = f"{SUBSCRIPTION}/resourceGroups/net-rg/providers/Microsoft.Network/virtualNetworks/hub-net/subnets/nodes"
TABLE = f"{SUBSCRIPTION}/resourceGroups/net-rg/providers/Microsoft.Network/routeTables/rt-hub"
MANAGED_TABLE = (
    f"{SUBSCRIPTION}/resourceGroups/MC_shop-rg_shop_westeurope/providers/Microsoft.Network/routeTables/"
    "aks-agentpool-41832928-routetable"
)
CLIENT, PRINCIPAL = "22222222-2222-2222-2222-222222222222", "33333333-3333-3333-3333-333333333333"

_NO_RIGHT = (
    f"Managed identity or service principle must be given permission to read and write to custom route table {TABLE}. "
    "Please see https://aka.ms/aks/customrt for more information"
)

DEPLOYMENT = json.dumps(
    {
        "status": "Failed",
        "error": {
            "code": "DeploymentFailed",
            "message": "At least one resource deployment operation failed. Please list deployment operations for details.",
            "details": [
                {
                    "code": "BadRequest",
                    "message": json.dumps(
                        {
                            "code": "CustomRouteTableMissingPermission",
                            "details": None,
                            "message": _NO_RIGHT,
                            "subcode": "",
                        },
                        indent=2,
                    ).replace("\n", "\r\n"),
                }
            ],
        },
    }
)
"""A resource group deployment: JSON in a string of JSON, as the portal shows it."""

THRICE = json.dumps({"error": {"code": "Conflict", "message": json.dumps({"status": "Failed", "inner": DEPLOYMENT})}})

INNER_ERRORS = json.dumps(
    {
        "code": "InvalidTemplateDeployment",
        "message": "The template deployment 'main' is not valid.",
        "innererror": {
            "code": "ResourceProviderFailure",
            "innererror": {
                "code": "SubnetIsDelegated",
                "message": f"`AgentPoolProfile` subnet with id {SUBNET} cannot",
            },
        },
    }
)

AZ = f"""\
ERROR: (CustomRouteTableMissingPermission) {_NO_RIGHT}
Code: CustomRouteTableMissingPermission
Message: {_NO_RIGHT}
"""

TERRAFORM = """\
╷
│ Error: creating Kubernetes Cluster (Subscription: "11111111-1111-1111-1111-111111111111"
│ Resource Group Name: "shop-rg"
│ Kubernetes Cluster Name: "shop"): performing CreateOrUpdate: unexpected status 400 (400 Bad Request) with response: {
│   "code": "ServiceCidrOverlapExistingSubnetsCidr",
│   "details": null,
│   "message": "The specified service CIDR 10.0.0.0/16 is conflicted with an existing
│ subnet CIDR 10.0.1.0/24",
│   "subcode": "",
│   "target": "networkProfile.serviceCIDR"
│  }
│
│   with azurerm_kubernetes_cluster.aks,
│   on main.tf line 41, in resource "azurerm_kubernetes_cluster" "aks":
│   41: resource "azurerm_kubernetes_cluster" "aks" {
╵
"""

PLAN = f"""\
  # azurerm_subnet.nodes will be updated in-place
  ~ resource "azurerm_subnet" "nodes" {{
        id             = "{SUBNET}"
      - route_table_id = "{MANAGED_TABLE}" -> null
    }}

  # azurerm_route_table.aks will be updated in-place
  ~ resource "azurerm_route_table" "aks" {{
      ~ route = [
          - {{
              - address_prefix = "10.244.0.0/24"
              - name           = "aks-nodepool1-11516176-vmss000000____102440024"
            }},
        ]
    }}

  # azurerm_kubernetes_cluster.aks must be replaced
-/+ resource "azurerm_kubernetes_cluster" "aks" {{
      ~ network_profile {{
          ~ pod_cidr = "10.244.0.0/16" -> "10.200.0.0/16" # forces replacement
"""

SERVICE = f"""\
Name:                     web
Namespace:                shop
Type:                     LoadBalancer
Events:
  Type     Reason                  Age                From                Message
  ----     ------                  ----               ----                -------
  Normal   EnsuringLoadBalancer    14s (x4 over 51s)  service-controller  Ensuring load balancer
  Warning  SyncLoadBalancerFailed  14s (x4 over 51s)  service-controller  Error syncing load balancer: failed to ensure \
load balancer: Retriable: false, RetryAfter: 0s, HTTPStatusCode: 403, RawError: {{"error":{{"code":"AuthorizationFailed",\
"message":"The client '{CLIENT}' with object id '{PRINCIPAL}' does not have authorization to perform action \
'Microsoft.Network/virtualNetworks/subnets/read' over scope '{SUBNET}' or the scope is invalid. If access was recently \
granted, please refresh your credentials."}}}}
"""

LINKED = (
    'network.SubnetsClient#CreateOrUpdate: Failure sending request: StatusCode=403 -- Original Error: Code="'
    f"LinkedAuthorizationFailed\" Message=\"The client '{CLIENT}' with object id '{PRINCIPAL}' has permission to perform "
    f"action 'Microsoft.Network/virtualNetworks/subnets/write' on scope '{SUBNET}'; however, it does not have permission "
    f"to perform action(s) 'Microsoft.Network/routeTables/join/action' on the linked scope(s) '{TABLE}' (respectively) or "
    'the linked scope(s) are invalid."'
)

NODE_EVENT = (
    "37m Warning FailedToCreateRoute node/aks-nodepool1-41951324-vmss00006h (combined from similar events): Could not "
    "create route 5af944ce-b138-4131-a31e-e113dbaff11d 10.244.7.0/24 for node aks-nodepool1-41951324-vmss00006h after "
    '29.930396623s: Retriable: false, RetryAfter: 0s, HTTPStatusCode: 409, RawError: {"error":{"code":"'
    'AmbiguousPolicyEvaluationPaths","message":"The request content has one or more ambiguous paths: \'tags.app\'"}}'
)

BOOTSTRAP = json.dumps(
    {
        "error": {
            "code": "ResourceDeploymentFailure",
            "details": [
                {
                    "code": "CreateVMSSAgentPoolFailed",
                    "message": 'Unable to establish connection. Details: Code="VMExtensionProvisioningError" Message="VM '
                    "has reported a failure when processing extension 'vmssCSE'. Error message: \\\"Enable failed: failed "
                    'to execute command: command terminated with exit status=51\\n[stdout]\\n{ \\"ExitCode\\": \\"51\\"',
                }
            ],
        }
    }
)

OVERLAY_SIZE = (
    "(InsufficientSubnetSize) Pre-allocated IPs 1280 exceeds IPs available 1024 in Subnet Cidr 10.240.100.0/22, Subnet Name "
    "networkProfile.podCIDR. If Autoscaler is enabled, the max-count from each nodepool is counted towards this total "
    "(which means that pre-allocated IPs count represents a theoretical max value, not the actual number of IPs requested)."
    " http://aka.ms/aks/insufficientsubnetsize"
)
SUBNET_SIZE = OVERLAY_SIZE.replace("networkProfile.podCIDR", "nodes").replace("10.240.100.0/22", "10.1.0.0/22")

SOUND_NODE = """\
Name:               aks-nodepool1-41951324-vmss000000
Conditions:
  Type                 Status  Reason                       Message
  NetworkUnavailable   False   RouteCreated                 RouteController created a route
  Ready                True    KubeletReady                 kubelet is posting ready status
PodCIDR:              10.244.0.0/24
"""
SOUND_CLUSTER = json.dumps(
    {
        "name": "shop",
        "powerState": {"code": "Running"},
        "networkProfile": {"networkPlugin": "kubenet", "podCidr": "10.244.0.0/16", "serviceCidr": "10.0.0.0/16"},
        "provisioningState": "Succeeded",
    }
)
SOUND_PLAN = f"""\
  + resource "azurerm_subnet_route_table_association" "nodes" {{
      + route_table_id = "{TABLE}"
      + subnet_id      = "{SUBNET}"
    }}
Plan: 1 to add, 0 to change, 0 to destroy.
"""
