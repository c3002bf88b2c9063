using System.Collections.ObjectModel;
using System.Text.Json;
using AutoCore.Testing;
using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;

namespace AutoCore.SystemTests.Web;

/// <summary>Chromium without a window, at one web program.</summary>
internal sealed class Browser : IDisposable
{
    private static readonly string Checks = File.ReadAllText(Repository.Combine("tests", "AutoCore.SystemTests", "Web", "checks.js"));

    private readonly ChromeDriver _driver;
    private readonly Uri _site;

    public Browser(Uri site, string profile)
    {
        _site = site;
        var options = new ChromeOptions { BinaryLocation = "/usr/bin/chromium" };
        options.AddArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync",
            "--hide-scrollbars", "--lang=en-GB", $"--user-data-dir={profile}");
        options.SetLoggingPreference(LogType.Browser, LogLevel.All);
        options.SetLoggingPreference(LogType.Performance, LogLevel.All);
        var service = ChromeDriverService.CreateDefaultService("/usr/bin", "chromedriver");
        _driver = new ChromeDriver(service, options, TimeSpan.FromMinutes(2));
    }

    /// <summary>The page's path and query.</summary>
    public string Address => new Uri(_driver.Url).PathAndQuery;

    /// <summary>Gives the window a size in pixels, and its visitor a taste for light or dark.</summary>
    public void Show(int width, int height, bool dark = false)
    {
        Command("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600 });
        Command("Emulation.setEmulatedMedia",
            new()
            {
                ["features"] = new object[] { new Dictionary<string, object> { ["name"] = "prefers-color-scheme",
                ["value"] = dark ? "dark" : "light" } }
            });
    }

    /// <summary>Shows pages as they are printed, or as they are on a screen again.</summary>
    public void ShowPrinted(bool printed) => Command("Emulation.setEmulatedMedia", new() { ["media"] = printed ? "print" : "" });

    /// <summary>Runs a script in each page that is loaded from now on, before its own.</summary>
    public void RunBeforeEachPage(string script) => Command("Page.addScriptToEvaluateOnNewDocument", new() { ["source"] = script });

    /// <summary>Switches scripts off or on; for the next page.</summary>
    public void AllowScripts(bool allowed) => Command("Emulation.setScriptExecutionDisabled", new() { ["value"] = !allowed });

    /// <summary>Loads a page, with all its pictures.</summary>
    public async Task OpenAsync(string address)
    {
        await _driver.Navigate().GoToUrlAsync(new Uri(_site, address));
        await PicturesAsync();
    }

    /// <summary>Loads a page whose scripts do not run.</summary>
    public Task OpenWithoutScriptsAsync(string address) => _driver.Navigate().GoToUrlAsync(new Uri(_site, address));

    /// <summary>Waits until every picture in sight is there.</summary>
    public Task PicturesAsync() => Eventually.TrueAsync(() => Run<bool>(
        "return document.readyState === 'complete' && [...document.images].every(i => i.complete || (i.loading === 'lazy' && (i.getBoundingClientRect().top > innerHeight || i.getBoundingClientRect().left > innerWidth || i.getBoundingClientRect().right < 0)))"), TimeSpan.FromMinutes(1), "all pictures are loaded");

    public IWebElement Find(string selector) => _driver.FindElement(By.CssSelector(selector));

    public ReadOnlyCollection<IWebElement> FindAll(string selector) => _driver.FindElements(By.CssSelector(selector));

    /// <summary>Presses a key wherever the focus is.</summary>
    public void Press(string key) => new OpenQA.Selenium.Interactions.Actions(_driver).SendKeys(key).Perform();

    public T Run<T>(string script) => (T)_driver.ExecuteScript(script)!;

    /// <summary>What one of the checks found wrong with the page, a line each.</summary>
    public IReadOnlyList<string> Check(string name) => [.. Run<ReadOnlyCollection<object>>($"{Checks}\nreturn {name}();").Cast<string>()];

    /// <summary>What axe-core found wrong with the page, a line for each element.</summary>
    public async Task<IReadOnlyList<string>> AxeAsync()
    {
        var axe = Path.Combine(await NpmPackage.InstallAsync("axe-core", "4.14.1"), "axe-core", "axe.min.js");
        Run<object?>(await File.ReadAllTextAsync(axe));
        var found = (ReadOnlyCollection<object>)_driver.ExecuteAsyncScript("""
            const done = arguments[arguments.length - 1];
            axe.run(document, { resultTypes: ['violations'] }).then(
              result => done(result.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target}: ${n.failureSummary}`))),
              error => done([String(error)]));
            """)!;
        return [.. found.Cast<string>()];
    }

    /// <summary>What the console said since the last look, warnings and worse.</summary>
    public IReadOnlyList<string> Complaints() =>
        [.. _driver.Manage().Logs.GetLog(LogType.Browser).Where(l => l.Level >= LogLevel.Warning).Select(l => l.Message)];

    /// <summary>The addresses that were asked for since the last look.</summary>
    public IReadOnlyList<Uri> Requests() => [.. _driver.Manage().Logs.GetLog(LogType.Performance).Select(l => AddressOf(l.Message)).OfType<Uri>()];

    /// <summary>A picture of what is in sight.</summary>
    public byte[] Capture()
    {
        var answer = (Dictionary<string, object>)_driver.ExecuteCdpCommand("Page.captureScreenshot", new() { ["format"] = "jpeg", ["quality"] = 82 })!;
        return Convert.FromBase64String((string)answer["data"]);
    }

    public void Dispose() => _driver.Dispose();

    private void Command(string name, Dictionary<string, object?> parameters) => _driver.ExecuteCdpCommand(name, parameters);

    private static Uri? AddressOf(string entry)
    {
        using var json = JsonDocument.Parse(entry);
        var message = json.RootElement.GetProperty("message");
        return message.GetProperty("method").GetString() == "Network.requestWillBeSent"
            ? new Uri(message.GetProperty("params").GetProperty("request").GetProperty("url").GetString()!) : null;
    }
}
