# The doors. Each sets up what it needs first, from nothing if need be; set-up without changes takes a few seconds.
# The list that `make help` prints is made of the comments behind `##`.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 6543
DATA_DIR ?= var
export PORT DATA_DIR

bin := .venv/bin
setup := $(PYTHON) tools/setup

.PHONY: help run test check bench openapi build lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  PORT=$(PORT) and DATA_DIR=$(DATA_DIR) choose where \`make run\` listens and keeps its data"

run: ## serve the product on http://localhost:PORT, files in DATA_DIR; Ctrl-C stops it
	@$(setup) run
	@exec $(bin)/bigcapital serve --config development.ini

test: ## everything, on real servers and in a browser
	@$(setup) test
	@$(PYTHON) tools/prove test

check: ## the fast half of `make test`: style, types, import contracts, tests without servers
	@$(setup) check
	@$(PYTHON) tools/prove check

bench: ## the figures, on real servers, each as a share of a trivial view of the same run
	@$(setup) test
	@$(bin)/python -m bench

openapi: ## docs/openapi.json from the code, and the web app's types from it
	@$(setup) run
	@$(bin)/bigcapital openapi --output docs/openapi.json
	@cd webapp && PATH="$(CURDIR)/$(bin):$$PATH" npm run --silent api

build: ## the wheel, in dist/, with the migrations and the built web app inside
	@$(setup) run
	@rm -rf build dist
	@$(bin)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

lock: ## the hashed locks again, from requirements/*.in
	@$(setup) check
	@cd requirements && for name in uv run dev node; do \
		../$(bin)/uv pip compile --quiet --generate-hashes --python-version 3.11.2 --no-header --no-annotate $$name.in -o $$name.txt || exit 1; \
	done
	@cd requirements && ../$(bin)/uv pip compile --quiet --no-deps --generate-hashes --python-version 3.11.2 --no-header mongod.in -o mongod.txt

clean: ## removes what the doors made, except the data in DATA_DIR
	rm -rf .venv build dist src/*.egg-info webapp/dist webapp/node_modules var/test-services
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests bench tools alembic -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
