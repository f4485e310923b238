# One word each. Needs python3 (3.11 or newer, with venv), make and a package index; nothing else.
.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test test-fast check fix run worker faults proof bench clocks docs house pictures tour words css lock audit sbom
PYTHON ?= python3
VENV := .venv/bin
# Without what a machine's Python loads at each start of its own accord: a step before each word must cost next to nothing.
SETUP := $(PYTHON) -S scripts/setup.py
# What Python compiles is kept, whatever the shell says: each start, and tests start many, would compile it all anew.
export PYTHONDONTWRITEBYTECODE :=

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' Makefile

demo: ## everything from nothing to a lifelike region; web, worker and beat in one command (PORT=8000)
	@$(SETUP) base
	@exec $(VENV)/python manage.py demo --end-with-parent

demo-reset: ## throw the demo away; the next make demo starts anew
	@$(PYTHON) scripts/demo_reset.py

test: ## everything, on SQLite and on PostgreSQL with Redis, with a real browser
	@$(SETUP) dev system
	@exec $(VENV)/python scripts/run_tests.py

test-fast: ## inner loop: SQLite, no browser, no servers; two minutes
	@$(SETUP) dev
	@exec $(VENV)/python -m pytest -q -m "not browser and not processes"

check: ## formatter, ruff, djlint, mypy, floors, migrations, deploy check, lock files, names
	@$(SETUP) dev
	@exec $(VENV)/python scripts/check.py

fix: ## what the formatters and ruff can mend safely
	@$(SETUP) dev
	@$(VENV)/ruff check --fix .
	@$(VENV)/ruff format .
	@$(VENV)/djlint templates --reformat --quiet || true

run: ## web only, reloading, against DATABASE_URL and REDIS_URL (default: var/)
	@$(SETUP) base
	@MODE=$${MODE:-development} $(VENV)/python manage.py migrate --verbosity 0
	@MODE=$${MODE:-development} exec $(VENV)/python manage.py runserver $${PORT:-8000}

worker: ## Celery worker with beat against DATABASE_URL and REDIS_URL (default: var/)
	@$(SETUP) base
	@MODE=$${MODE:-development} exec $(VENV)/celery -A samenkracht worker -B -P threads -c 2 --loglevel INFO

faults: ## the outside ledger at full size (50,000 submissions, 200 kills; over an hour on two quiet cores)
	@$(SETUP) dev system
	@exec $(VENV)/python -m tests.faults --submissions 50000 --kills 200 --rate 13 --seed 3 --out docs/proof/ledger-50000.json

proof: ## the ledger at 200 and 2,000 submissions, results in docs/proof/; axe on every page, however alike
	@$(SETUP) dev system
	@$(VENV)/python -m tests.faults --submissions 200 --kills 4 --seed 1 --out docs/proof/ledger.json
	@$(VENV)/python -m tests.faults --submissions 2000 --kills 12 --rate 13 --seed 2 --out docs/proof/ledger-2000.json
	@EVERY_PAGE=on exec $(VENV)/python -m pytest -q tests/journeys/test_every_page.py

bench: ## how fast it is beside controls in the same minutes: docs/performance.md (SIZE=--full: up to a million submissions)
	@$(SETUP) dev
	@$(PYTHON) scripts/system_packages.py wrk
	@exec $(VENV)/python -m tests.bench $(SIZE) --out docs/performance.md

clocks: ## tests, demo and bench on other days, with libfaketime: docs/proof/clocks.md (SIZE="--what fast --clocks new-year")
	@$(SETUP) dev system
	@$(PYTHON) scripts/system_packages.py wrk faketime gcc libc6-dev
	@exec $(VENV)/python scripts/run_clocks.py $(SIZE)

docs: ## write the tables of hooks, permissions and models anew; fails when they differed
	@$(SETUP) dev
	@MODE=test exec $(VENV)/python scripts/write_docs.py

house: ## measure how the code looks into docs/house.md; fails when something got worse
	@$(SETUP) dev
	@exec $(VENV)/python scripts/measure_house.py

pictures: ## draw every page of the three papers of the example region into docs/pictures/papers
	@$(SETUP) dev
	@exec $(VENV)/python scripts/picture_papers.py

words: ## gather what residents' pages say into the English catalogue; fails while a text has no English
	@$(SETUP) dev
	@$(VENV)/python scripts/write_catalogues.py

tour: ## photograph every page of the tour at two widths into docs/pictures/tour
	@$(SETUP) dev
	@exec $(VENV)/python scripts/picture_tour.py

css: ## build static/css from styles/
	@$(PYTHON) scripts/build_css.py

lock: ## resolve requirements/*.in anew into lock files of names, versions and hashes
	@$(SETUP) dev
	@exec $(VENV)/python scripts/lock.py

audit: ## compare the lock files with the snapshot of advisories in requirements/; needs no network
	@$(SETUP) dev
	@exec $(VENV)/python scripts/audit.py

# What is told is what production has: an environment of base.txt alone.
sbom: ## write the bill of materials of production (CycloneDX) to var/sbom.json
	@$(SETUP) dev
	@$(SETUP) production
	@exec $(VENV)/cyclonedx-py environment --pyproject pyproject.toml --mc-type application --output-reproducible \
	  --output-format JSON --output-file var/sbom.json var/production/bin/python
