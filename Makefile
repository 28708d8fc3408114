# Every target is one command; `make help` is the map. `npx dwh VERB` does the same as `make VERB`.
SHELL := /bin/sh
.DEFAULT_GOAL := help
DWH := node dist/cli.js

# Values given on make's command line reach the commands through the environment, as text that neither make nor the
# shell looks into. What the environment has under these names is not asked.
ARGUMENTS := accept access after ahead anyway base check confirm continue create database destructive down dry edit empty \
  external file folder follow from group implied keep keys live log m majors object one online out parallel port \
  privilege purge relations rename retries revision revisions role roles rows sensitive since sql tables target \
  through to tool typescript unapplied unvouched wait watch write yes
unexport $(ARGUMENTS)
given = $(if $(filter command,$(origin $(1))),$(value $(1)))
yes = $(filter 1 yes true,$(call given,$(1)))
export ARG_M := $(call given,m)
export ARG_REVISIONS := $(call given,revisions)
export ARG_FROM := $(call given,from)
export ARG_AFTER := $(call given,after)
export ARG_KEYS := $(call given,keys)
export ARG_TO := $(call given,to)
export ARG_TARGET := $(call given,target)
export ARG_ROLE := $(call given,role)
export ARG_PRIVILEGE := $(call given,privilege)
export ARG_OBJECT := $(call given,object)
export ARG_RENAME := $(call given,rename)
export ARG_CREATE := $(call given,create)
export ARG_DESTRUCTIVE := $(call given,destructive)
export ARG_SINCE := $(call given,since)
export ARG_OUT := $(call given,out)
export ARG_EXTERNAL := $(call given,external)
export ARG_CONFIRM := $(call given,confirm)
export ARG_PARALLEL := $(call given,parallel)
export ARG_WAIT := $(call given,wait)
export ARG_REVISION := $(call given,revision)
export ARG_BASE := $(call given,base)
export ARG_FOLDER := $(call given,folder)
export ARG_UNAPPLIED := $(call given,unapplied)
export ARG_TABLES := $(call given,tables)
export ARG_ROWS := $(call given,rows)
export ARG_FILE := $(call given,file)
export ARG_RETRIES := $(call given,retries)
export ARG_THROUGH := $(call given,through)
export ARG_AHEAD := $(call given,ahead)
export ARG_GROUP := $(call given,group)
export ARG_RELATIONS := $(call given,relations)
export ARG_PORT := $(call given,port)
export MATRIX := $(call given,majors)

# An option with its value, where there is one: $(call option,--role,ARG_ROLE).
option = $(if $($(2)),$(1) "$$$(2)")
target-option = $(call option,--target,ARG_TARGET)
confirm-option = $(call option,--confirm,ARG_CONFIRM)
move-options = $(confirm-option) $(if $(call yes,sql),--sql) $(if $(call yes,dry),--dry-run) $(call option,--lock-retries,ARG_RETRIES) $(call option,--parallel,ARG_PARALLEL) $(call option,--wait,ARG_WAIT)
# 1 allows everything, anything else what it names.
destructive-option = $(if $(call yes,destructive),--destructive,$(if $(filter-out 0 no false,$(ARG_DESTRUCTIVE)),--destructive="$$ARG_DESTRUCTIVE"))
again-option = $(call option,--base,ARG_BASE) $(call option,--unapplied-on,ARG_UNAPPLIED) $(call option,--rename,ARG_RENAME) $(call option,--create,ARG_CREATE) $(destructive-option)
live-option = $(target-option) $(if $(call yes,live),--live)

node_modules/.package-lock.json: package.json package-lock.json
	@npm ci --ignore-scripts=false --no-audit --no-fund --loglevel=error
	@touch $@

dist/cli.js: node_modules/.package-lock.json package.json $(shell find scripts -name '*.ts' -o -name '*.sql')
	@npm run --silent build
	@touch $@

.PHONY: build
build: dist/cli.js ## build dist/ from scripts/

##@ Daily workflow
.PHONY: init revision upgrade downgrade stamp bootstrap info targets current heads history show check verify rebase squash merge lint adopt import catalog
init: build ## make a project of another folder: make init folder=../warehouse
	@$(DWH) init -- $(if $(ARG_FOLDER),"$$ARG_FOLDER")

revision: build ## write and prove the next revision: make revision m="add orders" [rename=a=b] [create=c] [destructive=1|NAME] [edit=1] [empty=1] [online=1] [typescript=1] [continue=1]
	@$(DWH) revision $(if $(call yes,continue),--continue,--message "$$ARG_M") $(call option,--rename,ARG_RENAME) $(call option,--create,ARG_CREATE) $(destructive-option) $(if $(call yes,edit),--edit) $(if $(call yes,empty),--empty) $(if $(call yes,online),--online) $(if $(call yes,typescript),--typescript)

upgrade: build ## apply pending revisions: make upgrade [to=head] [target=test] [rows=1] [unvouched=1] [keep=1] [confirm=NAME] [dry=1] [sql=1] [retries=4] [wait=60s] [parallel=4]
	@$(DWH) upgrade $(target-option) $(move-options) $(if $(call yes,rows),--row-check) $(if $(call yes,unvouched),--unvouched) $(if $(call yes,keep),--keep-foreign-views) -- "$${ARG_TO:-head}"

downgrade: build ## take revisions back: make downgrade to=-1 [target=test] [destructive=1|NAME] [unvouched=1] [keep=1] [confirm=NAME] [dry=1] [sql=1] [retries=4] [wait=60s] [parallel=4]
	@$(DWH) downgrade $(target-option) $(move-options) $(destructive-option) $(if $(call yes,unvouched),--unvouched) $(if $(call yes,keep),--keep-foreign-views) -- $(if $(ARG_TO),"$$ARG_TO")

bootstrap: build ## print the SQL that lets a role apply what is pending: make bootstrap [role=deployer] [target=test]
	@$(DWH) bootstrap $(call option,--role,ARG_ROLE) $(target-option)

info: build ## show target, server, applied revision, what is pending
	@$(DWH) info $(target-option)

stamp: build ## say that a database is at a revision, and run nothing: make stamp to=5 [target=test] [purge=1] [confirm=NAME]
	@$(DWH) stamp $(target-option) $(confirm-option) $(if $(call yes,purge),--purge) -- $(if $(ARG_TO),"$$ARG_TO")

targets: build ## the databases that commands can work on: make targets [check=1]
	@$(DWH) targets $(if $(call yes,check),--check)

current: build ## the revision that a database is at: make current [target=test] [check=1]
	@$(DWH) current $(target-option) $(if $(call yes,check),--check)

heads: build ## the revisions that no other builds on
	@$(DWH) heads

history: build ## list the revisions, and what is applied: make history [target=test] [log=1]
	@$(DWH) history $(target-option) $(if $(call yes,log),--log)

show: build ## a revision's review and SQL: make show revision=5 [target=test] [sql=1] [down=1]
	@$(DWH) show $(target-option) $(if $(call yes,sql),--sql) $(if $(call yes,down),--down) -- $(if $(ARG_REVISION),"$$ARG_REVISION")

verify: build ## prove again what lies in generated/: make verify [revisions="REV…"] [since=main]
	@$(DWH) verify $(call option,--since,ARG_SINCE) -- $(if $(ARG_REVISIONS),"$$ARG_REVISIONS")

rebase: build ## make your revisions again behind those of main: make rebase [base=main] [unapplied="test production"] [rename=a=b] [create=c] [destructive=1|NAME]
	@$(DWH) rebase $(again-option)

squash: build ## make one revision of yours: make squash [m="add orders"] [base=main] [unapplied=NAME] [rename=a=b] [create=c] [destructive=1|NAME] [edit=1]
	@$(DWH) squash --message "$$ARG_M" $(again-option) $(if $(call yes,edit),--edit)

merge: build ## join branches that do not conflict, each proved behind the others: make merge [m="…"]
	@$(DWH) merge --message "$$ARG_M"

lint: build ## what in the declared access is mostly a mistake? exit 1 if there is something
	@$(DWH) lint

check: build ## do definitions, roles and generated agree? exit 1 if a revision is missing: make check [one=1] [watch=1]
	@$(DWH) check $(if $(call yes,one),--one-head) $(if $(call yes,watch),--watch)

##@ Questions
.PHONY: explain who can diff drift diagram
explain: build ## every way by which a role can use an object: make explain role=test_analyst object=STG_AUTH.user [live=1] [target=test]
	@$(DWH) explain $(live-option) -- "$$ARG_ROLE" "$$ARG_OBJECT"

who: build ## every role that can do something with an object: make who object=STG_AUTH.user.id [privilege=SELECT]
	@$(DWH) who $(live-option) $(call option,--privilege,ARG_PRIVILEGE) -- "$$ARG_OBJECT"

can: build ## can a role do something? make can role=test_analyst privilege=SELECT object=STG_AUTH.user
	@$(DWH) can $(live-option) -- "$$ARG_ROLE" "$$ARG_PRIVILEGE" "$$ARG_OBJECT"

diff: build ## compare two sources, tables and access: make diff from=live to=declared [access=1] [sql=1]
	@$(DWH) diff $(if $(call yes,access),--access) $(if $(call yes,sql),--sql) -- "$$ARG_FROM" "$$ARG_TO"

drift: build ## is a target as its revisions made it? make drift [target=test] [sql=1] [write=1] [accept=1] [destructive=1|NAME] [confirm=NAME]
	@$(DWH) drift $(target-option) $(confirm-option) $(if $(call yes,sql),--sql) $(if $(call yes,write),--write) $(if $(call yes,accept),--accept) $(destructive-option)

adopt: build ## take a database over, or with roles=1 only its roles as a file: make adopt [target=test] [roles=1] [out=roles/x.yaml] [external="rds_*"] [follow=1] [anyway=1] [implied=1]
	@$(DWH) adopt $(if $(call yes,roles),--roles) $(target-option) $(call option,--confirm,ARG_CONFIRM) $(if $(call yes,follow),--follow-server) $(if $(call yes,anyway),--stamp-anyway) $(if $(call yes,implied),--grant-implied) $(call option,--out,ARG_OUT) $(call option,--external,ARG_EXTERNAL)

import: build ## make a file of roles of another tool's: make import tool=pgroles file=manifest.yaml [out=roles/x.yaml] [database=NAME]
	@$(DWH) import $(call option,--out,ARG_OUT) $(call option,--database,ARG_DATABASE) -- $(if $(ARG_TOOL),"$$ARG_TOOL") $(if $(ARG_FILE),"$$ARG_FILE")

catalog: build ## what do others make in external schemas that catalog.json does not say? make catalog [target=test] [write=1]
	@$(DWH) catalog $(target-option) $(if $(call yes,write),--write)

diagram: build ## draw tables, their columns and keys: make diagram [out=diagram.svg] [tables='STG_AUTH.* DM_USER.info']
	@$(DWH) diagram $(call option,--out,ARG_OUT) -- $(if $(ARG_TABLES),"$$ARG_TABLES")

##@ Data
.PHONY: truncate sample restore refresh rotate partitions
truncate: build ## throw away all rows of tables: make truncate tables='STG_AUTH.user STG_X.*' [target=test] [destructive=1|NAME]
	@$(DWH) truncate $(target-option) $(call option,--confirm,ARG_CONFIRM) $(destructive-option) -- $(if $(ARG_TABLES),"$$ARG_TABLES")

sample: build ## copy random rows into the local database: make sample tables='DM_*.*' from=production [rows=100] [sensitive=1]
	@$(DWH) sample $(call option,--from,ARG_FROM) $(call option,--rows,ARG_ROWS) $(if $(call yes,sensitive),--with-sensitive) -- $(if $(ARG_TABLES),"$$ARG_TABLES")

restore: build ## restore a dump into an empty database: make restore file=dump.sql.gz [target=test] [through="xzcat"]
	@$(DWH) restore $(target-option) $(call option,--confirm,ARG_CONFIRM) $(call option,--through,ARG_THROUGH) -- $(if $(ARG_FILE),"$$ARG_FILE")

refresh: build ## compute materialized views anew: make refresh relations='DM_*.*' [group=daily] [target=test]
	@$(DWH) refresh $(target-option) $(call option,--group,ARG_GROUP) $(call option,--parallel,ARG_PARALLEL) $(confirm-option) -- $(if $(ARG_RELATIONS),"$$ARG_RELATIONS")

rotate: build ## give encrypted rows new keys: make rotate [keys=CORE.info_keys] [after=ID] [target=test] [confirm=NAME]
	@$(DWH) rotate $(target-option) $(call option,--after,ARG_AFTER) $(confirm-option) -- $(if $(ARG_KEYS),"$$ARG_KEYS")

partitions: build ## which partitions come with the calendar? make partitions [ahead=3] [sql=1] [target=test]
	@$(DWH) partitions $(target-option) $(call option,--ahead,ARG_AHEAD) $(if $(call yes,sql),--sql) $(confirm-option)

##@ Local server
.PHONY: setup start stop clean psql studio demo
setup: build ## start the local server and bring it to head
	@$(DWH) setup

start: build ## start the local server
	@$(DWH) start

stop: build ## stop the local server
	@$(DWH) stop

clean: build ## remove the local server with its data: make clean [yes=1]
	@$(DWH) clean $(if $(call yes,yes),--yes)

psql: build ## a shell on the target, or its URL where psql is not installed
	@$(DWH) psql $(target-option)

studio: build ## drizzle-kit's web UI on the local server, or to read on a target: make studio [target=test] [port=4983]
	@$(DWH) studio $(target-option) $(call option,--port,ARG_PORT)

demo: build ## the whole workflow on a copy of this project
	@$(DWH) demo

##@ Development
.PHONY: test suite test-matrix test-fuzz test-chaos bench style format help
test: node_modules/.package-lock.json ## style, types, and the whole test suite, beside one another
	@$(MAKE) --no-print-directory -j 2 style suite

suite: node_modules/.package-lock.json ## the whole test suite alone
	@CI=1 node_modules/.bin/vitest run

test-matrix: build ## the database tests on PostgreSQL 14 to 18, or some: make test-matrix majors="14 16"
	@node_modules/.bin/tsx test/matrix/matrix.ts

test-fuzz: node_modules/.package-lock.json ## random warehouses there and back: make test-fuzz [FUZZ_PAIRS=500] [FUZZ_SEED=1]
	@FUZZ_PAIRS=$${FUZZ_PAIRS:-500} node_modules/.bin/vitest run test/fuzz

test-chaos: node_modules/.package-lock.json ## upgrades killed, cut off, at once, behind a pooler: make test-chaos [CHAOS_ROUNDS=40] [CLUSTER_ROUNDS=100] [CHAOS_SEED=1]
	@CHAOS_ROUNDS=$${CHAOS_ROUNDS:-40} CLUSTER_ROUNDS=$${CLUSTER_ROUNDS:-100} node_modules/.bin/vitest run test/chaos test/move/cluster.test.ts

bench: build ## measure the main commands beside drizzle-kit
	@node_modules/.bin/tsx test/bench/bench.ts

style: node_modules/.package-lock.json ## check style and types
	@npm run --silent check

format: node_modules/.package-lock.json ## format the code
	@node_modules/.bin/biome check --write

help: ## this map
	@awk 'BEGIN {FS = ":.*## "} /^##@ / {printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' Makefile
