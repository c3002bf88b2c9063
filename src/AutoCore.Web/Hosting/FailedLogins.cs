using System.Net;
using System.Net.Sockets;

namespace AutoCore.Web.Hosting;

/// <summary>
/// Slows down who guesses: after three wrong passwords an address is told to wait a second, then two, four, up to a minute. Until then each of its tries
/// takes <see cref="HeldFor"/>, and few run at once: behind a proxy, who knows the password has the address of who guesses, and must get in all the same.
/// The number of addresses that are remembered is fixed; with more than that at once, all of them wait together.
/// </summary>
internal sealed class FailedLogins(TimeProvider time)
{
    /// <summary>Addresses remembered at most.</summary>
    public const int MostAddresses = 256;

    /// <summary>Tries that are held at once; further ones are refused unread.</summary>
    public const int MostHeld = 8;

    /// <summary>How long a try takes while its address should wait.</summary>
    public static readonly TimeSpan HeldFor = TimeSpan.FromMilliseconds(500);

    private const int FreeTries = 3;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromMinutes(15);

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Record> _records = [];
    private int _held;

    /// <summary>How long an address must wait before its next try.</summary>
    public TimeSpan WaitOf(IPAddress address)
    {
        lock (_gate)
            return _records.TryGetValue(KeyOf(address), out var record) ? record.Wait - time.GetElapsedTime(record.At) : TimeSpan.Zero;
    }

    /// <summary>Holds a try from an address that should wait.</summary>
    /// <returns>Whether it may be looked at; false: too many are held.</returns>
    public async Task<bool> HoldAsync(CancellationToken aborted)
    {
        try
        {
            if (Interlocked.Increment(ref _held) > MostHeld)
                return false;
            await Task.Delay(HeldFor, time, aborted);
            return true;
        }
        finally
        {
            Interlocked.Decrement(ref _held);
        }
    }

    /// <summary>A wrong try.</summary>
    public void Add(IPAddress address)
    {
        lock (_gate)
        {
            if (_records.Count >= MostAddresses)
                ForgetOld();
            var key = KeyOf(address);
            _records[key] = new(_records.GetValueOrDefault(key).Tries + 1, time.GetTimestamp());
        }
    }

    /// <summary>A right one.</summary>
    public void Forget(IPAddress address)
    {
        lock (_gate)
            _records.Remove(KeyOf(address));
    }

    private void ForgetOld()
    {
        foreach (var old in _records.Where(r => time.GetElapsedTime(r.Value.At) > ForgottenAfter).Select(r => r.Key).ToList())
            _records.Remove(old);
    }

    /// <summary>An IPv6 network is one visitor's; whoever comes when all places are taken shares one more with all others that do.</summary>
    private IPAddress KeyOf(IPAddress address)
    {
        var key = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (key.AddressFamily == AddressFamily.InterNetworkV6)
        {
            Span<byte> bytes = stackalloc byte[16];
            key.TryWriteBytes(bytes, out _);
            bytes[8..].Clear();
            key = new(bytes);
        }
        return _records.Count >= MostAddresses && !_records.ContainsKey(key) ? IPAddress.None : key;
    }

    private readonly record struct Record(int Tries, long At)
    {
        public TimeSpan Wait => Tries < FreeTries ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Tries - FreeTries), LongestWait.TotalSeconds));
    }
}
