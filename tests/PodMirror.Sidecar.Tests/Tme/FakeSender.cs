using System.Collections.Concurrent;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Tests.Tme;

/// <summary>A receiver in memory: keeps what it is sent and answers as it is told.</summary>
internal sealed class FakeSender : IOtlpSender
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What it was sent.</summary>
    public ConcurrentQueue<byte[]> Requests { get; } = new();

    /// <summary>Answers; the last one goes on for ever.</summary>
    public ConcurrentQueue<SendOutcome> Outcomes { get; } = new([SendOutcome.Accepted]);

    /// <summary>Whether requests wait until <see cref="Open"/>.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Lets waiting requests go on.</summary>
    public void Open() => _open.TrySetResult();

    public async Task<SendOutcome> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellation)
    {
        byte[] copy = request.ToArray();
        if (IsClosed)
        {
            await _open.Task.WaitAsync(cancellation);
        }

        Requests.Enqueue(copy);
        return Outcomes.Count > 1 && Outcomes.TryDequeue(out SendOutcome outcome) ? outcome : Outcomes.TryPeek(out outcome) ? outcome : default;
    }

    public void Dispose()
    {
    }
}
