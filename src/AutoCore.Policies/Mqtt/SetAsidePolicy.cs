namespace AutoCore.Policies.Mqtt;

/// <summary>
/// What is left out because of it the broker ends the connection: many brokers do so at a refused topic or a packet that is too large, without a
/// word. What was unanswered at a break is suspected, goes last on the next connection and alone; what then is unanswered again is left out.
/// </summary>
public static class SetAsidePolicy
{
    /// <summary>After this it is tried once more: rules of brokers change.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    /// <summary>Suspected at once: as many as one connection has unanswered, over several breaks; the others are forgotten.</summary>
    public const int MostSuspects = 64;

    /// <summary>Whether a break is the doing of this one: it was alone, it was there before, and the broker had answered others.</summary>
    /// <param name="breaksBefore">Earlier breaks at which it was unanswered.</param>
    /// <param name="unanswered">Requests that were unanswered at this break.</param>
    /// <param name="answered">Requests that were answered on this connection.</param>
    public static bool IsCause(int breaksBefore, int unanswered, int answered) => breaksBefore >= 1 && unanswered == 1 && answered > 0;

    /// <summary>Whether it is tried again.</summary>
    public static bool IsOver(TimeSpan since) => since >= Lasts;
}
