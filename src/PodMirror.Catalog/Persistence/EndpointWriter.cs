using PodMirror.Catalog.Endpoints;
using PodMirror.Catalog.Statistics;

namespace PodMirror.Catalog.Persistence;

/// <summary>Writes endpoints.</summary>
internal static class EndpointWriter
{
    /// <summary>Writes one.</summary>
    public static void Write(StateWriter into, EndpointState endpoint)
    {
        into.Number((int)endpoint.Kind);
        into.Text(endpoint.Method);
        into.Text(endpoint.Operation);
        into.Number(endpoint.Calls);
        into.Number(endpoint.Errors);
        into.Number(endpoint.Failures);
        into.Number(endpoint.FirstSeen);
        into.Number(endpoint.LastSeen);
        WriteStatistics(into, endpoint);
        SchemaWriter.WriteOptional(into, endpoint.Query);
        SchemaWriter.WriteOptional(into, endpoint.Headers);

        into.Number(endpoint.Bodies.Count);
        foreach (BodyState body in endpoint.Bodies)
        {
            Write(into, body);
        }

        into.Number(endpoint.Sensitive.All.Count);
        foreach (SensitiveField field in endpoint.Sensitive.All)
        {
            into.Text(field.Kind);
            into.Text(field.Where);
            into.Number(field.Matched);
        }
    }

    private static void WriteStatistics(StateWriter into, EndpointState endpoint)
    {
        WriteLatency(into, endpoint.Latency);
        into.Number(endpoint.Statuses.All.Count);
        foreach ((short status, long count) in endpoint.Statuses.All)
        {
            into.Number(status);
            into.Number(count);
        }

        into.Number(endpoint.Callers.Names.Count);
        foreach (CountedName name in endpoint.Callers.Names)
        {
            into.Text(name.Name);
            into.Number(name.Count);
            into.Number(name.Error);
            into.Number(name.LastSeen);
        }

        WriteSeries(into, endpoint.Series);
        WriteAuth(into, endpoint.Auth);
    }

    // Without empty buckets at both ends, which are there only to grow into.
    private static void WriteLatency(StateWriter into, LatencySketch latency)
    {
        int first = Math.Max(0, latency.Counts.AsSpan().IndexOfAnyExcept(0u));
        ReadOnlySpan<uint> counts = latency.Counts.AsSpan(first).TrimEnd(0u);
        into.Number(latency.First + first);
        into.Number(counts.Length);
        foreach (uint count in counts)
        {
            into.Number(count);
        }
    }

    private static void WriteSeries(StateWriter into, MinuteSeries series)
    {
        into.Number(series.Last);
        for (int i = 0; i < MinuteSeries.Minutes; i++)
        {
            (_, uint calls, uint errors) = series.At(i);
            into.Number(calls);
            into.Number(errors);
        }
    }

    private static void WriteAuth(StateWriter into, AuthTally auth)
    {
        into.Number(auth.Answered);
        into.Number(auth.Anonymous);
        into.Number(auth.RefusedAnonymous);
        into.OptionalText(auth.ApiKeyName);
        into.OptionalText(auth.CookieName);
        foreach (long count in auth.ByKind)
        {
            into.Number(count);
        }
    }

    private static void Write(StateWriter into, BodyState body)
    {
        into.Number(body.Status);
        into.Text(body.ContentType);
        into.Number(body.Messages);
        into.Number(body.Partial);
        SchemaWriter.WriteOptional(into, body.Schema);
        SchemaWriter.WriteOptional(into, body.Headers);
    }
}
