using PodMirror.Exchange;

namespace PodMirror.Sidecar.Replay;

/// <summary>
/// What was counted inside the bodies of an exchange, at the end of its line: <c>[sent 3 text, 1 close; received 2 text]</c> of a WebSocket's
/// frames, <c>[sent 1 message; received 20 messages]</c> of gRPC, <c>[received 12 events]</c> of an event stream.
/// </summary>
internal static class TextCounts
{
    /// <summary>Writes the counts of both messages; nothing where neither is cut into messages of its own.</summary>
    public static void Write(OutputBuffer output, in ExchangeRecord exchange, TextStyle style)
    {
        bool hasSent = exchange.Request.Framed.Framing != ContentFraming.None;
        bool hasReceived = exchange.Response.Framed.Framing != ContentFraming.None;
        if (!hasSent && !hasReceived)
        {
            return;
        }

        output.Write(style.Faint);
        output.Write("  ["u8);
        if (hasSent)
        {
            output.Write("sent "u8);
            WriteSide(output, exchange.Request.Framed);
        }

        if (hasReceived)
        {
            output.Write(hasSent ? "; received "u8 : "received "u8);
            WriteSide(output, exchange.Response.Framed);
        }

        output.Write((byte)']');
        output.Write(style.Plain);
    }

    private static void WriteSide(OutputBuffer output, in FramedContent counted)
    {
        if (counted.Framing == ContentFraming.WebSocket)
        {
            WriteFrames(output, counted.Frames);
            return;
        }

        JsonText.WriteNumber(output, FramedNames.Count(counted.Messages));
        output.Write(counted.Framing == ContentFraming.EventStream ? " event"u8 : " message"u8);
        output.Write(counted.Messages == 1 ? ""u8 : "s"u8);
    }

    private static void WriteFrames(OutputBuffer output, in FrameCounts frames)
    {
        if (frames.IsEmpty)
        {
            output.Write("nothing"u8);
            return;
        }

        bool isFirst = true;
        foreach (FrameOpcode opcode in Enum.GetValues<FrameOpcode>())
        {
            if (frames.Of(opcode) > 0)
            {
                output.Write(isFirst ? default : ", "u8);
                isFirst = false;
                JsonText.WriteNumber(output, FramedNames.Count(frames.Of(opcode)));
                output.Write((byte)' ');
                output.Write(FramedNames.Of(opcode));
            }
        }
    }
}
