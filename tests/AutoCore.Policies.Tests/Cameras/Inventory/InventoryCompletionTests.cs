using AutoCore.Policies.Cameras.Inventory;

namespace AutoCore.Policies.Tests.Cameras.Inventory;

/// <summary>A camera of a list gets further values, and every other character stays.</summary>
public sealed class InventoryCompletionTests
{
    private static readonly InventoryEntry Entry = new([
        new("Site", "S"), new("Name", "N"), new("Url", "http://a/b"), new("UserName", "u"), new("TlsFingerprint", ""), new("Note", "x; y"),
    ]);

    [Theory]
    [InlineData("Site,Name,Url,UserName,Note\r\nA,N,x,,\r\nS,N,onvif://a,,\"1\n2\"\r\nS,O,y,,\r\n",
        "Site,Name,Url,UserName,Note\r\nA,N,x,,\r\nS,N,http://a/b,u,x; y\r\nS,O,y,,\r\n")]
    [InlineData("sep=;\nName;Site;Url;Hours;UserName;Note\n\nN;S;onvif://a;07:00-19:00", "sep=;\nName;Site;Url;Hours;UserName;Note\n\nN;S;http://a/b;07:00-19:00;u;\"x; y\"")]
    [InlineData("Site,Name,Url,UserName\nS,N,onvif://a,\n", "Site,Name,Url,UserName\nS,N,http://a/b,u\n")]
    [InlineData("// mine\n[ {\"Site\":\"Á\",\"Name\":\"N\"},\n { \"site\": \"S\", \"Name\": \"N\", \"Url\": \"onvif://a\" /* its */, \"Hours\": \"daylight\" }, ] // end\n",
        "// mine\n[ {\"Site\":\"Á\",\"Name\":\"N\"},\n { \"site\": \"S\", \"Name\": \"N\", \"Url\": \"http://a/b\" /* its */, \"Hours\": \"daylight\", \"UserName\": \"u\", \"Note\": \"x; y\" }, ] // end\n")]
    public void Complete_OneOfTheList_KeepsTheOthers(string text, string expected)
    {
        Assert.Equal(expected, InventoryCompletion.Complete(text, Entry, out var problem));
        Assert.Empty(problem);
    }

    [Theory]
    [InlineData("Site,Name,Url\nS,N,onvif://a\n", "names no column UserName")]
    [InlineData("Site,Name,Url,UserName\nS,O,onvif://a,\n", "S/N is there no more")]
    [InlineData("[ { \"Site\": \"S\", \"Name\": \"O\" } ]", "S/N is there no more")]
    public void Complete_WhatCannotBe_IsSaid(string text, string said)
    {
        Assert.Null(InventoryCompletion.Complete(text, Entry, out var problem));
        Assert.Contains(said, problem, StringComparison.Ordinal);
    }
}
