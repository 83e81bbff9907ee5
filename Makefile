# Each target does its own set-up; `make demo` and `make test` are the two commands of the README.
# On Windows without make: see "Without make" in README.md; each target is one `csa` or `python -m` command.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DATA ?= ../shared/data
GOLD ?= tests/data/gold
# One run of set-up for one set of pins: the stamp is older than these files only when they have changed.
STAMP := $(VENV)/.installed

.PHONY: demo test lint bench bench-anonymise bench-scale bench-review bench-suggest bench-topics bench-topics-scale bench-codings docs sample clean help

help:
	@echo "make demo    the sample study from raw transcripts to outputs/demo/"
	@echo "make test    lint, types, import contracts and every test"
	@echo "make lint    ruff, mypy --strict, import contracts"
	@echo "make bench   the slow measurements (DATA=folder with the development data)"
	@echo "make docs    the pictures and figures in docs/, from a fresh demo"
	@echo "make sample  the sample study's files, from their source"

$(STAMP): pyproject.toml constraints.txt scripts/setup_env.py
	$(PYTHON) scripts/setup_env.py $(VENV)
	@touch $@

demo: $(STAMP)
	$(BIN)/csa demo

test: lint
	$(BIN)/python -m pytest

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: bench-anonymise bench-scale bench-review bench-suggest bench-topics bench-topics-scale bench-codings

bench-anonymise: $(STAMP)
	$(BIN)/python benches/anonymise.py $(DATA)/anonymisation
	$(BIN)/python benches/anonymise.py benches/data --sets uk_wide_seen uk_wide_unseen

bench-scale: $(STAMP)
	$(BIN)/python benches/scale_anonymise.py

bench-review: $(STAMP)
	$(BIN)/python benches/review.py $(GOLD)

bench-suggest: $(STAMP)
	$(BIN)/python benches/suggest.py
	$(BIN)/python benches/polarity.py

bench-topics: $(STAMP)
	$(BIN)/python benches/topics.py $(DATA)
	$(BIN)/python benches/topic_gaps.py

bench-topics-scale: $(STAMP)
	$(BIN)/python benches/scale_topics.py

bench-codings: $(STAMP)
	$(BIN)/python benches/scale_codings.py

docs: demo
	$(BIN)/python scripts/build_docs.py

sample: $(STAMP)
	$(BIN)/python scripts/build_sample.py

clean:
	rm -rf outputs/demo demo-study build *.egg-info
