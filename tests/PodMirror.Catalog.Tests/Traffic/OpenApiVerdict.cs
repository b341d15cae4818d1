namespace PodMirror.Catalog.Tests.Traffic;

/// <summary>
/// How well the document that is written fits traffic and the description that the traffic was made of; counts, so that verdicts add up.
/// </summary>
public sealed record OpenApiVerdict
{
    /// <summary>Calls that the document was learned from.</summary>
    public int Replayed { get; init; }

    /// <summary>Of these, calls that are valid by it.</summary>
    public int ReplayValid { get; init; }

    /// <summary>
    /// Calls that were left out of this, as their operation was taken together with another one, or apart: that is judged with templates.
    /// </summary>
    public int Mixed { get; init; }

    /// <summary>Other calls of the same API.</summary>
    public int Fresh { get; init; }

    /// <summary>Of these, valid ones.</summary>
    public int FreshValid { get; init; }

    /// <summary>Other calls of operations and statuses that were seen often enough.</summary>
    public int FreshKnown { get; init; }

    /// <summary>Of these, valid ones.</summary>
    public int FreshKnownValid { get; init; }

    /// <summary>Properties and parameters that are required in the document and in truth.</summary>
    public int RequiredRight { get; init; }

    /// <summary>Those that are required in the document only.</summary>
    public int RequiredWrong { get; init; }

    /// <summary>Those that are required in truth only, though they were not always there, or there was no object.</summary>
    public int RequiredMissed { get; init; }

    /// <summary>Those that are required in truth, and were always there, but not often enough to say so.</summary>
    public int RequiredTooFew { get; init; }

    /// <summary>Operations whose authentication was looked at.</summary>
    public int Auths { get; init; }

    /// <summary>Of these, right ones.</summary>
    public int AuthsRight { get; init; }

    /// <summary>The sum of two.</summary>
    public OpenApiVerdict Plus(OpenApiVerdict other) => new()
    {
        Replayed = Replayed + other.Replayed,
        ReplayValid = ReplayValid + other.ReplayValid,
        Mixed = Mixed + other.Mixed,
        Fresh = Fresh + other.Fresh,
        FreshValid = FreshValid + other.FreshValid,
        FreshKnown = FreshKnown + other.FreshKnown,
        FreshKnownValid = FreshKnownValid + other.FreshKnownValid,
        RequiredRight = RequiredRight + other.RequiredRight,
        RequiredWrong = RequiredWrong + other.RequiredWrong,
        RequiredMissed = RequiredMissed + other.RequiredMissed,
        RequiredTooFew = RequiredTooFew + other.RequiredTooFew,
        Auths = Auths + other.Auths,
        AuthsRight = AuthsRight + other.AuthsRight,
    };
}
