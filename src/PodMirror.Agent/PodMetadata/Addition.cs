using PodMirror.Spans;

namespace PodMirror.Agent.PodMetadata;

/// <summary>What of a Pod a resource lacks: measured first and written then, so that lengths in front of it can be.</summary>
/// <param name="ofPod">Attributes of the Pod itself, which go first.</param>
/// <param name="ofWorkload">Attributes that it has from its owner.</param>
/// <param name="present">What the resource has, a bit for each number of <see cref="AttributeKeys"/>.</param>
/// <param name="keys">The numbers.</param>
internal readonly ref struct Addition(ReadOnlySpan<byte> ofPod, ReadOnlySpan<byte> ofWorkload, UInt128 present, AttributeKeys keys)
{
    private readonly ReadOnlySpan<byte> _ofPod = ofPod;
    private readonly ReadOnlySpan<byte> _ofWorkload = ofWorkload;

    /// <summary>Its bytes, how many attributes they are, and which, a bit for each number.</summary>
    public (int Bytes, int Count, UInt128 Keys) Measure()
    {
        UInt128 seen = present;
        (int bytes, int count) = Walk(_ofPod, ref seen, []);
        (int more, int moreCount) = Walk(_ofWorkload, ref seen, []);
        return (bytes + more, count + moreCount, seen & ~present);
    }

    /// <summary>Writes it into exactly as many bytes as were measured.</summary>
    public void Write(Span<byte> output)
    {
        UInt128 seen = present;
        output = output[Walk(_ofPod, ref seen, output).Bytes..];
        Walk(_ofWorkload, ref seen, output);
    }

    private (int Bytes, int Count) Walk(ReadOnlySpan<byte> attributes, ref UInt128 seen, Span<byte> output)
    {
        int bytes = 0;
        int count = 0;
        var reader = new ProtoReader(attributes);
        while (reader.TryReadTag(out _, out WireType wire) && reader.TryReadBytes(wire, out ReadOnlySpan<byte> attribute))
        {
            if (!keys.TryGetNumber(ResourceScan.KeyOf(attribute), out int number) || (seen >> number & 1) != 0)
            {
                continue;
            }

            seen |= UInt128.One << number;
            ReadOnlySpan<byte> field = attributes[reader.TagPosition..reader.Position];
            if (!output.IsEmpty)
            {
                field.CopyTo(output[bytes..]);
            }

            bytes += field.Length;
            count++;
        }

        return (bytes, count);
    }
}
