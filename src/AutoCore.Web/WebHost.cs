using System.Collections;
using AutoCore.Core;
using AutoCore.Core.Hosting;
using AutoCore.Core.Logging;
using AutoCore.Core.Storage;
using AutoCore.Core.Web;
using AutoCore.Policies.Health;
using AutoCore.Web.Api;
using AutoCore.Web.Hosting;
using AutoCore.Web.Pages;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AutoCore.Web;

/// <summary>Builds the web server: what every answer passes through, in order.</summary>
internal static class WebHost
{
    /// <summary>The builder would watch its content root for changed settings: every folder of the system, before the first answer.</summary>
    private const string NoWatch = "--hostBuilder:reloadConfigOnChange=false";

    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(4);

    /// <summary>The server, not started.</summary>
    /// <exception cref="StartFailure">A secret or a certificate is missing.</exception>
    public static WebApplication Build(LoadedSettings settings, IDictionary environment, TimeProvider time, bool verbose)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ApplicationName = "autocore-web", ContentRootPath = "/", EnvironmentName = Environments.Production, Args = [NoWatch] });
        // Neither files nor variables of the working directory may change what is served.
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.Logging.AddDaemonLogging(settings.Options.Logging, environment, verbose, "autocore-web");
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = StopWithin);
        builder.Services.Configure<ConsoleLifetimeOptions>(o => o.SuppressStatusMessages = true);
        var web = settings.Options.Web;
        var sockets = ListeningSockets.Of(web, environment);
        builder.Services.AddSingleton(Credentials.Find(web, new Secrets(settings.Options.Hosting.SecretsFile, environment)));
        builder.Services.AddSingleton(sockets);
        builder.Services.AddWeb(settings, environment, time).AddApi().AddPages();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Limit(kestrel, sockets, new ConnectionShare(web, time)));

        var app = builder.Build();
        app.UseMiddleware<Activity>();
        app.UseMiddleware<Answering>();
        app.UseMiddleware<Forwarding>();
        app.UseMiddleware<Admission>();
        // Not at the beginning, where the platform would put it: a HEAD is answered as GET is.
        app.UseRouting();
        app.MapApi();
        app.MapPages();
        return app;
    }

    /// <summary>Says where the server is found.</summary>
    public static void TellAddresses(WebApplication app)
    {
        var sockets = app.Services.GetRequiredService<ListeningSockets>();
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("AutoCore.Web");
        log.Write(WebEvents.Serving, new Measure("addresses", string.Join(", ", sockets.IsActivated ? sockets.Describe() : app.Urls)));
        if (sockets.Unprotected is { } open)
            log.Write(WebEvents.Unprotected, new Measure("address", open.ToString()));
    }

    /// <summary>Requests are small, have no body, and come in time.</summary>
    private static void Limit(KestrelServerOptions kestrel, ListeningSockets sockets, ConnectionShare share)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = ConnectionShare.Most;
        kestrel.Limits.MaxRequestLineSize = 4096;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16_384;
        kestrel.Limits.MaxRequestHeaderCount = 64;
        kestrel.Limits.MaxRequestBodySize = 0;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(15);
        sockets.Bind(kestrel, share);
    }
}
