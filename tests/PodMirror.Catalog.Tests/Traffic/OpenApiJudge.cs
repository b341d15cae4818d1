using System.Globalization;
using System.Text.Json;
using PodMirror.Catalog.OpenApi;

namespace PodMirror.Catalog.Tests.Traffic;

/// <summary>Runs traffic through a catalog, writes its OpenAPI document, and holds that against the traffic, other traffic and the truth.</summary>
public static class OpenApiJudge
{
    private const string Service = "api";
    private const long Start = 1_790_000_000_000;

    /// <summary>
    /// Calls of an operation with one status, from which on what comes has to be known: what one call in 60 has is absent then once in 30.
    /// </summary>
    public const int Known = 200;

    /// <summary>Judges one description with one seed.</summary>
    /// <param name="file">The description.</param>
    /// <param name="options">The traffic.</param>
    /// <param name="tell">Takes what is wrong, a line each.</param>
    public static OpenApiVerdict Judge(string file, TrafficOptions options, Action<string>? tell = null)
    {
        var generator = new TrafficGenerator(Descriptions.Read(file), options);
        GeneratedCall[] calls = [.. generator.Calls()];
        var catalog = new ApiCatalog();
        for (int i = 0; i < calls.Length; i++)
        {
            calls[i].ObserveIn(catalog, Service, Start + (i * 20));
        }

        ServiceSnapshot service = catalog.Read(Service)!;
        using var validator = new CallValidator(OpenApiExport.ToJson(service));
        using var always = new CallValidator(OpenApiExport.ToJson(service, new OpenApiExportOptions { FewestForRequired = 1 }));
        HashSet<string> often = [.. calls.GroupBy(KeyOf).Where(g => g.Count() >= Known).Select(g => g.Key)];
        HashSet<string> pure = Pure(catalog, calls);
        GeneratedCall[] learned = [.. calls.Where(c => c.Template is not null && c.Status is >= 200 and < 400)];
        GeneratedCall[] replayed = [.. learned.Where(c => pure.Contains(OperationOf(c)))];
        GeneratedCall[] fresh = [.. generator.Calls().Where(c => c.Template is not null && pure.Contains(OperationOf(c)))];
        GeneratedCall[] known = [.. fresh.Where(c => often.Contains(KeyOf(c)))];
        return Truth(generator, validator, always, pure, tell) with
        {
            Replayed = replayed.Length,
            ReplayValid = replayed.Count(c => IsValid(validator, c, "replay", tell)),
            Mixed = learned.Length - replayed.Length,
            Fresh = fresh.Length,
            FreshValid = fresh.Count(c => IsValid(validator, c, "fresh", null)),
            FreshKnown = known.Length,
            FreshKnownValid = known.Count(c => IsValid(validator, c, "known", tell)),
        };
    }

    // The operations whose answered calls are all in one template of the catalog, which has no others.
    private static HashSet<string> Pure(ApiCatalog catalog, GeneratedCall[] calls)
    {
        ILookup<string, string> found = calls.Where(c => c.Status is >= 200 and < 400)
            .ToLookup(c => $"{c.Method} {catalog.TemplateOf(Service, c.Path)}", OperationOf);
        ILookup<string, string> places = found.SelectMany(f => f.Distinct().Select(o => (Operation: o, Place: f.Key)))
            .ToLookup(p => p.Operation, p => p.Place);
        return [.. found.Where(f => f.Distinct().Count() == 1 && places[f.First()].Count() == 1).Select(f => f.First())];
    }

    private static string OperationOf(GeneratedCall call) => $"{call.Method} {call.Template}";

    private static string KeyOf(GeneratedCall call) => $"{OperationOf(call)} {call.Status}";

    private static bool IsValid(CallValidator validator, GeneratedCall call, string kind, Action<string>? tell)
    {
        string? fault = validator.Fault(call);
        if (fault is not null)
        {
            tell?.Invoke(string.Create(CultureInfo.InvariantCulture, $"{kind} {KeyOf(call)} {call.Path}: {fault}"));
        }

        return fault is null;
    }

    private static OpenApiVerdict Truth(
        TrafficGenerator generator, CallValidator validator, CallValidator always, HashSet<string> pure, Action<string>? tell)
    {
        var sum = new OpenApiVerdict();
        foreach (TrafficOperation operation in generator.Operations)
        {
            string method = operation.Method.ToLowerInvariant();
            if (!pure.Contains($"{operation.Method} {operation.Template}")
                || validator.Template(operation.Template) is not JsonElement item || !item.TryGetProperty(method, out JsonElement written))
            {
                continue;
            }

            var required = new RequiredJudge(operation, tell);
            required.Judge(written, always.Template(operation.Template)!.Value.GetProperty(method), generator.IsGeneric(operation));
            bool right = AuthOf(written) == generator.AuthOf(operation);
            if (!right)
            {
                tell?.Invoke($"auth {operation.Method} {operation.Template}: {generator.AuthOf(operation)}, written {AuthOf(written)}");
            }

            sum = sum.Plus(required.Verdict with { Auths = 1, AuthsRight = right ? 1 : 0 });
        }

        return sum;
    }

    private static AuthEvidence AuthOf(JsonElement operation)
    {
        AuthEvidence all = AuthEvidence.None;
        if (operation.TryGetProperty("security", out JsonElement ways))
        {
            foreach (JsonProperty scheme in ways.EnumerateArray().SelectMany(w => w.EnumerateObject()))
            {
                all |= AuthNames.Of(scheme.Name);
            }
        }

        return all;
    }
}
