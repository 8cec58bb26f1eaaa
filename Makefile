# DueProcess 督程: `make up` runs it, `make test` tests it; each starts from nothing.

.DELETE_ON_ERROR:
.DEFAULT_GOAL := setup
.PHONY: setup up test check bench bench-board mining

VENV := .venv
BIN := $(VENV)/bin
ROOMS := rulebook models notifications tasks flows dueprocess
CANDIDATES := $(or $(PYTHON),python3.11 python3.12 python3.13 python3)

# Containers often set it: every server, worker and command would compile the sources anew.
unexport PYTHONDONTWRITEBYTECODE

say = @echo "==> $(1)"

setup: $(VENV)/.prepared $(VENV)/.assets

# The docket's path is taken from where you stand, which is here: make does not change folder.
up: setup
	@$(BIN)/dueprocess up $(if $(DOCKET),"$(DOCKET)")

# Real servers and workers mostly wait: their tests run beside the rest, and before it. A worker of
# the rest that has nothing left takes half of what another still has.
HALVES := $(VENV)/.real $(VENV)/.rest
REAL := tests/browser tests/flows tests/stories tests/dueprocess/test_up.py
CHECKED := # not empty: `make check` has just run the house's own rules
.PHONY: $(HALVES)

test: setup $(VENV)/.axe
	@$(MAKE) --no-print-directory --keep-going --jobs=2 $(HALVES)

$(VENV)/.rest:
	$(call say,pytest)
	@nice -n 5 $(BIN)/python -m pytest -m "not real" --numprocesses 2 --dist worksteal \
	    $(if $(CHECKED),--ignore=tests/house)

$(VENV)/.real:
	$(call say,pytest with real servers and workers: what it says follows when it has ended)
	@$(BIN)/python -m pytest -m real $(REAL) >$(VENV)/real.log 2>&1; code=$$?; \
	cat $(VENV)/real.log; exit $$code

# Types take as long as all the rest: they are checked beside it.
CHECKS := $(VENV)/.types $(VENV)/.rules
.PHONY: $(CHECKS)

check: setup
	$(call say,format)
	@$(BIN)/ruff format --check .
	$(call say,lint)
	@$(BIN)/ruff check .
	@$(MAKE) --no-print-directory --keep-going --jobs=2 --output-sync=target $(CHECKS)

$(VENV)/.types:
	$(call say,types)
	@$(BIN)/mypy

$(VENV)/.rules:
	$(call say,the line between the rooms)
	@$(BIN)/lint-imports --no-logo
	$(call say,the house's own rules)
	@$(BIN)/python -m pytest -q tests/house

bench: setup
	@$(BIN)/python -m benchmarks

# What one test reads the event logs with: large, under the AGPL, and asked for by nobody else.
mining: setup $(VENV)/.mining

# It may come while Prefect's database is made, never beside another pip.
$(VENV)/.mining: $(VENV)/.installed constraints-mining.txt
	$(call say,$(shell grep -c == constraints-mining.txt) pinned packages to read event logs with)
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet --require-hashes --no-deps \
	    -r constraints-mining.txt
	@$(BIN)/python -m pip check --disable-pip-version-check
	@touch $@

bench-board: setup
	@$(BIN)/python -m benchmarks --only board --results benchmarks/results

# A virtual environment holds its own path: one that was moved or copied here is made anew.
ifneq ($(file <$(VENV)/.created),$(CURDIR))
.PHONY: $(VENV)/.created
endif

# Debian keeps ensurepip in a package of its own: without it, the system's pip fills the venv.
$(VENV)/.created:
	$(call say,1/4 virtual environment in $(VENV))
	@newer='import sys; sys.exit(sys.version_info < (3, 11))'; \
	for candidate in $(CANDIDATES); do \
	    $$candidate -c "$$newer" 2>/dev/null && python=$$candidate && break; \
	done; \
	if grep -qsF "$(CURDIR)/$(VENV)/" $(BIN)/pip && $(BIN)/python -c "$$newer" 2>/dev/null; then \
	    echo "kept: it was made here and is new enough"; \
	elif [ -z "$$python" ]; then \
	    echo "make: no Python 3.11 or newer among: $(CANDIDATES)." \
	        "Install python3.11, or say where it is: make PYTHON=/path/to/python3.11" >&2; \
	    exit 1; \
	elif $$python -c 'import venv, ensurepip' 2>/dev/null; then \
	    $$python -m venv --clear $(VENV); \
	elif $$python -m pip --version >/dev/null 2>&1; then \
	    $$python -m venv --clear --without-pip $(VENV) \
	        && $$python -m pip --python $(BIN)/python install --quiet pip; \
	else \
	    echo "make: $$python has neither the venv module nor pip." \
	        "Install them: apt-get install python3-venv" >&2; \
	    exit 1; \
	fi
	@printf '%s' "$(CURDIR)" >$@

# The pins are complete, so nothing is left to resolve (an older pip resolves extras wrongly). What
# pip warns of is kept by tee: pip's own log names each of a hundred thousand files it passed over.
$(VENV)/.pinned: $(VENV)/.created constraints.txt
	$(call say,2/4 $(shell grep -c == constraints.txt) pinned packages and their hashes)
	@{ { $(BIN)/python -m pip install --disable-pip-version-check --require-hashes --no-deps \
	    --no-compile -r constraints.txt; echo $$? >$(VENV)/pip.code; \
	  } 2>&1 >&3 | tee $(VENV)/pip.log >&2; } 3>&1; \
	[ "$$(cat $(VENV)/pip.code)" = 0 ] || { \
	    if grep -qE 'NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|ProxyError' \
	        $(VENV)/pip.log; then \
	        echo "make: the package index cannot be reached: check the network or the proxy," \
	            "or name a mirror in PIP_INDEX_URL; then run the same command again." >&2; \
	    else \
	        echo "make: pip failed; the reason stands above." >&2; \
	    fi; \
	    exit 1; \
	}
	-@$(BIN)/python -m compileall -qq -j 0 $(VENV)/lib # pip would take one core for it
	@touch $@

$(VENV)/.installed: $(VENV)/.pinned pyproject.toml $(ROOMS:%=%/__init__.py)
	$(call say,3/4 DueProcess itself)
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps \
	    --no-build-isolation --editable .
	@$(BIN)/python -m pip check --disable-pip-version-check
	@touch $@

# A first start then copies a database that takes half a minute to make.
$(VENV)/.prepared: $(VENV)/.installed prefect.yaml $(wildcard flows/*.py)
	$(call say,4/4 Prefect's database)
	@$(BIN)/python -m dueprocess.preparing
	@touch $@

# What is taken in from npm, locked by hash. A machine that has no npm or no way to its registry is
# told so in one line, and asked again by the next `make`; it tries twice and no longer, for a closed
# network must not hold the rest up. (1) the manifest's folder, (2) the file, (3) where it is laid,
# (4) what is said without it.
QUICKLY := --fetch-retries=1 --fetch-retry-mintimeout=1000 --fetch-retry-maxtimeout=2000 \
    --fetch-timeout=20000
define take
	@if npm ci --prefix $(1) --ignore-scripts --no-audit --no-fund --silent $(QUICKLY) \
	    >$(VENV)/npm.log 2>&1; then \
	    mkdir -p $(3) && cp $(1)/node_modules/$(2) $(3)/ && rm -rf $(1)/node_modules && touch $@; \
	else \
	    echo "$(4) (npm is missing or its registry cannot be reached);" \
	        "run the same command again to have it"; \
	fi
endef

BOARD := dueprocess/board
BROWSER := tests/browser

$(VENV)/.assets: $(VENV)/.created $(BOARD)/assets/package.json $(BOARD)/assets/package-lock.json
	$(call take,$(BOARD)/assets,htmx.org/dist/htmx.min.js,$(BOARD)/static/vendor,$(strip \
	    htmx was not taken in: the board works without it))

$(VENV)/.axe: $(VENV)/.created $(BROWSER)/assets/package.json $(BROWSER)/assets/package-lock.json
	$(call take,$(BROWSER)/assets,axe-core/axe.min.js,$(BROWSER)/vendor,$(strip \
	    axe-core was not taken in: pages are not asked whether everybody can read them))
