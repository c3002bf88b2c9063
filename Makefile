# Everything a developer types. `make run` shows the daemon at work; `make check` is what must hold before a commit.
RID := linux-$(if $(filter aarch64 arm64,$(shell uname -m)),arm64,x64)
CONFIGURATION := Debug
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

.PHONY: build run test test-system test-fleet soak check docs bench publish trimmed trimmed-web deb native deps format clean

build: ## The programs, ready to run: artifacts/autocore/autocore, artifacts/autocore-web/autocore-web
	dotnet publish src/AutoCore.Daemon -v quiet -c Release -r $(RID) --self-contained false -p:PublishReadyToRun=true \
		--artifacts-path artifacts/flavours/ready-to-run -o artifacts/autocore
	dotnet publish src/AutoCore.Web -v quiet -c Release -r $(RID) --self-contained false -p:PublishReadyToRun=true \
		--artifacts-path artifacts/flavours/web-ready-to-run -o artifacts/autocore-web

# Ctrl-C leaves nothing running: no compiler that waits for a next build either.
run: export MSBUILDDISABLENODEREUSE := 1
run: export UseSharedCompilation := false
run: deps-run build ## A farm of cameras, a broker, the daemon and its web page, in front of you; Ctrl-C ends all of it
	eng/demo.sh

test: deps-test ## All tests but the slow system tests
	dotnet build AutoCore.sln -v quiet -c $(CONFIGURATION)
	eng/test.sh $(CONFIGURATION) AutoCore.Policies.Tests AutoCore.Daemon.Tests AutoCore.Web.Tests

test-system: deps-system deb ## Real systemd, real small disks; needs root
	dotnet build AutoCore.sln -v quiet -c $(CONFIGURATION)
	eng/test.sh $(CONFIGURATION) AutoCore.SystemTests

test-fleet: deps-system ## Three nodes, links and a broker that fail and return, on a quiet machine; needs root
	dotnet build AutoCore.sln -v quiet -c $(CONFIGURATION)
	AUTOCORE_FLEET=1 artifacts/bin/AutoCore.SystemTests/$(shell echo $(CONFIGURATION) | tr A-Z a-z)/AutoCore.SystemTests --filter-class '*FleetTests' --show-live-output on --no-progress

# Another seed each time; a failure prints the one it had.
SOAK_SECONDS := 1200
SOAK_SEED := $(shell date +%s)
soak: deps-system ## The daemon under load with faults at random for twenty minutes; needs root
	dotnet build AutoCore.sln -v quiet -c $(CONFIGURATION)
	AUTOCORE_SOAK_SEED=$(SOAK_SEED) AUTOCORE_SOAK_SECONDS=$(SOAK_SECONDS) artifacts/bin/AutoCore.SystemTests/$(shell echo $(CONFIGURATION) | tr A-Z a-z)/AutoCore.SystemTests \
		--filter-class '*SoakTests' --show-live-output on --no-progress

check: ## Format, analyzers as errors, tests
	dotnet format whitespace AutoCore.sln --verify-no-changes
	$(MAKE) test

docs: ## Brings the generated pages up to date: docs/configuration.md, docs/operations.md, appsettings.schema.json, the web program's openapi.json
	dotnet build tests/AutoCore.Daemon.Tests -v quiet
	dotnet build tests/AutoCore.Web.Tests -v quiet
	AUTOCORE_REGENERATE=1 artifacts/bin/AutoCore.Daemon.Tests/debug/AutoCore.Daemon.Tests --filter-namespace AutoCore.Daemon.Tests.Generated
	AUTOCORE_REGENERATE=1 artifacts/bin/AutoCore.Web.Tests/debug/AutoCore.Web.Tests --filter-class AutoCore.Web.Tests.OpenApiTests

bench: deps-bench build native trimmed trimmed-web ## Speed, as ratios measured side by side, two to three hours: docs/benchmarks.md
	dotnet run -v quiet -c Release --project tests/AutoCore.Benchmarks -- all

publish: ## The portable forms, for any architecture: artifacts/portable/autocore.dll, artifacts/portable-web/autocore-web.dll
	dotnet publish src/AutoCore.Daemon -v quiet -c Release -p:UseAppHost=false --artifacts-path artifacts/flavours/portable -o artifacts/portable
	dotnet publish src/AutoCore.Web -v quiet -c Release -p:UseAppHost=false --artifacts-path artifacts/flavours/web-portable -o artifacts/portable-web

trimmed: ## One self-contained file, no .NET on the machine: artifacts/trimmed/autocore
	dotnet publish src/AutoCore.Daemon -v quiet -c Release -r $(RID) --self-contained -p:PublishTrimmed=true -p:PublishSingleFile=true -p:PublishReadyToRun=true \
		--artifacts-path artifacts/flavours/trimmed -o artifacts/trimmed

trimmed-web: ## The web program in the same form: artifacts/trimmed-web/autocore-web
	dotnet publish src/AutoCore.Web -v quiet -c Release -r $(RID) --self-contained -p:PublishTrimmed=true -p:PublishSingleFile=true -p:PublishReadyToRun=true \
		--artifacts-path artifacts/flavours/web-trimmed -o artifacts/trimmed-web

deb: trimmed trimmed-web ## Debian packages that need no .NET: artifacts/autocore-daemon_VERSION_ARCHITECTURE.deb and autocore-web_…
	@eng/build-deb.sh artifacts/trimmed/autocore
	@eng/build-web-deb.sh artifacts/trimmed-web/autocore-web

native: deps-native ## Native code, least memory: artifacts/native/autocore
	dotnet publish src/AutoCore.Daemon -v quiet -c Release -r $(RID) -p:PublishAot=true --artifacts-path artifacts/flavours/native -o artifacts/native

deps: deps-run deps-test deps-system deps-bench ## The system packages that everything here needs

deps-%:
	@eng/install-deps.sh $*

format:
	dotnet format whitespace AutoCore.sln

clean:
	rm -rf artifacts
