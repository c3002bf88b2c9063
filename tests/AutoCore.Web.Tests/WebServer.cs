using System.Collections;
using System.Globalization;
using System.Text.Json;
using AutoCore.Core;
using AutoCore.Testing;
using Microsoft.AspNetCore.Builder;

namespace AutoCore.Web.Tests;

/// <summary>The real server in this process, at a free port of its own, over a data directory of its own.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebServer(WebApplication app, Uri address)
    {
        _app = app;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
    }

    /// <summary>Asks the server.</summary>
    public HttpClient Client { get; }

    /// <summary>Where it is.</summary>
    public Uri Address => Client.BaseAddress!;

    /// <summary>What the server is made of.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Starts a server on what a house holds.</summary>
    public static async Task<WebServer> StartAsync(WebFixture fixture, TimeProvider? time = null)
    {
        var settings = fixture.Load();
        Assert.Empty(settings.Report.Errors);
        var app = WebHost.Build(settings, fixture.Environment, time ?? TimeProvider.System, verbose: true);
        await app.StartAsync();
        return new(app, new Uri(app.Urls.Single()));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}

/// <summary>A data directory as a daemon leaves it: settings, pictures, states.</summary>
internal sealed class WebFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<(string Site, string Name)> _cameras = [];

    /// <summary>The data directory.</summary>
    public string Data => _folder["data"];

    /// <summary>Variables that the server sees.</summary>
    public IDictionary Environment { get; } = new Hashtable();

    /// <summary>JSON of the section <c>Web</c>, without <c>Listen</c>.</summary>
    public string Web { get; set; } = "";

    /// <summary><c>StorageMode</c>.</summary>
    public string Mode { get; set; } = "organized";

    /// <summary>An absolute path in the data directory.</summary>
    public string this[string relative] => Path.Combine(Data, relative);

    /// <summary>Adds a camera to the settings.</summary>
    public WebFixture WithCamera(string site, string name)
    {
        _cameras.Add((site, name));
        return this;
    }

    /// <summary>Writes a file of the data directory.</summary>
    public string Write(string relative, string text) => _folder.Write(Path.Combine("data", relative), text);

    /// <summary>Writes a file of the data directory.</summary>
    public string Write(string relative, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[relative])!);
        File.WriteAllBytes(this[relative], bytes);
        return this[relative];
    }

    /// <summary>Writes a state as the daemon does, of this moment unless told otherwise.</summary>
    public void WriteStatus(string groups = "", DateTimeOffset? at = null) => Write("run/status.json", string.Create(CultureInfo.InvariantCulture,
        $$"""{"ts":{{(at ?? TimeProvider.System.GetUtcNow()).ToUnixTimeSeconds()}},"rating":"ok","node":"test","version":"0","pid":{{System.Environment.ProcessId}},"data_directory":{{JsonSerializer.Serialize(Data)}}{{(groups.Length > 0 ? "," : "")}}{{groups}}}"""));

    /// <summary>The settings that a file with all this gives.</summary>
    public LoadedSettings Load()
    {
        var cameras =
            string.Join(
            ',', _cameras.Select(
            c => $$"""{ "Site": {{JsonSerializer.Serialize(c.Site)}}, "Name": {{JsonSerializer.Serialize(c.Name)}}, "Url": "http://127.0.0.1/" }"""));
        var file = _folder.Write("appsettings.json", $$"""
            { "AutoCore": { "Node": "test", "DataDirectory": {{JsonSerializer.Serialize(Data)}}, "SecretsFile": {{JsonSerializer.Serialize(_folder["secrets.env"])}},
              "Cameras": { "StorageMode": "{{Mode}}", "Sources": [ {{cameras}} ] },
              "Web": { {{Web}} } } }
            """);
        var settings = LoadedSettings.Load(file, new Hashtable());
        // Port 0: the system's choice, which the settings of a user may not leave open.
        return settings with { Options = settings.Options with { Web = settings.Options.Web with { Listen = new(settings.Options.Web.Listen.Address, 0) } } };
    }

    public void Dispose() => _folder.Dispose();
}
