using System.Collections;
using AutoCore.Core;
using AutoCore.Core.Cameras;
using AutoCore.Core.Cameras.Inventory;
using AutoCore.Testing;

namespace AutoCore.Daemon.Tests.Cameras.Inventory;

/// <summary>Cameras from a file of their own, and mistakes in it by file and line.</summary>
public sealed class CameraInventoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Json_IsReadAsSourcesAre()
    {
        var cameras =
            Load("""[ { "Site": "A", "Name": "P1", "Url": "http://10.0.0.1/a.jpg", "Auth": "digest", "TlsVerify": false }, /* one more */ { "Site": "A", "Name": "P2", "Url": "http://10.0.0.1/b.jpg", }, ]""").Options.Cameras.Sources;

        Assert.Equal(["A/P1", "A/P2"], cameras.Select(c => c.Label));
        Assert.Equal(CameraAuth.Digest, cameras[0].Auth);
        Assert.False(cameras[0].Tls.Verify);
    }

    [Theory]
    [InlineData("Site,Name,Url,Auth,TlsVerify\nA,P1,\"http://10.0.0.1/a.jpg?x=1,2\",digest,false\n\n\"Águas \"\"Claras\"\"\",1,http://10.0.0.1/b.jpg,,\n")]
    [InlineData(
        "\uFEFFsite;name;url;auth;tlsverify\r\nA;P1;http://10.0.0.1/a.jpg?x=1,2;digest;false\r\n\"Águas \"\"Claras\"\"\";1;http://10.0.0.1/b.jpg;;\r\n")]
    public void Csv_OfSpreadsheets_IsReadTheSame(string text)
    {
        var loaded = Load(text);

        Assert.Empty(loaded.Report.Errors);
        Assert.Equal(["A/P1", "Águas \"Claras\"/1"], loaded.Options.Cameras.Sources.Select(c => c.Label));
        Assert.Equal("?x=1,2", loaded.Options.Cameras.Sources[0].Url.Query);
        Assert.False(loaded.Options.Cameras.Sources[0].Tls.Verify);
    }

    [Theory]
    [InlineData("Site;Name;Url;Interval;Hours\nA;P1;http://h/a;00:05:00;7:00-12:00, 14:00-24:00\nA;P2;http://h/b;;\n")]
    [InlineData("Site,Name,Url,Interval,Hours\nA,P1,http://h/a,00:05:00,\"7:00-12:00,14:00-24:00\"\nA,P2,http://h/b,,\n")]
    [InlineData(
        """[ { "Site": "A", "Name": "P1", "Url": "http://h/a", "Interval": "00:05:00", "Hours": "07:00-12:00, 14:00-24:00" }, { "Site": "A", "Name": "P2", "Url": "http://h/b" } ]""")]
    public void IntervalAndHours_OfOneCamera_AreReadFromEveryForm(string text)
    {
        var loaded = Load(text);

        Assert.Empty(loaded.Report.Errors);
        var cameras = loaded.Options.Cameras.Sources;
        Assert.Equal((TimeSpan.FromMinutes(5), "07:00-12:00, 14:00-24:00"), (cameras[0].Own!.Interval, cameras[0].Own!.Hours!.ToString()));
        Assert.Equal((true, false), (cameras[0].HasOwnRhythm, cameras[1].HasOwnRhythm));
        Assert.Equal(loaded.Options.Cameras.Interval, loaded.Options.Cameras.IntervalOf(cameras[1]));
    }

    [Theory]
    [InlineData("Site,Name,Url,Hours\nA,P1,http://h/a,7-19\n", "inventory:2: Inventory:0:Hours: \"7-19\" is not allowed; allowed: hh:mm-hh:mm")]
    [InlineData("Site,Name,Url,Interval\nA,P1,http://h/a,5\n", "inventory:2: Inventory:0:Interval: \"5\" is not allowed; allowed: a duration")]
    [InlineData("Site,Name,Url,Hours\nA,P1,http://h/a,daylight\nA,P2,http://h/b,daylight\n",
        "AutoCore:Cameras:Latitude: A/P1 and A/P2 have Hours daylight, but Latitude and Longitude are not set: set both")]
    public void RhythmOfOneCamera_Wrong_NamesTheRemedy(string text, string expected) =>
        Assert.Contains(expected, Assert.Single(Load(text).Report.Errors), StringComparison.Ordinal);

    [Theory]
    [InlineData("Site,Name,Url\nA,P1,http://h/a\nA,..,http://h/b\n", "inventory:3: Inventory:1:Name")]
    [InlineData("Site,Name,Url\nA,P1\n", "inventory:2: Inventory:0: Url is missing")]
    [InlineData("Site,Name,Link\nA,P1,http://h/a\n", "unknown key")]
    [InlineData("Site,Name,Url\nA,P1,http://h/a,x\n", "inventory:2: Inventory:0: 4 fields")]
    [InlineData("[\n{ \"Site\": \"A\", \"Name\": \"P1\", \"Url\": \"ftp://h/a\" }\n]", "inventory:2: Inventory:0:Url")]
    [InlineData("[\n{ \"Site\": \"A\" \"Name\": \"P1\" }\n]", "inventory:2: ")]
    [InlineData("{ \"Sources\": [] }", "inventory:1: the file: expected a list")]
    [InlineData("Site,Name,Url\nA,P1,http://h/a\na,p1,http://h/b\n", "2 cameras would be kept as")]
    [InlineData("", "inventory:1: the file is empty")]
    public void Mistake_IsReportedByFileAndLine(string text, string expected) =>
        Assert.Contains(Load(text).Report.Errors, e => e.Contains(expected, StringComparison.Ordinal));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SixtyThousandCameras_AreReadInTimeAndMemoryOfTheirNumber(bool isJson)
    {
        const int Cameras = 60_000;
        var lines = Enumerable.Range(0, Cameras)
            .Select(i =>
                isJson ? $$"""{ "Site": "S{{i / 3}}", "Name": "P{{i % 3}}", "Url": "http://10.0.0.1/{{i}}.jpg" }"""
                : $"S{i / 3},P{i % 3},http://10.0.0.1/{i}.jpg");
        var loaded = Load(isJson ? $"[{string.Join(",\n", lines)}]" : $"Site,Name,Url\n{string.Join('\n', lines)}");

        Assert.Empty(loaded.Report.Errors);
        Assert.Equal(Cameras, loaded.Options.Cameras.Sources.Count);
        Assert.InRange(loaded.Report.Effective.Count, InventoryEntries.MostShown, 40 * InventoryEntries.MostShown);
        Assert.Contains(loaded.Report.Effective, e => e.Path == "Inventory" && e.Value.StartsWith("60000 cameras", StringComparison.Ordinal));
    }

    [Fact]
    public void LongList_OneValueChanged_ChangesTheConfigurationsHash()
    {
        string List(string last) =>
            "Site,Name,Url\n" + string.Concat(Enumerable.Range(0, 1_200).Select(i => $"S{i},P1,http://h/{(i == 1_199 ? last : "a")}\n"));

        Assert.NotEqual(Load(List("b")).Origin.Hash(), Load(List("c")).Origin.Hash());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AMistakeInEveryRow_EndsTheReadingWithAWord(bool isJson)
    {
        var lines = Enumerable.Range(0, 5_000).Select(i => isJson ? $$"""{ "Site": "S", "Name": "P{{i}}", "Link": "x" }""" : $"S,P{i},x");
        var errors = Load(isJson ? $"[{string.Join(",\n", lines)}]" : $"Site,Name,Link\n{string.Join('\n', lines)}").Report.Errors;

        Assert.InRange(errors.Count, InventoryEntries.MostErrors, InventoryEntries.MostErrors + 10);
        Assert.Contains("mend these first", errors[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PK\u0003\u0004 and more", "save it as CSV")]
    [InlineData("<html><table><tr><td>Site</td></tr></table></html>", "names none of Site, Name and Url")]
    [InlineData("Site|Name\nS|P", "names none of Site, Name and Url")]
    [InlineData("Site,Name,Url\nS,\"P,http://cam/\nS,Q,http://cam/\n", "inventory:2: a quotation mark begins here and is never closed")]
    public void WhatIsNoList_IsToldOnce_AndHow(string text, string problem) =>
        Assert.Contains(problem, Assert.Single(Load(text).Report.Errors), StringComparison.Ordinal);

    [Fact]
    public void ColumnThatIsNamedTwice_IsWarnedOf()
    {
        var report = Load("Site,Name,Name,Url\nS,P1,P2,http://cam/\n").Report;

        Assert.Empty(report.Errors);
        Assert.Contains("Name names 2 columns", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void MissingFile_IsAMistakeOfTheSettings()
    {
        var errors = Load(null).Report.Errors;

        Assert.Contains("InventoryFile", Assert.Single(errors), StringComparison.Ordinal);
    }

    private LoadedSettings Load(string? inventory)
    {
        if (inventory is not null)
            _folder.Write("inventory", inventory);
        var file =
            _folder.Write("appsettings.json", $$"""{ "AutoCore": { "DataDirectory": "{{_folder.Path}}", "Cameras": { "InventoryFile": "inventory" } } }""");
        return LoadedSettings.Load(file, new Hashtable());
    }
}
