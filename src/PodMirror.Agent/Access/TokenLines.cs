using System.Security.Cryptography;
using System.Text;
using PodMirror.Agent.Security;

namespace PodMirror.Agent.Access;

/// <summary>
/// A text of tokens, one a line: a role, a token, and if you like a name for the audit. <c>editor TOKEN alice</c>. Lines that begin with # are
/// skipped.
/// </summary>
internal static class TokenLines
{
    /// <summary>The most bytes of such a text.</summary>
    public const int MaxBytes = 64 << 10;

    /// <summary>The most tokens: each costs every request a comparison.</summary>
    public const int MaxTokens = 64;

    /// <summary>The shortest token: 16 random letters and digits are some 95 bits, which nobody guesses at the rate that is allowed.</summary>
    public const int MinTokenLength = 16;

    /// <summary>The longest token.</summary>
    public const int MaxTokenLength = 512;

    private const int MaxNameLength = 64;
    private const int MadeTokenBytes = 32;

    /// <summary>Reads the tokens; tells why not, without a letter of a token, or null.</summary>
    public static string? Read(byte[] text, out RoleToken[] tokens)
    {
        tokens = [];
        string[] lines = [.. Encoding.UTF8.GetString(text)
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#')];
        if (lines.Length is 0 or > MaxTokens)
        {
            return $"it has {lines.Length} tokens; write 1 to {MaxTokens} of them, one a line, as: editor TOKEN, or: viewer TOKEN NAME";
        }

        var read = new List<RoleToken>(lines.Length);
        foreach (string line in lines)
        {
            if (ReadLine(line, out RoleToken? token) is { } fault)
            {
                return $"token {read.Count + 1} {fault}";
            }

            read.Add(token!);
        }

        tokens = [.. read];
        return null;
    }

    /// <summary>Makes a text with a new token for each role.</summary>
    public static string Make() => $"editor {MakeToken()}\nviewer {MakeToken()}\n";

    /// <summary>Makes a token of 256 random bits.</summary>
    public static string MakeToken() => System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(MadeTokenBytes));

    /// <summary>The hash of what may be a token; null for what cannot be one.</summary>
    public static byte[]? HashOf(ReadOnlySpan<char> token) => token.Length is < MinTokenLength or > MaxTokenLength || !IsToken(token)
        ? null
        : SHA256.HashData(Encoding.ASCII.GetBytes(token.ToArray()));

    private static string? ReadLine(string line, out RoleToken? token)
    {
        token = null;
        string[] words = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        WebRole role = words[0] switch
        {
            "editor" => WebRole.Editor,
            "viewer" => WebRole.Viewer,
            _ => WebRole.None,
        };
        if (role == WebRole.None || words.Length is < 2 or > 3)
        {
            return "is no line such as: editor TOKEN, or: viewer TOKEN NAME";
        }

        if (HashOf(words[1]) is not { } hash)
        {
            return $"is none; it has {MinTokenLength} to {MaxTokenLength} letters, digits and - . _ ~ + / =";
        }

        string name = words.Length == 3 ? words[2] : words[0];
        if (name.Length > MaxNameLength || name.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return $"has a name with other than 1 to {MaxNameLength} visible characters of ASCII";
        }

        token = new RoleToken(hash, new WebUser(name, role));
        return null;
    }

    private static bool IsToken(ReadOnlySpan<char> token)
    {
        foreach (char letter in token)
        {
            if (!Token68.Has(letter))
            {
                return false;
            }
        }

        return true;
    }
}
