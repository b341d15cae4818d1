namespace PodMirror.Agent.Security;

/// <summary>What tokens are made of, so that they fit into a header field as they are: token68 of RFC 9110 section 11.2, with = anywhere.</summary>
internal static class Token68
{
    /// <summary>Whether a token may hold a character.</summary>
    public static bool Has(char letter) => char.IsAsciiLetterOrDigit(letter) || "-._~+/=".Contains(letter, StringComparison.Ordinal);
}
