using PodMirror.Exchange;
using PodMirror.Protocols;

namespace PodMirror.Sidecar.Mirror;

/// <summary>
/// The listening sockets of this network namespace, from <c>/proc</c>. Read again at most once a second, and only when an endpoint is asked
/// for that is not among them; between two readings nothing is allocated.
/// </summary>
internal sealed class ListeningPorts : IServerPorts
{
    /// <summary>The directory of this thread's network namespace.</summary>
    public const string ThreadNet = "/proc/thread-self/net";

    /// <summary>Endpoints and addresses that are kept: far more than a Pod has, and 1 MiB at most.</summary>
    private const int MaxEntries = 16_384;

    private static readonly TimeSpan MinAge = TimeSpan.FromSeconds(1);
    private static readonly UInt128 AnyIPv4 = IpEndpoint.FromIPv4(0, 0).Address;

    private readonly HashSet<IpEndpoint> _listening = [];
    private readonly HashSet<UInt128> _local = [];
    private readonly ProcLines _lines = new();
    private readonly string _directory;
    private readonly TimeProvider _time;
    private long? _readAt;
    private bool _knowsLocal;

    /// <summary>Reads the files <c>tcp</c>, <c>tcp6</c>, <c>fib_trie</c> and <c>if_inet6</c> of a directory.</summary>
    public ListeningPorts(string directory, TimeProvider time)
    {
        _directory = directory;
        _time = time;
    }

    /// <summary>
    /// Whether a socket listens at the endpoint, by its address, or by the wildcard where the address is one of this namespace. A wildcard of
    /// IPv6 stands for IPv4 too (IPV6_V6ONLY is not told).
    /// </summary>
    public bool IsListening(IpEndpoint endpoint)
    {
        if (IsKnown(endpoint))
        {
            return true;
        }

        if (_readAt is { } readAt && _time.GetElapsedTime(readAt) < MinAge)
        {
            return false;
        }

        Read();
        return IsKnown(endpoint);
    }

    private bool IsKnown(IpEndpoint endpoint) =>
        _listening.Contains(endpoint)
        || ((_listening.Contains(new IpEndpoint(default, endpoint.Port))
                || (endpoint.IsIPv4 && _listening.Contains(new IpEndpoint(AnyIPv4, endpoint.Port))))
            && (!_knowsLocal || endpoint.IsLoopback || _local.Contains(endpoint.Address)));

    private void Read()
    {
        _readAt = _time.GetTimestamp();
        _listening.Clear();
        _local.Clear();
        _lines.TryRead($"{_directory}/tcp", OnSocket);
        _lines.TryRead($"{_directory}/tcp6", OnSocket);
        UInt128 leaf = default;
        _knowsLocal = _lines.TryRead($"{_directory}/fib_trie", line =>
        {
            if (LocalAddressText.IsLocalLeaf(line, ref leaf))
            {
                _local.Add(leaf);
            }

            return _local.Count < MaxEntries;
        });
        _lines.TryRead($"{_directory}/if_inet6", line =>
        {
            if (LocalAddressText.TryReadIPv6(line, out UInt128 address))
            {
                _local.Add(address);
            }

            return _local.Count < MaxEntries;
        });
    }

    private bool OnSocket(ReadOnlySpan<byte> line)
    {
        bool more = ProcNetTcp.TryReadLine(line, out IpEndpoint? endpoint);
        if (endpoint is { } listening)
        {
            _listening.Add(listening);
        }

        return more && _listening.Count < MaxEntries;
    }
}
