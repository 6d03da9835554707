"""Any history of writes on networks, tables, NSGs and interfaces, against a model that is a few dictionaries.

After every step: each GET says what the model says; back references say what the forward links say; and the indices of a
lab started anew over the same store equal those of the lab that lived.
"""

from clouds import Cloud, Json, copy_of, interface, new_cloud, subnet, vnet
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

_two = st.integers(0, 1)
_three = st.integers(0, 2)
_maybe = st.none() | _two
Link = int | None
Subnets = dict[int, tuple[Link, Link]]


class Networks(RuleBasedStateMachine):
    """Networks 0 and 1 with subnets 0 to 2, tables and NSGs 0 and 1, interfaces 0 and 1."""

    def __init__(self) -> None:
        super().__init__()
        self.cloud: Cloud = new_cloud()
        self.networks: dict[int, Subnets] = {}
        self.tables: set[int] = set()
        self.filters: set[int] = set()
        self.interfaces: dict[int, tuple[int, int, Link]] = {}

    def network_id(self, n: int) -> str:
        return self.cloud.network("virtualNetworks", f"Net{n}")

    def subnet_id(self, n: int, s: int) -> str:
        return f"{self.network_id(n)}/subnets/Sub{s}"

    def table_id(self, t: int) -> str:
        return self.cloud.network("routeTables", f"Table{t}")

    def filters_id(self, g: int) -> str:
        return self.cloud.network("networkSecurityGroups", f"Rules{g}")

    def interface_id(self, i: int) -> str:
        return self.cloud.network("networkInterfaces", f"Nic{i}")

    def body(self, n: int, s: int, links: tuple[Link, Link], shout: bool = False) -> Json:
        table, rules = links
        ids = ("" if table is None else self.table_id(table), "" if rules is None else self.filters_id(rules))
        table_id, rules_id = (id_.replace("/providers/", "/PROVIDERS/") if shout else id_ for id_ in ids)
        return subnet(f"10.{n}.{s}.0/24", table_id, rules_id)

    def absent(self, links: tuple[Link, Link]) -> bool:
        table, rules = links
        return (table is not None and table not in self.tables) or (rules is not None and rules not in self.filters)

    def used(self, n: int, s: int) -> bool:
        return any(place[:2] == (n, s) for place in self.interfaces.values())

    @rule(n=_two, wanted=st.dictionaries(_three, st.tuples(_maybe, _maybe), max_size=3))
    def put_network(self, n: int, wanted: Subnets) -> None:
        listed = [{"name": f"sub{s}" if s % 2 else f"Sub{s}", **self.body(n, s, links)} for s, links in wanted.items()]
        body = vnet(space=f"10.{n}.0.0/16")
        body["properties"]["subnets"] = listed
        lost = [s for s in self.networks.get(n, {}) if s not in wanted and self.used(n, s)]
        new = n not in self.networks
        answer = self.cloud.put(self.network_id(n), body)
        if any(map(self.absent, wanted.values())) or lost:
            assert answer.status == 400, answer
            return
        assert answer.status == (201 if new else 200), answer
        self.networks[n] = dict(wanted)

    @rule(n=_two, s=_three, links=st.tuples(_maybe, _maybe), shout=st.booleans())
    def put_subnet(self, n: int, s: int, links: tuple[Link, Link], shout: bool) -> None:
        known = self.networks.get(n)
        answer = self.cloud.put(self.subnet_id(n, s), self.body(n, s, links, shout))
        if known is None:
            assert answer.code == "ParentResourceNotFound"
        elif self.absent(links):
            assert answer.code == "InvalidResourceReference"
        else:
            assert answer.status == (200 if s in known else 201), answer
            known[s] = links

    @rule(n=_two, s=_three)
    def delete_subnet(self, n: int, s: int) -> None:
        answer = self.cloud.delete(self.subnet_id(n, s).upper().replace("/SUBSCRIPTIONS", "/subscriptions"))
        if s not in self.networks.get(n, {}):
            assert answer.status == 204
        elif self.used(n, s):
            assert answer.code == "InUseSubnetCannotBeDeleted"
        else:
            assert answer.status == 200
            del self.networks[n][s]

    @rule(n=_two)
    def delete_network(self, n: int) -> None:
        answer = self.cloud.delete(self.network_id(n))
        if n not in self.networks:
            assert answer.status == 204
        elif any(self.used(n, s) for s in self.networks[n]):
            assert answer.code == "InUseSubnetCannotBeDeleted"
        else:
            assert answer.status == 200
            del self.networks[n]

    @rule(t=_two)
    def put_table(self, t: int) -> None:
        status = self.cloud.put(self.table_id(t), {"location": "eastus"}).status
        assert status == (200 if t in self.tables else 201)
        self.tables.add(t)

    @rule(g=_two)
    def put_filters(self, g: int) -> None:
        status = self.cloud.put(self.filters_id(g), {"location": "eastus"}).status
        assert status == (200 if g in self.filters else 201)
        self.filters.add(g)

    @rule(t=_two)
    def delete_table(self, t: int) -> None:
        answer = self.cloud.delete(self.table_id(t))
        if t not in self.tables:
            assert answer.status == 204
        elif any(links[0] == t for subnets in self.networks.values() for links in subnets.values()):
            assert answer.code == "InUseRouteTableCannotBeDeleted"
        else:
            assert answer.status == 200
            self.tables.remove(t)

    @rule(g=_two)
    def delete_filters(self, g: int) -> None:
        answer = self.cloud.delete(self.filters_id(g))
        on_subnets = any(links[1] == g for subnets in self.networks.values() for links in subnets.values())
        if g not in self.filters:
            assert answer.status == 204
        elif on_subnets or any(place[2] == g for place in self.interfaces.values()):
            assert answer.code == "InUseNetworkSecurityGroupCannotBeDeleted"
        else:
            assert answer.status == 200
            self.filters.remove(g)

    @rule(i=_two, n=_two, s=_three, g=_maybe)
    def put_interface(self, i: int, n: int, s: int, g: Link) -> None:
        outside = {} if g is None else {"networkSecurityGroup": {"id": self.filters_id(g)}}
        answer = self.cloud.put(self.interface_id(i), interface(self.subnet_id(n, s), **outside))
        if s not in self.networks.get(n, {}) or (g is not None and g not in self.filters):
            assert answer.code == "InvalidResourceReference"
        else:
            assert answer.status == (200 if i in self.interfaces else 201), answer
            self.interfaces[i] = (n, s, g)

    @rule(i=_two)
    def delete_interface(self, i: int) -> None:
        assert self.cloud.delete(self.interface_id(i)).status == (200 if i in self.interfaces else 204)
        self.interfaces.pop(i, None)

    @invariant()
    def every_get_says_what_the_model_says(self) -> None:
        shown = self.cloud.get(f"{self.cloud.group}/providers/Microsoft.Network/virtualNetworks").json["value"]
        assert {one["id"] for one in shown} == {self.network_id(n) for n in self.networks}
        for n, subnets in self.networks.items():
            listed = self.cloud.get(self.network_id(n)).json["properties"]["subnets"]
            assert {one["name"].lower() for one in listed} == {f"sub{s}" for s in subnets}
            for s, (table, rules) in subnets.items():
                properties = self.cloud.get(self.subnet_id(n, s)).json["properties"]
                assert properties["addressPrefix"] == f"10.{n}.{s}.0/24"
                assert _linked(properties, "routeTable") == _lower(None if table is None else self.table_id(table))
                assert _linked(properties, "networkSecurityGroup") == _lower(
                    None if rules is None else self.filters_id(rules)
                )

    @invariant()
    def back_references_say_what_forward_links_say(self) -> None:
        links = [(n, s, *pair) for n, subnets in self.networks.items() for s, pair in subnets.items()]
        for t in self.tables:
            subnets = {self.subnet_id(n, s).lower() for n, s, table, _ in links if table == t}
            assert self.referers(self.table_id(t), "subnets") == subnets
        for g in self.filters:
            subnets = {self.subnet_id(n, s).lower() for n, s, _, rules in links if rules == g}
            on = {self.interface_id(i).lower() for i, place in self.interfaces.items() if place[2] == g}
            assert self.referers(self.filters_id(g), "subnets") == subnets
            assert self.referers(self.filters_id(g), "networkInterfaces") == on
        for n, s, _, _ in links:
            inside = [i for i, place in self.interfaces.items() if place[:2] == (n, s)]
            expected = {f"{self.interface_id(i)}/ipConfigurations/ipconfig1".lower() for i in inside}
            assert self.referers(self.subnet_id(n, s), "ipConfigurations") == expected

    @invariant()
    def a_restarted_lab_is_the_lab_that_lived(self) -> None:
        restarted = copy_of(self.cloud)
        for type_ in (
            "virtualNetworks",
            "routeTables",
            "networkSecurityGroups",
            "networkInterfaces",
            "publicIPAddresses",
        ):
            path = f"{self.cloud.subscription}/providers/Microsoft.Network/{type_}"
            assert restarted.get(path) == self.cloud.get(path)

    def referers(self, id_: str, property_: str) -> set[str]:
        shown = self.cloud.get(id_).json["properties"].get(property_) or []
        assert len({one["id"] for one in shown}) == len(shown)
        return {one["id"].lower() for one in shown}


def _linked(properties: dict[str, dict[str, str]], name: str) -> str | None:
    return _lower(properties[name]["id"] if name in properties else None)


def _lower(id_: str | None) -> str | None:
    return id_.lower() if id_ else None


Networks.TestCase.settings = settings(max_examples=80, stateful_step_count=50, deadline=None)
TestNetworks = Networks.TestCase
