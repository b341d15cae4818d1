namespace PodMirror.Capture.Tests;

/// <summary>A disk that fails after so many bytes.</summary>
internal sealed class FailingStream(byte[] file, int after) : MemoryStream(file)
{
    public override int Read(Span<byte> buffer) =>
        Position >= after ? throw new IOException("the disk failed") : base.Read(buffer[..Math.Min(buffer.Length, after - (int)Position)]);
}
