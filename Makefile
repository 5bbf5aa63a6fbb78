# The words that people and CI say. Each target is one line of what it is for; what it does stands in scripts/.

# Only bash knows `exec` in a recipe with the quoting that ARGS may carry, and pipefail.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
# Recipes here share one .build folder and one terminal: -j would only interleave them.
.NOTPARALLEL:
.PHONY: help run test check unit build release lint format arrows examples readme docs schema bootstrap clean dist install uninstall

# What `make run` passes on to the host, and `make unit` to swift test.
ARGS ?=
POLICY ?= policies/p28.yaml

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))
	@echo
	@echo '  make run ARGS="--ticks 3"     ends by itself after three ticks'
	@echo '  make unit ARGS="--filter X"   runs the tests whose name matches X'

# The build talks on stderr, so that `make run | less` shows the host alone. exec: no shell stays between the terminal and the host, Ctrl-C
# reaches the host itself, and as the host then ends with 0, make has nothing to complain of.
run: bootstrap ## Build the release and show the policy at work against simulated producers
	@echo 'building the release (some minutes the first time)' >&2
	@swift build -c release --product host --static-swift-stdlib >&2
	@exec "$$(swift build -c release --show-bin-path)/host" demo $(POLICY) $(ARGS)

# `+` hands the terminal's jobserver on; scripts/check clears what else make would pass down.
test: ## Run everything that CI runs: arrows, lint, builds, tests, reference, schema, examples, the README's commands
	+@scripts/check

check: test ## The same as make test

unit: bootstrap ## Run swift test alone
	@scripts/unit-tests $(ARGS)

build: bootstrap ## Build for debugging, tests included
	swift build --build-tests

release: bootstrap ## Build the host as it is deployed
	swift build -c release --product host --static-swift-stdlib

# Links the Swift libraries in; what remains is said by scripts/dist, and why in docs/guide/deploying.md.
dist: release ## Pack the release: dist/governor-VERSION-linux-ARCH.tar.gz and its checksum
	@scripts/dist "$$(swift build -c release --show-bin-path)/host"

PREFIX ?= /usr/local
DESTDIR ?=

# Not after `release`: installing is mostly done by root, and root is not to leave files in .build.
install: ## Install a release that was built, under PREFIX=/usr/local (and DESTDIR= for packagers)
	@scripts/install --binary .build/release/host --prefix "$(PREFIX)" --destdir "$(DESTDIR)"

uninstall: ## Take away what `make install` put there
	@scripts/install --uninstall --prefix "$(PREFIX)" --destdir "$(DESTDIR)"

lint: ## Check the layout of the Swift code and the syntax of the scripts
	@scripts/lint

format: ## Lay out the Swift code
	@scripts/lint --fix

arrows: ## Check who imports whom
	@scripts/check-arrows

examples: release ## Validate and run every example and policy
	@scripts/check-examples

readme: release ## Run the commands of README.md
	@scripts/check-readme

docs: build ## Write docs/reference from the declarations of plugins and language
	@HOST=.build/debug/host scripts/generate-docs

schema: bootstrap-tests ## Hold the schema for editors against policies and golden faults
	@scripts/check-schema

.PHONY: bootstrap-tests
bootstrap-tests:
	@scripts/bootstrap --tests

bootstrap: ## Install the system packages that are missing
	@scripts/bootstrap

clean: ## Remove everything that was built
	rm -rf .build
