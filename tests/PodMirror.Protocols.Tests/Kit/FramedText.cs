using PodMirror.Exchange;

namespace PodMirror.Protocols.Tests;

/// <summary>What was counted of a content as one line: framing, messages, their bytes, the largest; frames by kind; where messages begin.</summary>
internal static class FramedText
{
    public static string Of(FramedContent content, ReadOnlySpan<byte> marks)
    {
        if (content.Framing == ContentFraming.None)
        {
            return "";
        }

        string text = $"{content.Framing} {content.Messages}/{content.MessageBytes}/{content.LargestMessageBytes}";
        if (!content.Frames.IsEmpty)
        {
            ulong[] frames = new ulong[FrameCounts.Count];
            for (int kind = 0; kind < frames.Length; kind++)
            {
                frames[kind] = content.Frames.Of((FrameOpcode)kind);
            }

            text += $" ({string.Join(' ', frames)})";
        }

        var read = new FramedMarks(marks);
        for (int i = 0; i < read.Count; i++)
        {
            text += $" @{read.OffsetOf(i)}";
        }

        return text;
    }
}
