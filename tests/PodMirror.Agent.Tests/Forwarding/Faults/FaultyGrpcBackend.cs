using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using PodMirror.Agent.Forwarding;
using PodMirror.Spans;

namespace PodMirror.Agent.Tests.Forwarding.Faults;

/// <summary>OTLP/gRPC made of HTTP/2 requests, without a gRPC library, which would answer well.</summary>
internal sealed class FaultyGrpcBackend : IFaultyBackend
{
    private const int ResourceExhausted = 8;
    private const int HeadBytes = 5;

    /// <summary>CANCELLED, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED with RetryInfo, ABORTED, OUT_OF_RANGE, UNAVAILABLE, DATA_LOSS.</summary>
    private static readonly int[] RetryableCodes = [1, 4, ResourceExhausted, 10, 11, 14, 15];

    /// <summary>All others but OK, RESOURCE_EXHAUSTED here without RetryInfo.</summary>
    private static readonly int[] RefusedCodes = [2, 3, 5, 6, 7, ResourceExhausted, 9, 12, 13, 16];

    /// <summary>HTTP statuses that gRPC has stand for UNAVAILABLE (HTTP to gRPC Status Code Mapping).</summary>
    private static readonly int[] UnavailableStatuses = [429, 502, 503, 504];

    /// <summary>What streams are reset by (RFC 9113 section 7): PROTOCOL_ERROR, INTERNAL_ERROR, REFUSED_STREAM, CANCEL.</summary>
    private static readonly int[] ResetCodes = [1, 2, 7, 8];

    private readonly WebApplication _app;
    private readonly CancellationTokenSource _end = new();

    private FaultyGrpcBackend(WebApplication app, FaultPlan plan) => (_app, Plan) = (app, plan);

    public ForwardTarget Target => new(new Uri(_app.Urls.First()), ExportProtocol.Grpc);

    public FaultPlan Plan { get; }

    public BackendLedger Ledger { get; } = new();

    public static async Task<FaultyGrpcBackend> StartAsync(FaultPlan plan)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(
            static kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http2));
        WebApplication app = builder.Build();
        var backend = new FaultyGrpcBackend(app, plan);
        app.Run(backend.HandleAsync);
        await app.StartAsync();
        return backend;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(soon.Token);
        await _app.DisposeAsync();
        _end.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _end.Token);
        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, over.Token);
            (Fault fault, int detail) = Plan.Next();
            Ledger.On(body.GetBuffer().AsSpan(HeadBytes, (int)body.Length - HeadBytes), EndOf(fault, detail));
            await AnswerAsync(context, fault, detail, over.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The agent has gone, or the test is over.
        }
    }

    private static FaultEnd EndOf(Fault fault, int detail) => fault switch
    {
        Fault.None => FaultEnd.Taken,
        Fault.Rejects => FaultEnd.TakenButOne,
        Fault.Retryable => FaultEnd.Repeated,
        Fault.Refused => FaultEnd.Dropped,

        // The status says that it was taken, whatever the message before it looks like, also one in a coding that nobody knows.
        Fault.LiesLong or Fault.LiesShort => FaultEnd.Taken,
        Fault.Garbled => detail % 3 == 2 ? FaultEnd.Taken : FaultEnd.TakenUnknown,

        // Behind an answer without end no status comes.
        _ => FaultEnd.TakenUnknown,
    };

    private static async Task AnswerAsync(HttpContext context, Fault fault, int detail, CancellationToken over)
    {
        context.Response.ContentType = "application/grpc";
        switch (fault)
        {
            case Fault.Retryable or Fault.Refused:
                Fail(context, fault, detail);
                break;
            case Fault.HangsUp:
                Reset(context, detail);
                break;
            case Fault.HangsUpWithin:
                await context.Response.Body.WriteAsync(new byte[] { 0, 0, 0 }, over);
                await context.Response.Body.FlushAsync(over);
                Reset(context, detail);
                break;
            case Fault.Silent:
                await Task.Delay(Timeout.Infinite, over);
                break;
            case Fault.Garbled:
                await GarbleAsync(context, detail, over);
                break;
            case Fault.LiesLong:
                // A gigabyte, or one byte more than there is.
                await FinishAsync(context, detail % 2 == 0 ? [0, 0x40, 0, 0, 0, 10] : [0, 0, 0, 0, 2, 10], over);
                break;
            case Fault.LiesShort:
                await FinishAsync(context, [0, 0, 0, 0, 1, 10, 2, 8, 1], over);
                break;
            case Fault.Endless:
                await WriteForeverAsync(context.Response.Body, over);
                break;
            default:
                await FinishAsync(context, fault == Fault.Rejects ? [0, 0, 0, 0, 4, 10, 2, 8, 1] : [0, 0, 0, 0, 0], over);
                break;
        }
    }

    private static void Fail(HttpContext context, Fault fault, int detail)
    {
        if (fault == Fault.Retryable && detail % 5 == 0)
        {
            context.Response.StatusCode = UnavailableStatuses[detail % UnavailableStatuses.Length];
            return;
        }

        int[] codes = fault == Fault.Retryable ? RetryableCodes : RefusedCodes;
        int code = codes[detail % codes.Length];
        if (fault == Fault.Retryable && code == ResourceExhausted)
        {
            // google.rpc.Status { details: Any { RetryInfo { retry_delay { seconds: 1 } } } }
            byte[] delay = Proto.Message(2, Proto.Message(1, Proto.Varint(1, 1)));
            byte[] info = Proto.Message(3, Proto.Text(1, "type.googleapis.com/google.rpc.RetryInfo"), delay);
            context.Response.AppendTrailer("grpc-status-details-bin", Convert.ToBase64String(info));
        }

        context.Response.AppendTrailer("grpc-status", code.ToString());
    }

    private static void Reset(HttpContext context, int detail) =>
        context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(ResetCodes[detail % ResetCodes.Length]);

    /// <summary>No status at all, or one that is no number, or a compressed message in a coding that nobody knows.</summary>
    private static async Task GarbleAsync(HttpContext context, int detail, CancellationToken over)
    {
        if (detail % 3 > 0)
        {
            context.Response.AppendTrailer("grpc-status", detail % 3 == 1 ? "fine" : "0");
        }

        await context.Response.Body.WriteAsync(new byte[] { (byte)(detail % 3 == 2 ? 1 : 0), 0, 0, 0, 0 }, over);
    }

    private static async Task FinishAsync(HttpContext context, byte[] message, CancellationToken over)
    {
        context.Response.AppendTrailer("grpc-status", "0");
        await context.Response.Body.WriteAsync(message, over);
    }

    private static async Task WriteForeverAsync(Stream body, CancellationToken over)
    {
        byte[] more = new byte[4096];
        await body.WriteAsync(new byte[] { 0, 0x7F, 0xFF, 0xFF, 0xFF }, over);
        while (true)
        {
            await body.WriteAsync(more, over);
        }
    }
}
