using AutoCore.Core.Cameras;
using AutoCore.Policies.Cameras.Capture;
using Polly;
using Polly.Retry;

namespace AutoCore.Daemon.Cameras.Http;

/// <summary>Repeats tries that may pass (C2).</summary>
internal static class RetryPipeline
{
    /// <param name="attempts">Tries in all.</param>
    /// <param name="options">How long the waits are.</param>
    public static ResiliencePipeline<Attempt> Create(int attempts, CamerasOptions options, TimeProvider time)
    {
        var builder = new ResiliencePipelineBuilder<Attempt> { TimeProvider = time };
        if (attempts > 1)
        {
            builder.AddRetry(new RetryStrategyOptions<Attempt>
            {
                MaxRetryAttempts = attempts - 1,
                ShouldHandle = static args => new(args.Outcome.Result is { MayRepeat: true }),
#pragma warning disable CA5394 // Jitter is no secret.
                DelayGenerator = args =>
                    new(RetryPolicy.Delay(args.AttemptNumber + 1, options.RetryBaseDelay, Random.Shared.NextDouble(), args.Outcome.Result?.RetryAfter)),
#pragma warning restore CA5394
            });
        }
        return builder.Build();
    }
}
