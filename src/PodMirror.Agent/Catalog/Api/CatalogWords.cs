using PodMirror.Agent.Metrics;
using PodMirror.Catalog;

namespace PodMirror.Agent.Catalog.Api;

/// <summary>The words of the API for what the catalog has as enums.</summary>
internal static class CatalogWords
{
    private static readonly AuthEvidence[] Evidence = [.. Enum.GetValues<AuthEvidence>().Where(kind => kind != AuthEvidence.None)];

    private static readonly string[] EvidenceNames =
        ["basic", "bearer_jwt", "bearer_opaque", "api_key_header", "api_key_query", "cookie", "mutual_tls", "aws_sigv4"];

    private static readonly RuleOrigins[] Origins = [RuleOrigins.User, RuleOrigins.Description];

    /// <summary>Kinds of calls.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["http", "grpc", "graphql", "websocket"];

    /// <summary>Kinds of authentication.</summary>
    public static IReadOnlyList<string> Auth => EvidenceNames;

    /// <summary>Kinds of rules.</summary>
    public static IReadOnlyList<string> RuleKinds { get; } = [.. Enum.GetValues<TemplateRuleKind>().Select(Reasons.Name)];

    /// <summary>The name of a kind of calls.</summary>
    public static string Of(CallKind kind) => Kinds[(int)kind];

    /// <summary>The names of the kinds of authentication in a set.</summary>
    public static IEnumerable<string> Of(AuthEvidence auth) => EvidenceNames.Where((_, i) => (auth & Evidence[i]) != 0);

    /// <summary>The names of those who say a rule.</summary>
    public static IEnumerable<string> Of(RuleOrigins origins) => Origins.Where(one => (origins & one) != 0).Select(Reasons.Name);

    /// <summary>An endpoint's id.</summary>
    public static string OfId(ulong id) => id.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Reads an endpoint's id.</summary>
    public static bool TryReadId(string text, out ulong id)
    {
        id = 0;
        return text.Length == 16
            && ulong.TryParse(text, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out id);
    }

    /// <summary>A time in milliseconds since 1970 as the API writes it.</summary>
    public static string OfTime(long milliseconds) => Agent.Api.Rfc3339.Format(Math.Clamp(milliseconds, 0, long.MaxValue / 1_000_000) * 1_000_000);
}
