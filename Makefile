# What people type in a clone. `setup` is what demo and test call; a second run is quick and works offline.
BENCHES = $(filter-out bench/measured.py, $(wildcard bench/*.py))

N = 100000
SEED = 1

SECONDS = 60
READERS = bicep terraform bash powershell cmd markdown plan export

.PHONY: setup demo test bench differential fuzz clean

setup:
	@scripts/setup.sh

demo: setup
	@.venv/bin/akslab article

test: setup
	@scripts/test.sh

bench: setup
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@for each in $(BENCHES); do echo "== $$each"; .venv/bin/python $$each || exit 1; done

# The packet model against the kernel, N packets: more than `make test` has the time for.
differential: setup
	@PYTHONPATH=tests .venv/bin/python -m differential --packets $(N) --seed $(SEED)

# The readers of what people hand over, SECONDS each, with mutations that look for new ways through the code.
fuzz: setup
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[fuzz]'
	@PYTHONPATH=tests .venv/bin/python -m fuzz.arm -max_total_time=$(SECONDS)
	@for each in $(READERS); do \
	    echo "== $$each"; PYTHONPATH=tests .venv/bin/python -m fuzz.texts $$each -max_total_time=$(SECONDS) || exit 1; done

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .import_linter_cache .pytest_cache .hypothesis
