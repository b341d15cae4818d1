namespace PodMirror.Agent.Tests.Forwarding.Faults;

/// <summary>Which fault comes next, by a seed.</summary>
/// <param name="seed">Of the choice.</param>
/// <param name="share">Of requests that something goes wrong with, until <see cref="Recover"/>.</param>
/// <param name="faults">What goes wrong then, one as often as another; a fault that is given twice is twice as often.</param>
internal sealed class FaultPlan(int seed, double share, params Fault[] faults)
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);
    private readonly Dictionary<Fault, int> _done = [];
    private bool _isWell;

    /// <summary>How often each was done.</summary>
    public string Done
    {
        get
        {
            lock (_lock)
            {
                return string.Join(", ", _done.OrderBy(count => count.Key).Select(count => $"{count.Value} {count.Key}"));
            }
        }
    }

    /// <summary>The next one, with a random number for its details.</summary>
    public (Fault Fault, int Detail) Next()
    {
        lock (_lock)
        {
            int detail = _random.Next();
            bool isWrong = _random.NextDouble() < share;
            Fault fault = faults[_random.Next(faults.Length)];
            fault = isWrong && !_isWell ? fault : Fault.None;
            _done[fault] = _done.GetValueOrDefault(fault) + 1;
            return (fault, detail);
        }
    }

    /// <summary>From now on all goes well.</summary>
    public void Recover()
    {
        lock (_lock)
        {
            _isWell = true;
        }
    }
}
