using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace PodMirror.Kubernetes;

/// <summary>Reads a watch: a JSON document a line, with silence between them.</summary>
internal sealed class WatchLines : IAsyncDisposable
{
    // etcd takes no object above 1.5 MiB; as JSON it is a few times that at most.
    private const int MaxLineBytes = 16 << 20;

    private readonly PipeReader _pipe;
    private readonly TimeSpan _idle;

    /// <summary>Takes the stream, which it closes.</summary>
    /// <param name="stream">The answer's body.</param>
    /// <param name="idle">The longest silence.</param>
    internal WatchLines(Stream stream, TimeSpan idle) => (_pipe, _idle) = (PipeReader.Create(stream), idle);

    /// <summary>Reads one event; null at the end of the watch.</summary>
    /// <exception cref="TimeoutException">The silence was too long: the connection may be dead without anybody having said so.</exception>
    /// <exception cref="InvalidDataException">A line is no JSON, or longer than any object can be.</exception>
    internal async Task<JsonDocument?> NextAsync(CancellationToken cancel)
    {
        while (true)
        {
            ReadResult read = await ReadAsync(cancel);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                JsonDocument document = Parse(read.Buffer.Slice(0, end));
                _pipe.AdvanceTo(read.Buffer.GetPosition(1, end));
                return document;
            }

            if (read.Buffer.Length > MaxLineBytes)
            {
                throw new InvalidDataException("an event is longer than any object can be");
            }

            // What is left at the end without a line's end was cut off; the next watch brings it again.
            if (read.IsCompleted)
            {
                return null;
            }

            _pipe.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _pipe.CompleteAsync();

    private async ValueTask<ReadResult> ReadAsync(CancellationToken cancel)
    {
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timed.CancelAfter(_idle);
        try
        {
            return await _pipe.ReadAsync(timed.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"nothing was heard for {_idle.TotalSeconds:0} s");
        }
    }

    private static JsonDocument Parse(ReadOnlySequence<byte> line)
    {
        try
        {
            return JsonDocument.Parse(line.ToArray());
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException("an event is no JSON", fault);
        }
    }
}
