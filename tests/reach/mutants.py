"""Mistakes that the engine could have, one small change of its source each, and a way to run with one of them."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src"
TESTS = Path(__file__).parents[1]
CAUGHT, MISSED = 1, 0
NETWORKS = 4


@dataclass(frozen=True)
class Mutant:
    """In `file` of the engine, `right` is replaced by `wrong`."""

    name: str
    file: str
    right: str
    wrong: str
    seed: int
    """The first network that shows it, or one shortly before: the search itself takes long."""
    draws: str = "clusters"
    """What kind of networks it is looked for in."""


MUTANTS = (
    Mutant("a_rule_takes_nothing_from_those_behind_it", "chains.py",
           "            region = minus(region, boxes[place])\n", "", 0),
    Mutant("an_answer_has_its_ports_the_same_way_round", "ports.py",
           'if (match.field == "th sport") is not is_reply:', 'if match.field == "th sport":', 18, "states"),
    Mutant("what_the_core_routes_is_no_matter", "likeness.py",
           "found.append(tuple([self._found(name, core, entry) for entry in entries]))", "found.append(())", 9),
    Mutant("what_others_say_is_no_matter", "likeness.py", "self.hearsay.shares.get(name, ()),", "(),", 230),
    Mutant("ranges_are_no_matter", "likeness.py", "tuple(map(self.atoms.coarse, held)),", "(),", 111),
    Mutant("settings_are_no_matter", "likeness.py", "            netns.sysctls,\n", "", 35),
    Mutant("pods_of_one_node_are_like_pods_of_two", "classes.py", 'return "sibling"', 'return "apart"', 0),
    Mutant("every_neighbour_is_taken_for_right", "hearsay.py",
           "census.macs.get(said.mac) is holders", "bool(holders)", 9),
    Mutant("protocols_never_differ", "crossing.py",
           "        if flight.is_mixed:\n            raise ProtocolsDiffer\n", "", 70),
    Mutant("the_rest_of_a_handshake_always_passes", "crossing.py",
           'steady == "ask" and passes_again(chain, view, flight.whole)', "True", 145, "states"),
    Mutant("an_edit_leaves_every_walk_as_it_was", "engine.py",
           "            if earlier != after", "            if False and after", 18),
    Mutant("an_edit_of_ways_is_not_heard", "edits.py", "    return dict(found)", "    return {}", 70),
    Mutant("an_edit_puts_any_rules_in_the_place_of_others", "filters.py",
           "        return moved == after", "        return True", 12),
    Mutant("rules_keep_their_places_in_an_edit", "rejudging.py",
           "        if place == rule.index:\n", "        if place == rule.index or True:\n", 0),
    Mutant("who_an_edit_tells_apart_fares_as_before", "classes.py",
           "            self.fresh.add(found.number)\n", "            pass\n", 6),
    Mutant("addresses_nobody_has_are_not_told_apart_by_an_edit", "classes.py",
           "        after.atoms = likeness.atoms\n", "", 2040),
    Mutant("whatever_a_sender_is_bound_to_is_no_matter", "exchanges.py",
           'source if leg == "request" else here.address', 'None if leg == "request" else here.address', 0),
    Mutant("one_address_to_be_bound_to_is_like_another", "engine.py",
           "(number, self.census.addresses[sender].index(source))", "(number, 0)", 0),
    Mutant("ends_are_told_of_the_pair_that_was_walked", "renaming.py", "parts.get(end.netns, end.netns)", "end.netns", 0),
)  # fmt: skip


def caught(mutant: Mutant, place: Path) -> bool:
    """Whether the comparison with the trace tells a mutant, made in `place`, from what is right."""
    package = place / "akslab"
    package.mkdir()
    (package / "__init__.py").write_text("")
    for floor in ("compile", "net", "trace", "reach"):
        shutil.copytree(SOURCE / "akslab" / floor, package / floor, ignore=shutil.ignore_patterns("__pycache__"))
    file = package / "reach" / mutant.file
    source = file.read_text()
    assert source.count(mutant.right) == 1, f"{mutant.file} holds {source.count(mutant.right)} times: {mutant.right}"
    file.write_text(source.replace(mutant.right, mutant.wrong))
    done = subprocess.run(
        [sys.executable, "-m", "reach.comparing", str(mutant.seed), str(NETWORKS), mutant.draws],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(place), str(TESTS)])},
        capture_output=True, text=True, timeout=150, check=False,
    )  # fmt: skip
    assert done.returncode in (CAUGHT, MISSED), done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode == CAUGHT
