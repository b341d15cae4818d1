using System.Buffers;
using PodMirror.Agent.Receiver;
using PodMirror.Spans;

namespace PodMirror.Agent.PodMetadata;

/// <summary>
/// Adds to the resources of a request that was checked what is known of their Pods and missing there. Of a resource that changes three things are
/// written anew, its own bytes and the lengths in front of it:
/// <code>
/// request 1* ── ResourceSpans [length] ── 1 resource [length] ── attributes, and those that are added
///                                      └─ 2* ScopeSpans, copied as they are
/// </code>
/// A request of which no resource changes is not copied. Bytes are a stranger's: nothing is thrown, and what is added is bounded.
/// </summary>
/// <param name="request">The request.</param>
/// <param name="keys">The attributes that may be added.</param>
/// <param name="pods">What is known.</param>
/// <param name="isStranger">Tells of a Pod whether waiting for it is vain.</param>
internal ref struct RequestEnricher(ReadOnlySpan<byte> request, AttributeKeys keys, IPodLookup pods, Func<Guid, bool> isStranger)
{
    private const int ResourceSpansField = 1;
    private const int ResourceField = 1;

    private readonly ReadOnlySpan<byte> _request = request;
    private readonly int[] _results = new int[Enum.GetValues<LookupResult>().Length];
    private ByteBuffer? _ofWorkload;
    private byte[]? _output;
    private int _written;
    private int _copied;
    private int _added;

    /// <summary>How many resources had each <see cref="LookupResult"/>.</summary>
    public readonly int[] Results => _results;

    /// <summary>The first Pod that is not known and may yet be; null when there is none.</summary>
    public Guid? Unknown { get; private set; }

    /// <summary>Does it; null when nothing changes. The caller owns what comes back.</summary>
    public Payload? Run()
    {
        var reader = new ProtoReader(_request);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            int lengthAt = reader.Position;
            if (field != ResourceSpansField)
            {
                reader.TrySkip(wire);
            }
            else if (reader.TryReadBytes(wire, out ReadOnlySpan<byte> message))
            {
                Visit(message, lengthAt, reader.Position - message.Length);
            }
        }

        if (_output is null)
        {
            return null;
        }

        CopyUpTo(_request.Length);
        return new Payload(_output, _written);
    }

    // A resource in several parts is one to a reader of protobuf; nobody writes such, and it is left as it is.
    private void Visit(ReadOnlySpan<byte> message, int lengthAt, int start)
    {
        int resources = 0;
        int resourceLengthAt = 0;
        Range place = default;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            int at = reader.Position;
            if (field != ResourceField || wire != WireType.Length)
            {
                reader.TrySkip(wire);
            }
            else if (reader.TryReadBytes(wire, out ReadOnlySpan<byte> resource))
            {
                resources++;
                (resourceLengthAt, place) = (at, (reader.Position - resource.Length)..reader.Position);
            }
        }

        if (resources == 1)
        {
            Consider(message, place, lengthAt, start, resourceLengthAt);
        }
    }

    private void Consider(ReadOnlySpan<byte> message, Range place, int lengthAt, int start, int resourceLengthAt)
    {
        ReadOnlySpan<byte> resource = message[place];
        ResourceScan scan = ResourceScan.Of(resource, keys);
        if (!scan.NamesPod)
        {
            return;
        }

        PodRecord pod = default;
        bool isFound = !scan.IsInvalid && pods.TryFind(scan.Uid, out pod);
        if (!isFound)
        {
            Unknown ??= scan.IsInvalid || isStranger(scan.Uid) ? null : scan.Uid;
            Count(scan.IsInvalid ? LookupResult.Invalid : LookupResult.Unknown);
            return;
        }

        (int dropAt, int dropped) = scan.UnknownService.GetOffsetAndLength(resource.Length);
        const int service = AttributeKeys.ServiceName;
        UInt128 present = dropped > 0 ? scan.Present & ~(UInt128.One << service) : scan.Present;
        _ofWorkload ??= new ByteBuffer(MetadataLimits.MaxPodBytes);
        _ofWorkload.Clear();
        WorkloadAttributes.Write(_ofWorkload, pod);
        var addition = new Addition(pod.Attributes, _ofWorkload.Written, present, keys);
        (int bytes, int count, UInt128 added) = addition.Measure();

        // A name that says nothing stays where there is no better one: the conventions want one in every resource.
        dropped = (added >> service & 1) != 0 ? dropped : 0;
        int length = resource.Length - dropped + bytes;
        bool fits = _added + bytes <= MetadataLimits.MaxAddedBytes && length <= ReceiverLimits.MaxSourceBytes
            && scan.Count + count <= ReceiverLimits.MaxItemsPerSpan;
        Count(fits ? LookupResult.Found : LookupResult.TooLarge);
        if (!fits || bytes == 0)
        {
            return;
        }

        _added += bytes;
        int resourceStart = start + place.Start.Value;
        int lengthBytes = ProtoWriter.VarintBytes((ulong)length) - (place.Start.Value - resourceLengthAt);
        Grow(bytes);
        CopyUpTo(lengthAt);
        WriteLength(message.Length - resource.Length + length + lengthBytes);
        _copied = start;
        CopyUpTo(start + resourceLengthAt);
        WriteLength(length);
        _copied = resourceStart;
        CopyUpTo(resourceStart + dropAt);
        _copied += dropped;
        CopyUpTo(resourceStart + resource.Length);
        addition.Write(_output.AsSpan(_written, bytes));
        _written += bytes;
    }

    private readonly void Count(LookupResult result) => _results[(int)result]++;

    // Two lengths may be longer than before, by less than a whole varint each.
    private void Grow(int bytes)
    {
        const int LengthsBytes = 2 * 10;
        int needed = _written + _request.Length - _copied + bytes + LengthsBytes;
        if (_output is { } output && output.Length >= needed)
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(_output is null ? needed : needed + (needed / 4));
        if (_output is not null)
        {
            _output.AsSpan(0, _written).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_output);
        }

        _output = larger;
    }

    private void CopyUpTo(int end)
    {
        _request[_copied..end].CopyTo(_output.AsSpan(_written));
        _written += end - _copied;
        _copied = end;
    }

    private void WriteLength(int length) => _written += ProtoWriter.PutVarint(_output.AsSpan(_written), (uint)length);
}
