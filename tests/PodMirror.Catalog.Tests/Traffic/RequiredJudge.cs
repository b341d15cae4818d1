using System.Globalization;
using System.Text.Json;
using Microsoft.OpenApi;

namespace PodMirror.Catalog.Tests.Traffic;

/// <summary>
/// Compares what is required in a written operation with what the traffic's description requires, as <see cref="BodyMaker"/> follows it.
/// </summary>
public sealed class RequiredJudge(TrafficOperation operation, Action<string>? tell)
{
    private int _right;
    private int _wrong;
    private int _missed;
    private int _few;

    /// <summary>What came out.</summary>
    public OpenApiVerdict Verdict => new() { RequiredRight = _right, RequiredWrong = _wrong, RequiredMissed = _missed, RequiredTooFew = _few };

    /// <summary>Judges parameters of the query, the request, and the good response.</summary>
    /// <param name="written">The operation as written.</param>
    /// <param name="always">The same when one object is enough for what all have to be required.</param>
    /// <param name="generic">Whether its responses do not follow the description.</param>
    public void Judge(JsonElement written, JsonElement always, bool generic)
    {
        Parameters(written, always);
        if (written.TryGetProperty("requestBody", out JsonElement request) && operation.Request is not null)
        {
            Content(request, always.GetProperty("requestBody"), operation.Request, "request");
        }

        string status = operation.Status.ToString(CultureInfo.InvariantCulture);
        if (!generic && operation.Response is not null && written.GetProperty("responses").TryGetProperty(status, out JsonElement response))
        {
            Content(response, always.GetProperty("responses").GetProperty(status), operation.Response, "response");
        }
    }

    private void Parameters(JsonElement written, JsonElement always)
    {
        foreach ((JsonElement parameter, JsonElement ever) in written.TryGetProperty("parameters", out JsonElement all)
            ? all.EnumerateArray().Zip(always.GetProperty("parameters").EnumerateArray()) : [])
        {
            string name = parameter.GetProperty("name").GetString()!;
            if (parameter.GetProperty("in").GetString() == "query")
            {
                bool required = operation.Parameters.Any(p => p.In == ParameterLocation.Query && p.Name == name && p.Required);
                Count(IsRequired(parameter), IsRequired(ever), required, $"query.{name}");
            }
        }
    }

    private static bool IsRequired(JsonElement parameter) => parameter.TryGetProperty("required", out JsonElement flag) && flag.GetBoolean();

    private static bool Requires(JsonElement schema, string name) =>
        schema.TryGetProperty("required", out JsonElement names) && names.EnumerateArray().Any(n => n.ValueEquals(name));

    private void Content(JsonElement holder, JsonElement always, IOpenApiSchema truth, string where)
    {
        if (holder.TryGetProperty("content", out JsonElement content) && content.TryGetProperty("application/json", out JsonElement media)
            && media.TryGetProperty("schema", out JsonElement schema))
        {
            Compare(schema, always.GetProperty("content").GetProperty("application/json").GetProperty("schema"), [truth], where);
        }
    }

    private void Compare(JsonElement schema, JsonElement always, IOpenApiSchema[] truth, string where)
    {
        IOpenApiSchema[] branches = [.. truth.SelectMany(Branches)];
        if (schema.TryGetProperty("items", out JsonElement items))
        {
            IOpenApiSchema[] ofItems = [.. branches.Select(b => b.Items).OfType<IOpenApiSchema>()];
            Compare(items, always.GetProperty("items"), ofItems, where + "[*]");
        }

        IOpenApiSchema[] objects = [.. branches.Where(b => BodyMaker.Properties(b).Any())];
        foreach (JsonProperty property in schema.TryGetProperty("properties", out JsonElement all) ? all.EnumerateObject() : default)
        {
            IOpenApiSchema[] having =
                [.. objects.Select(o => BodyMaker.Properties(o).FirstOrDefault(p => p.Key == property.Name).Value).OfType<IOpenApiSchema>()];
            bool required = objects.Length > 0 && objects.All(o => BodyMaker.Required(o).Contains(property.Name));
            Count(Requires(schema, property.Name), Requires(always, property.Name), required, $"{where}.{property.Name}");
            Compare(property.Value, always.GetProperty("properties").GetProperty(property.Name), having, $"{where}.{property.Name}");
        }
    }

    // As traffic is made: one of the alternatives where there are no properties beside them.
    private static IEnumerable<IOpenApiSchema> Branches(IOpenApiSchema schema)
    {
        IList<IOpenApiSchema>? choice = schema.OneOf is { Count: > 0 } ? schema.OneOf : schema.AnyOf is { Count: > 0 } ? schema.AnyOf : null;
        return choice is not null && schema.Properties is not { Count: > 0 } ? choice.SelectMany(Branches) : [schema];
    }

    private void Count(bool claimed, bool always, bool required, string where)
    {
        _right += claimed && required ? 1 : 0;
        _wrong += claimed && !required ? 1 : 0;
        _few += required && !claimed && always ? 1 : 0;
        _missed += required && !claimed && !always ? 1 : 0;
        if (required ? !always : claimed)
        {
            tell?.Invoke($"{(required ? "missed" : "wrongly required")} {operation.Method} {operation.Template} {where}");
        }
    }
}
