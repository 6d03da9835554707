"""`az deployment group create`, `az deployment sub create`: a template that another importer reads."""

from ....deployments.declared import Gap, TemplateUse
from ....wire.sentences import sentence
from ....wire.symbols import has_symbol
from ...files import UnreadableError
from ..bodies import leaf
from ..results import Result
from ..texts import Text
from .call import Call, Command

DEPLOYMENTS = "Microsoft.Resources/deployments"
_FILES = (".json", ".jsonc", ".bicepparam")


def deploy_to_group(call: Call) -> Result | None:
    """`az deployment group create`."""
    return _deploy(call, call.group_id)


def deploy_to_subscription(call: Call) -> Result | None:
    """`az deployment sub create`."""
    return _deploy(call, f"/subscriptions/{call.subscription}")


def _deploy(call: Call, scope: str) -> Result | None:
    if call.has("--what-if"):
        return None
    template = call.text("--template-file", "--template-uri", "--template-spec")
    name = call.text("--name") or Text(text=_stem(template.text) if template else "deployment")
    id_ = f"{scope}/providers/{DEPLOYMENTS}/{name.text}"
    made = call.declare(id_, DEPLOYMENTS, call.properties({"mode": leaf(call.text("--mode"))}))
    use = _use(call, template, scope)
    if use:
        call.cloud.templates.append(use)
    what = sentence("az.template", name=template.text if template else "?")
    call.cloud.gaps.append(
        Gap(what=what, needs=template.text if template else "", origin=call.origin, hides_resources=True)
    )
    return Result(id=id_, body=made.body)


def _stem(name: str) -> str:
    return name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _use(call: Call, template: Text | None, scope: str) -> TemplateUse | None:
    """Return what is deployed with which parameters; None for what is no file of the tree."""
    parameters: dict[str, str] = {}
    files: list[str] = []
    for text in call.texts("--parameters"):
        name, sign, value = text.text.partition("=")
        if text.text.startswith("@") or (not sign and text.text.endswith(_FILES)):
            files += _named(call, text.text.removeprefix("@"))
        elif sign and name and not has_symbol(text.text):
            parameters[name] = value
    if not call.has("--template-file"):
        # A parameter file of Bicep names its template itself.
        template = next((Text(text=name) for name in files if name.endswith(".bicepparam")), None)
    if template is None or has_symbol(template.text):
        return None
    written = call.files.written(template.text)
    found = [template.text] if written else _named(call, template.text)
    if not found:
        return None
    return TemplateUse(
        address=call.address,
        template=found[0],
        written=written.text if written else "",
        written_at=written.origin if written else None,
        parameter_files=tuple(files),
        parameters=parameters,
        subscription_id=call.subscription,
        resource_group=scope.rsplit("/", 1)[-1] if "/resourceGroups/" in scope else "",
        origin=call.origin,
        conditions=call.cloud.conditions,
    )


def _named(call: Call, name: str) -> list[str]:
    try:
        return [call.files.find(name)]
    except UnreadableError:
        return []


COMMANDS: dict[str, Command] = {
    "deployment group create": deploy_to_group,
    "deployment sub create": deploy_to_subscription,
}
