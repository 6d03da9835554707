#!/bin/sh
# Everything that must hold: style, types, floors, tests. Prints how many kernel tests ran; none is a failure.
set -eu
cd "$(dirname "$0")/.."
PATH="$PWD/.venv/bin:$PATH"
ruff check .
ruff format --check .
mypy
lint-imports
AKSLAB_KERNEL_TESTS=required pytest
