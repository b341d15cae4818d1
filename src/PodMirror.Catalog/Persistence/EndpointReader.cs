using PodMirror.Catalog.Endpoints;
using PodMirror.Catalog.Schemas;
using PodMirror.Catalog.Statistics;

namespace PodMirror.Catalog.Persistence;

/// <summary>Reads endpoints.</summary>
internal static class EndpointReader
{
    private const int MostBuckets = 1024;

    /// <summary>Reads one.</summary>
    public static EndpointState Read(ref StateReader from, SchemaBudget schemas)
    {
        var kind = (CallKind)from.Within(0, (int)CallKind.WebSocket);
        string method = from.Text(Confirmation.LongestMethod);
        var endpoint = new EndpointState(kind, method, from.Text(EndpointState.LongestOperation))
        {
            Calls = from.Count(),
            Errors = from.Count(),
            Failures = from.Count(),
            FirstSeen = from.Within(0, long.MaxValue),
            LastSeen = from.Count(),
        };
        ReadStatistics(ref from, endpoint);
        endpoint.Query = from.Flag() ? SchemaStateReader.Read(ref from, schemas, 0) : null;
        endpoint.Headers = ReadHeaders(ref from, schemas);
        int bodies = from.Length(EndpointState.MaxBodies);
        for (int i = 0; i < bodies && from.Fault is null; i++)
        {
            endpoint.Bodies.Add(ReadBody(ref from, schemas));
        }

        int fields = from.Length(SensitiveFields.MaxPlaces);
        for (int i = 0; i < fields && from.Fault is null; i++)
        {
            string name = from.Text(SensitiveFields.LongestPlace);
            endpoint.Sensitive.Add(name, from.Text(SensitiveFields.LongestPlace), from.Count());
        }

        return endpoint;
    }

    private static void ReadStatistics(ref StateReader from, EndpointState endpoint)
    {
        int first = (int)from.Within(0, MostBuckets);
        int buckets = from.Length(MostBuckets);
        for (int i = 0; i < buckets && from.Fault is null; i++)
        {
            uint count = (uint)from.Within(0, uint.MaxValue);
            if (count > 0 && !endpoint.Latency.AddTo(first + i, count))
            {
                from.Fail("a duration that cannot be");
            }
        }

        int statuses = from.Length(StatusCounts.MaxCodes + 1);
        for (int i = 0; i < statuses; i++)
        {
            endpoint.Statuses.Add((int)from.Within(0, 999), from.Count());
        }

        int callers = from.Length(TopNames.Places);
        for (int i = 0; i < callers; i++)
        {
            string name = from.Text(TopNames.LongestName);
            endpoint.Callers.Add(name, from.Count(), from.Count(), from.Count());
        }

        ReadSeries(ref from, endpoint.Series);
        ReadAuth(ref from, endpoint.Auth);
    }

    private static void ReadSeries(ref StateReader from, MinuteSeries series)
    {
        long first = from.Count() - MinuteSeries.Minutes + 1;
        for (int i = 0; i < MinuteSeries.Minutes && from.Fault is null; i++)
        {
            uint calls = (uint)from.Within(0, uint.MaxValue);
            series.Add(first + i, calls, (uint)from.Within(0, uint.MaxValue));
        }
    }

    private static void ReadAuth(ref StateReader from, AuthTally auth)
    {
        auth.Answered = from.Count();
        auth.Anonymous = from.Count();
        auth.RefusedAnonymous = from.Count();
        auth.ApiKeyName = from.OptionalText(TopNames.LongestName);
        auth.CookieName = from.Version >= 4 ? from.OptionalText(TopNames.LongestName) : null;
        for (int i = 0; i < AuthTally.Kinds; i++)
        {
            auth.ByKind[i] = from.Count();
        }
    }

    private static BodyState ReadBody(ref StateReader from, SchemaBudget schemas)
    {
        int status = (int)from.Within(0, int.MaxValue);
        if (!schemas.TryTakeKept())
        {
            from.Fail("too many bodies");
        }

        return new BodyState(status, from.Text(BodyState.LongestContentType))
        {
            Messages = from.Count(),
            Partial = from.Count(),
            Schema = from.Flag() ? SchemaStateReader.Read(ref from, schemas, 0) : null,
            Headers = ReadHeaders(ref from, schemas),
        };
    }

    private static SchemaNode? ReadHeaders(ref StateReader from, SchemaBudget schemas) =>
        !from.IsFirst && from.Flag() ? SchemaStateReader.Read(ref from, schemas, 0) : null;
}
