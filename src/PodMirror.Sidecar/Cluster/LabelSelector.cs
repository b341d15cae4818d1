using System.Text.Json;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Sidecar.Cluster;

/// <summary>A label selector of the API (k8s.io/apimachinery, meta/v1 LabelSelector). One that is absent or empty takes everything.</summary>
/// <param name="selector">The selector, or undefined.</param>
internal sealed class LabelSelector(JsonElement selector)
{
    /// <summary>The first requirement that labels do not meet, for people; null when they meet all.</summary>
    internal string? Unmet(IReadOnlyDictionary<string, string> labels)
    {
        JsonElement exact = Get(selector, "matchLabels");
        foreach (JsonProperty pair in exact.ValueKind == JsonValueKind.Object ? exact.EnumerateObject() : default)
        {
            if (labels.GetValueOrDefault(pair.Name) != pair.Value.ToString())
            {
                return $"{pair.Name}={pair.Value}";
            }
        }

        foreach (JsonElement expression in Items(Get(selector, "matchExpressions")))
        {
            if (!IsMet(expression, labels))
            {
                return Describe(expression);
            }
        }

        return null;
    }

    /// <summary>The same as a parameter of a list.</summary>
    internal string Query
    {
        get
        {
            JsonElement exact = Get(selector, "matchLabels");
            IEnumerable<JsonProperty> pairs = exact.ValueKind == JsonValueKind.Object ? exact.EnumerateObject() : [];
            IEnumerable<string> expressions = Items(Get(selector, "matchExpressions")).Select(Parameter);
            return string.Join(',', pairs.Select(pair => $"{pair.Name}={pair.Value}").Concat(expressions));
        }
    }

    private static string Parameter(JsonElement expression)
    {
        string key = Text(expression, "key");
        string values = string.Join(',', Values(expression));
        return Text(expression, "operator") switch
        {
            "In" => $"{key} in ({values})",
            "NotIn" => $"{key} notin ({values})",
            "DoesNotExist" => "!" + key,
            _ => key,
        };
    }

    private static bool IsMet(JsonElement expression, IReadOnlyDictionary<string, string> labels)
    {
        bool isThere = labels.TryGetValue(Text(expression, "key"), out string? value);
        return Text(expression, "operator") switch
        {
            "In" => isThere && Values(expression).Contains(value),
            "NotIn" => !isThere || !Values(expression).Contains(value),
            "Exists" => isThere,
            "DoesNotExist" => !isThere,
            _ => false,
        };
    }

    private static string[] Values(JsonElement expression) => [.. Items(Get(expression, "values")).Select(value => value.ToString())];

    private static string Describe(JsonElement expression)
    {
        string key = Text(expression, "key");
        string values = string.Join(", ", Values(expression));
        return Text(expression, "operator") switch
        {
            "In" when Values(expression).Length == 1 => $"{key}={values}",
            "In" => $"{key} in ({values})",
            "NotIn" => $"{key} not in ({values})",
            "DoesNotExist" => $"no {key}",
            _ => key,
        };
    }
}
