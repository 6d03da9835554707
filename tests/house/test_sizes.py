"""How large things may be: what a reader holds in the head at once."""

from .source import MODULES, Function, functions, shown

FILE_LINES_MOST = 400
FUNCTION_LINES_MOST = 60
PARAMETERS_MOST = 6


def parameters(function: Function) -> int:
    """Count what a caller passes."""
    arguments = function.args
    named = [each.arg for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    return len(named) - (named[:1] in (["self"], ["cls"]))


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {shown(path): len(path.read_text().splitlines()) for path in MODULES}
    assert {path: length for path, length in lengths.items() if length > FILE_LINES_MOST} == {}


def test_no_function_is_longer_than_60_lines() -> None:
    lengths = {
        f"{shown(path)}:{function.lineno} {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for path in MODULES
        for function in functions(path)
    }
    assert {place: length for place, length in lengths.items() if length > FUNCTION_LINES_MOST} == {}


def test_nine_functions_in_ten_fit_into_30_lines() -> None:
    lengths = sorted(
        (function.end_lineno or 0) - function.lineno + 1 for path in MODULES for function in functions(path)
    )
    assert lengths[len(lengths) * 9 // 10] <= 30


def test_more_than_six_parameters_need_a_written_reason() -> None:
    offenders = []
    for path in MODULES:
        lines = path.read_text().splitlines()
        for function in functions(path):
            head = " ".join(lines[function.lineno - 1 : function.body[0].lineno - 1])
            has_reason = "noqa: PLR0913" in head and " - " in head
            if parameters(function) > PARAMETERS_MOST and not has_reason:
                offenders.append(f"{shown(path)}:{function.lineno} {function.name}")
    assert offenders == []
