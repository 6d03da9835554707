"""What set-up does about libpcap: nothing, install it, or say in one line that filters need it."""

from akslab.lab.installation import install_filter_library


class Machine:
    """Has libpcap or not, and lets packages be installed or not."""

    def __init__(self, *, there: bool, may_install: bool) -> None:
        self.there, self.may_install = there, may_install
        self.asked: list[list[str]] = []
        self.said: list[str] = []

    def install(self, packages: list[str], say: object) -> None:
        self.asked.append(packages)
        self.there = self.there or self.may_install

    def set_up(self) -> None:
        install_filter_library(self.said.append, lambda: self.there, self.install)


def test_a_machine_that_has_libpcap_is_left_alone() -> None:
    machine = Machine(there=True, may_install=True)
    machine.set_up()
    assert (machine.asked, machine.said) == ([], [])


def test_libpcap_is_installed_where_it_may_be() -> None:
    machine = Machine(there=False, may_install=True)
    machine.set_up()
    assert (machine.asked, machine.said) == ([["libpcap0.8"]], [])


def test_where_it_may_not_one_line_names_the_package() -> None:
    machine = Machine(there=False, may_install=False)
    machine.set_up()
    assert machine.said == [
        "`akslab capture --filter` needs libpcap, which can't be installed here; install: libpcap0.8."
    ]
