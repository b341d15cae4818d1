using System.Text;
using PodMirror.Exchange;

namespace PodMirror.Sidecar.Replay;

/// <summary>What framings and kinds of frames are called in replay's output: the names of the code in snake case, as spans have them.</summary>
internal static class FramedNames
{
    private static readonly byte[][] Framings = NamesOf(Enum.GetNames<ContentFraming>());
    private static readonly byte[][] Opcodes = NamesOf(Enum.GetNames<FrameOpcode>());

    /// <summary>The name of a framing.</summary>
    public static ReadOnlySpan<byte> Of(ContentFraming framing) => framing == ContentFraming.WebSocket ? "websocket"u8 : Framings[(int)framing];

    /// <summary>The name of a kind of frame.</summary>
    public static ReadOnlySpan<byte> Of(FrameOpcode opcode) => Opcodes[(int)opcode];

    /// <summary>A count as the writers of numbers take it.</summary>
    public static long Count(ulong count) => (long)Math.Min(count, long.MaxValue);

    private static byte[][] NamesOf(string[] names) => [.. names.Select(static name => Encoding.ASCII.GetBytes(SnakeCase.Of(name)))];
}
