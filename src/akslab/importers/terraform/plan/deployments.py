"""A plan or state file among the files -> deployments, with what could not be read of it."""

from typing import Any

from msgspec.structs import replace

from ....deployments.declared import Declared, Deployment, Problem
from ....deployments.origins import Origin
from ....wire.sentences import sentence
from ...files import Files, UnreadableError
from ...json_text import JsonError, parse_json
from ...options import NO_OPTIONS, Options
from ..azurerm.versions import ANY, Versions, as_said
from ..configuration.provider_version import locked
from ..declaring import declared_of
from ..unreadable import unreadable
from ..written import Written
from .document import Configuration
from .places import Places
from .principals import principals_in, with_principal
from .reading import PlanReader
from .recognition import is_plan, is_state, major_of
from .states import State, states_in
from .subscriptions import Subscriptions
from .values import known

FORMATS = ("0", "1")
"""Major versions of the JSON format that can be read."""


def deployments_of_plan(files: Files, name: str, options: Options = NO_OPTIONS) -> tuple[Deployment, ...]:
    """Return what the plan or state in a file says. Never raises: what cannot be read is the deployment's problem."""
    text = ""
    try:
        text = files.read(name)
        document = parse_json(text)
    except UnreadableError as error:
        return (_refused(name, unreadable(error)),)
    except JsonError as error:
        origin = Origin(file=name, start=error.offset, end=min(error.offset + 1, len(text)))
        return (_refused(name, Problem(what=sentence("hcl.json", reason=error.reason), origin=origin)),)
    if is_plan(document) and major_of(document) not in FORMATS:
        what = sentence("tf.plan-format", version=str(document["format_version"]))
        return (_refused(name, Problem(what=what, origin=Origin(file=name, path=("format_version",)))),)
    try:
        if is_plan(document):
            return (_of_plan(files, name, document, options),)
        if is_state(document):
            return (_of_state(name, document),)
    except RecursionError:
        return (_refused(name, Problem(what=sentence("tf.limit-depth"), file=name)),)
    return (_refused(name, Problem(what=sentence("tf.no-plan"), file=name)),)


def _refused(name: str, problem: Problem) -> Deployment:
    return Deployment(language="terraform-plan", name=name, problems=(problem,))


def _of_plan(files: Files, name: str, document: dict[str, Any], options: Options) -> Deployment:
    folder = name.rpartition("/")[0]
    places = Places(files, folder, options)
    return PlanReader(document, name, places if places.are_there else None, _given(files, folder, options)).deployment(
        name
    )


def _given(files: Files, folder: str, options: Options) -> Versions:
    found = locked(files, folder)
    if found is not None:
        return found
    return as_said(options.provider_version) if options.provider_version else ANY


def _of_state(name: str, document: dict[str, Any]) -> Deployment:
    """Return a state: all of it is there, nothing will be sent."""
    states = list(states_in(document, ()))
    subscriptions = Subscriptions(Configuration({}), (), states, None)
    blocks: dict[str, list[str]] = {}
    for state in states:
        blocks.setdefault(_block_address(state), []).append(state.address)
    principals = principals_in((state.type, state.values) for state in states)
    resources: list[Declared] = []
    for state in states:
        after = tuple(address for block in state.waits for address in blocks.get(block, ()))
        written = _written(state, name, subscriptions.of("azurerm"), after)
        declared = declared_of(with_principal(written, principals))
        resources += (replace(each, keeps=("*",)) for each in declared)
    there = tuple(each for each in resources if not each.existing)
    return Deployment(language="terraform-plan", name=name, resources=tuple(resources), prior=there)


def _block_address(state: State) -> str:
    modules = "".join(f"module.{step.name}." for step in state.modules)
    return f"{modules}{state.place.block}"


def _written(state: State, file: str, subscription: str, after: tuple[str, ...]) -> Written:
    path = (*state.path, "values") if "instances" not in state.path else (*state.path, "attributes")
    body = known(state.values, state.secret, file, path)
    found = state.values.get("id")
    return Written(
        address=state.address,
        kind=state.type,
        body=body,
        origin=Origin(file=file, path=state.path),
        subscription=subscription,
        is_data=state.mode == "data",
        after=after,
        known_id=found if isinstance(found, str) and found.startswith("/") else "",
        before=body,
    )
