#!/bin/bash
set -euo pipefail

az identity create -g myResourceGroup -n myIdentity
az network route-table create -g myResourceGroup -n myRouteTable
az network route-table route create -g myResourceGroup --route-table-name myRouteTable -n toFirewall \
  --address-prefix 10.200.0.0/16 \
  --next-hop-type VirtualAppliance \
  --next-hop-ip-address 192.168.2.4
az network vnet create -g myResourceGroup -n myAKSVnet --address-prefixes 192.168.0.0/16
az network vnet subnet create -g myResourceGroup --vnet-name myAKSVnet -n myAKSSubnet \
  --address-prefixes 192.168.1.0/24 \
  --route-table myRouteTable

IDENTITY=$(az identity show -g myResourceGroup -n myIdentity --query id -o tsv)
PRINCIPAL=$(az identity show -g myResourceGroup -n myIdentity --query principalId -o tsv)
GROUP=$(az group show -n myResourceGroup --query id -o tsv)
SUBNET=$(az network vnet subnet show -g myResourceGroup --vnet-name myAKSVnet -n myAKSSubnet --query id -o tsv)
az role assignment create --assignee-object-id $PRINCIPAL --assignee-principal-type ServicePrincipal \
  --role "Network Contributor" --scope $GROUP
sleep 60

az aks create -g myResourceGroup -n myAKSCluster \
  --kubernetes-version 1.31.2 \
  --node-count 3 \
  --max-pods 110 \
  --vnet-subnet-id $SUBNET \
  --assign-identity $IDENTITY \
  --network-plugin kubenet \
  --pod-cidr 10.244.0.0/16 \
  --service-cidr 10.0.0.0/16 \
  --dns-service-ip 10.0.0.10
