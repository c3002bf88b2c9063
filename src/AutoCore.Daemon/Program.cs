using AutoCore.Daemon.Commands;
using AutoCore.Core.Hosting;

#pragma warning disable RS0030 // The one place that names the system's clock.
var environment = Environment.GetEnvironmentVariables();
return await CommandLine.RunAsync(args, environment, LocalClock.For(environment, TimeProvider.System));
