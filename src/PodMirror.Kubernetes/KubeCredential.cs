using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PodMirror.Kubernetes;

/// <summary>What says who we are: both, one of them, or nothing, as before <c>kubectl proxy</c>.</summary>
/// <param name="Header">A token, or a name and a password.</param>
/// <param name="Certificate">A client's certificate with its key.</param>
internal sealed record KubeCredential(AuthenticationHeaderValue? Header = null, X509Certificate2? Certificate = null)
{
    /// <summary>The header of a token.</summary>
    /// <exception cref="KubeException">It cannot stand in a header.</exception>
    internal static AuthenticationHeaderValue Bearer(string token) => token.All(letter => letter is > ' ' and <= '~')
        ? new AuthenticationHeaderValue("Bearer", token)
        : throw new KubeException("the token holds a line break, a space or another character that no token has");

    /// <summary>The header of a name and a password.</summary>
    internal static AuthenticationHeaderValue Basic(string name, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));

    /// <summary>The header of the name and the password that stand in a URL; null when none do.</summary>
    internal static AuthenticationHeaderValue? OfAddress(Uri address)
    {
        string[] parts = address.UserInfo.Split(':', 2);
        return parts[0].Length == 0 ? null : Basic(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }
}
