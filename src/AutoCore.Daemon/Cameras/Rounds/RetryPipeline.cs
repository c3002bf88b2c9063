using AutoCore.Core.Cameras;
using AutoCore.Daemon.Cameras.Http;
using AutoCore.Policies.Cameras.Capture;
using Polly;
using Polly.Retry;

namespace AutoCore.Daemon.Cameras.Rounds;

/// <summary>Repeats tries that may pass (C2).</summary>
internal static class RetryPipeline
{
    public static ResiliencePipeline<Attempt> Create(CamerasOptions options, TimeProvider time)
    {
        var builder = new ResiliencePipelineBuilder<Attempt> { TimeProvider = time };
        if (options.RetryAttempts > 1)
        {
            builder.AddRetry(new RetryStrategyOptions<Attempt>
            {
                MaxRetryAttempts = options.RetryAttempts - 1,
                ShouldHandle = static args => new(args.Outcome.Result is { MayRepeat: true }),
#pragma warning disable CA5394 // Jitter is no secret.
                DelayGenerator = args => new(RetryPolicy.Delay(args.AttemptNumber + 1, options.RetryBaseDelay, Random.Shared.NextDouble(), args.Outcome.Result?.RetryAfter)),
#pragma warning restore CA5394
            });
        }
        return builder.Build();
    }
}
