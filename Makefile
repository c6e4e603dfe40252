# The project's commands. They need Python 3.13, and Chromium for the browser tests; everything else they bring along.
export PATH := $(CURDIR)/.venv/bin:$(CURDIR)/.local/uv/bin:$(PATH)
export UV_LINK_MODE = copy
export NODE_COMPILE_CACHE = $(CURDIR)/.local/node
unexport PYTHONDONTWRITEBYTECODE
SHELL := /bin/bash
.PHONY: run test check openapi bench lock deploy clean
.DELETE_ON_ERROR:

run: .venv/.done .venv-sam/.done web/dist/index.html
	@exec python -m local

test: .venv/.done .venv-sam/.done web/node_modules/.done tests/clients/node_modules/.done web/dist/index.html
	@command -v chromium > /dev/null || { echo "Chromium is missing: apt-get install chromium, then make test." >&2; exit 1; }
	@npm --prefix web run --silent test
	@python -m tests

check: .venv/.done .venv-sam/.done web/node_modules/.done
	ruff check . && ruff format --check . && mypy
	SAM_CLI_TELEMETRY=0 .venv-sam/bin/sam validate --lint
	npm --prefix web run --silent check

openapi: .venv/.done web/node_modules/.done
	python -m local.openapi && npm --prefix web run --silent openapi

bench: .venv/.done .venv-sam/.done
	python -m tests.bench && python -m tests.bench.timing

lock: .venv/.done
	for group in runtime fhir pdf dev sam; do uv pip compile -q --universal --generate-hashes --no-header \
	  --python-version 3.13 --group $$group -o requirements/$$group.txt; done

# make deploy ENV=staging|production (see samconfig.toml and docs/operations.md)
deploy: .venv/.done .venv-sam/.done web/dist/index.html
	@python -m local.publish $(ENV)

clean:
	rm -rf .local .aws-sam .venv .venv-sam web/dist web/node_modules tests/clients/node_modules

.venv/.done: requirements/dev.txt
.venv-sam/.done: requirements/sam.txt
.venv/.done .venv-sam/.done: %/.done: | .local/log/uv
	@echo "Installing $*"; test -x $*/bin/python || uv venv -q --python 3.13 $* 2>> .local/log/install || \
	  { echo "Python 3.13 was not found: install it (pyenv install 3.13), then run make again." >&2; exit 1; }
	@uv pip sync -q --compile-bytecode --require-hashes --python $* $< 2>> .local/log/install || \
	  { echo "The packages of $< did not install: check the network and .local/log/install, run make again." >&2; exit 1; }
	@touch $@

.local/log/uv:
	@mkdir -p .local/log; command -v uv > /dev/null || { python3 -m venv .local/uv && \
	  .local/uv/bin/pip install -q uv==0.13.9; } > .local/log/install 2>&1 || \
	  { echo "uv could not be installed: pip install uv, then run make again (.local/log/install says why)." >&2; exit 1; }
	@touch $@

web/node_modules/.done tests/clients/node_modules/.done: %/node_modules/.done: %/package-lock.json %/package.json | .venv/.done
	@echo "Installing the packages of $*"; npm --prefix $* ci --silent --no-audit --no-fund > .local/log/npm 2>&1 || \
	  { echo "npm could not install $*: check the network and .local/log/npm, run make again." >&2; exit 1; }
	@touch $@

web/dist/index.html: web/node_modules/.done $(shell find web/src web/public web/*.html web/*.ts -type f 2> /dev/null)
	@echo "Building the web"; npm --prefix web run --silent build > .local/log/web 2>&1 || \
	  { echo "web/ did not build: .local/log/web says why." >&2; exit 1; }
	@touch $@
