"""A fresh lab for every test."""

import pytest
from clouds import Cloud, new_cloud


@pytest.fixture
def cloud() -> Cloud:
    return new_cloud()
