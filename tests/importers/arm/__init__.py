"""ARM templates: the language, its functions, its deployments."""
