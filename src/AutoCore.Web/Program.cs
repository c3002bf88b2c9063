using AutoCore.Web;

#pragma warning disable RS0030 // The one place that names the system's clock.
return await WebProgram.RunAsync(args, Environment.GetEnvironmentVariables(), TimeProvider.System);
