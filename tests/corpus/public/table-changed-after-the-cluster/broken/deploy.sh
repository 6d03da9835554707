#!/bin/bash
set -euo pipefail
GROUP=rg-lab
LOCATION=northeurope
az group create --name $GROUP --location $LOCATION
az network vnet create --resource-group $GROUP --name net-lab --address-prefixes 192.168.0.0/16 \
  --subnet-name nodes --subnet-prefixes 192.168.100.0/24
SUBNET=$(az network vnet subnet show --resource-group $GROUP --vnet-name net-lab --name nodes --query id --output tsv)
az identity create --resource-group $GROUP --name id-lab
WHO=$(az identity show --resource-group $GROUP --name id-lab --query id --output tsv)
PRINCIPAL=$(az identity show --resource-group $GROUP --name id-lab --query principalId --output tsv)
az network route-table create --resource-group $GROUP --name rt-lab
TABLE=$(az network route-table show --resource-group $GROUP --name rt-lab --query id --output tsv)
az role assignment create --assignee-object-id $PRINCIPAL --assignee-principal-type ServicePrincipal \
  --role "Network Contributor" --scope $TABLE
sleep 60
az aks create --resource-group $GROUP --name aks-lab --node-count 2 --network-plugin kubenet --vnet-subnet-id $SUBNET \
  --pod-cidr 10.244.0.0/16 --service-cidr 10.0.0.0/16 --dns-service-ip 10.0.0.10 --assign-identity $WHO --generate-ssh-keys
az network vnet subnet update --ids $SUBNET --route-table rt-lab
