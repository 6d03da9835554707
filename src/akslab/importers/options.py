"""What the person says besides the files: parameters, where it is to be deployed, where missing modules are."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct


class Options(Struct, frozen=True, kw_only=True):
    """Settings of a reading; nothing of it is required."""

    parameters: Mapping[str, Any] = {}
    """Given on the command line; they win over files. JSON values, or texts to be read as the parameter's type wants."""
    parameter_files: tuple[str, ...] = ()
    """Names among the files. Without any, those found beside the input are used, each as a deployment of its own."""
    subscription_id: str = ""
    """Unknown when empty: a symbol stands for it."""
    resource_group: str = ""
    location: str = ""
    """The resource group's."""
    links: Mapping[str, str] = {}
    """Address of a linked template or module (`https://…`, `br:…`, a registry's name) -> name among the files."""
    environment: Mapping[str, str] = {}
    """Variables a script or a parameter file may read; the process's own are never looked at."""
    provider_version: str = ""
    """Of azurerm, when neither the files nor a lock file say it: `4`, `3.117.1`."""


NO_OPTIONS = Options()
