using AutoCore.Core.Cameras;
using AutoCore.Core.Health;

namespace AutoCore.Daemon.Cameras.Shrinking;

/// <summary>Old pictures, smaller; without a method nothing is there.</summary>
internal static class ShrinkingRegistration
{
    public static IServiceCollection AddShrinking(this IServiceCollection services, ShrinkingOptions options)
    {
        if (options.Method == ShrinkMethod.None)
            return services;
        var idle = new IdleProgram();
        return services
            .AddSingleton<IPictureCodec>(options.Method == ShrinkMethod.JpegXl ? new JpegXlCodec(idle) : new JpegTranCodec(idle))
            .AddSingleton<IDoctorCheck, ShrinkingCheck>()
            .AddHostedService<ShrinkService>();
    }
}
