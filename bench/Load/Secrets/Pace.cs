using System.Diagnostics;

namespace PodMirror.Bench.Load;

/// <summary>A steady rate: each turn has its time in the plan, and who is late goes at once.</summary>
/// <param name="rate">Turns a second; 0 is as fast as it goes.</param>
internal sealed class Pace(int rate)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private int _turns;

    /// <summary>Waits for the next turn.</summary>
    public async Task NextAsync()
    {
        if (rate == 0)
        {
            return;
        }

        TimeSpan left = TimeSpan.FromSeconds((double)_turns++ / rate) - Stopwatch.GetElapsedTime(_start);
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left);
        }
    }
}
