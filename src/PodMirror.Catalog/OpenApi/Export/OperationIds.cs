using System.Globalization;
using System.Text;
using PodMirror.Catalog.Paths;

namespace PodMirror.Catalog.OpenApi.Export;

/// <summary>
/// Names operations after method and path, not after parameters, whose names may change: <c>getUsersByIdOrders</c>. Where two come to the same, the
/// one
/// that was there first keeps it, and the other gets a hash of its method and template, so that no name changes when a new one comes.
/// </summary>
internal sealed class OperationIds
{
    private readonly Dictionary<string, string> _known = [];

    /// <summary>Names all operations.</summary>
    /// <param name="operations">Method, template and first call of each.</param>
    public OperationIds(IEnumerable<(string Method, string Template, long FirstSeen)> operations)
    {
        HashSet<string> taken = [];
        foreach ((string method, string template, _) in
            operations.OrderBy(o => o.FirstSeen).ThenBy(o => o.Template, StringComparer.Ordinal).ThenBy(o => o.Method, StringComparer.Ordinal))
        {
            string key = Key(method, template);
            if (_known.ContainsKey(key))
            {
                continue;
            }

            string id = Name(method, template);
            _known[key] = taken.Add(id) ? id : string.Create(CultureInfo.InvariantCulture, $"{id}_{TextHash.Of(key):x16}");
        }
    }

    /// <summary>The name of one.</summary>
    public string Of(string method, string template) => _known[Key(method, template)];

    private static string Key(string method, string template) => $"{method} {Templates.Nameless(template)}";

    private static string Name(string method, string template)
    {
        var name = new StringBuilder(method.ToLowerInvariant());
        foreach (string segment in template.Split('/'))
        {
            // Behind a parameter there is nothing, or a verb.
            bool isParameter = segment.StartsWith('{');
            name.Append(isParameter ? "ById" : "");
            bool upper = true;
            foreach (char c in isParameter ? CustomVerb.OfTemplate(segment) : segment)
            {
                if (char.IsAsciiLetterOrDigit(c))
                {
                    name.Append(upper ? char.ToUpperInvariant(c) : c);
                }

                upper = !char.IsAsciiLetterOrDigit(c);
            }
        }

        return name.ToString();
    }
}
