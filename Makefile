# PYTHON names the Python that makes the environment; SETUP is passed on to tools/environment.py.
PYTHON ?= python3
SETUP ?=
# Written before each command, not exported once: an old make looks for programs on its own PATH.
IN := PATH="$(CURDIR)/.venv/bin:$$PATH"
# The networks of the book are small: two threads would spend their time waiting for each other.
export OPENBLAS_NUM_THREADS ?= 1
# The tests of a file stay together: some make something once for all of them.
WORKERS := -n auto --maxprocesses 4 --dist loadfile
say = @printf '\n== %s\n'

.PHONY: help environment book pdf serve lab test bench constraints clean

help: ## say what there is (this)
	@sed -n 's/^\([a-z]*\):.*## /make \1: /p' Makefile

environment: ## make the environment .venv, or bring it up to date
	@$(PYTHON) tools/environment.py $(SETUP)

book: environment ## build the book into _build/html and check it
	$(say) "Collecting what the pages load: the widgets' front end, the fonts of the mathematics"
	@$(IN) python -m tools.site assets
	$(say) "Building the book: every chapter is executed, two to six minutes"
# Afresh: a page kept from an earlier build would hide one that is missing now.
	@rm -rf _build/html _build/.doctrees _build/jupyter_execute
	@$(IN) jupyter-book build . -W -n --keep-going
	@$(IN) python -m tools.site check
	$(say) "The book stands in _build/html. To read it: make serve"

pdf: ## print the built book as one PDF, about a minute; it needs Chromium
	@$(PYTHON) tools/environment.py --browser $(SETUP)
	@$(IN) python -m tools.pdf

serve: ## serve the built book on this machine and say where
	@$(IN) python -m tools.site serve

lab: ## open the chapters in JupyterLab
	@$(PYTHON) tools/environment.py --lab $(SETUP)
	@$(IN) jupyter lab --LabApp.default_url=/lab/tree/chapters/what-you-need.ipynb

test: ## run every test and check, the build among them
	@$(PYTHON) tools/environment.py --browser $(SETUP)
	$(say) "Style and types"
	@$(IN) ruff check . && $(IN) ruff format --check .
	@$(IN) mypy
	$(say) "The library, with the examples in its docstrings"
	@$(IN) python -m pytest $(WORKERS) neuronlib tests/neuronlib --cov=neuronlib --cov-branch --cov-fail-under=98
	$(say) "The set-up, the tools and the text: every chapter is executed"
	@$(IN) python -m pytest $(WORKERS) tests/test_environment.py tests/book tests/benchmarks
	$(say) "The stored outputs, with nbval: every chapter is executed"
	@$(IN) python -m pytest $(WORKERS) --nbval chapters
	@$(MAKE) --no-print-directory book
	$(say) "The built site in Chromium"
	@$(IN) python -m pytest $(WORKERS) tests/site
	$(say) "Binder: a Jupyter server in an environment of its own, which is made first"
	@$(IN) python -m pytest tests/binder
	$(say) "All is well"

bench: ## measure neuronlib beside its peers and store the results, some minutes
	@$(PYTHON) tools/environment.py --bench $(SETUP)
	@cd benchmarks && $(IN) npm ci --no-progress
	$(say) "Measuring; leave the machine alone until it is done"
	@$(IN) python -m benchmarks --date "$$(date +%F)"

constraints: ## pin the newest packages that the bounds in requirements.txt allow
	@$(PYTHON) tools/environment.py --constraints

clean: ## remove everything that was made, the environment too
	rm -rf .venv _build web/node_modules benchmarks/node_modules *.egg-info .*_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
