using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace PodMirror.Agent.Security;

/// <summary>
/// The tokens with which senders say who they are (RFC 6750): any of those of a file, so that one can be taken up by all senders before another is
/// taken away. Hashes are kept and compared, all of them every time, so that the time an answer takes tells nothing.
/// </summary>
/// <param name="file">The file, a token a line; null admits everybody.</param>
internal sealed class BearerTokens(string? file)
{
    /// <summary>The value of WWW-Authenticate in a refusal.</summary>
    public const string Challenge = "Bearer realm=\"podmirror-agent\"";

    private const int MaxFileBytes = 64 << 10;

    /// <summary>The most tokens: each costs every request a comparison.</summary>
    private const int MaxTokens = 64;

    /// <summary>The longest token: signed ones with many claims have some KiB.</summary>
    private const int MaxTokenBytes = 8 << 10;

    private const string Scheme = "Bearer ";
    private volatile byte[][] _hashes = [];

    /// <summary>The file, to be read at the start and whenever it changes.</summary>
    public IEnumerable<ReloadedFiles> Files(ILogger log) =>
        file is null ? [] : [new ReloadedFiles($"--token-file {file}", [file], MaxFileBytes, contents => Use(contents[0]), log)];

    /// <summary>Takes the tokens of a file; tells why not, or null.</summary>
    internal string? Use(byte[] contents)
    {
        string[] tokens = TokensOf(contents);
        if (tokens.Length is 0 or > MaxTokens)
        {
            return $"it has {tokens.Length} tokens; write 1 to {MaxTokens} of them, one a line";
        }

        int wrong = Array.FindIndex(tokens, token => token.Length > MaxTokenBytes || !token.All(Token68.Has));
        if (wrong >= 0)
        {
            return $"token {wrong + 1} is none; it has letters, digits and - . _ ~ + / = alone, at most {MaxTokenBytes} of them";
        }

        _hashes = [.. tokens.Select(token => SHA256.HashData(Encoding.ASCII.GetBytes(token)))];
        return null;
    }

    /// <summary>
    /// A token that is admitted now, for this process to show; null where nobody needs one. Out of the file, since only hashes are kept: its first,
    /// when none of it was taken yet.
    /// </summary>
    public string? ReadOne()
    {
        if (file is null)
        {
            return null;
        }

        try
        {
            string[] tokens = TokensOf(File.ReadAllBytes(file));
            return Array.Find(tokens, token => IsKnown(token)) ?? tokens.FirstOrDefault(token => token.All(Token68.Has));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The receiver says what that means.
            return null;
        }
    }

    /// <summary>Whether a request may come in: with one Authorization, whose token is one of these, or where nobody needs one.</summary>
    public bool Admits(HttpRequest request)
    {
        if (file is null)
        {
            return true;
        }

        StringValues values = request.Headers.Authorization;
        return values.Count == 1 && values[0] is { } value && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && IsKnown(value.AsSpan(Scheme.Length).Trim(' '));
    }

    private bool IsKnown(ReadOnlySpan<char> token)
    {
        if (token.Length > MaxTokenBytes || token.IndexOfAnyExceptInRange('!', '~') >= 0)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[token.Length];
        Encoding.ASCII.GetBytes(token, bytes);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        bool known = false;
        foreach (byte[] one in _hashes)
        {
            known |= CryptographicOperations.FixedTimeEquals(one, hash);
        }

        return known;
    }

    private static string[] TokensOf(byte[] contents) =>
        Encoding.UTF8.GetString(contents).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
