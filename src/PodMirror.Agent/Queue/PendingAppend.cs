using System.Buffers;
using PodMirror.Agent.Receiver;

namespace PodMirror.Agent.Queue;

/// <summary>A batch on its way into the file.</summary>
/// <param name="payload">The batch, which this holds.</param>
/// <param name="body">Its compressed form, in a pooled array.</param>
/// <param name="length">Bytes of that.</param>
internal sealed class PendingAppend(Payload payload, byte[] body, int length)
{
    private readonly TaskCompletionSource<AppendVerdict> _verdict = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[] _body = body;

    /// <summary>The batch.</summary>
    public Payload Payload => payload;

    /// <summary>Its compressed form; not to be touched once the verdict is given.</summary>
    public ReadOnlySpan<byte> Body => _body.AsSpan(0, length);

    /// <summary>What became of it.</summary>
    public Task<AppendVerdict> Verdict => _verdict.Task;

    /// <summary>Tells what became of it, and lets go of both forms.</summary>
    public void Settle(AppendVerdict verdict)
    {
        ArrayPool<byte>.Shared.Return(_body);
        payload.Release();
        _verdict.SetResult(verdict);
    }
}
