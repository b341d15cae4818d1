using System.Security.Cryptography;
using System.Text;

namespace PodMirror.Agent.Access;

/// <summary>
/// Who signed in. In memory: a restart ends all sessions. They are found by a hash of their id, so that the time of a look-up tells nothing of one.
/// </summary>
/// <param name="tokens">A session ends with its token, and its role is that of the token now.</param>
/// <param name="clock">The time.</param>
internal sealed class Sessions(RoleTokens tokens, TimeProvider clock)
{
    /// <summary>The most at a time, the oldest go: more than people look at one agent.</summary>
    public const int Max = 1000;

    /// <summary>How long one lives: a working day, so that nobody's browser is signed in for good.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(12);

    private readonly Lock _gate = new();
    private readonly OrderedDictionary<string, Session> _all = [];

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                RemoveEnded();
                return _all.Count;
            }
        }
    }

    /// <summary>Begins one; returns its id, which is known to nobody else.</summary>
    /// <param name="user">Who.</param>
    /// <param name="tokenHash">By which token; null for none.</param>
    public string Begin(WebUser user, byte[]? tokenHash)
    {
        string id = TokenLines.MakeToken();
        lock (_gate)
        {
            RemoveEnded();
            if (_all.Count >= Max)
            {
                _all.RemoveAt(0);
            }

            _all.Add(KeyOf(id), new Session(user, tokenHash, clock.GetUtcNow() + Life));
        }

        return id;
    }

    /// <summary>Who has a session; null when it is none, or over.</summary>
    public WebUser? Find(string id)
    {
        Session? session;
        lock (_gate)
        {
            _all.TryGetValue(KeyOf(id), out session);
        }

        return session is null || session.End <= clock.GetUtcNow() ? null
            : session.TokenHash is null ? session.User
            : tokens.Find(session.TokenHash)?.User;
    }

    /// <summary>Ends one.</summary>
    public void End(string id)
    {
        lock (_gate)
        {
            _all.Remove(KeyOf(id));
        }
    }

    // They begin one after the other and live equally long, so the first to end are the first.
    private void RemoveEnded()
    {
        DateTimeOffset now = clock.GetUtcNow();
        while (_all.Count > 0 && _all.GetAt(0).Value.End <= now)
        {
            _all.RemoveAt(0);
        }
    }

    private static string KeyOf(string id) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}
