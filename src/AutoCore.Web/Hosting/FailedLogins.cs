using System.Net;
using System.Net.Sockets;

namespace AutoCore.Web.Hosting;

/// <summary>
/// Slows down who guesses: after three wrong passwords an address waits a second, then two, four, up to a minute. The number of addresses that are
/// remembered is fixed; with more than that at once, all of them wait together.
/// </summary>
internal sealed class FailedLogins(TimeProvider time)
{
    /// <summary>Addresses remembered at most.</summary>
    public const int MostAddresses = 256;

    private const int FreeTries = 3;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromMinutes(15);

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Record> _records = [];

    /// <summary>How long an address must wait before its next try.</summary>
    public TimeSpan WaitOf(IPAddress address)
    {
        lock (_gate)
            return _records.TryGetValue(KeyOf(address), out var record) ? record.Wait - time.GetElapsedTime(record.At) : TimeSpan.Zero;
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
