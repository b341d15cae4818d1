using System.Security.Cryptography;
using PodMirror.Agent.Security;

namespace PodMirror.Agent.Access;

/// <summary>
/// The tokens of the web port. Their hashes are kept and compared, all of them every time, so that the time an answer takes tells nothing. One
/// writes, every request reads.
/// </summary>
internal sealed class RoleTokens
{
    private readonly byte[] _own;
    private volatile RoleToken[] _tokens = [];

    /// <summary>Without tokens but the agent's own.</summary>
    public RoleTokens()
    {
        Own = TokenLines.MakeToken();
        _own = TokenLines.HashOf(Own)!;
    }

    /// <summary>A token with which the agent asks itself; it is nowhere but in memory.</summary>
    public string Own { get; }

    /// <summary>A file of tokens, to be read at the start and whenever it changes.</summary>
    public ReloadedFiles File(string path, ILogger log) =>
        new($"--web-token-file {path}", [path], TokenLines.MaxBytes, contents => Use(contents[0]), log);

    /// <summary>Takes the tokens of a text, and no others; tells why not, or null.</summary>
    public string? Use(byte[] text)
    {
        string? fault = TokenLines.Read(text, out RoleToken[] tokens);
        if (fault is null)
        {
            _tokens = tokens;
        }

        return fault;
    }

    /// <summary>Whether it is the agent's own.</summary>
    public bool IsOwn(ReadOnlySpan<char> token) => TokenLines.HashOf(token) is { } hash && CryptographicOperations.FixedTimeEquals(hash, _own);

    /// <summary>The token that is shown; null when it is none of these.</summary>
    public RoleToken? Find(ReadOnlySpan<char> token) => TokenLines.HashOf(token) is { } hash ? Find(hash) : null;

    /// <summary>The token with a hash, as it is now.</summary>
    public RoleToken? Find(byte[] hash)
    {
        RoleToken? found = null;
        foreach (RoleToken one in _tokens)
        {
            if (CryptographicOperations.FixedTimeEquals(one.Hash, hash))
            {
                found ??= one;
            }
        }

        return found;
    }
}
