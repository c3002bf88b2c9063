using AutoCore.Core.Hosting;
using AutoCore.Web;

#pragma warning disable RS0030 // The one place that names the system's clock.
var environment = Environment.GetEnvironmentVariables();
return await WebProgram.RunAsync(args, environment, LocalClock.For(environment, TimeProvider.System));
