"""Read a request's JSON into the canonical form of a declared type, gathering every mistake with its path.

Azure matches property names without case, keeps properties it does not know, ignores what is read-only, and fills in
defaults. A type is declared as a msgspec Struct; this module does those four things with it, and nothing else. What is
declared is checked here; what values mean together is a rule's business.
"""

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import NODEFAULT, Meta, Struct, inspect

T = TypeVar("T")

ReadOnly = Annotated[T, Meta(extra={"read_only": True})]
"""A property the server owns: what a request says of it is ignored."""

Json = dict[str, Any]


class Properties(Struct, frozen=True, kw_only=True, rename="camel"):
    """What every declared type derives from: camelCase on the wire, snake_case here."""


class FieldError(Struct, frozen=True):
    """One mistake: where it is, and what is wrong with the value."""

    path: str
    message: str


class _Reader:
    """Collects mistakes while a value is read."""

    def __init__(self) -> None:
        self.errors: list[FieldError] = []

    def fail(self, path: str, message: str) -> None:
        self.errors.append(FieldError(path, message))


_Read = Callable[[Any, str, _Reader], Any]


def read_properties(declared: type[Struct], value: object, path: str) -> tuple[Json, list[FieldError]]:
    """Return `value` in canonical form (names, enum casing, defaults; read-only ones dropped) and all mistakes in it."""
    reader = _Reader()
    canonical = _reader_for(declared)(value, path, reader)
    return (canonical if isinstance(canonical, dict) else {}), reader.errors


def typed(declared: type[T], canonical: Json) -> T:
    """Return a canonical value as its declared type; a mismatch is our own mistake and raises."""
    return msgspec.convert(canonical, declared)


def with_read_only(declared: type[Struct], old: Json, new: Json) -> Json:
    """Return `new` with the read-only properties of `old`, or their defaults where `old` has none."""
    return {**new, **{name: old.get(name, value) for name, value in _read_only(declared) if name in old or value}}


@cache
def _read_only(declared: type[Struct]) -> tuple[tuple[str, Any], ...]:
    """Return the wire name and default of every read-only property; None where there is no default."""
    info = inspect.type_info(declared)
    assert isinstance(info, inspect.StructType)
    return tuple(
        (field.encode_name, None if field.default is NODEFAULT else field.default)
        for field in info.fields
        if _is_read_only(field.type)
    )


@cache
def _reader_for(declared: type[Struct]) -> _Read:
    return _reader_of(inspect.type_info(declared))


def _is_read_only(info: inspect.Type) -> bool:
    return isinstance(info, inspect.Metadata) and bool((info.extra or {}).get("read_only"))


def _struct_reader(info: inspect.StructType) -> _Read:
    fields = {
        field.encode_name.lower(): (field, None if _is_read_only(field.type) else _reader_of(field.type))
        for field in info.fields
    }

    def read(value: Any, path: str, reader: _Reader) -> Json:
        if not isinstance(value, dict):
            reader.fail(path, f"expected an object, found {_kind(value)}")
            return {}
        canonical: Json = {}
        for key, item in value.items():
            field, read_field = fields.get(key.lower(), (None, None))
            if field is None:
                canonical[key] = item
            elif read_field is not None and item is not None:
                canonical[field.encode_name] = read_field(item, f"{path}.{field.encode_name}", reader)
        for field, read_field in fields.values():
            if read_field is not None and field.encode_name not in canonical:
                _fill(field, read_field, canonical, f"{path}.{field.encode_name}", reader)
        return canonical

    return read


def _fill(field: inspect.Field, read_field: _Read, canonical: Json, path: str, reader: _Reader) -> None:
    """Put in a default, as a request that says it would: what has no value of its own is absent, not null."""
    default = field.default if field.default_factory is NODEFAULT else field.default_factory()
    if field.required:
        reader.fail(path, "is required")
    elif default is not None:
        canonical[field.encode_name] = read_field(msgspec.to_builtins(default), path, reader)


def _list_reader(read_item: _Read) -> _Read:
    def read(value: Any, path: str, reader: _Reader) -> list[Any]:
        if not isinstance(value, list):
            reader.fail(path, f"expected an array, found {_kind(value)}")
            return []
        return [read_item(item, f"{path}[{index}]", reader) for index, item in enumerate(value)]

    return read


def _dict_reader(read_item: _Read) -> _Read:
    def read(value: Any, path: str, reader: _Reader) -> Json:
        if not isinstance(value, dict):
            reader.fail(path, f"expected an object, found {_kind(value)}")
            return {}
        return {key: read_item(item, f"{path}.{key}", reader) for key, item in value.items()}

    return read


def _literal_reader(values: tuple[str, ...]) -> _Read:
    canonical = {value.lower(): value for value in values}

    def read(value: Any, path: str, reader: _Reader) -> Any:
        if not isinstance(value, str) or value.lower() not in canonical:
            reader.fail(path, f"'{value}' is not one of {', '.join(values)}")
            return values[0]
        return canonical[value.lower()]

    return read


def _int_reader(low: int | None, high: int | None) -> _Read:
    def read(value: Any, path: str, reader: _Reader) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            reader.fail(path, f"expected a whole number, found {_kind(value)}")
            return low or 0
        if (low is not None and value < low) or (high is not None and value > high):
            reader.fail(path, f"{value} is not between {low} and {high}")
        return value

    return read


def _bool(value: Any, path: str, reader: _Reader) -> bool:
    if not isinstance(value, bool):
        reader.fail(path, f"expected true or false, found {_kind(value)}")
    return value is True


def _str(value: Any, path: str, reader: _Reader) -> str:
    if not isinstance(value, str):
        reader.fail(path, f"expected a string, found {_kind(value)}")
        return ""
    return value


def _as_it_is(value: Any, path: str, reader: _Reader) -> Any:
    return value


def _present(info: inspect.UnionType) -> inspect.Type:
    return next(t for t in info.types if not isinstance(t, inspect.NoneType))


_READERS: dict[type[inspect.Type], Callable[[Any], _Read]] = {
    inspect.Metadata: lambda info: _reader_of(info.type),
    inspect.StructType: _struct_reader,
    inspect.ListType: lambda info: _list_reader(_reader_of(info.item_type)),
    inspect.DictType: lambda info: _dict_reader(_reader_of(info.value_type)),
    inspect.UnionType: lambda info: _reader_of(_present(info)),
    inspect.LiteralType: lambda info: _literal_reader(tuple(map(str, info.values))),
    inspect.IntType: lambda info: _int_reader(info.ge, info.le),
    inspect.BoolType: lambda info: _bool,
    inspect.StrType: lambda info: _str,
    inspect.AnyType: lambda info: _as_it_is,
}
"""How a declared type becomes what reads it."""


def _reader_of(info: inspect.Type) -> _Read:
    return _READERS[type(info)](info)


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return f"the boolean {str(value).lower()}"
    if isinstance(value, str):
        return f"the string '{value[:60]}'"
    if isinstance(value, int | float):
        return f"the number {value}"
    return {list: "an array", dict: "an object", type(None): "null"}.get(type(value), "something else")
