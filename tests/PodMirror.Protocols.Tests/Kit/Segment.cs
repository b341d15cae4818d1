using PodMirror.Capture;
using PodMirror.Exchange;

namespace PodMirror.Protocols.Tests;

/// <summary>A TCP segment that a test can keep, move and drop.</summary>
internal sealed record Segment(bool FromClient, uint Sequence, uint Acknowledgement, TcpFlags Flags, byte[] Payload, long TimeNs, int CutBytes = 0)
{
    public static readonly IpEndpoint DefaultClient = IpEndpoint.FromIPv4(0x0A000001, 40000);
    public static readonly IpEndpoint DefaultServer = IpEndpoint.FromIPv4(0x0A000002, 8080);

    public IpEndpoint Client { get; init; } = DefaultClient;

    public IpEndpoint Server { get; init; } = DefaultServer;

    public PacketOrigin Origin { get; init; }

    public TcpSegment ToTcp() => new()
    {
        Source = FromClient ? Client : Server,
        Destination = FromClient ? Server : Client,
        Sequence = Sequence,
        Acknowledgement = Acknowledgement,
        Flags = Flags,
        Payload = Payload,
        WirePayloadBytes = Payload.Length + CutBytes,
        TimestampNs = TimeNs,
        Origin = Origin,
    };
}
