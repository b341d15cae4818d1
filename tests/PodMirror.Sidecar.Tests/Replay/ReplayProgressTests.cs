using PodMirror.Sidecar.Replay;

namespace PodMirror.Sidecar.Tests.Replay;

public sealed class ReplayProgressTests : IDisposable
{
    private const long Size = 200_000_000;

    private readonly SteppedTime _time = new();
    private readonly StringWriter _terminal = new();

    public void Dispose() => _terminal.Dispose();

    [Fact]
    public void What_takes_less_than_a_second_shows_no_bar()
    {
        var progress = new ReplayProgress(_terminal, _time, "a.pcap");
        _time.Step(TimeSpan.FromMilliseconds(999));
        progress.ReportRead(Size / 2, Size);
        progress.Clear();

        Assert.Equal("", _terminal.ToString());
    }

    [Fact]
    public void After_a_second_a_bar_is_shown_ten_times_a_second_and_taken_away_at_the_end()
    {
        var progress = new ReplayProgress(_terminal, _time, "a.pcap");
        _time.Step(TimeSpan.FromSeconds(1));
        progress.ReportRead(Size / 2, Size);
        _time.Step(TimeSpan.FromMilliseconds(99));
        progress.ReportRead(Size / 2, Size);
        _time.Step(TimeSpan.FromMilliseconds(901));
        progress.ReportWritten(3, 4);
        progress.Clear();

        Assert.Equal(
            "\r\e[K[###############...............]  50 %  read 100 MB, 100 MB/s  a.pcap"
            + "\r\e[K[######################........]  75 %  written 3 of 4 exchanges  a.pcap"
            + "\r\e[K",
            _terminal.ToString());
    }

    [Fact]
    public void A_size_that_nobody_knows_shows_figures_only_and_a_long_name_is_cut()
    {
        var progress = new ReplayProgress(_terminal, _time, new string('x', 100));
        _time.Step(TimeSpan.FromSeconds(2));
        progress.ReportRead(Size, 0);

        Assert.Equal($"\r\e[Kread 200 MB, 100 MB/s  {new string('x', 40)}", _terminal.ToString());
    }

    [Fact]
    public void Where_there_is_no_terminal_nothing_is_shown()
    {
        var progress = new ReplayProgress(null, _time, "a.pcap");
        _time.Step(TimeSpan.FromSeconds(5));
        progress.ReportRead(1, 2);
        progress.Clear();

        Assert.Equal("", _terminal.ToString());
    }
}
