namespace PodMirror.Injection;

/// <summary>
/// The forms that Kubernetes asks of what the settings put into Pods. With another one every Pod of every namespace that takes part would be refused,
/// so they are checked when the settings are read.
/// </summary>
internal static class SettingForms
{
    private const int MaxSubdomainLength = 253;
    private const int MaxNameLength = 63;

    /// <summary>A DNS subdomain (RFC 1123): the name of a Secret, or what an annotation's key begins with.</summary>
    public static bool IsSubdomain(string text) =>
        text.Length <= MaxSubdomainLength && text.Split('.').All(label => IsBetween(label, IsOfLabel, char.IsAsciiLetterOrDigit));

    /// <summary>The key of a label: a name, or a DNS subdomain, a slash and a name.</summary>
    public static bool IsLabelKey(string text)
    {
        string[] parts = text.Split('/');
        return parts.Length <= 2
            && (parts.Length == 1 || IsSubdomain(parts[0]))
            && parts[^1].Length <= MaxNameLength
            && IsBetween(parts[^1], c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.', char.IsAsciiLetterOrDigit);
    }

    /// <summary>The name of an environment variable, as every version of Kubernetes takes it.</summary>
    public static bool IsVariable(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    /// <summary>An image: no white space, as far as Kubernetes itself looks.</summary>
    public static bool IsImage(string text) => text.Length > 0 && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));

    /// <summary>An endpoint of OTLP, without which tme does not start.</summary>
    public static bool IsEndpoint(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https";

    private static bool IsOfLabel(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-';

    private static bool IsBetween(string text, Func<char, bool> all, Func<char, bool> ends) =>
        text.Length > 0 && text.All(all) && ends(text[0]) && ends(text[^1]);
}
