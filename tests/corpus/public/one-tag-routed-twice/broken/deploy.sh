#!/bin/bash
set -euo pipefail
GROUP=rg-lab
LOCATION=northeurope
az group create --name $GROUP --location $LOCATION
az network route-table create --resource-group $GROUP --name rt-lab
TABLE=$(az network route-table show --resource-group $GROUP --name rt-lab --query id --output tsv)
az network route-table route create --resource-group $GROUP --route-table-name rt-lab --name registry \
  --address-prefix MicrosoftContainerRegistry --next-hop-type Internet
az network route-table route create --resource-group $GROUP --route-table-name rt-lab --name front \
  --address-prefix AzureFrontDoor.FirstParty --next-hop-type Internet
az network route-table route create --resource-group $GROUP --route-table-name rt-lab --name login \
  --address-prefix AzureActiveDirectory --next-hop-type Internet
az network route-table route create --resource-group $GROUP --route-table-name rt-lab --name door \
  --address-prefix AzureFrontDoor.FirstParty --next-hop-type Internet
