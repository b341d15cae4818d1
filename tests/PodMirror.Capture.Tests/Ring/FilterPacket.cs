using System.Buffers.Binary;
using System.Net;

namespace PodMirror.Capture.Tests.Ring;

/// <summary>Packets for the filter, from their network header on.</summary>
internal sealed record FilterPacket
{
    public const byte Host = 0;
    public const byte Broadcast = 1;
    public const byte OtherHost = 3;
    public const byte Outgoing = 4;

    public string From { get; init; } = "10.0.0.1";

    public string To { get; init; } = "10.0.0.2";

    public ushort SourcePort { get; init; } = 40000;

    public ushort DestinationPort { get; init; } = 8080;

    public byte Protocol { get; init; } = 6;

    public ushort FragmentField { get; init; }

    public int HeaderWords { get; init; } = 5;

    public ushort? EtherType { get; init; }

    public byte PacketType { get; init; } = Host;

    public int InterfaceIndex { get; init; } = 2;

    public bool Passes(FilterRules rules) =>
        FilterInterpreter.Run(
            CaptureFilter.Build(rules), Bytes(), EtherType ?? (IsIPv4 ? (ushort)0x0800 : (ushort)0x86dd), PacketType, InterfaceIndex) != 0;

    public byte[] Bytes()
    {
        int header = IsIPv4 ? 4 * HeaderWords : 40;
        byte[] bytes = new byte[header + 20];
        byte[] from = IPAddress.Parse(From).GetAddressBytes();
        byte[] to = IPAddress.Parse(To).GetAddressBytes();
        if (IsIPv4)
        {
            bytes[0] = (byte)(0x40 | HeaderWords);
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(6), FragmentField);
            bytes[9] = Protocol;
            from.CopyTo(bytes, 12);
            to.CopyTo(bytes, 16);
        }
        else
        {
            bytes[0] = 0x60;
            bytes[6] = Protocol;
            from.CopyTo(bytes, 8);
            to.CopyTo(bytes, 24);
        }

        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(header), SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(header + 2), DestinationPort);
        return bytes;
    }

    private bool IsIPv4 => From.Contains('.', StringComparison.Ordinal);
}
