using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace PodMirror.Sidecar.AgentApi;

/// <summary>Reads server-sent events (html.spec.whatwg.org, 9.2) as the agent sends them: an event line, one data line, an empty line.</summary>
internal sealed class ServerSentEvents : IDisposable
{
    /// <summary>The longest line: a row whose path has 2048 bytes, with each of them escaped, has a quarter of this.</summary>
    internal const int MaxLineBytes = 64 << 10;

    /// <summary>The longest silence; the agent sends a comment every 15 seconds.</summary>
    internal static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(45);

    private readonly HttpResponseMessage _answer;
    private readonly PipeReader _pipe;
    private string _name = "";
    private byte[] _data = [];

    /// <summary>Takes an answer, which it closes.</summary>
    internal ServerSentEvents(HttpResponseMessage answer, Stream body) => (_answer, _pipe) = (answer, PipeReader.Create(body));

    /// <summary>The next event; null at the end.</summary>
    /// <exception cref="IOException">The connection broke, was silent for too long, or what came is no stream of events.</exception>
    internal async Task<ServerSentEvent?> NextAsync(CancellationToken cancel)
    {
        while (true)
        {
            ReadResult read = await ReadAsync(cancel);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                bool isWhole = TakeLine(read.Buffer.Slice(0, end).ToArray(), out ServerSentEvent taken);
                _pipe.AdvanceTo(read.Buffer.GetPosition(1, end));
                if (isWhole)
                {
                    return taken;
                }
            }
            else if (read.IsCompleted)
            {
                return null;
            }
            else if (read.Buffer.Length > MaxLineBytes)
            {
                throw new IOException("a line is longer than any of an agent");
            }
            else
            {
                _pipe.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pipe.Complete();
        _answer.Dispose();
    }

    /// <summary>Takes a line; true when it ended an event.</summary>
    private bool TakeLine(byte[] line, out ServerSentEvent taken)
    {
        ReadOnlySpan<byte> text = line.AsSpan().TrimEnd((byte)'\r');
        taken = new ServerSentEvent(_name, _data);
        if (text.IsEmpty)
        {
            bool isEvent = _data.Length > 0;
            (_name, _data) = ("", []);
            return isEvent;
        }

        if (text.StartsWith("event:"u8))
        {
            _name = Encoding.UTF8.GetString(text[6..].TrimStart((byte)' '));
        }
        else if (text.StartsWith("data:"u8))
        {
            _data = text[5..].TrimStart((byte)' ').ToArray();
        }

        return false;
    }

    private async ValueTask<ReadResult> ReadAsync(CancellationToken cancel)
    {
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timed.CancelAfter(MaxSilence);
        try
        {
            return await _pipe.ReadAsync(timed.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new IOException($"nothing was heard for {MaxSilence.TotalSeconds:0} s");
        }
    }
}
