"""A Setting as `terraform show -json` writes its plan: what is known, what is not known yet, and what was there before."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from msgspec.structs import replace

from akslab.rules.examples import SUBSCRIPTION

from ..settings import Setting, layered
from .saying import CannotSay, refuse_what_no_file_says
from .terraform import release_of
from .terraform_blocks import blocks_of
from .terraform_values import Block, Ref

Json = dict[str, Any]
_SOURCE = "registry.terraform.io/hashicorp/azurerm"


def write_terraform_plan(setting: Setting) -> dict[str, str]:
    """Return `plan.json`. Raises CannotSay."""
    refuse_what_no_file_says(replace(setting, earlier=(), replaced=()))
    if not setting.is_once:
        raise CannotSay("a plan does not say what its configuration ignores")
    blocks = blocks_of(setting)
    before = blocks_of(Setting(layers=layered(setting.earlier))) if setting.earlier else ()
    plan = {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "resource_changes": _changes(blocks, before, dict(setting.replaced)),
        "configuration": {
            "provider_config": _providers(blocks),
            "root_module": {"resources": [_configured(block) for block in blocks]},
        },
    }
    return {"plan.json": json.dumps(plan, indent=1)}


def _changes(blocks: tuple[Block, ...], before: tuple[Block, ...], anew: Mapping[str, tuple[str, ...]]) -> list[Json]:
    there = {_key(block): block for block in before}
    now = {_key(block) for block in blocks}
    known = {block.address: block.id for block in blocks if _key(block) in there}
    then = {block.address: block.id for block in before}
    here, earlier = {each.address: each for each in blocks}, {each.address: each for each in before}
    changes = []
    for block in blocks:
        old = there.get(_key(block))
        after, unknown = _values(block.body, known, here)
        was = _values(old.body, then, earlier)[0] if old else None
        change = _change(block, _seen(old, was), _seen(block if old else None, after), unknown)
        changes.append(_anew(change, anew[block.id]) if block.id in anew else change)
    for block in before:
        if _key(block) not in now:
            was = _values(block.body, then, earlier)[0]
            changes.append(_change(block, _seen(block, was), None, {}))
    return changes


def _key(block: Block) -> tuple[str, str]:
    return block.type, block.id.lower()


def _seen(block: Block | None, values: Json | None) -> Json | None:
    """Return values with what Azure has answered: the id of a resource that is there, its principal."""
    if block is None or values is None:
        return values
    is_identity = block.type == "azurerm_user_assigned_identity"
    return {**values, "id": block.id} | ({"principal_id": _principal(block.id)} if is_identity else {})


def _principal(id_: str) -> str:
    return str(uuid5(NAMESPACE_URL, id_.lower()))


def _change(block: Block, before: Json | None, after: Json | None, unknown: Json) -> Json:
    if before is None:
        actions, unknown = ["create"], {**unknown, "id": True}
    elif after is None:
        actions = ["delete"]
    else:
        actions = ["no-op"] if before == after else ["update"]
    return {
        "address": block.address,
        "mode": "managed",
        "type": block.type,
        "name": block.name,
        "provider_name": _SOURCE,
        "change": {
            "actions": actions,
            "before": before,
            "after": after,
            "after_unknown": unknown,
            "after_sensitive": {},
        },
    }


def _anew(entry: Json, arguments: tuple[str, ...]) -> Json:
    """Return a change that deletes a resource and makes it again."""
    paths = [[each] for each in arguments]
    return {**entry, "change": {**entry["change"], "actions": ["delete", "create"], "replace_paths": paths}}


def _values(body: Json, known: Mapping[str, str], blocks: Mapping[str, Block]) -> tuple[Json, Json]:
    """Return the values of a body, and the same shape with true for what is known after the apply only."""
    values: Json = {}
    unknown: Json = {}
    for name, value in body.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            inner = [_values(each, known, blocks) for each in value]
            values[name] = [each[0] for each in inner]
            unknown[name] = [each[1] for each in inner]
            continue
        told = [_told(each, known, blocks) for each in (value if isinstance(value, list) else [value])]
        if None in told:
            unknown[name] = True
        else:
            values[name] = told if isinstance(value, list) else told[0]
    return values, unknown


def _told(value: Any, known: Mapping[str, str], blocks: Mapping[str, Block]) -> Any:
    if not isinstance(value, Ref):
        return value
    address, _, last = value.removesuffix("[0].principal_id").partition(".")[2].partition(".")
    address = f"{value.split('.')[0]}.{address}"
    if last == "name":
        return blocks[address].body["name"]
    id_ = known.get(address)
    return id_ if id_ is None or last == "id" else _principal(id_)


def _configured(block: Block) -> Json:
    key = f"azurerm.s{block.subscription[:8]}" if block.subscription else block.type.split("_")[0]
    return {
        "address": block.address,
        "mode": "managed",
        "type": block.type,
        "name": block.name,
        "provider_config_key": key,
        "expressions": _expressions(block.body),
        **({"depends_on": list(block.waits)} if block.waits else {}),
    }


def _expressions(body: Json) -> Json:
    made: Json = {}
    for name, value in body.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            made[name] = [_expressions(each) for each in value]
            continue
        refs = [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, Ref)]
        listed = [part for ref in refs for part in (str(ref), ".".join(ref.split(".")[:2]))]
        made[name] = {"references": listed} if refs else {"constant_value": value}
    return made


def _providers(blocks: tuple[Block, ...]) -> Json:
    release = f"~> {release_of(blocks)}.0"
    own = SUBSCRIPTION.rsplit("/", 1)[-1]
    made = {"azurerm": _provider(release, own)}
    for block in blocks:
        if block.subscription:
            alias = f"s{block.subscription[:8]}"
            made[f"azurerm.{alias}"] = {**_provider(release, block.subscription), "alias": alias}
    return made


def _provider(release: str, subscription: str) -> Json:
    return {
        "name": "azurerm",
        "full_name": _SOURCE,
        "version_constraint": release,
        "expressions": {"features": [{}], "subscription_id": {"constant_value": subscription}},
    }
