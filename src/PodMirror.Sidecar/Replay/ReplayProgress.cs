using System.Globalization;

namespace PodMirror.Sidecar.Replay;

/// <summary>A progress bar in one line of a terminal, for files that take longer than a second.</summary>
/// <param name="terminal">The terminal; null shows nothing.</param>
/// <param name="clock">The time.</param>
public sealed class ReplayProgress(TextWriter? terminal, TimeProvider clock)
{
    private const int BarCells = 30;

    // A shorter wait would make a bar flash up that nobody can read; more pictures a second are not seen.
    private static readonly TimeSpan FirstShown = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    private readonly long _started = clock.GetTimestamp();
    private long _shown;
    private bool _isShown;

    /// <summary>Shows how far it is, when it is time to.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="bytes">Bytes read of it.</param>
    /// <param name="totalBytes">Its size; 0 when nobody knows.</param>
    public void Report(string name, long bytes, long totalBytes)
    {
        if (terminal is null || clock.GetElapsedTime(_started) < FirstShown || (_isShown && clock.GetElapsedTime(_shown) < Between))
        {
            return;
        }

        _shown = clock.GetTimestamp();
        _isShown = true;
        double megabytes = bytes / 1e6;
        double perSecond = megabytes / clock.GetElapsedTime(_started).TotalSeconds;
        string bar = totalBytes > 0 ? Bar(bytes, totalBytes) : "";
        terminal.Write(string.Create(CultureInfo.InvariantCulture, $"\r\e[K{bar}{megabytes:F0} MB, {perSecond:F0} MB/s  {name}"));
        terminal.Flush();
    }

    /// <summary>Takes the bar away, so that what follows starts in an empty line.</summary>
    public void Clear()
    {
        if (_isShown)
        {
            _isShown = false;
            terminal!.Write("\r\e[K");
            terminal.Flush();
        }
    }

    private static string Bar(long bytes, long totalBytes)
    {
        double part = Math.Clamp((double)bytes / totalBytes, 0, 1);
        int filled = (int)(part * BarCells);
        string percent = string.Create(CultureInfo.InvariantCulture, $"{part * 100,3:F0} %");
        return $"[{new string('#', filled)}{new string('.', BarCells - filled)}] {percent}  ";
    }
}
