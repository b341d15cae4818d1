using System.Collections.Concurrent;
using Grpc.Core;

namespace PodMirror.Live.Tests.Peers;

/// <summary>Calls of every kind that gRPC has, with messages of plain bytes; it notes what it received and sent.</summary>
internal sealed class EchoService
{
    /// <summary>A line for each call that ended: method, messages and bytes in, messages and bytes out.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    public static byte[] Message(int bytes) => [.. Enumerable.Range(0, bytes).Select(i => (byte)i)];

    public Task<byte[]> UnaryAsync(byte[] request, ServerCallContext call)
    {
        Note(call, 1, request.Length, 1, request.Length);
        return Task.FromResult(request);
    }

    public Task<byte[]> FailAsync(byte[] request, ServerCallContext call)
    {
        Note(call, 1, request.Length, 0, 0);
        throw new RpcException(new Status(StatusCode.NotFound, "no such thing"));
    }

    public async Task<byte[]> CollectAsync(IAsyncStreamReader<byte[]> requests, ServerCallContext call)
    {
        (int messages, int bytes) = (0, 0);
        await foreach (byte[] request in requests.ReadAllAsync())
        {
            (messages, bytes) = (messages + 1, bytes + request.Length);
        }

        Note(call, messages, bytes, 1, 4);
        return BitConverter.GetBytes(bytes);
    }

    /// <summary>As many messages as the request is long, each longer than the one before.</summary>
    public async Task SpreadAsync(byte[] request, IServerStreamWriter<byte[]> responses, ServerCallContext call)
    {
        int bytes = 0;
        for (int i = 0; i < request.Length; i++)
        {
            await responses.WriteAsync(Message(i * 37));
            bytes += i * 37;
        }

        Note(call, 1, request.Length, request.Length, bytes);
    }

    public async Task EchoAsync(IAsyncStreamReader<byte[]> requests, IServerStreamWriter<byte[]> responses, ServerCallContext call)
    {
        (int messages, int bytes) = (0, 0);
        await foreach (byte[] request in requests.ReadAllAsync())
        {
            await responses.WriteAsync(request);
            (messages, bytes) = (messages + 1, bytes + request.Length);
        }

        Note(call, messages, bytes, messages, bytes);
    }

    private void Note(ServerCallContext call, int messagesIn, int bytesIn, int messagesOut, int bytesOut) =>
        Log.Enqueue($"{call.Method} {messagesIn}/{bytesIn} {messagesOut}/{bytesOut}");
}
