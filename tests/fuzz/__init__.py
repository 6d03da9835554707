"""Fuzzing by hand, guided by coverage: `pip install -e .[fuzz]`, then `PYTHONPATH=tests python -m fuzz.arm`."""
