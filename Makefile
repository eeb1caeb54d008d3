# zhibiao needs only Python >= 3.11 and make: everything else is installed into .venv, once.
# To choose another interpreter: make PYTHON=/path/to/python3.12 run

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$p"; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup run test test-ocr check accuracy bench lock docs train images

help:
	@echo "make run     read corpora/samples into out/ and say which files to open"
	@echo "make test    run the whole test suite"
	@echo "make test-ocr  the tests of text recognition, in an environment with the extra [ocr]"
	@echo "make check   ruff, mypy --strict and the floors of the house"
	@echo "make accuracy  score the dev and test reports, and what was gained and lost since the accepted run"
	@echo "make bench   measure speed beside its peers"
	@echo "make setup   only install into .venv"

setup: $(READY)

# The stamp is newer than the lock and the project file exactly when nothing is to be installed.
$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "zhibiao needs Python 3.11 or newer: install it, or say make PYTHON=/path/to/python"; exit 2; }
	@test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV) || { echo "python -m venv failed: on Debian and Ubuntu install the package python3-venv"; exit 2; }
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet uv || echo "uv could not be installed, pip does its work (slower)"
	@if test -x $(BIN)/uv; then \
		$(BIN)/uv pip install --quiet --python $(BIN)/python -r requirements.lock && \
		$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e . ; \
	else \
		$(BIN)/python -m pip install --quiet -r requirements.lock && \
		$(BIN)/python -m pip install --quiet --no-deps -e . ; \
	fi
	@touch $@

run: $(READY)
	@$(BIN)/zhibiao run corpora/samples --out out

# Two processes; the tests of a file stay together, as they share what they set up.
test: $(READY)
	@$(BIN)/python -m pytest -n 2 --dist loadfile

# All other tests run without the extra, so that both ways are tried.
test-ocr: $(READY)
	@test -x .venv-ocr/bin/python || $(BIN)/uv venv --quiet --python $(BIN)/python .venv-ocr
	@$(BIN)/uv pip install --quiet --python .venv-ocr/bin/python -r requirements.lock
	@$(BIN)/uv pip install --quiet --python .venv-ocr/bin/python -c requirements.lock -e '.[ocr]'
	@.venv-ocr/bin/python -m pytest tests/readers/test_ocr.py tests/test_every_format.py -k "ocr or scan"

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/test_layers.py

# ACCEPT=1 makes this run the accepted one and raises the floors; to lower one, say why: REASON="…".
accuracy: $(READY)
	@$(BIN)/python -m pipeline.accuracy $(if $(ACCEPT),--accept) $(if $(REASON),--reason "$(REASON)")

bench: $(READY)
	@$(BIN)/python -m pipeline.bench

# For maintainers: resolve again, for every platform and every Python that is supported.
lock: $(READY)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 pyproject.toml --group dev \
		--no-annotate --no-header --no-emit-index-url --upgrade -o requirements.lock

# For maintainers: learn the stored models anew from the corpora (indicators, document types).
train: $(READY)
	$(BIN)/python -m pipeline.training

# For maintainers: the pictures of the README, from a run over the samples.
images: $(READY)
	docs/make_images.sh

# For maintainers: the pages that the program writes (error codes, the READMEs' excerpt and scores).
docs: $(READY)
	$(BIN)/python -m pipeline.pages
