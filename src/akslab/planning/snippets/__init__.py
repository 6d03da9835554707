"""A plan in the language it will be deployed in. All say the same network: `planning.documents` is what they make."""
