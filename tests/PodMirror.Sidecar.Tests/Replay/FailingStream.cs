namespace PodMirror.Sidecar.Tests.Replay;

/// <summary>A stream that refuses every byte, as the system does with the given error number.</summary>
internal sealed class FailingStream(int errorNumber) : MemoryStream
{
    public override void Write(byte[] buffer, int offset, int count) => throw new IOException("refused", errorNumber);

    public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("refused", errorNumber);
}
