using System.Buffers.Binary;

namespace PodMirror.Capture.Tests.Ring;

/// <summary>Classic BPF as the kernel runs it: a load past the packet's end leaves the packet out.</summary>
internal static class FilterInterpreter
{
    /// <summary>The bytes to keep; 0 when the packet is left out.</summary>
    public static uint Run(FilterInstruction[] program, byte[] packet, ushort protocol, byte packetType, int interfaceIndex)
    {
        uint a = 0;
        uint x = 0;
        uint[] scratch = new uint[16];
        for (int at = 0; ; at++)
        {
            FilterInstruction i = program[at];
            uint k = i.Operand;
            switch (i.Code)
            {
                case FilterCode.LoadWord when k == FilterCode.Protocol:
                    a = protocol;
                    break;
                case FilterCode.LoadWord when k == FilterCode.PacketType:
                    a = packetType;
                    break;
                case FilterCode.LoadWord when k == FilterCode.InterfaceIndex:
                    a = (uint)interfaceIndex;
                    break;
                case FilterCode.LoadWord when k + 4 <= packet.Length:
                    a = BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan((int)k));
                    break;
                case FilterCode.LoadHalf when k + 2 <= packet.Length:
                    a = BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan((int)k));
                    break;
                case FilterCode.LoadHalfIndexed when x + k + 2 <= packet.Length:
                    a = BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan((int)(x + k)));
                    break;
                case FilterCode.LoadByte when k < packet.Length:
                    a = packet[k];
                    break;
                case FilterCode.LoadHeaderLength when k < packet.Length:
                    x = 4u * (packet[k] & 0xfu);
                    break;
                case FilterCode.LoadScratch:
                    a = scratch[k];
                    break;
                case FilterCode.Store:
                    scratch[k] = a;
                    break;
                case FilterCode.Jump:
                    at += (int)k;
                    break;
                case FilterCode.JumpIfEqual:
                    at += a == k ? i.JumpTrue : i.JumpFalse;
                    break;
                case FilterCode.JumpIfAnySet:
                    at += (a & k) != 0 ? i.JumpTrue : i.JumpFalse;
                    break;
                case FilterCode.Return:
                    return k;
                default:
                    return 0;
            }
        }
    }
}
