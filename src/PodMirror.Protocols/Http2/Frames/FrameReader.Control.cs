using System.Buffers.Binary;
using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>Frames without content that say something of streams, or of what may come; and the count of faulty ones.</summary>
internal sealed partial class FrameReader
{
    private const int SettingBytes = 6;
    private const ushort MaxFrameSize = 5;

    private void TakeControl(ReadOnlySpan<byte> payload, in StreamPosition position)
    {
        switch (_frame.Type)
        {
            case FrameType.Settings:
                TakeSettings(payload);
                break;
            case FrameType.RstStream when payload.Length == sizeof(uint):
                _connection.OnReset(this, _frame.StreamId, BinaryPrimitives.ReadUInt32BigEndian(payload), position.TimestampNs);
                break;
            case FrameType.WindowUpdate when payload.Length == sizeof(uint) && (BinaryPrimitives.ReadUInt32BigEndian(payload) & int.MaxValue) == 0:
                CountFault();
                break;
        }
    }

    private void TakeSettings(ReadOnlySpan<byte> payload)
    {
        for (; payload.Length >= SettingBytes; payload = payload[SettingBytes..])
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(payload) == MaxFrameSize)
            {
                _connection.Allow(this, BinaryPrimitives.ReadUInt32BigEndian(payload[sizeof(ushort)..]));
            }
        }
    }

    /// <summary>Counts a faulty frame, once.</summary>
    private void CountFault()
    {
        _ledger[MirrorCounter.FramesInvalid] += _isFaulty ? 0 : 1;
        _isFaulty = true;
    }
}
