using System.Buffers.Binary;
using System.Text;
using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>
/// The ids of spans, made from what an exchange is: the same exchange gets the same ids however often it is exported, so that a
/// store can drop the second copy. See docs/decisions/0004-deterministic-span-ids.md.
/// </summary>
internal sealed class SpanIdentity
{
    private const int InputBytes = 1 + sizeof(uint) + sizeof(uint) + sizeof(long) + (2 * (16 + sizeof(ushort)));

    private const byte ForTrace = (byte)'t';
    private const byte ForSpan = (byte)'s';

    private readonly UInt128 _key;

    /// <summary>Makes the ids of one Pod's exchanges.</summary>
    /// <param name="pod">What tells this Pod from all others: its uid.</param>
    internal SpanIdentity(string pod) => _key = SipHash.Hash(UInt128.Zero, Encoding.UTF8.GetBytes(pod));

    /// <summary>The trace id of an exchange that carries none; never zero.</summary>
    internal UInt128 TraceId(in ExchangeHeader exchange)
    {
        UInt128 id = Hash(exchange, ForTrace);
        return id == UInt128.Zero ? UInt128.One : id;
    }

    /// <summary>The span id of an exchange; never zero.</summary>
    internal ulong SpanId(in ExchangeHeader exchange)
    {
        ulong id = (ulong)Hash(exchange, ForSpan);
        return id == 0 ? 1 : id;
    }

    private UInt128 Hash(in ExchangeHeader exchange, byte purpose)
    {
        Span<byte> input = stackalloc byte[InputBytes];
        input[0] = purpose;
        BinaryPrimitives.WriteUInt32LittleEndian(input[1..], exchange.Stream);
        BinaryPrimitives.WriteUInt32LittleEndian(input[5..], exchange.Ordinal);
        BinaryPrimitives.WriteInt64LittleEndian(input[9..], exchange.StartNs);
        BinaryPrimitives.WriteUInt128LittleEndian(input[17..], exchange.Client.Address);
        BinaryPrimitives.WriteUInt16LittleEndian(input[33..], exchange.Client.Port);
        BinaryPrimitives.WriteUInt128LittleEndian(input[35..], exchange.Server.Address);
        BinaryPrimitives.WriteUInt16LittleEndian(input[51..], exchange.Server.Port);
        return SipHash.Hash(_key, input);
    }
}
