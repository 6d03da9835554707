# What people type in a clone. `setup` is what demo and test call; a second run is quick and works offline.
BENCHES = $(filter-out bench/measured.py, $(wildcard bench/*.py))

.PHONY: setup demo test bench clean

setup:
	@scripts/setup.sh

demo: setup
	@.venv/bin/akslab article

test: setup
	@scripts/test.sh

bench: setup
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@for each in $(BENCHES); do echo "== $$each"; .venv/bin/python $$each || exit 1; done

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .import_linter_cache .pytest_cache .hypothesis
