using AutoCore.Daemon.Commands;

#pragma warning disable RS0030 // The one place that names the system's clock.
return await CommandLine.RunAsync(args, Environment.GetEnvironmentVariables(), TimeProvider.System);
