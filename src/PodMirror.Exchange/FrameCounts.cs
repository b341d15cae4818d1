using System.Runtime.CompilerServices;

namespace PodMirror.Exchange;

/// <summary>Frames of one direction of a WebSocket, a count for each kind, in the order of <see cref="FrameOpcode"/>.</summary>
[InlineArray(Count)]
public struct FrameCounts
{
    /// <summary>How many kinds there are.</summary>
    public const int Count = (int)FrameOpcode.Unknown + 1;

    private ulong _first;

    /// <summary>Whether any frame was counted.</summary>
    public readonly bool IsEmpty
    {
        get
        {
            foreach (ulong count in this)
            {
                if (count != 0)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>The frames of a kind.</summary>
    public readonly ulong Of(FrameOpcode opcode) => this[(int)opcode];
}
