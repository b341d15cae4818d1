using System.Buffers;
using System.Globalization;
using System.Text.Json;
using PodMirror.Agent.Store;

namespace PodMirror.Agent.Api;

/// <summary>GET /api/v1/exchanges and GET /api/v1/exchanges/{id}. docs/api.md is their contract.</summary>
internal sealed class ExchangesEndpoint(ExchangeReader reader, TimeProvider clock)
{
    /// <summary>A page of the list.</summary>
    public async Task ListAsync(HttpContext context)
    {
        if (FilterParameters.TryRead(context.Request.Query, clock, out ExchangeFilter filter) is { } problem)
        {
            await Answer.SendAsync(context, problem);
            return;
        }

        var buffer = new ArrayBufferWriter<byte>();
        await using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteStartArray("exchanges"u8);
        (ReadOutcome outcome, ExchangeCursor? next) = await reader.ListAsync(filter, row => ExchangeJson.Write(writer, row), context.RequestAborted);
        if (outcome != ReadOutcome.Done)
        {
            await Answer.SendAsync(context, ProblemOf(outcome));
            return;
        }

        writer.WriteEndArray();
        writer.WriteString("next_cursor"u8, next?.ToString());
        writer.WriteEndObject();
        await writer.FlushAsync(context.RequestAborted);
        await Answer.SendAsync(context, buffer.WrittenMemory);
    }

    /// <summary>One exchange, whole.</summary>
    public async Task GetAsync(HttpContext context, string idText)
    {
        if (!long.TryParse(idText, NumberStyles.None, CultureInfo.InvariantCulture, out long id))
        {
            await Answer.SendAsync(context, Problem.NotFound("an exchange's id is a number"));
            return;
        }

        var buffer = new ArrayBufferWriter<byte>();
        await using var writer = new Utf8JsonWriter(buffer);
        ReadOutcome outcome = await reader.GetAsync(
            id,
            (row, resource, scope, span) => ExchangeDetailJson.Write(writer, row, resource, scope, span),
            context.RequestAborted);
        if (outcome != ReadOutcome.Done)
        {
            await Answer.SendAsync(context, ProblemOf(outcome));
            return;
        }

        await writer.FlushAsync(context.RequestAborted);
        await Answer.SendAsync(context, buffer.WrittenMemory);
    }

    private static Problem ProblemOf(ReadOutcome outcome) => outcome switch
    {
        ReadOutcome.NotFound => Problem.NotFound("there is no such exchange, or it is older than the store keeps"),
        ReadOutcome.TimedOut => Problem.Unavailable(
            $"the answer took longer than {StoreLimits.ReadTimeoutSeconds} s; narrow it with since and until, or try again"),
        _ => Problem.Unavailable("the store cannot be read now; /readyz says more"),
    };
}
