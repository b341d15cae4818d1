using System.Globalization;

namespace PodMirror.Sidecar.Replay;

/// <summary>A progress bar in one line of a terminal, for files that take longer than a second.</summary>
/// <param name="terminal">The terminal; null shows nothing.</param>
/// <param name="clock">The time.</param>
/// <param name="name">The file's name.</param>
public sealed class ReplayProgress(TextWriter? terminal, TimeProvider clock, string name)
{
    private const int BarCells = 30;

    // What is before the name takes up to 75 cells; a line that wraps could not be taken away again.
    private const int MaxNameLength = 40;

    // A shorter wait would make a bar flash up that nobody can read; more pictures a second are not seen.
    private static readonly TimeSpan FirstShown = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    private readonly long _started = clock.GetTimestamp();
    private long _shown;
    private bool _isShown;

    /// <summary>Shows how much of the file is read, when it is time to.</summary>
    /// <param name="bytes">Bytes read of it.</param>
    /// <param name="totalBytes">Its size; 0 when nobody knows.</param>
    public void ReportRead(long bytes, long totalBytes)
    {
        if (IsTime())
        {
            double megabytes = bytes / 1e6;
            double perSecond = megabytes / clock.GetElapsedTime(_started).TotalSeconds;
            Show(Bar(bytes, totalBytes), string.Create(CultureInfo.InvariantCulture, $"read {megabytes:F0} MB, {perSecond:F0} MB/s"));
        }
    }

    /// <summary>Shows how much of what was found is written, when it is time to.</summary>
    /// <param name="exchanges">Exchanges written.</param>
    /// <param name="total">Exchanges to be written.</param>
    public void ReportWritten(int exchanges, int total)
    {
        if (IsTime())
        {
            Show(Bar(exchanges, total), string.Create(CultureInfo.InvariantCulture, $"written {exchanges} of {total} exchanges"));
        }
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

    private static string Bar(long done, long total)
    {
        if (total <= 0)
        {
            return "";
        }

        double part = Math.Clamp((double)done / total, 0, 1);
        int filled = (int)(part * BarCells);
        string percent = string.Create(CultureInfo.InvariantCulture, $"{part * 100,3:F0} %");
        return $"[{new string('#', filled)}{new string('.', BarCells - filled)}] {percent}  ";
    }

    private bool IsTime() =>
        terminal is not null && clock.GetElapsedTime(_started) >= FirstShown && (!_isShown || clock.GetElapsedTime(_shown) >= Between);

    private void Show(string bar, string figures)
    {
        _shown = clock.GetTimestamp();
        _isShown = true;
        terminal!.Write($"\r\e[K{bar}{figures}  {(name.Length <= MaxNameLength ? name : name[..MaxNameLength])}");
        terminal.Flush();
    }
}
