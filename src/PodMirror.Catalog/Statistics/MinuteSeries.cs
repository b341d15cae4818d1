namespace PodMirror.Catalog.Statistics;

/// <summary>Calls and errors of each of the last minutes, in a ring.</summary>
internal sealed class MinuteSeries
{
    /// <summary>How many minutes are kept.</summary>
    public const int Minutes = 60;

    private readonly uint[] _calls = new uint[Minutes];
    private readonly uint[] _errors = new uint[Minutes];

    /// <summary>The last minute, since 1970.</summary>
    public long Last { get; private set; }

    /// <summary>Counts; what is older than the ring is not told of any more.</summary>
    public void Add(long minute, uint calls, uint errors)
    {
        Forward(minute);
        if (minute > Last - Minutes && minute >= 0)
        {
            _calls[minute % Minutes] += calls;
            _errors[minute % Minutes] += errors;
        }
    }

    /// <summary>Adds all that another has.</summary>
    public void Absorb(MinuteSeries other)
    {
        Forward(other.Last);
        for (int i = 0; i < Minutes; i++)
        {
            (long minute, uint calls, uint errors) = other.At(i);
            Add(minute, calls, errors);
        }
    }

    /// <summary>A minute with its counts.</summary>
    /// <param name="index">0 is the oldest.</param>
    public (long Minute, uint Calls, uint Errors) At(int index)
    {
        long minute = Last - Minutes + 1 + index;
        int slot = (int)((minute + Minutes) % Minutes);
        return (minute, _calls[slot], _errors[slot]);
    }

    private void Forward(long minute)
    {
        if (minute <= Last)
        {
            return;
        }

        for (long gone = Math.Max(Last + 1, minute - Minutes + 1); gone <= minute; gone++)
        {
            _calls[gone % Minutes] = 0;
            _errors[gone % Minutes] = 0;
        }

        Last = minute;
    }
}
