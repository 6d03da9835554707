"""An input -> its deployments, by the importer of its language, which is imported when it is asked for."""

from collections.abc import Callable

from msgspec.structs import replace

from ..deployments.declared import Deployment, TemplateUse
from ..importers.options import Options
from .inputs import Input, Kind, SeenFiles

# ruff: noqa: PLC0415 - a language is imported when an input of it is there
Reader = Callable[[SeenFiles, str, Options], tuple[Deployment, ...]]


def read_input(files: SeenFiles, found: Input, options: Options) -> tuple[Deployment, ...]:
    """Return the deployments of an input: one for each of its parameter files."""
    return _reader(found.kind)(files, found.name, options)


def _reader(kind: Kind) -> Reader:
    if kind == "bicep":
        from ..importers.bicep.deployments import deployments_of_bicep

        return deployments_of_bicep
    if kind == "arm":
        from ..importers.arm.deployments import deployments_of_template

        return deployments_of_template
    if kind == "script":
        return _script
    from ..importers.terraform.directory import deployments_of_terraform
    from ..importers.terraform.plan.deployments import deployments_of_plan

    return deployments_of_plan if kind == "plan" else deployments_of_terraform


def _script(files: SeenFiles, name: str, options: Options) -> tuple[Deployment, ...]:
    """Return the deployments of a script, with the templates it deploys in their place."""
    from ..importers.scripts.reading import deployments_of_script
    from ..importers.scripts.templates import joined

    found = deployments_of_script(files, name, options)
    return tuple(joined(each, lambda use: _template(files, use, options)) for each in found)


def _template(files: SeenFiles, use: TemplateUse, options: Options) -> tuple[Deployment, ...]:
    name = use.template
    if use.written:
        name = _written(files, use)
    told = replace(
        options,
        parameters={**options.parameters, **use.parameters},
        parameter_files=use.parameter_files,
        subscription_id=use.subscription_id or options.subscription_id,
        resource_group=use.resource_group or options.resource_group,
    )
    return _reader("bicep" if name.endswith((".bicep", ".bicepparam")) else "arm")(files, name, told)


def _written(files: SeenFiles, use: TemplateUse) -> str:
    """Return the name under which a template is read that a script writes: one that no file of the tree has."""
    folder, _, own = use.template.rpartition("/")
    name = f"{folder}/{use.address.replace('/', ':')}:{own}".removeprefix("/")
    files.texts[name] = use.written
    files.inner[name] = use.written_at or use.origin
    return name
