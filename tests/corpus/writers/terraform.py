"""A Setting as Terraform's HCL: references for what comes earlier, `depends_on` for all that is waited for."""

import json
from typing import Any

from akslab.rules.examples import SUBSCRIPTION

from ..settings import Setting
from .saying import refuse_what_no_file_says
from .terraform_blocks import blocks_of
from .terraform_values import Block, Ref

HEAD = """\
terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> MAJOR.0"
    }
  }
}
"""


def write_terraform(setting: Setting) -> dict[str, str]:
    """Return `main.tf`. Raises CannotSay."""
    refuse_what_no_file_says(setting)
    blocks = blocks_of(setting)
    others = sorted({block.subscription for block in blocks if block.subscription})
    providers = [_provider(SUBSCRIPTION.rsplit("/", 1)[-1]), *(_provider(each, _alias(each)) for each in others)]
    head = HEAD.replace("MAJOR", release_of(blocks))
    return {"main.tf": "\n".join([head, *providers, *map(_resource, blocks)])}


def release_of(blocks: tuple[Block, ...]) -> str:
    """Return the provider's major version: the last that has a bridge for Docker, or 4."""
    profiles = [profile for block in blocks for profile in block.body.get("network_profile", ())]
    return "3" if any("docker_bridge_cidr" in profile for profile in profiles) else "4"


def _provider(subscription: str, alias: str = "") -> str:
    lines = [f'  alias = "{alias}"'] if alias else []
    return "\n".join(
        ['provider "azurerm" {', "  features {}", *lines, f'  subscription_id = "{subscription}"', "}", ""]
    )


def _alias(subscription: str) -> str:
    return f"s{subscription[:8]}"


def _resource(block: Block) -> str:
    lines = _lines(block.body, 1)
    if block.subscription:
        lines.append(f"  provider = azurerm.{_alias(block.subscription)}")
    if block.waits:
        lines += ["  depends_on = [", *(f"    {each}," for each in block.waits), "  ]"]
    if block.ignores:
        lines += ["  lifecycle {", f"    ignore_changes = [{', '.join(block.ignores)}]", "  }"]
    return "\n".join([f'resource "{block.type}" "{block.name}" {{', *lines, "}", ""])


def _lines(body: dict[str, Any], depth: int) -> list[str]:
    pad, lines = "  " * depth, list[str]()
    for name, value in body.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            for each in value:
                lines += [f"{pad}{name} {{", *_lines(each, depth + 1), f"{pad}}}"]
        else:
            lines.append(f"{pad}{name} = {_said(value)}")
    return lines


def _said(value: Any) -> str:
    if isinstance(value, Ref):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_said, value))}]"
    return json.dumps(value)
