using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>
/// Says how much of each exchange may be told, so that no more spans leave than <see cref="Limits"/> allow: whole ones up to half of a limit, then
/// ones without bodies and header fields up to the limit, and the others are counted. Allocates nothing, and its memory does not grow.
/// </summary>
/// <remarks>For one thread at a time.</remarks>
public sealed class SpanBudget
{
    private readonly TimeProvider _time;
    private readonly long _begun;
    private readonly EndpointKey _keys = new();
    private EndpointTable? _endpoints;
    private SpanBucket _all;
    private SpanRate _rate;
    private SpanRate _endpointRate;
    private BudgetLimits _limits = BudgetLimits.None;

    /// <summary>Makes a budget of which nothing is used.</summary>
    public SpanBudget(TimeProvider time)
    {
        _time = time;
        _begun = time.GetTimestamp();
    }

    /// <summary>The limits; new ones hold at once, and what was used of the old ones stays used for a second at most.</summary>
    public BudgetLimits Limits
    {
        get => _limits;
        set
        {
            _limits = value;
            _rate = new SpanRate(value.SpansPerSecond);
            _endpointRate = new SpanRate(value.SpansPerEndpointPerSecond);
            _endpoints = _endpointRate.IsLimited ? _endpoints ?? new EndpointTable() : null;
        }
    }

    /// <summary>Takes an exchange.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="wanted">How much of it would be told without limits.</param>
    /// <returns>How much may be told, which is no more than that.</returns>
    public Detail Take(scoped in ExchangeRecord exchange, Detail wanted)
    {
        if (wanted == Detail.CountOnly || (!_rate.IsLimited && _endpoints is null))
        {
            return wanted;
        }

        // What its own endpoint may not tell uses up nothing of the others' budget.
        long now = _time.GetElapsedTime(_begun).Ticks * TimeSpan.NanosecondsPerTick;
        if (_endpoints is { } endpoints)
        {
            wanted = endpoints.Take(_keys.Of(exchange.Request.Method, exchange.Request.Target), now, _endpointRate, wanted);
        }

        return wanted == Detail.CountOnly ? wanted : _all.Take(now, _rate, wanted);
    }
}
