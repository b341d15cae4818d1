using System.Net;
using Grpc.Core;

namespace PodMirror.Agent.Tests.Forwarding.Faults;

/// <summary>
/// Senders that send numbered spans, each batch until it is acknowledged. Half of them speak HTTP, half gRPC. They may be told of another agent
/// meanwhile.
/// </summary>
internal sealed class FaultLoad(int seed)
{
    /// <summary>Spans of each batch.</summary>
    public const int SpansPerBatch = 8;

    /// <summary>Bytes of a span, but for some.</summary>
    public const int AttributeBytes = 40_000;

    /// <summary>Beyond what goes to a backend as one request, so that it is split.</summary>
    private const int LargeEvery = 25;
    private const int LargeAttributeBytes = 600_000;

    private readonly Lock _lock = new();
    private readonly List<long> _acknowledged = [];
    private volatile TestAgent? _agent;
    private long _lastId;
    private int _uncertain;

    /// <summary>The numbers of all spans that were acknowledged.</summary>
    public IReadOnlyList<long> Acknowledged => _acknowledged;

    /// <summary>Spans of requests whose answer was lost: the agent may have them twice.</summary>
    public int Uncertain => Volatile.Read(ref _uncertain) * SpansPerBatch;

    /// <summary>Where to send from now on; null makes the senders wait.</summary>
    public void GoTo(TestAgent? agent) => _agent = agent;

    /// <summary>Sends so many batches from so many senders at once.</summary>
    public Task RunAsync(int batches, int senders) =>
        Task.WhenAll(Enumerable.Range(0, senders).Select(sender => SendAsync(batches / senders, sender)));

    private async Task SendAsync(int batches, int sender)
    {
        var random = new Random(seed + sender);
        for (int i = 0; i < batches; i++)
        {
            bool isLarge = random.Next(LargeEvery) == 0;
            long first = Interlocked.Add(ref _lastId, SpansPerBatch) - SpansPerBatch + 1;
            byte[] request = Request(first, random, isLarge ? LargeAttributeBytes : AttributeBytes);
            while (!await TrySendAsync(request, isGrpc: sender % 2 == 1 && !isLarge))
            {
                await Task.Delay(20);
            }

            lock (_lock)
            {
                _acknowledged.AddRange(Enumerable.Range(0, SpansPerBatch).Select(k => first + k));
            }
        }
    }

    private async Task<bool> TrySendAsync(byte[] request, bool isGrpc)
    {
        if (_agent is not { } agent)
        {
            return false;
        }

        try
        {
            return isGrpc ? await SendGrpcAsync(agent, request) : await SendHttpAsync(agent, request);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            Interlocked.Increment(ref _uncertain);
            return false;
        }
    }

    private static async Task<bool> SendHttpAsync(TestAgent agent, byte[] request)
    {
        using HttpResponseMessage answer = await agent.PostAsync(request);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"the agent answered {answer.StatusCode}");
        return answer.StatusCode == HttpStatusCode.OK;
    }

    private async Task<bool> SendGrpcAsync(TestAgent agent, byte[] request)
    {
        await using var client = new RawGrpcClient(agent.AddressOf(AgentListener.Grpc));
        Status status = await client.TryExportAsync(request);
        if (status.DebugException is not null)
        {
            Interlocked.Increment(ref _uncertain);
        }

        Assert.True(
            status.DebugException is not null || status.StatusCode is StatusCode.OK or StatusCode.Unavailable, $"the agent answered {status}");
        return status.StatusCode == StatusCode.OK;
    }

    /// <summary>Spans with a body that compresses as JSON does.</summary>
    private static byte[] Request(long firstId, Random random, int attributeBytes)
    {
        string body = string.Concat(Enumerable.Repeat(random.NextInt64().ToString("x16"), attributeBytes / 16));
        return TestRequest.Of([.. Enumerable.Range(0, SpansPerBatch).Select(k => new TestSpan
        {
            SpanId = BitConverter.GetBytes(firstId + k),
            Attributes = [("body", body)],
        })]);
    }
}
