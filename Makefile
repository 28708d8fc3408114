# Every target is one command; `make help` is the map. `npx dwh VERB` does the same as `make VERB`.
SHELL := /bin/sh
.DEFAULT_GOAL := help
DWH := node dist/cli.js

# Values given on the command line reach the commands through the environment, unexpanded: neither make nor the
# shell looks into them.
unexport m from to target role privilege object live sql rename create destructive edit continue majors out external
# A value may also come from the environment under its name in capitals.
export M := $(if $(value m),$(value m),$(value M))
export TO := $(if $(value to),$(value to),$(value TO))
export TARGET := $(if $(value target),$(value target),$(value TARGET))
export RENAME := $(if $(value rename),$(value rename),$(value RENAME))
export CREATE := $(if $(value create),$(value create),$(value CREATE))
export ROLE := $(if $(value role),$(value role),$(value ROLE))
export FROM := $(if $(value from),$(value from),$(value FROM))
export PRIVILEGE := $(if $(value privilege),$(value privilege),$(value PRIVILEGE))
export OBJECT := $(if $(value object),$(value object),$(value OBJECT))
export OUT := $(if $(value out),$(value out),$(value OUT))
export EXTERNAL := $(if $(value external),$(value external),$(value EXTERNAL))
export MATRIX := $(if $(value majors),$(value majors),$(value MATRIX))

target-option = $(if $(TARGET),--target "$$TARGET")
live-option = $(target-option) $(if $(filter 1 yes true,$(live)),--live)

node_modules/.package-lock.json: package.json package-lock.json
	@npm ci --ignore-scripts=false --no-audit --no-fund --loglevel=error
	@touch $@

dist/cli.js: node_modules/.package-lock.json package.json $(shell find scripts -name '*.ts' -o -name '*.sql')
	@npm run --silent build
	@touch $@

.PHONY: build
build: dist/cli.js ## build dist/ from scripts/

##@ Daily workflow
.PHONY: revision upgrade downgrade bootstrap info history check lint adopt
revision: build ## write and prove the next revision: make revision m="add orders" [rename=a=b] [create=c] [destructive=1] [edit=1] [continue=1]
	@$(DWH) revision $(if $(filter 1 yes true,$(continue)),--continue,--message "$$M") $(if $(RENAME),--rename $$RENAME) $(if $(CREATE),--create $$CREATE) $(if $(filter 1 yes true,$(destructive)),--destructive) $(if $(filter 1 yes true,$(edit)),--edit)

upgrade: build ## apply pending revisions: make upgrade [to=head] [target=test]
	@$(DWH) upgrade "$${TO:-head}" $(target-option)

downgrade: build ## take revisions back: make downgrade to=-1 [target=test]
	@$(DWH) downgrade $(target-option) -- $(if $(TO),"$$TO")

bootstrap: build ## print the SQL that lets a role apply what is pending: make bootstrap [role=deployer] [target=test]
	@$(DWH) bootstrap $(if $(ROLE),--role "$$ROLE") $(target-option)

info: build ## show target, server, applied revision, what is pending
	@$(DWH) info $(target-option)

history: build ## list the revisions
	@$(DWH) history

lint: build ## what in the declared access is mostly a mistake? exit 1 if there is something
	@$(DWH) lint

check: build ## do definitions, roles and generated agree? exit 1 if a revision is missing
	@$(DWH) check

##@ Questions
.PHONY: explain who can diff
explain: build ## every way by which a role can use an object: make explain role=test_analyst object=STG_AUTH.user [live=1] [target=test]
	@$(DWH) explain $(live-option) -- "$$ROLE" "$$OBJECT"

who: build ## every role that can do something with an object: make who object=STG_AUTH.user.email [privilege=SELECT]
	@$(DWH) who $(live-option) $(if $(PRIVILEGE),--privilege "$$PRIVILEGE") -- "$$OBJECT"

can: build ## can a role do something? make can role=test_analyst privilege=SELECT object=STG_AUTH.user
	@$(DWH) can $(live-option) -- "$$ROLE" "$$PRIVILEGE" "$$OBJECT"

diff: build ## compare the access of two sources: make diff from=live to=declared [sql=1]
	@$(DWH) diff $(if $(filter 1 yes true,$(sql)),--sql) -- "$$FROM" "$$TO"

adopt: build ## write the roles that a database has as a file of roles: make adopt [target=test] [out=roles/x.yaml] [external="rds_*"]
	@set -f; $(DWH) adopt --roles $(target-option) $(if $(OUT),--out "$$OUT") $(if $(EXTERNAL),--external $$EXTERNAL)

##@ Local server
.PHONY: setup start stop psql demo
setup: build ## start the local server and bring it to head
	@$(DWH) setup

start: build ## start the local server
	@$(DWH) start

stop: build ## stop the local server
	@$(DWH) stop

psql: build ## a shell on the target, or its URL where psql is not installed
	@$(DWH) psql $(target-option)

demo: build ## the whole workflow on a copy of this project
	@$(DWH) demo

##@ Development
.PHONY: test test-matrix test-fuzz bench style format help
test: style ## style, types, and the whole test suite
	@$(DWH) test

test-matrix: build ## the database tests on PostgreSQL 14 to 18, or some: make test-matrix majors="14 16"
	@node_modules/.bin/tsx test/matrix/matrix.ts

test-fuzz: node_modules/.package-lock.json ## random warehouses there and back: make test-fuzz [FUZZ_PAIRS=500] [FUZZ_SEED=1]
	@FUZZ_PAIRS=$${FUZZ_PAIRS:-500} node_modules/.bin/vitest run test/fuzz

bench: build ## measure the main commands beside drizzle-kit
	@$(DWH) bench

style: node_modules/.package-lock.json ## check style and types
	@npm run --silent check

format: build ## format the code
	@$(DWH) format

help: ## this map
	@awk 'BEGIN {FS = ":.*## "} /^##@ / {printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' Makefile
