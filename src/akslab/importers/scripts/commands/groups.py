"""`az group`, `az account`, `az configure`, `az provider`: where everything else happens."""

from ....wire.symbols import symbol
from ..bodies import named
from ..results import Result
from ..texts import Text
from .call import Call, Command

GROUPS = "Microsoft.Resources/resourceGroups"


def create_group(call: Call) -> Result:
    """`az group create`: a PUT of name and location."""
    location = call.text("--location") or call.cloud.defaults.get("location") or call.name("--location")
    id_ = call.cloud.group_id(call.name(), call.subscription)
    call.cloud.locate(id_, location)
    result = call.put(id_, GROUPS, {"location": named(location)})
    return Result(id=id_, body=result.body, facts={"location": location.text})


def show_group(call: Call) -> Result:
    """`az group show`."""
    id_ = call.cloud.group_id(call.name(), call.subscription)
    found = call.look_up(id_, GROUPS)
    return Result(id=id_, body=found.body, facts={"location": call.cloud.location_of(id_).text})


def show_account(call: Call) -> Result:
    """`az account show`: the subscription everything goes to."""
    id_ = call.subscription
    facts = {"id": id_, "tenantid": symbol("tenant"), "name": symbol("name of the subscription")}
    return Result(id=f"/subscriptions/{id_}", facts=facts)


def set_account(call: Call) -> None:
    """`az account set`: what follows goes to another subscription."""
    call.cloud.current_subscription = call.cloud.subscription_of(call.text("--subscription", "--name"))


def configure(call: Call) -> None:
    """`az configure --defaults group=… location=…`, `az config set defaults.group=…`."""
    for text in (*call.texts("--defaults"), *call.arguments.positionals):
        name, _, value = text.text.partition("=")
        name = name.lower().removeprefix("defaults.")
        if name in ("group", "location"):
            call.cloud.defaults[name] = Text(text=value, origin=text.origin, needs=text.needs)


def register_provider(call: Call) -> None:
    """`az provider register`: only a step in the order."""
    call.put(f"/subscriptions/{call.subscription}/providers/{call.name('--namespace').text}", "akslab/provider", {})


COMMANDS: dict[str, Command] = {
    "group create": create_group,
    "group show": show_group,
    "account show": show_account,
    "account set": set_account,
    "configure": configure,
    "config set": configure,
    "provider register": register_provider,
}
