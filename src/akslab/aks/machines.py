"""What the machines of a scale set are called, and their interfaces (K2)."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def instance_name(scale_set: str, instance_id: int) -> str:
    """Return the machine's and the node's name: six base-36 digits behind the scale set's (K2)."""
    digits, rest = "", instance_id
    for _ in range(6):
        rest, digit = divmod(rest, 36)
        digits = _DIGITS[digit] + digits
    return f"{scale_set}{digits}"


def interface_id(scale_set_id: str, node_name: str) -> str:
    """Return the id of a node's interface."""
    return f"{scale_set_id.rsplit('/', 4)[0]}/providers/Microsoft.Network/networkInterfaces/nic-{node_name}"
