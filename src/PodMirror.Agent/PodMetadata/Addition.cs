using PodMirror.Spans;

namespace PodMirror.Agent.PodMetadata;

/// <summary>What of a Pod a resource lacks: measured first and written then, so that lengths in front of it can be.</summary>
/// <param name="pod">The Pod.</param>
/// <param name="present">What the resource has, a bit for each number of <see cref="AttributeKeys"/>.</param>
/// <param name="keys">The numbers.</param>
internal readonly ref struct Addition(PodRecord pod, UInt128 present, AttributeKeys keys)
{
    private readonly byte[] _ofWorkload = pod.Workload.Attributes;

    /// <summary>Its bytes, and how many attributes they are.</summary>
    public (int Bytes, int Count) Measure()
    {
        UInt128 seen = present;
        (int bytes, int count) = Walk(pod.Attributes, ref seen, []);
        (int own, int ownCount) = WalkName(ref seen, []);
        (int workload, int workloadCount) = Walk(_ofWorkload, ref seen, []);
        return (bytes + own + workload, count + ownCount + workloadCount);
    }

    /// <summary>Writes it into exactly as many bytes as were measured.</summary>
    public void Write(Span<byte> output)
    {
        UInt128 seen = present;
        output = output[Walk(pod.Attributes, ref seen, output).Bytes..];
        output = output[WalkName(ref seen, output).Bytes..];
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

    // A Pod's name is its owner's, a hyphen and what is kept of it: eight bytes instead of a name for each of a million.
    private (int Bytes, int Count) WalkName(ref UInt128 seen, Span<byte> output)
    {
        if (pod.NameEnd == 0 || (seen >> AttributeKeys.PodName & 1) != 0)
        {
            return (0, 0);
        }

        byte[] owner = pod.Workload.Name;
        Span<byte> name = stackalloc byte[MetadataLimits.MaxNameBytes];
        int length = owner.Length + 1;
        if (length + PodRecord.MaxNameEndBytes > name.Length)
        {
            return (0, 0);
        }

        owner.CopyTo(name);
        name[owner.Length] = (byte)'-';
        for (ulong end = pod.NameEnd; end != 0; end >>= 8)
        {
            name[length++] = (byte)end;
        }

        var buffer = new ByteBuffer(2 * MetadataLimits.MaxNameBytes);
        AttributeBytes.Write(buffer, "k8s.pod.name"u8, name[..length]);
        return Walk(buffer.Written, ref seen, output);
    }
}
