using AutoCore.Core.DiskWatchdog;
using AutoCore.Daemon.DiskWatchdog.Cleanup;
using AutoCore.Daemon.Storage;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.DiskWatchdog.Cleanup;

public sealed class StepTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CleanupParts _parts;

    public StepTests() => _parts = new(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task PythonCaches_ServiceFolder_LosesOnlyWhatPythonMakesAgain()
    {
        var source = _folder.Write("pi/gateway/app/main.py", "print()");
        _folder.Write("pi/gateway/app/__pycache__/main.cpython-311.pyc", "bytes");
        _folder.Write("pi/gateway/old.pyc", "bytes");
        _folder.Write("pi/.cache/pip/http/a", "wheel");
        var other = _folder.Write("pi/.cache/other", "kept");
        var step = new PythonCachesStep(new CleanupOptions(true, ["python-caches"], [_folder["pi/gateway"]]));
        Assert.Equal(["a", "main.cpython-311.pyc", "old.pyc"], await _parts.RunAsync(step, CleanupReason.Emergency));
        Assert.True(File.Exists(source) && File.Exists(other));
        Assert.False(Directory.Exists(_folder["pi/gateway/app/__pycache__"]));
    }

    [Fact]
    public async Task PythonCaches_PipCacheIsALink_WhatItLeadsToStays()
    {
        var shadow = _folder.Write("etc/http/shadow", "precious");
        _folder.Write("pi/gateway/old.pyc", "bytes");
        Directory.CreateDirectory(_folder["pi/.cache"]);
        Directory.CreateSymbolicLink(_folder["pi/.cache/pip"], _folder["etc"]);
        var step = new PythonCachesStep(new CleanupOptions(true, ["python-caches"], [_folder["pi/gateway"]]));
        Assert.Equal(["old.pyc"], await _parts.RunAsync(step, CleanupReason.Emergency));
        Assert.True(File.Exists(shadow));
        Assert.False(File.Exists(_folder["pi/gateway/old.pyc"]));
    }

    [Fact]
    public async Task PythonCaches_FilesInThePipCacheThatAreNotPips_Stay()
    {
        Directory.CreateDirectory(_folder["pi/gateway"]);
        _folder.Write("pi/.cache/pip/wheels/a/b.whl", "wheel");
        _folder.Write("pi/.cache/pip/http-v2/c", "page");
        var thesis = _folder.Write("pi/.cache/pip/thesis.odt", "precious");
        var other = _folder.Write("pi/.cache/pip/other/file", "precious");
        var step = new PythonCachesStep(new CleanupOptions(true, ["python-caches"], [_folder["pi/gateway"]]));
        Assert.Equal(["b.whl", "c"], await _parts.RunAsync(step, CleanupReason.Emergency));
        Assert.True(File.Exists(thesis) && File.Exists(other));
    }

    [Fact]
    public async Task PythonCaches_NoServiceFolder_SaysSo()
    {
        var plan = await new PythonCachesStep(new CleanupOptions(true, [], [])).PlanAsync(_parts.Request(CleanupReason.ByHand), CancellationToken.None);
        Assert.Contains("ServiceFolders", plan.SkippedBecause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PackageCache_AptsCache_IsEmptied()
    {
        _folder.Write("apt/archives/foo_1.0_arm64.deb", "package");
        _folder.Write("apt/archives/partial/bar_1.0_arm64.deb", "half a package");
        Assert.Equal(["bar_1.0_arm64.deb", "foo_1.0_arm64.deb"], await _parts.RunAsync(new PackageCacheStep(_folder["apt"]), CleanupReason.Emergency));
    }

    [Fact]
    public async Task Runner_StepThrows_TellsItAndGoesOn()
    {
        var result = await _parts.Runner.RunAsync(new BrokenStep(), new CleanupPlan([new("x", 1)]), static _ => { }, CancellationToken.None);
        Assert.Equal(new CleanupResult("broken", 1, 1, "no"), result);
        Assert.Single(File.ReadAllLines(_parts.AuditFile));
    }

    [Fact]
    public async Task Audit_CardTakesNothing_LinesWaitForTheNextTime()
    {
        Directory.CreateDirectory(_parts.AuditFile);
        await _parts.Runner.RunAsync(new BrokenStep(), new CleanupPlan([new("first", 1)]), static _ => { }, CancellationToken.None);
        Directory.Delete(_parts.AuditFile);
        await _parts.Runner.RunAsync(new BrokenStep(), new CleanupPlan([new("second\nline", 2)]), static _ => { }, CancellationToken.None);
        Assert.Equal(
            ["2026-11-20T12:00:00Z delete broken 1 first", @"2026-11-20T12:00:00Z delete broken 2 second\x0Aline"],
            File.ReadAllLines(_parts.AuditFile));
    }

    [Fact]
    public void CleanupSteps_Configured_AreRunInThatOrderAndNoOthers()
    {
        ICleanupStep[] registered = [new PackageCacheStep("/"), new BrokenStep(), new ContainersStep()];
        Assert.Equal(["broken", "package-cache"], CleanupSteps.InOrder(new(true, ["broken", "telemetry", "package-cache", "broken"], []), registered)
            .Select(s => s.Name));
    }

    /// <summary>Removes its first thing, then fails.</summary>
    private sealed class BrokenStep : ICleanupStep
    {
        public string Name => "broken";

        public Task<CleanupPlan> PlanAsync(CleanupRequest request, CancellationToken cancellationToken) => throw new IOException("no");

        public Task RunAsync(CleanupPlan plan, Action<CleanupItem> removed, CancellationToken cancellationToken)
        {
            removed(plan.Items.First());
            throw new IOException("no");
        }
    }
}
