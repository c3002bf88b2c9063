# Everything a developer types. `make run` shows the daemon at work; `make check` is what must hold before a commit.
HOST_RID := linux-$(if $(filter aarch64 arm64,$(shell uname -m)),arm64,x64)
# What a program is built for: the machine's own architecture, or linux-arm64 from x86-64. Another one's programs lie in folders that name it.
RID := $(HOST_RID)
OTHER := $(if $(filter-out $(HOST_RID),$(RID)),-$(RID))
CONFIGURATION := Debug
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1
ifndef VERSION
VERSION := $(shell eng/version.sh)
endif
ifndef SOURCE_DATE_EPOCH
SOURCE_DATE_EPOCH := $(shell eng/version.sh epoch)
endif
ifeq ($(VERSION),)
$(error there is no version)
endif
ifneq ($(shell printf '%s' '$(VERSION)' | LC_ALL=C grep -cxE '[0-9][0-9A-Za-z.+~-]*'),1)
$(error VERSION=$(VERSION) is none for a package: a digit, then letters, digits and . + ~ -)
endif
export VERSION
# What is published says its version and the day of its commit, and nothing of the folder that it was built in.
PUBLISH := dotnet publish -v quiet -c Release -p:InformationalVersion=$(VERSION) -p:SOURCE_DATE_EPOCH=$(SOURCE_DATE_EPOCH) -p:PathMap=$(CURDIR)/=/_/
# A trimmed library otherwise names the folder in which its symbols would lie.
TRIMMED := --self-contained -p:PublishTrimmed=true -p:TrimmerRemoveSymbols=true -p:PublishSingleFile=true -p:PublishReadyToRun=true

.PHONY: help build run test coverage test-system test-fleet soak check docs bench publish native trimmed trimmed-web deb deb-trimmed test-arm64 test-pi release repository deps format clean

# The first line of the file is for those who read it; a bare `make` builds.
.DEFAULT_GOAL := build

help: ## This list
	@sed -nE 's/^([a-z][a-z0-9-]*):[^#]*## (.*)/\1\t\2/p' $(firstword $(MAKEFILE_LIST)) | while IFS="$$(printf '\t')" read -r name what; do printf '  %-16s %s\n' "$$name" "$$what"; done

build: ## The programs, ready to run: artifacts/autocore/autocore, artifacts/autocore-web/autocore-web
	@echo "building the daemon, then the web page: some two minutes each on a small machine"
	$(PUBLISH) src/AutoCore.Daemon -r $(HOST_RID) --self-contained false -p:PublishReadyToRun=true --artifacts-path artifacts/flavours/ready-to-run -o artifacts/autocore
	$(PUBLISH) src/AutoCore.Web -r $(HOST_RID) --self-contained false -p:PublishReadyToRun=true --artifacts-path artifacts/flavours/web-ready-to-run -o artifacts/autocore-web

# Nothing is left running: no compiler that waits for a next build either.
run test coverage test-system check: export MSBUILDDISABLENODEREUSE := 1
run test coverage test-system check: export UseSharedCompilation := false
run: deps-run build ## A farm of cameras, a broker, the daemon and its web page, in front of you; Ctrl-C ends all of it
	eng/demo.sh

test: deps-test ## All tests but the slow system tests
	@echo "building all projects, with the analyzers: two to four minutes"
	dotnet build AutoCore.sln -v quiet -c $(CONFIGURATION)
	eng/test.sh $(CONFIGURATION) AutoCore.Policies.Tests AutoCore.Daemon.Tests AutoCore.Web.Tests

coverage: deps-test ## What the tests reach, by feature, and the ten weakest places; a quarter of an hour
	eng/coverage.sh

test-system: deps-system deb ## Real systemd, real small disks; needs root
	dotnet build AutoCore.sln -v quiet -c $(CONFIGURATION)
	eng/test.sh $(CONFIGURATION) AutoCore.SystemTests

test-fleet: deps-system deps-fleet ## Three nodes, links and brokers that fail and return, on a quiet machine; a quarter of an hour, needs root
	dotnet build AutoCore.sln -v quiet -c $(CONFIGURATION)
	AUTOCORE_FLEET=1 artifacts/bin/AutoCore.SystemTests/$(shell echo $(CONFIGURATION) | tr A-Z a-z)/AutoCore.SystemTests --filter-namespace AutoCore.SystemTests.Fleet --show-live-output on --progress off

# Another seed each time; a failure prints the one it had.
SOAK_SECONDS := 1200
SOAK_SEED := $(shell date +%s)
soak: deps-system ## The daemon under load with faults at random for twenty minutes; needs root
	dotnet build AutoCore.sln -v quiet -c $(CONFIGURATION)
	AUTOCORE_SOAK_SEED=$(SOAK_SEED) AUTOCORE_SOAK_SECONDS=$(SOAK_SECONDS) artifacts/bin/AutoCore.SystemTests/$(shell echo $(CONFIGURATION) | tr A-Z a-z)/AutoCore.SystemTests \
		--filter-class '*SoakTests' --show-live-output on --progress off

# Only what is wrong in any reading: style is the author's.
SCRIPTS := $(wildcard eng/*.sh) .ci/run deploy/autoctl deploy/autoctl-releases deploy/autoctl-service deploy/completion/autocore $(wildcard deploy/debian*/p*)
check: deps-check ## Format, shellcheck, analyzers as errors, tests
	shellcheck --severity=warning --external-sources $(SCRIPTS)
	dotnet format whitespace AutoCore.sln --verify-no-changes
	$(MAKE) test

docs: ## Brings the generated pages up to date: docs/configuration.md, docs/health.md, docs/operations.md, appsettings.schema.json, the web program's openapi.json
	dotnet build tests/AutoCore.Daemon.Tests -v quiet
	dotnet build tests/AutoCore.Web.Tests -v quiet
	AUTOCORE_REGENERATE=1 artifacts/bin/AutoCore.Daemon.Tests/debug/AutoCore.Daemon.Tests --filter-namespace AutoCore.Daemon.Tests.Generated
	AUTOCORE_REGENERATE=1 artifacts/bin/AutoCore.Web.Tests/debug/AutoCore.Web.Tests --filter-class AutoCore.Web.Tests.OpenApiTests

bench: deps-bench build native trimmed trimmed-web ## Speed, as ratios measured side by side, two to three hours: docs/benchmarks.md
	dotnet run -v quiet -c Release --project tests/AutoCore.Benchmarks -- all

publish: ## The portable forms, for any architecture: artifacts/portable/autocore.dll, artifacts/portable-web/autocore-web.dll
	$(PUBLISH) src/AutoCore.Daemon -p:UseAppHost=false --artifacts-path artifacts/flavours/portable -o artifacts/portable
	$(PUBLISH) src/AutoCore.Web -p:UseAppHost=false --artifacts-path artifacts/flavours/web-portable -o artifacts/portable-web

native: deps-native$(if $(OTHER),-$(RID)) ## Native code, least memory: artifacts/native/autocore; make native RID=linux-arm64: artifacts/native-linux-arm64/autocore
	$(PUBLISH) src/AutoCore.Daemon -r $(RID) -p:PublishAot=true --artifacts-path artifacts/flavours/$(RID)/native -o artifacts/native$(OTHER)

trimmed: ## One self-contained file, no .NET on the machine: artifacts/trimmed/autocore
	$(PUBLISH) src/AutoCore.Daemon -r $(RID) $(TRIMMED) --artifacts-path artifacts/flavours/$(RID)/trimmed -o artifacts/trimmed$(OTHER)

trimmed-web: ## The web program in the same form: artifacts/trimmed-web/autocore-web
	$(PUBLISH) src/AutoCore.Web -r $(RID) $(TRIMMED) --artifacts-path artifacts/flavours/$(RID)/web-trimmed -o artifacts/trimmed-web$(OTHER)

deb: native trimmed-web ## Debian packages that need no .NET: artifacts/autocore-daemon_VERSION_ARCHITECTURE.deb and autocore-web_…; RID=linux-arm64 for a Pi
	@eng/build-deb.sh $(RID) artifacts/native$(OTHER)
	@eng/build-web-deb.sh $(RID) artifacts/trimmed-web$(OTHER)

deb-trimmed: trimmed ## The daemon's package in the trimmed form, for systems older than Debian 12: artifacts/trimmed$(OTHER)/autocore-daemon_…
	@eng/build-deb.sh $(RID) artifacts/trimmed$(OTHER) artifacts/trimmed$(OTHER)

# What an earlier build left in a folder, as the library of a package that is used no more, is in no release.
release: deps-release ## Everything that is given to others, of both architectures: artifacts/release/VERSION, with SHA256SUMS and an SBOM
	rm -rf artifacts/native* artifacts/trimmed-web* artifacts/portable*
	$(MAKE) deb RID=linux-x64
	$(MAKE) deb RID=linux-arm64
	$(MAKE) publish
	@eng/release.sh

REPOSITORY := artifacts/repository
repository: deps-release ## A signed apt repository of the packages in artifacts/release/VERSION: make repository KEY=FINGERPRINT [VALID=DAYS]
	@test -n "$(KEY)" || { echo "make repository KEY=FINGERPRINT: the key to sign with, one of gpg --list-secret-keys" >&2; exit 64; }
	@test -d artifacts/release/$(VERSION) || { echo "there is no artifacts/release/$(VERSION): make release" >&2; exit 1; }
	@VALID='$(VALID)' eng/repository.sh "$(KEY)" $(REPOSITORY) artifacts/release/$(VERSION)/*.deb

test-arm64: deps-arm64 native ## The packages for a Pi: architecture, the C library they need, and the daemon at work under qemu-user
	$(MAKE) deb RID=linux-arm64
	eng/test-arm64.sh

test-pi: deps-pi ## The packages in an emulated Pi of 512 MB: installed, killed, starved, hung, cut off, exchanged; half an hour, needs root
	$(MAKE) deb deb-trimmed RID=linux-arm64
	dotnet build tests/AutoCore.CameraFarm -v quiet -c Release
	eng/test-pi.sh

deps: deps-run deps-test deps-system deps-check deps-bench ## The system packages that everything here needs

deps-%:
	@eng/install-deps.sh $*

format:
	dotnet format whitespace AutoCore.sln

clean:
	rm -rf artifacts
