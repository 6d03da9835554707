"""The runner: what it runs is what it shows, what it learns it hands on, and what failed is never passed over."""

from akslab.article import source
from akslab.article.expectations import column, probe_lost, probe_seen_from, refused, shows, within
from akslab.article.reading import outcome
from akslab.article.runner import Done, Runner
from akslab.article.script import Chapter, Run, Seen, Step, Text, Watch, Window

from .acting import Memory, Recital

_TITLE = "chapter.system"
_ANSWERED = Done(0, "a -> 10.0.0.1:80  answered  0.5 ms\nname: b\nclient: 10.244.0.2\n", "")
_LOST = Done(1, "a -> 10.0.0.1:80  timeout  300.0 ms\n", "")


def played(shell: Recital, *steps: Step, closing: tuple[Step, ...] = ()) -> tuple[Runner, Memory]:
    face = Memory()
    runner = Runner(shell, face)
    runner.play(Chapter(_TITLE, steps, closing))
    return runner, face


def held(runner: Runner) -> list[bool]:
    return [result.expectation.held for result in runner.results]


def test_what_is_shown_of_a_quoted_command_is_the_articles_text_and_what_runs_is_that_text_filled() -> None:
    shell = Recital()
    give = Run(command="give", learn=lambda seen: {"IDENTITY_ID": "/id"})
    _, face = played(shell, give, Run(command=source.SHOW_IDENTITY, fill={"<identity-resource-id>": "IDENTITY_ID"}))
    assert face.commands[1].text == source.SHOW_IDENTITY.text
    assert face.commands[1].fills == {"<identity-resource-id>": "/id"}
    assert shell.heard[1] == "az identity show --ids /id"


def test_az_commands_of_our_own_are_labelled_as_not_in_the_article() -> None:
    _, face = played(Recital(), Run(command="az group list"), Run(command=source.CREATE_GROUP))
    labels = [told.label.key for told in face.commands if told.label]
    assert labels == ["label.added", "label.article"]


def test_what_a_command_assigned_and_what_was_learnt_is_there_for_the_next() -> None:
    shell = Recital({"A=1": [Done(0, "", "", {"A": "1"})]})
    played(shell, Run(command="A=1", learn=lambda seen: {"B": seen.facts["A"] + "2"}), Run(command="next"))
    assert shell.variables[1] == {"A": "1", "B": "12"}


def test_a_variable_that_was_learnt_is_told_where_it_is_first_used() -> None:
    learn = Run(command="l", learn=lambda seen: {"NODE_1": "aks-1", "NODE_2": "aks-2"})
    _, face = played(Recital(), learn, Run(command="akslab x $NODE_1"), Run(command="akslab y $NODE_1 $NODE_2"))
    assert [told.fills for told in face.commands] == [{}, {"$NODE_1": "aks-1"}, {"$NODE_2": "aks-2"}]


def test_a_failed_command_is_an_expectation_not_held_and_the_chapter_is_cleaned_up_all_the_same() -> None:
    shell = Recital({"first": [Done(1, "", "ERROR: no")]})
    runner, face = played(shell, Run(command="first"), Run(command="never"), closing=(Run(command="clean"),))
    assert shell.heard == ["first", "clean"]
    assert held(runner) == [False]
    assert face.verdicts[0].observed == "ERROR: no"


def test_cleaning_goes_on_after_a_part_of_it_failed() -> None:
    shell = Recital({"one": [Done(1, "", "")]})
    runner, _ = played(shell, closing=(Run(command="one"), Run(command="two")))
    assert shell.heard == ["one", "two"]
    assert held(runner) == [False]


def test_an_answer_without_what_is_needed_of_it_ends_the_chapter() -> None:
    runner, _ = played(Recital(), Run(command="x", learn=lambda seen: {"A": seen.facts["NOT_THERE"]}))
    assert held(runner) == [False]


def test_a_refusal_that_did_not_come_is_not_held() -> None:
    judge = refused(Text("claim.reserved"), "(Code) text")
    run = Run(command="x", judges=(judge,), may_fail=True)
    runner, _ = played(Recital({"x": [Done(1, "", "ERROR: (Code) text\n"), Done(0, "{}", "")]}), run, run)
    assert held(runner) == [True, False]


def test_a_judge_compares_what_was_seen_with_what_was_learnt() -> None:
    probe = Run(command="p", judges=(probe_seen_from("nat", "a", "b", "{NODE}"),), may_fail=True)
    shell = Recital({"p": [_ANSWERED, _LOST]})
    learn = Run(command="l", learn=lambda seen: {"NODE": "10.244.0.2"})
    runner, _ = played(shell, learn, probe, probe)
    assert held(runner) == [True, False]


def test_a_fact_that_was_never_learnt_is_not_held_rather_than_an_error() -> None:
    runner, _ = played(Recital(), Run(command="x", judges=(shows(Text("claim.nat"), "{NODE}", lambda seen: ""),)))
    assert held(runner) == [False]


def test_a_window_counts_only_when_it_stood_to_its_end() -> None:
    table = [Done(0, "Name\n----\nr\n", ""), Done(0, "Name\n----\n", "")]
    window = Window(
        runs=(Run(command="p", judges=(probe_lost("a", "b"),), may_fail=True), Run(command="t")),
        stands=lambda seen: "r" not in seen.stdout.splitlines(),
        again="say.again",
    )
    runner, face = played(Recital({"p": [_ANSWERED, _LOST], "t": table}), window)
    assert held(runner) == [True]
    assert Text("say.again") in face.said


def test_a_window_that_never_stands_is_not_held() -> None:
    window = Window(runs=(Run(command="t"),), stands=lambda seen: False, again="say.again")
    runner, _ = played(Recital(), window)
    assert held(runner) == [False]


def _answered(seen: Seen) -> bool:
    return outcome(seen.stdout) == "answered"


def _watch(limit_s: float) -> Watch:
    return Watch(
        command="p",
        say="say.watch",
        until=_answered,
        state=lambda seen: outcome(seen.stdout),
        limit_s=limit_s,
        judge=within(Text("claim.back"), 5, "SINCE", _answered),
    )


def test_a_watch_looks_until_it_sees_what_it_waits_for() -> None:
    since = Run(command="s", learn=lambda seen: {"SINCE": str(seen.at)})
    runner, face = played(Recital({"p": [_LOST, _LOST, _ANSWERED]}), since, _watch(5))
    assert face.looks == ["timeout", "timeout", "answered"]
    assert held(runner) == [True]


def test_a_watch_that_never_sees_it_ends_in_time_and_is_not_held() -> None:
    since = Run(command="s", learn=lambda seen: {"SINCE": str(seen.at)})
    runner, _ = played(Recital({"p": [_LOST]}), since, _watch(0.3))
    assert held(runner) == [False]


def test_no_rows_are_told_as_nothing() -> None:
    runner, face = played(Recital(), Run(command="x", judges=(column(Text("claim.groups-gone"), "-", "Name"),)))
    assert held(runner) == [True]
    assert face.verdicts[0].observed == Text("observed.nothing")
