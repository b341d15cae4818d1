using System.Text.Json;
using PodMirror.Exchange;
using PodMirror.Sidecar.Replay;

namespace PodMirror.Live.Tests.Mirroring;

/// <summary>The events of the span that an exchange becomes.</summary>
internal static class SpanEvents
{
    /// <summary>A line for each event: the values of these attributes.</summary>
    public static string[] Of(ReceivedExchange exchange, params string[] names)
    {
        using var written = new MemoryStream();
        var output = new OutputBuffer(written);
        using var formatter = new OtlpFormatter(output, redact: true, maxBodyBytes: 4096, _ => null);
        Assert.True(ExchangeRecord.TryRead(exchange.Record, out ExchangeRecord record));
        Assert.True(formatter.TryWrite(record));
        output.Flush();
        using JsonDocument document = JsonDocument.Parse(written.ToArray());
        JsonElement span = document.RootElement.GetProperty("resourceSpans")[0].GetProperty("scopeSpans")[0].GetProperty("spans")[0];
        return [.. span.GetProperty("events").EnumerateArray().Select(one => LineOf(one, names))];
    }

    private static string LineOf(JsonElement one, string[] names)
    {
        var values = one.GetProperty("attributes").EnumerateArray().ToDictionary(
            attribute => attribute.GetProperty("key").GetString()!,
            attribute => attribute.GetProperty("value").EnumerateObject().Single().Value.ToString());
        return string.Join(' ', names.Select(name => values[name]));
    }
}
