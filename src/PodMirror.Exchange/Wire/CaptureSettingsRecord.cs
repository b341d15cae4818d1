using System.Buffers.Binary;

namespace PodMirror.Exchange;

/// <summary>Settings of the capture as a record, from tme to mirror. See docs/exchange.md.</summary>
public static class CaptureSettingsRecord
{
    private const int ShareOffset = 8;
    private const int BodyOffset = 16;
    private const int ModeOffset = 20;
    private const int PortsOffset = 21;
    private const int ExcludedOffset = 22;
    private const int FixedBytes = 24;

    // A list that is not set, which is another thing than one of no ports.
    private const byte NotSet = 255;

    /// <summary>Bytes of the largest record.</summary>
    public const int MaxBytes = RecordFormat.HeaderBytes + FixedBytes + (2 * CaptureSettings.MaxPorts * sizeof(ushort));

    /// <summary>Writes a whole record; lists must not be longer than they may.</summary>
    public static byte[] Write(CaptureSettings settings)
    {
        int ports = (settings.Ports?.Count ?? 0) + (settings.ExcludedPorts?.Count ?? 0);
        byte[] record = new byte[RecordFormat.HeaderBytes + FixedBytes + (ports * sizeof(ushort))];
        RecordFormat.WriteHeader(record, RecordKind.Settings, record.Length);
        Span<byte> body = record.AsSpan(RecordFormat.HeaderBytes);
        BinaryPrimitives.WriteInt64LittleEndian(body, settings.Version);
        BinaryPrimitives.WriteDoubleLittleEndian(body[ShareOffset..], settings.CpuShare ?? -1);
        BinaryPrimitives.WriteInt32LittleEndian(body[BodyOffset..], settings.MaxBodyBytes ?? -1);
        body[ModeOffset] = (byte)(settings.Mode ?? CaptureMode.None);
        body[PortsOffset] = (byte?)settings.Ports?.Count ?? NotSet;
        body[ExcludedOffset] = (byte?)settings.ExcludedPorts?.Count ?? NotSet;
        Span<byte> at = body[FixedBytes..];
        foreach (ushort port in (settings.Ports ?? []).Concat(settings.ExcludedPorts ?? []))
        {
            BinaryPrimitives.WriteUInt16LittleEndian(at, port);
            at = at[sizeof(ushort)..];
        }

        return record;
    }

    /// <summary>Reads the body of a record; null when anything in it cannot be right: what held before is better than half of it.</summary>
    public static CaptureSettings? TryRead(ReadOnlySpan<byte> body)
    {
        if (body.Length < FixedBytes)
        {
            return null;
        }

        long version = BinaryPrimitives.ReadInt64LittleEndian(body);
        double share = BinaryPrimitives.ReadDoubleLittleEndian(body[ShareOffset..]);
        int bodyBytes = BinaryPrimitives.ReadInt32LittleEndian(body[BodyOffset..]);
        byte mode = body[ModeOffset];
        ReadOnlySpan<byte> rest = body[FixedBytes..];
        if (version < 0 || bodyBytes is < -1 or > CaptureSettings.MaxBodyBytesLimit || mode > (byte)CaptureMode.IngressAndEgress
            || (share is not -1 && !CaptureSettings.IsCpuShare(share))
            || !TryReadPorts(body[PortsOffset], ref rest, out ushort[]? ports)
            || !TryReadPorts(body[ExcludedOffset], ref rest, out ushort[]? excluded) || !rest.IsEmpty)
        {
            return null;
        }

        return new CaptureSettings
        {
            Version = version,
            Mode = mode == 0 ? null : (CaptureMode)mode,
            Ports = ports,
            ExcludedPorts = excluded,
            MaxBodyBytes = bodyBytes < 0 ? null : bodyBytes,
            CpuShare = share < 0 ? null : share,
        };
    }

    private static bool TryReadPorts(byte count, ref ReadOnlySpan<byte> rest, out ushort[]? ports)
    {
        ports = null;
        if (count == NotSet)
        {
            return true;
        }

        if (count > CaptureSettings.MaxPorts || rest.Length < count * sizeof(ushort))
        {
            return false;
        }

        ports = new ushort[count];
        for (int i = 0; i < count; i++)
        {
            ports[i] = BinaryPrimitives.ReadUInt16LittleEndian(rest[(i * sizeof(ushort))..]);
        }

        rest = rest[(count * sizeof(ushort))..];
        return !ports.Contains((ushort)0);
    }
}
