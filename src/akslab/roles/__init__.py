"""Azure RBAC without any I/O: what a role allows, where an assignment counts, which roles are built in."""
