"""Whether a JSON value is a plan or a state of Terraform."""

from typing import Any


def is_plan(value: Any) -> bool:
    """Whether a value is what `terraform show -json PLAN` writes."""
    if not isinstance(value, dict) or not isinstance(value.get("format_version"), str):
        return False
    return isinstance(value.get("resource_changes"), list) or {"planned_values", "configuration"} <= value.keys()


def is_state(value: Any) -> bool:
    """Whether a value is a `terraform.tfstate`, or what `terraform show -json` writes of a state."""
    if not isinstance(value, dict) or is_plan(value):
        return False
    if isinstance(value.get("values"), dict) and isinstance(value.get("format_version"), str):
        return "terraform_version" in value or "root_module" in value["values"]
    return isinstance(value.get("version"), int) and "terraform_version" in value and "resources" in value


def major_of(value: dict[str, Any]) -> str:
    """Return the major version of the format."""
    return str(value.get("format_version", "")).partition(".")[0]
