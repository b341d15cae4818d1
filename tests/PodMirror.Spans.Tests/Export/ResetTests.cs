using PodMirror.TestKit;

namespace PodMirror.Spans.Tests;

/// <summary>
/// A connection that is reset between its handshake and the first answer. .NET asks such a socket for its other end, and what that throws is the
/// socket's fault as it is, of no kind that an HTTP client is to throw; and the gRPC library makes of it a status that is not to be repeated.
/// </summary>
public sealed class ResetTests
{
    // Whether the reset comes in that moment is chance: some per cent of them do.
    private const int Times = 1000;

    [Theory]
    [InlineData(ExportProtocol.HttpProtobuf)]
    [InlineData(ExportProtocol.Grpc)]
    public async Task A_receiver_that_resets_every_connection_is_one_to_try_again(ExportProtocol protocol)
    {
        using var server = new ResettingServer();
        var options = new ExporterOptions { Endpoint = server.Url, Protocol = protocol, Timeout = TimeSpan.FromSeconds(30) };
        using IOtlpSender sender = OtlpSenders.Make(options, TimeProvider.System);
        for (int i = 0; i < Times; i++)
        {
            SendOutcome outcome = await sender.SendAsync(new byte[100], CancellationToken.None);
            Assert.True(outcome.Verdict == SendVerdict.Retryable, $"at {i}: {outcome.Verdict}, {outcome.Reason}");
        }
    }
}
