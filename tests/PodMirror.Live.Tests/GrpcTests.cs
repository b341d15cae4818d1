using System.IO.Compression;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using PodMirror.Exchange;
using PodMirror.Live.Tests.Mirroring;
using PodMirror.Live.Tests.Net;
using PodMirror.Live.Tests.Peers;

namespace PodMirror.Live.Tests;

/// <summary>gRPC between a client and a server of grpc-dotnet; what the server notes is the truth.</summary>
public sealed class GrpcTests : LiveTest
{
    private const string Name = "ring-live-grpc";
    private const int Rounds = 10;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Messages_of_every_kind_of_call_are_counted_as_the_server_did(bool isCompressed)
    {
        using var network = new PodNetwork();
        using var tme = new TestTme(network.Pod, Name);
        using LiveMirror mirror = new LiveMirror(network.Pod, Name).Start();
        var service = new EchoService();
        await using WebPeer server = await StartAsync(network, service, isCompressed);
        await mirror.WaitForLogAsync("connected");

        using HttpClient http = PodNetwork.Client(network.Outside);
        using (GrpcChannel channel = GrpcChannel.ForAddress(WebPeer.Address, new GrpcChannelOptions { HttpClient = http }))
        {
            for (int round = 0; round < Rounds; round++)
            {
                await CallEachAsync(channel.CreateCallInvoker(), isCompressed, round);
            }
        }

        await mirror.WaitForAsync(MirrorCounter.ExchangesAcknowledged, 5 * Rounds);
        MirrorLedger ledger = mirror.Finish();
        tme.WaitForEnd();
        string[] expected = [.. service.Log.Select(line => Comparable(line, isCompressed)).Order()];
        Assert.Equal(expected, tme.Exchanges.Select(seen => LineOf(seen, isCompressed)).Order());
        Assert.Equal(0, ledger[MirrorCounter.FramesInvalid]);
        Assert.All(tme.Exchanges, AssertWhole);
        Assert.All(
            tme.Exchanges,
            seen => Assert.Equal(isCompressed, seen.RequestFields.Contains("grpc-encoding: gzip", StringComparison.Ordinal)));
    }

    private static void AssertWhole(ReceivedExchange seen)
    {
        Assert.Equal((HttpProtocol.Http2, Anomalies.None, 200), (seen.Protocol, seen.Anomalies & ~Anomalies.EarlyResponse, seen.Status));
        Assert.Equal((ContentFraming.Grpc, ContentFraming.Grpc), (seen.RequestFramed.Framing, seen.ResponseFramed.Framing));
        Assert.Equal((ulong)seen.ResponseBytes, seen.ResponseFramed.MessageBytes + (5 * seen.ResponseFramed.Messages));
        Assert.Equal((int)Math.Min(seen.ResponseFramed.Messages, FramedMarks.MaxCount), seen.ResponseMarks);

        // Where no message came the status is in the head: trailers only.
        string status = seen.Target.EndsWith("Fail", StringComparison.Ordinal) ? "grpc-status: 5" : "grpc-status: 0";
        Assert.Contains(status, seen.ResponseFramed.Messages == 0 ? seen.ResponseFields : seen.ResponseTrailers, StringComparison.Ordinal);
    }

    private static Task<WebPeer> StartAsync(PodNetwork network, EchoService service, bool isCompressed) => WebPeer.StartAsync(
        network,
        HttpProtocols.Http2,
        services =>
        {
            services.AddSingleton(service);
            services.AddSingleton<IServiceMethodProvider<EchoService>, EchoMethods>();
            services.AddGrpc(grpc =>
            {
                grpc.ResponseCompressionAlgorithm = isCompressed ? "gzip" : null;
                grpc.ResponseCompressionLevel = CompressionLevel.Fastest;
            });
        },
        app => app.MapGrpcService<EchoService>());

    private static async Task CallEachAsync(CallInvoker client, bool isCompressed, int round)
    {
        var options = new CallOptions(isCompressed ? new Metadata { { "grpc-internal-encoding-request", "gzip" } } : []);
        byte[] message = EchoService.Message(round * 3000);
        Assert.Equal(message, await client.AsyncUnaryCall(EchoMethods.Unary, null, options, message));
        await Assert.ThrowsAsync<RpcException>(async () => await client.AsyncUnaryCall(EchoMethods.Fail, null, options, message));

        using AsyncClientStreamingCall<byte[], byte[]> collect = client.AsyncClientStreamingCall(EchoMethods.Collect, null, options);
        for (int i = 0; i < round; i++)
        {
            await collect.RequestStream.WriteAsync(EchoService.Message(i * 100));
        }

        await collect.RequestStream.CompleteAsync();
        await collect;

        using AsyncServerStreamingCall<byte[]> spread = client.AsyncServerStreamingCall(
            EchoMethods.Spread, null, options, EchoService.Message(round * 7));
        Assert.Equal(round * 7, await spread.ResponseStream.ReadAllAsync().CountAsync());

        using AsyncDuplexStreamingCall<byte[], byte[]> echo = client.AsyncDuplexStreamingCall(EchoMethods.Echo, null, options);
        for (int i = 0; i < round; i++)
        {
            await echo.RequestStream.WriteAsync(EchoService.Message(i));
            Assert.True(await echo.ResponseStream.MoveNext());
        }

        await echo.RequestStream.CompleteAsync();
        Assert.False(await echo.ResponseStream.MoveNext());
    }

    /// <summary>What the mirror counted, as the server notes it; where messages are compressed it cannot know how large they were.</summary>
    private static string LineOf(ReceivedExchange seen, bool isCompressed) => Comparable(
        $"{seen.Target} {Counts(seen.RequestFramed)} {Counts(seen.ResponseFramed)}", isCompressed);

    private static string Counts(FramedContent content) => $"{content.Messages}/{content.MessageBytes}";

    private static string Comparable(string line, bool isCompressed)
    {
        string[] parts = line.Split(' ');
        return isCompressed ? string.Join(' ', parts.Select((part, i) => i == 0 ? part : part.Split('/')[0])) : line;
    }
}
