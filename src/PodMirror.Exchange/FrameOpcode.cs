namespace PodMirror.Exchange;

/// <summary>What a frame of WebSocket is (RFC 6455 section 5.2); the numbers are ours, not the wire's.</summary>
public enum FrameOpcode
{
    /// <summary>A further part of a message (0x0).</summary>
    Continuation,

    /// <summary>A text message, or its first part (0x1).</summary>
    Text,

    /// <summary>A binary message, or its first part (0x2).</summary>
    Binary,

    /// <summary>The end (0x8).</summary>
    Close,

    /// <summary>A ping (0x9).</summary>
    Ping,

    /// <summary>A pong (0xA).</summary>
    Pong,

    /// <summary>An opcode that the RFC keeps for later.</summary>
    Unknown,
}
