#!/bin/sh
# Write the generated pages anew: rules, errors, commands, coverage, and the list of our own words in fidelity.md.
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python
$python -m akslab.rules.pages > docs/rules.md
$python -m akslab.remedies.pages > docs/remedies.md
$python -m akslab.explaining.pages > docs/errors.md
$python -m akslab.cli.pages > docs/commands.md
$python -m akslab.azure.coverage > docs/coverage.md
$python - <<'PY'
import re, subprocess, sys
from pathlib import Path

words = subprocess.run([sys.executable, "-m", "akslab.rules.pages", "own-words"], capture_output=True, text=True, check=True)
page = Path("docs/fidelity.md")
begin, end = "<!-- own words: begin -->", "<!-- own words: end -->"
head, rest = page.read_text().split(begin)
page.write_text(f"{head}{begin}\n{words.stdout.strip()}\n{end}{rest.split(end)[1]}")
PY
