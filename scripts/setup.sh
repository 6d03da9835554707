#!/bin/sh
# Make this clone ready: a virtual environment for akslab, then what `akslab setup` sees to (nftables, the Azure CLI).
set -eu
cd "$(dirname "$0")/.."

if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "akslab needs Python 3.11 or later as python3; this is $(python3 --version 2>&1)." >&2
    exit 4
fi
if ! python3 -c 'import ensurepip' 2>/dev/null; then
    if [ "$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
    elif sudo -n true 2>/dev/null; then sudo apt-get update -qq && sudo apt-get install -y -qq python3-venv >/dev/null
    else echo "python3 can't make virtual environments here: install the package python3-venv." >&2; exit 4
    fi
fi

stamp=.venv/.ready
wanted=$(cksum pyproject.toml)
if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
    echo "Setting up akslab in .venv (about a minute) …" >&2
    [ -x .venv/bin/python ] || python3 -m venv .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[lab,dev]'
    echo "$wanted" > "$stamp"
fi
exec .venv/bin/akslab setup
