using PodMirror.Agent.PodMetadata;

namespace PodMirror.Agent.Catalog;

/// <summary>
/// Which service has which address, as the Pods' own spans tell: the Pod's end of a connection is the address of the service of its resource. So
/// callers that have a sidecar, too, have names. An address that another Pod gets is the other's with its first span.
/// </summary>
internal sealed class PodAddresses
{
    // Pods that are mirrored, of some large clusters; 1 MiB.
    private const int MostAddresses = 8192;

    // The longest of IPv6 has 45.
    private const int LongestAddress = 64;

    private const int MostServices = 2048;

    private readonly Dictionary<byte[], byte[]> _services = new(Utf8Comparer.Instance);
    private readonly HashSet<byte[]> _names = new(Utf8Comparer.Instance);

    /// <summary>Takes in that an address is a service's.</summary>
    public void Learn(ReadOnlySpan<byte> address, ReadOnlySpan<byte> service)
    {
        // Inside a Pod everybody is at home: a loopback address names nobody.
        if (address.Length is 0 or > LongestAddress || service.IsEmpty || address.StartsWith("127."u8) || address.SequenceEqual("::1"u8))
        {
            return;
        }

        var services = _services.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (services.TryGetValue(address, out byte[]? known) && service.SequenceEqual(known))
        {
            return;
        }

        if (_services.Count >= MostAddresses || _names.Count >= MostServices)
        {
            _services.Clear();
            _names.Clear();
            services = _services.GetAlternateLookup<ReadOnlySpan<byte>>();
        }

        services[address] = NameOf(service);
    }

    /// <summary>The service of an address; empty when it is not known.</summary>
    public ReadOnlySpan<byte> ServiceOf(ReadOnlySpan<byte> address) =>
        _services.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(address, out byte[]? service) ? service : default(ReadOnlySpan<byte>);

    private byte[] NameOf(ReadOnlySpan<byte> service)
    {
        if (_names.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(service, out byte[]? known))
        {
            return known;
        }

        byte[] added = service.ToArray();
        _names.Add(added);
        return added;
    }
}
