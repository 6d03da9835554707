"""What the commands of az do to a subscription, a module for each group of them."""
