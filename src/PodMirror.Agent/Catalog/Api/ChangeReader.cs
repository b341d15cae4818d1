using System.Text.Json;
using PodMirror.Agent.Api;

namespace PodMirror.Agent.Catalog.Api;

/// <summary>Reads what a change of the catalog says: all the members or parameters that it has, and no other.</summary>
internal static class ChangeReader
{
    // A template with its service, twice over.
    private const int MaxBodyBytes = 8192;

    /// <summary>Reads the texts of a change.</summary>
    /// <param name="request">The request.</param>
    /// <param name="names">The members, all of which have to be there; where there are none, the body may be missing.</param>
    public static async Task<(Problem? Problem, string[] Values)> ReadAsync(HttpRequest request, string[] names)
    {
        byte[]? body = await BoundedBody.ReadAsync(request, MaxBodyBytes);
        if (body is null)
        {
            return (new Problem(StatusCodes.Status413PayloadTooLarge, "Body too large", $"at most {MaxBodyBytes} bytes"), []);
        }

        // Where there is nothing to say, nobody has to say so.
        string[]? values = names.Length == 0 && body.Length == 0 ? [] : Texts(body, names);
        string form = names.Length == 0 ? "an empty object: {}" : $"an object with the texts {string.Join(", ", names)}, and nothing else";
        return values is null ? (new Problem(StatusCodes.Status400BadRequest, "Invalid body", form), []) : (null, values);
    }

    /// <summary>Reads the parameters of a removal, all of which have to be there.</summary>
    public static Problem? TryRead(HttpRequest request, string[] names, out string[] values)
    {
        values = [];
        Problem? problem = StrictQuery.TryRead(request.Query, names, out StrictQuery query);
        if (problem is not null)
        {
            return problem;
        }

        string? missing = Array.Find(names, name => query.Text(name) is null);
        values = missing is null ? [.. names.Select(name => query.Text(name)!)] : [];
        return missing is null ? null : Problem.OfParameter(missing, "it is missing");
    }

    private static string[]? Texts(byte[] body, string[] names)
    {
        string?[] values = new string?[names.Length];
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            foreach (JsonProperty member in document.RootElement.EnumerateObject())
            {
                int index = Array.IndexOf(names, member.Name);
                if (index < 0 || values[index] is not null || member.Value.ValueKind != JsonValueKind.String)
                {
                    return null;
                }

                values[index] = member.Value.GetString();
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // No JSON, or text that is no UTF-16.
            return null;
        }

        return Array.TrueForAll(values, value => !string.IsNullOrEmpty(value)) ? Array.ConvertAll(values, value => value!) : null;
    }
}
