namespace PodMirror.Capture.Tests;

/// <summary>Gives few bytes at a time, as pipes do.</summary>
internal sealed class TricklingStream(byte[] file, int atMost) : MemoryStream(file)
{
    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, atMost)]);

    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, atMost));
}
