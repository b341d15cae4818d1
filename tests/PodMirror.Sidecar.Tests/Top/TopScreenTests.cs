using PodMirror.Sidecar.AgentApi;
using PodMirror.Sidecar.Top;

namespace PodMirror.Sidecar.Tests.Top;

public sealed class TopScreenTests : IDisposable
{
    private const int Rows = 10;
    private readonly StringWriter _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public void A_drawing_fits_the_screen_and_clears_each_line_before_it_is_written()
    {
        using TopScreen screen = Screen();
        string[] lines = Drawn(screen);
        Assert.Equal(Rows, lines.Length);
        Assert.All(lines[..^1], line => Assert.StartsWith("\e[2K", line, StringComparison.Ordinal));
        Assert.EndsWith("/0", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("\e[Jq ends", lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, "/3")]
    [InlineData(-3, "/0")]
    [InlineData(1000, "/13")]
    public void Arrows_move_no_further_than_there_are_rows(int rows, string first)
    {
        using TopScreen screen = Screen();
        screen.Move(rows);
        Assert.EndsWith(first, Drawn(screen)[2], StringComparison.Ordinal);
    }

    [Fact]
    public void The_terminal_is_at_the_end_as_it_was()
    {
        Screen().Dispose();
        Assert.StartsWith("\e[?1049h\e[?25l", _output.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("\e[?25h\e[?1049l", _output.ToString(), StringComparison.Ordinal);
    }

    private TopScreen Screen() => new(new LiveTerminal(_output, TextWriter.Null, () => 80, Colours: false), () => Rows);

    private string[] Drawn(TopScreen screen)
    {
        var endpoints = Enumerable.Range(0, 20).Select(i => new EndpointRow(new EndpointKey("web", "GET", $"/{i}"), 1, 1, 0, 1e6, 1e6, 200));
        int before = _output.ToString().Length;
        screen.Draw(new TopView([.. endpoints], TopOrder.Calls, TimeSpan.FromSeconds(60), 0, DateTimeOffset.UnixEpoch, null));
        string drawn = _output.ToString()[before..];
        Assert.StartsWith("\e[H", drawn, StringComparison.Ordinal);
        return drawn["\e[H".Length..].Split("\r\n");
    }
}
