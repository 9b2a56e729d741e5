# Two commands do everything: `make demo` and `make test`. Both install what they need and reuse it afterwards.
export OMP_NUM_THREADS = 1
export OMP_THREAD_LIMIT = 1
export OPENBLAS_NUM_THREADS = 1
BIN = .venv/bin

.PHONY: demo up test lint unit quality setup setup-test examples

demo: setup            ## play the truck-driver case through the real HTTP endpoint
	$(BIN)/uplift demo examples/truck-driver

up: setup              ## serve on this machine: SQLite, a private redis-server, local files
	$(BIN)/uplift up

test: setup-test lint  ## everything: lint, types, import rules, unit, integration, faults, end to end
	$(BIN)/pytest -q -n 2 --dist loadgroup

lint: setup-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

unit: setup-test       ## seconds, no services
	$(BIN)/pytest -q tests/unit

examples: setup-test   ## draw the example evidence again (seeded: the same bytes)
	$(BIN)/python examples/make_truck_driver.py

setup:
	@scripts/setup.sh run

setup-test:
	@scripts/setup.sh test
