# Every task of this repository. The work is done by scripts/, each of which also runs on its own.
.DEFAULT_GOAL := help
.PHONY: help setup build images test units smoke page fuzz e2e render demo bench soak format clean

help: ## list the tasks
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install what is missing, with the system's package manager (asks for root when it must)
	@scripts/setup build

build: ## leave the executables at out/podmirror and out/podmirror-agent
	@scripts/setup build
	@scripts/build

images: ## the container images, with docker, podman or buildah: ghcr.io/podmirror/podmirror and -agent
	@scripts/setup images
	@scripts/build
	@scripts/images

test: ## everything that has to pass: style, unit and live tests, the real executables, half a minute of fuzzing each target of the wire
	@scripts/setup test
	@scripts/test

units: ## only what dotnet test runs, and only the build that it needs
	@scripts/setup build
	@scripts/units

smoke: ## only the run of the real executables
	@scripts/setup build
	@scripts/build
	@scripts/smoke

page: ## only the tests of the page, in Chromium; pictures of it are left in artifacts/page
	@scripts/setup test
	@scripts/build
	@scripts/page

fuzz: ## only the fuzz targets; make fuzz SECONDS=600 TARGET=Http for longer, or for the targets of that name
	@scripts/setup build
	@scripts/fuzz $(or $(SECONDS),60) $(TARGET)

e2e: ## only the images and what is tested with them; E2E_TESTS='-class *Image*' make e2e for some of it
	@scripts/build
	@scripts/e2e

render: ## write deploy/podmirror.yaml anew from the chart
	@scripts/setup test
	@scripts/render

demo: ## watch live calls of small APIs in network namespaces, and the page about them; DEMO_SECONDS=20 make demo ends by itself
	@scripts/setup demo
	@scripts/build
	@scripts/demo

bench: ## measure against tshark and Suricata, write bench/results/; make bench ONLY="live loss" for some of it
	@scripts/setup bench
	@scripts/build
	@bench/run $(ONLY)

soak: ## an hour of load on mirror and tme, a line a minute, and 200 kills of the agent; make soak MINUTES=5 KILLS=20 for less
	@scripts/setup build
	@scripts/build
	@bench/soak $(or $(MINUTES),60)
	@KILLS=$(or $(KILLS),200) STOPS=20 PODMIRROR_AGENT=out/podmirror-agent tests/smoke/kill.sh

format: ## put the sources of C# and of the page into the one format
	@dotnet format PodMirror.slnx
	@npm run --silent --prefix web format

clean: ## remove everything that was built
	@rm -rf artifacts out bench/work
