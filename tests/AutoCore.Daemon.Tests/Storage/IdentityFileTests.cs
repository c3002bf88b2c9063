using AutoCore.Core.Hosting;
using AutoCore.Core.Storage;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Storage;

/// <summary>What a data directory keeps of who its installation is; a system test makes containers of it.</summary>
public sealed class IdentityFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"id":"0123","node":"pi-shop"}""", "0123", "pi-shop")]
    [InlineData("""{"id":"0123","node":"pi/shop"}""", null, null)]
    [InlineData("""{"id":"","node":"pi"}""", null, null)]
    [InlineData("""{"id":7,"node":"pi"}""", null, null)]
    [InlineData("""{"node":"pi"}""", null, null)]
    [InlineData("[]", null, null)]
    [InlineData("{", null, null)]
    [InlineData("", null, null)]
    public void Read_WhateverIsThere_IsAnIdentityOrNone(string content, string? id, string? node)
    {
        _folder.Write(IdentityFile.Name, content);
        var kept = IdentityFile.Read(_folder.Path);
        Assert.Equal((id, node), (kept?.Id, kept?.Node));
    }

    [Fact]
    public void Read_ALinkOrAPipe_IsNone()
    {
        File.CreateSymbolicLink(_folder[IdentityFile.Name], _folder.Write("elsewhere", """{"id":"0123","node":"pi"}"""));
        Assert.Null(IdentityFile.Read(_folder.Path));
        Assert.Null(IdentityFile.Read(_folder["nowhere"]));
    }

    [Fact]
    public void Keep_OnAMachineThatStays_MakesNothing_ElseTheSameOverAndOver()
    {
        IdentityFile.Keep(_folder["data"]);
        var kept = IdentityFile.Find(_folder["data"]);
        Assert.Equal(MachineIdentity.Passes, kept is not null);
        IdentityFile.Keep(_folder["data"]);
        Assert.Equal(kept, IdentityFile.Find(_folder["data"]));
    }
}
