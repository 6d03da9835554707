"""A configuration: folders as modules, values of variables, the graph of everything, and each resource's instances."""
