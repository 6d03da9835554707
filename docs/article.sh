#!/usr/bin/env bash
# The article "Use kubenet networking with your own IP address ranges", as a script: its own commands, letter by
# letter, up to the cluster with a system-assigned identity; then packets through what they built.
#
#     akslab up && akslab run docs/article.sh
#
# `akslab article` plays all of it, and compares each step with what the article says.
set -euo pipefail

# Create a virtual network and subnet
az group create --name myResourceGroup --location eastus

az network vnet create \
    --resource-group myResourceGroup \
    --name myAKSVnet \
    --address-prefixes 192.168.0.0/16 \
    --subnet-name myAKSSubnet \
    --subnet-prefix 192.168.1.0/24 \
    --location eastus

SUBNET_ID=$(az network vnet subnet show --resource-group myResourceGroup --vnet-name myAKSVnet --name myAKSSubnet --query id -o tsv)

# Create an AKS cluster with system-assigned managed identities
az aks create \
    --resource-group myResourceGroup \
    --name myAKSCluster \
    --network-plugin kubenet \
    --service-cidr 10.0.0.0/16 \
    --dns-service-ip 10.0.0.10 \
    --pod-cidr 10.244.0.0/16 \
    --vnet-subnet-id $SUBNET_ID

# What follows is not in the article.
akslab get nodes
NODES=($(akslab get nodes | grep -o 'aks-[^ ]*-vmss[^ ]*'))
akslab pod run alpha --count 2 --node "${NODES[0]}"
akslab pod run beta --node "${NODES[1]}"
akslab vm run machine --subnet "$SUBNET_ID"

# The client's address is what the other side saw.
akslab probe alpha-1 alpha-2    # same node: the pod's own
akslab probe alpha-1 beta       # across nodes: the pod's own, thanks to the route table
akslab probe alpha-1 machine    # in the network: the node's (NAT)
akslab probe alpha-1 internet   # outside: the cluster's public one
