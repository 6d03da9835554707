"""The laws every kernel keeps, on the fake and on Linux, walking through random networks in random order."""

import pytest
from hypothesis import HealthCheck, given, settings

from akslab.net.diff import diff
from akslab.net.nft_text import replacement
from akslab.net.nftables import NftTable
from akslab.net.state import NetnsState, NetworkState

from .conftest import Lab, LinuxLab
from .states import states
from .tables import tables

walking = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(desired=states())
@walking
def test_from_wherever_we_are_the_desired_network_is_reached(lab: Lab, desired: NetworkState) -> None:
    lab.reach(desired)
    assert lab.observe() == desired


@given(desired=states())
@walking
def test_a_second_apply_finds_nothing_to_do(lab: Lab, desired: NetworkState) -> None:
    lab.reach(desired)
    assert diff(lab.observe(), desired) == ()


@pytest.mark.kernel
@given(table=tables())
@settings(walking, max_examples=100)
def test_nft_gives_every_table_back_as_we_wrote_it(linux: LinuxLab, table: NftTable) -> None:
    linux.reach({"a": NetnsState(tables=(table,))})
    (seen,) = linux.observe()["a"].tables
    assert seen == table, replacement(table)
