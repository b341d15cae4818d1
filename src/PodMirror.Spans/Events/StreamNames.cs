using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>What the attributes of one direction of a WebSocket are called, on its span.</summary>
internal sealed class StreamNames
{
    private StreamNames(string direction)
    {
        Messages = new AttributeName($"podmirror.websocket.{direction}.messages");
        MessageBytes = new AttributeName($"podmirror.websocket.{direction}.message_bytes");
        LargestMessageBytes = new AttributeName($"podmirror.websocket.{direction}.largest_message_bytes");
        CloseCode = new AttributeName($"podmirror.websocket.{direction}.close.code");
        CloseReason = new AttributeName($"podmirror.websocket.{direction}.close.reason");
        Frames = [.. Enum.GetValues<FrameOpcode>().Select(opcode => new AttributeName($"podmirror.websocket.{direction}.frames.{NameOf(opcode)}"))];
    }

    /// <summary>Of what the Pod received.</summary>
    internal static StreamNames Received { get; } = new("received");

    /// <summary>Of what the Pod sent.</summary>
    internal static StreamNames Sent { get; } = new("sent");

    internal AttributeName Messages { get; }

    internal AttributeName MessageBytes { get; }

    internal AttributeName LargestMessageBytes { get; }

    internal AttributeName CloseCode { get; }

    internal AttributeName CloseReason { get; }

    /// <summary>Of frames by kind, in the order of <see cref="FrameOpcode"/>.</summary>
    internal AttributeName[] Frames { get; }

    private static string NameOf(FrameOpcode opcode) => SnakeCase.Of(opcode.ToString());
}
