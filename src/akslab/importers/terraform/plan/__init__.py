"""Plans and states as JSON: what `terraform show -json` and `terraform.tfstate` say, joined by the configuration in them."""
