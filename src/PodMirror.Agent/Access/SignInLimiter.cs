using System.Net;
using System.Net.Sockets;

namespace PodMirror.Agent.Access;

/// <summary>
/// Bounds how fast tokens can be guessed: ten wrong ones from an address, then one each six seconds. Addresses of IPv6 count by their /64, which one
/// host has as a whole. What stands before the agent is one address with all that comes through it.
/// </summary>
internal sealed class SignInLimiter(TimeProvider clock)
{
    /// <summary>Wrong ones at once: a person who mistypes, or a script with an old token, notices before.</summary>
    public const int Burst = 10;

    /// <summary>How long until another one.</summary>
    public static readonly TimeSpan Refill = TimeSpan.FromSeconds(6);

    /// <summary>Addresses that are remembered; the oldest go. Each costs some hundred bytes.</summary>
    public const int MaxAddresses = 4096;

    private readonly Lock _gate = new();

    // Of each address when all of its guesses are there again: each wrong one moves that further away.
    private readonly OrderedDictionary<IPAddress, DateTimeOffset> _whole = [];

    /// <summary>How long an address has to wait; zero for one that may try.</summary>
    public TimeSpan Wait(IPAddress? address)
    {
        DateTimeOffset now = clock.GetUtcNow();
        lock (_gate)
        {
            DateTimeOffset whole = _whole.TryGetValue(NetOf(address), out DateTimeOffset known) ? known : now;
            TimeSpan wait = whole + Refill - (Refill * Burst) - now;
            return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }
    }

    /// <summary>An address showed a wrong one.</summary>
    public void Fail(IPAddress? address)
    {
        IPAddress net = NetOf(address);
        DateTimeOffset now = clock.GetUtcNow();
        lock (_gate)
        {
            DateTimeOffset whole = _whole.TryGetValue(net, out DateTimeOffset known) && known > now ? known : now;
            _whole.Remove(net);
            if (_whole.Count >= MaxAddresses)
            {
                _whole.RemoveAt(0);
            }

            _whole.Add(net, whole + Refill);
        }
    }

    private static IPAddress NetOf(IPAddress? address)
    {
        if (address is null)
        {
            return IPAddress.None;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        byte[] bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes);
    }
}
