using System.Runtime.CompilerServices;

namespace AutoCore.Testing;

/// <summary>Waits until something becomes true in another thread or process, instead of sleeping and hoping.</summary>
public static class Eventually
{
    /// <summary>Generous, since a test waits this long only when it fails.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <exception cref="TimeoutException">The condition stayed false; the message quotes it.</exception>
    public static Task TrueAsync(Func<bool> condition, TimeSpan? timeout = null, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        TrueAsync(() => Task.FromResult(condition()), timeout, what);

    /// <inheritdoc cref="TrueAsync(Func{bool}, TimeSpan?, string)"/>
    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan? timeout = null, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var limit = timeout ?? DefaultTimeout;
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > limit) throw new TimeoutException($"Still not true after {limit.TotalSeconds:0.#} s: {what}");
            await Task.Delay(Pause);
        }
    }
}
