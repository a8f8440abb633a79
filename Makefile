# Everything that a person types.  `make help` lists it.
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
LAB ?= lab

.PHONY: help install run tour test test-fast check format bench docs clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/toolstackd: setup.cfg pyproject.toml scripts/install.sh scripts/fetch_ansible.py tests/clients/package-lock.json
	scripts/install.sh $(VENV)
	@touch $@

install: $(BIN)/toolstackd ## Install what is missing: Debian packages, and Python packages in .venv

run: $(BIN)/toolstackd ## Start a lab host and stay until Ctrl-C (root)
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python scripts/run.py --name $(LAB)

tour: $(BIN)/toolstackd ## Show the main job on a lab of its own: VLANs, a bond, a guest, packets (root)
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python scripts/tour.py

test: $(BIN)/toolstackd ## Run all tests (root: hosts are made of network namespaces)
	$(BIN)/python -m pytest -n 2 --dist loadfile

test-fast: $(BIN)/toolstackd ## Run the tests that need neither root nor Open vSwitch
	$(BIN)/python -m pytest -n 2 --dist loadfile tests/unit tests/golden tests/property

check: $(BIN)/toolstackd ## Format, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(BIN)/toolstackd ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(BIN)/toolstackd ## Run the benchmarks; each prints a ratio against a baseline of the same run (root)
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m scripts.bench

docs: $(BIN)/toolstackd ## Build the documentation into docs/_build
	$(BIN)/sphinx-build -q -W -b html docs docs/_build

clean: ## Remove what was built
	rm -rf $(VENV) build dist docs/_build docs/reference/generated *.egg-info .mypy_cache .ruff_cache .pytest_cache
