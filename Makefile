# make site   build the portal from content/ into output/
# make serve  preview it while you write
# make test   every check there is
# make look   pictures of every kind of page, on screens and on paper, to judge by eye: output-look/index.html
# make bench  ours and Hugo in turn over the same records (see tests/bench/README.md); takes long. BENCH='--size 1000 --runs 1'
# make clean  remove .venv, caches and output-look/; output/ stays
#
# Needs make and Python 3.11 or later with venv. The libraries go into .venv, once.

.PHONY: site serve test look bench clean
.NOTPARALLEL:

site:
	@sh .ci/libraries site
	@.venv/bin/python build.py
	@echo 'Open output/index.html in a browser. To serve it here: make serve (that is, python3 build.py serve).'

serve:
	@sh .ci/libraries site
	@.venv/bin/python build.py serve

# All three run, even when the first has something to say.
test:
	@sh .ci/libraries test
	@failed=0; \
	.venv/bin/python -m ruff check . || failed=1; \
	.venv/bin/python -m mypy || failed=1; \
	.venv/bin/python -m pytest -n auto --dist loadfile --no-loadscope-reorder || failed=1; \
	exit $$failed

look:
	@sh .ci/libraries test
	@.venv/bin/python -m tests.look

bench:
	@sh .ci/libraries bench
	@.venv/bin/python -m tests.bench.bench $(BENCH)

clean:
	rm -rf .venv .cache output-look .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
