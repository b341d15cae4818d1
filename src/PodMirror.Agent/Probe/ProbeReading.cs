using System.Text.Json;

namespace PodMirror.Agent.Probe;

/// <summary>Reads one probe back by the API, as a user would: finds its spans in the list, and looks at each whole.</summary>
/// <param name="client">The way to the API.</param>
/// <param name="instance">Whose probe it is.</param>
/// <param name="spans">What was sent.</param>
internal sealed class ProbeReading(ProbeClient client, string instance, IReadOnlyList<ProbeSpan> spans)
{
    private static readonly ProbeResult NotYet = new(ProbeOutcome.Missing, "accepted, and not to be found in the store");

    private static readonly ProbeResult OtherList = new(ProbeOutcome.Wrong, "the list is not of the spans that were sent");

    /// <summary>
    /// One attempt. <see cref="ProbeOutcome.Missing"/> and <see cref="ProbeOutcome.Unreadable"/> may be otherwise a moment later.
    /// </summary>
    public async Task<ProbeResult> TryAsync(CancellationToken cancellation)
    {
        string query = $"/api/v1/exchanges?service={ProbeMark.Service}&trace_id={Convert.ToHexStringLower(spans[0].TraceId)}";
        (JsonElement? list, string why) = await client.GetAsync(query, cancellation);
        if (list is null)
        {
            return new ProbeResult(ProbeOutcome.Unreadable, why);
        }

        return RowsOf(list.Value) is not { } rows || rows.Count > spans.Count ? OtherList
            : rows.Count < spans.Count ? NotYet
            : await CompareAsync(rows, cancellation);
    }

    private static List<JsonElement>? RowsOf(JsonElement list)
    {
        bool isList = list.ValueKind == JsonValueKind.Object
            && list.TryGetProperty("exchanges", out JsonElement rows)
            && rows.ValueKind == JsonValueKind.Array
            && rows.EnumerateArray().All(row => row.ValueKind == JsonValueKind.Object);
        return isList ? [.. list.GetProperty("exchanges").EnumerateArray()] : null;
    }

    private async Task<ProbeResult> CompareAsync(List<JsonElement> rows, CancellationToken cancellation)
    {
        foreach (ProbeSpan span in spans)
        {
            JsonElement expected = ProbeExpectation.Of(instance, span);
            JsonElement id = expected.GetProperty("span_id");
            JsonElement row = rows.Find(row => row.TryGetProperty("span_id", out JsonElement found) && JsonElement.DeepEquals(found, id));
            if (row.ValueKind != JsonValueKind.Object || !row.TryGetProperty("id", out JsonElement number))
            {
                return OtherList;
            }

            (JsonElement? whole, string why) = await client.GetAsync($"/api/v1/exchanges/{number.GetRawText()}", cancellation);
            if (whole is null)
            {
                return new ProbeResult(ProbeOutcome.Unreadable, why);
            }

            string? difference = ProbeExpectation.FirstDifference(expected, row, isRow: true)
                ?? ProbeExpectation.FirstDifference(expected, whole.Value, isRow: false);
            if (difference is not null)
            {
                return new ProbeResult(ProbeOutcome.Wrong, $"\"{difference}\" is not what was sent");
            }
        }

        return new ProbeResult(ProbeOutcome.Found);
    }
}
