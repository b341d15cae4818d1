using PodMirror.Exchange;

namespace PodMirror.Sidecar.Cpu;

/// <summary>
/// Tells less of each exchange while the process uses more than a share of its CPU limit: first without bodies, then without header fields, and never
/// less than that. Pure: it is told what was used, and says what follows.
/// </summary>
/// <remarks>
/// <code>
/// above the share for a window ──► one step down; the next needs another window
/// cool (2/3 of the share) for the cool-down ──► one step up; if it does not last, the cool-down doubles
/// </code>
/// Allocates nothing. For one thread at a time.
/// </remarks>
internal sealed class Thermostat
{
    /// <summary>The least that is told: what an exchange was and what became of it.</summary>
    private const Detail Least = Detail.WithoutFields;

    private readonly TimeProvider _time;
    private ThermostatOptions _options;
    private TimeSpan _coolDown;
    private TimeSpan _usedAtBegin;
    private long _windowBegan;
    private long _coolSince;
    private long _steppedUpAt;
    private bool _hasSteppedUp;

    /// <summary>Begins to measure.</summary>
    /// <param name="options">The limit and the times.</param>
    /// <param name="used">CPU time that the process has used so far.</param>
    /// <param name="time">The clock.</param>
    internal Thermostat(ThermostatOptions options, TimeSpan used, TimeProvider time)
    {
        _options = options;
        _time = time;
        _coolDown = options.CoolDown;
        _usedAtBegin = used;
        _windowBegan = time.GetTimestamp();
        _coolSince = _windowBegan;
    }

    /// <summary>How much may be told now.</summary>
    internal Detail Detail { get; private set; }

    /// <summary>The use of the CPU in the last whole window, as a share of the limit; more than 1 where the limit is not the kernel's.</summary>
    internal double LastShare { get; private set; }

    /// <summary>Steps down so far.</summary>
    internal long StepsDown { get; private set; }

    /// <summary>Steps up so far.</summary>
    internal long StepsUp { get; private set; }

    /// <summary>Takes another share from now on; without one everything is told again.</summary>
    internal void SetShare(double share)
    {
        _options = _options with { Share = share };
        Detail = share == 0 ? Detail.Full : Detail;
    }

    /// <summary>Takes the CPU time that the process has used so far. Call it about once a second.</summary>
    /// <returns>Whether <see cref="Detail"/> changed.</returns>
    internal bool Sample(TimeSpan used)
    {
        long now = _time.GetTimestamp();
        TimeSpan elapsed = _time.GetElapsedTime(_windowBegan, now);
        if (elapsed < _options.Window)
        {
            return false;
        }

        LastShare = (used - _usedAtBegin) / elapsed / _options.LimitCores;
        _usedAtBegin = used;
        _windowBegan = now;
        if (_options.Share == 0)
        {
            return false;
        }

        if (LastShare > _options.Share * ThermostatOptions.CoolPart)
        {
            _coolSince = now;
        }

        return LastShare > _options.Share ? TryStepDown(now) : TryStepUp(now);
    }

    private bool TryStepDown(long now)
    {
        // A step back that did not last would not last the next time either.
        if (_hasSteppedUp && _time.GetElapsedTime(_steppedUpAt, now) < _coolDown)
        {
            _coolDown = TimeSpan.FromTicks(Math.Min(2 * _coolDown.Ticks, _options.MaxCoolDown.Ticks));
        }

        _hasSteppedUp = false;
        if (Detail >= Least)
        {
            return false;
        }

        Detail++;
        StepsDown++;
        return true;
    }

    private bool TryStepUp(long now)
    {
        if (Detail == Detail.Full)
        {
            _coolDown = _hasSteppedUp && _time.GetElapsedTime(_steppedUpAt, now) >= _coolDown ? _options.CoolDown : _coolDown;
            return false;
        }

        if (_time.GetElapsedTime(_coolSince, now) < _coolDown)
        {
            return false;
        }

        Detail--;
        StepsUp++;
        (_coolSince, _steppedUpAt, _hasSteppedUp) = (now, now, true);
        return true;
    }
}
