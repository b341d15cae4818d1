namespace PodMirror.Bench.Load;

/// <summary>The counts over everything that a tool gave out.</summary>
internal sealed class Verdict
{
    private readonly HashSet<int> _pairs = [];
    private int _mismatched;
    private int _twice;
    private int _requestsAlone;
    private int _responsesAlone;
    private int _damagedSaid;
    private int _damagedUnsaid;
    private int _saidWithoutDamage;
    private int _bodiesWrong;

    /// <summary>The counts, as members of a JSON object.</summary>
    public override string ToString() =>
        $"\"pairs\":{_pairs.Count},\"mismatched\":{_mismatched},\"twice\":{_twice},"
        + $"\"requests_alone\":{_requestsAlone},\"responses_alone\":{_responsesAlone},"
        + $"\"damaged_said\":{_damagedSaid},\"damaged_unsaid\":{_damagedUnsaid},\"said_without_damage\":{_saidWithoutDamage},"
        + $"\"bodies_wrong\":{_bodiesWrong}";

    /// <summary>Adds one line.</summary>
    /// <param name="seen">What the tool gave out.</param>
    /// <param name="damaged">For each number, whether packets of it were removed; null when nothing was.</param>
    public void Add(Seen seen, Dictionary<int, bool>? damaged)
    {
        if (seen.Asked < 0 || seen.Answered < 0)
        {
            _requestsAlone += seen.Asked >= 0 ? 1 : 0;
            _responsesAlone += seen.Answered >= 0 ? 1 : 0;
            return;
        }

        if (seen.Asked != seen.Answered)
        {
            _mismatched++;
            return;
        }

        _twice += _pairs.Add(seen.Asked) ? 0 : 1;
        bool isDamaged = damaged is not null && damaged.GetValueOrDefault(seen.Asked);
        _damagedSaid += isDamaged && seen.SaysDamaged ? 1 : 0;
        _damagedUnsaid += isDamaged && !seen.SaysDamaged ? 1 : 0;
        _saidWithoutDamage += !isDamaged && seen.SaysDamaged ? 1 : 0;
        _bodiesWrong += !isDamaged && seen.BodyRight == false ? 1 : 0;
    }
}
