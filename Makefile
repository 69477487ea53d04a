# The doors. Each sets up what it needs first, from nothing if need be; set-up without changes takes a few seconds.
# The list that `make help` prints is made of the comments behind `##`.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 6543
DATA_DIR ?= var
export PORT DATA_DIR

bin := .venv/bin
setup := $(PYTHON) tools/setup

.PHONY: help run test check bench openapi build wheel lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  PORT=$(PORT) and DATA_DIR=$(DATA_DIR) choose where \`make run\` listens and keeps its data"
