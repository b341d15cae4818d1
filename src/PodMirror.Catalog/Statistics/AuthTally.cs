using System.Numerics;

namespace PodMirror.Catalog.Statistics;

/// <summary>How the calls of an endpoint were authenticated, by what came of them: what answered calls nearly always have is asked for.</summary>
internal sealed class AuthTally
{
    /// <summary>Kinds of <see cref="AuthEvidence"/>.</summary>
    public const int Kinds = 8;

    // A kind that so many of the answered calls have is the endpoint's.
    private const double Needed = 0.95;

    // Below it a kind is a client's habit, which the endpoint does not look at.
    private const double Common = 0.05;

    /// <summary>Calls answered with 2xx and 3xx that show how they were authenticated, or that they were not.</summary>
    public long Answered { get; set; }

    /// <summary>Of these, calls with no evidence at all.</summary>
    public long Anonymous { get; set; }

    /// <summary>Of these, calls with each kind.</summary>
    public long[] ByKind { get; } = new long[Kinds];

    /// <summary>Calls refused with 401 or 403 that had no evidence.</summary>
    public long RefusedAnonymous { get; set; }

    /// <summary>The name of the first API key.</summary>
    public string? ApiKeyName { get; set; }

    /// <summary>The name of the first cookie.</summary>
    public string? CookieName { get; set; }

    /// <summary>Takes a call in.</summary>
    public void Add(int status, AuthEvidence auth, ReadOnlySpan<char> apiKeyName, ReadOnlySpan<char> cookieName)
    {
        if (status is 401 or 403)
        {
            RefusedAnonymous += auth == AuthEvidence.None ? 1 : 0;
        }
        else if (status is >= 200 and < 400)
        {
            Answered++;
            Anonymous += auth == AuthEvidence.None ? 1 : 0;
            for (uint rest = (uint)auth & 0xFF; rest != 0; rest &= rest - 1)
            {
                ByKind[BitOperations.TrailingZeroCount(rest)]++;
            }

            ApiKeyName ??= Kept(apiKeyName);
            CookieName ??= Kept(cookieName);
        }
    }

    /// <summary>Adds all that another has.</summary>
    public void Absorb(AuthTally other)
    {
        Answered += other.Answered;
        Anonymous += other.Anonymous;
        RefusedAnonymous += other.RefusedAnonymous;
        ApiKeyName ??= other.ApiKeyName;
        CookieName ??= other.CookieName;
        for (int i = 0; i < Kinds; i++)
        {
            ByKind[i] += other.ByKind[i];
        }
    }

    /// <summary>What the endpoint asks for: each kind is one of several ways when there is more than one.</summary>
    public AuthEvidence Kind()
    {
        // Calls without evidence that were answered: whatever others send, it is not asked for. That as many were refused says that it is; a few are
        // refused for other reasons.
        bool refuses = RefusedAnonymous > 0 && RefusedAnonymous >= Anonymous;
        if (Answered == 0 || (Answered - Anonymous) < (refuses ? Common : Needed) * Answered)
        {
            return AuthEvidence.None;
        }

        uint always = 0;
        uint sometimes = 0;
        for (int i = 0; i < Kinds; i++)
        {
            always |= ByKind[i] >= Needed * Answered ? 1u << i : 0;
            sometimes |= ByKind[i] >= Common * Answered ? 1u << i : 0;
        }

        return (AuthEvidence)(always != 0 ? always : sometimes);
    }

    private static string? Kept(ReadOnlySpan<char> name) => name.IsEmpty || name.Length > TopNames.LongestName ? null : name.ToString();
}
