"""Ids that are not known whole: what is known of them may already tell them apart."""

import pytest

from akslab.rules.ids import differ
from akslab.rules.unknown import CannotJudge
from akslab.wire.symbols import symbol

SOMEWHERE = f"/subscriptions/{symbol('subscription')}/resourceGroups/{symbol('resource group')}"
TABLES = f"{SOMEWHERE}/providers/Microsoft.Network/routeTables"


def test_names_under_one_unknown_group_differ_where_they_are_written() -> None:
    assert differ(f"{TABLES}/rt", f"{TABLES}/rt2")
    assert not differ(f"{TABLES}/rt", f"{TABLES}/RT")


def test_a_name_that_differs_is_enough_whatever_the_group_is() -> None:
    assert differ(f"{TABLES}/rt", f"{SOMEWHERE.replace('resource group', 'other')}/providers/X/routeTables/rt2")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{TABLES}/rt", f"{TABLES}/{symbol('parameter name')}"),
        (f"{TABLES}/rt", f"{TABLES.replace('resource group', 'other')}/rt"),
        (f"{TABLES}/rt", symbol("parameter table")),
        (f"{TABLES}/rt", f"{TABLES}/rt-{symbol('suffix')}"),
        (f"{TABLES}/rt", f"/{symbol('parameter scope')}/rt2"),
        (symbol("one"), symbol("other")),
    ],
)
def test_what_a_symbol_leaves_open_stays_open(one: str, other: str) -> None:
    for pair in ((one, other), (other, one)):
        with pytest.raises(CannotJudge):
            differ(*pair)
