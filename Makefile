# The commands of the house. "make" alone lists them.
PY = .venv/bin/python
PARALLEL ?= $(shell expr $$(nproc 2>/dev/null || echo 2) \* 3)
# a test at the window waits more than half of its time, so there are three workers for each core
export QT_LOGGING_RULES = qt.qpa.*=false
# the tests start the program some hundred times; without its compiled files each start compiles the whole of it again
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup run test types rules check bench screens lock

help: ## list these commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 16

setup: ## make the virtual environment; name or install what the system lacks
	@scripts/setup.sh

run: setup ## set up, and open the window on the demo clinic
	@.venv/bin/frontdesk --demo

test: ## set up, then every check and test, without a screen
	@scripts/setup.sh test
	@$(MAKE) --no-print-directory --output-sync=target -j 2 types rules
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q -n $(PARALLEL) --dist worksteal -m "not slow"

types:
	$(PY) -m mypy

# collecting once compiles the tests, which each worker would otherwise do for itself
rules:
	$(PY) -m ruff check .
	.venv/bin/lint-imports --no-cache
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q --collect-only -m "not slow" > .venv/collected || { tail -40 .venv/collected; exit 1; }

check: test ## the tests, then the long versions of the fault and race tests
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q -m slow

bench: ## measure the goals of speed and memory, each with its limit measured in the same run
	@scripts/setup.sh test
	@QT_QPA_PLATFORM=offscreen $(PY) -m benchmarks

screens: setup ## every screen and state as a picture, light and dark, into screens/
	@QT_QPA_PLATFORM=offscreen $(PY) -m scripts.screens screens

lock: ## write requirements.lock anew from pyproject.toml
	@$(PY) -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-annotate \
	  --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --all-extras --output-file requirements.lock pyproject.toml
	@sed -i -E 's/^(pyside6-essentials==[^ ]+|shiboken6==[^ ]+) ; python_version < "3.12"/\1/' requirements.lock
