using System.Text;
using PodMirror.Sidecar.AgentApi;
using PodMirror.Sidecar.Tail;
using PodMirror.Sidecar.Top;

namespace PodMirror.Sidecar.Tests.AgentApi;

public sealed class TerminalCellsTests
{
    private const string Hostile = "/\u001b[2J\u001b]0;title\u0007\u202eevil\u009b31m\r\nnext\u200b";

    [Theory]
    [InlineData("abc", 5, "abc  ")]
    [InlineData("abcdef", 5, "abcd\u2026")]
    [InlineData("\u65e5\u672c\u8a9e", 5, "\u65e5\u672c\u2026")]
    [InlineData("\u65e5\u672c\u8a9e", 6, "\u65e5\u672c\u8a9e")]
    [InlineData("e\u0301tude", 5, "e\u0301tude")]
    [InlineData("a\u001bb", 8, "a\\u{1b}b")]
    [InlineData("", 2, "  ")]
    [InlineData("a", 0, "")]
    public void A_text_takes_just_the_cells_that_it_is_given(string text, int cells, string expected) =>
        Assert.Equal(expected, TerminalCells.Fit(text, cells));

    [Theory]
    [InlineData(0, "0.00us")]
    [InlineData(999, "1.00us")]
    [InlineData(250_000, "250us")]
    [InlineData(12_340_000, "12.3ms")]
    [InlineData(1_500_000_000, "1.50s")]
    [InlineData(1_234_000_000_000, "1234s")]
    public void A_duration_has_three_digits_and_a_unit(double nanoseconds, string expected) =>
        Assert.Equal(expected, DurationCells.Of(nanoseconds));

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(80)]
    [InlineData(200)]
    public void No_line_is_wider_than_the_terminal_and_no_text_of_others_is_obeyed(int width)
    {
        LiveRow row = RowOf(FakeAgent.Row(1, Hostile + new string('x', 3000), status: 500, anomalies: $"[\"{new string('y', 300)}\"]"));
        var view = new TopView(
            [new EndpointRow(new EndpointKey(Hostile, Hostile, Hostile), 1, 0.5, 100, 1e6, 1e9, null)], TopOrder.P95, TimeSpan.FromSeconds(60), 3,
            DateTimeOffset.UnixEpoch, Hostile);

        Assert.All([TailLine.Of(row, width, colours: false), .. TopText.LinesOf(view, width, colours: false)], line =>
        {
            Assert.InRange(TerminalCells.WidthOf(line), 0, width);
            Assert.All(line.EnumerateRunes(), rune => Assert.True(VisibleRunes.Has(rune)));
        });
    }

    [Fact]
    public void Without_a_terminal_nothing_is_cut_and_control_characters_are_escaped_all_the_same()
    {
        LiveRow row = RowOf(FakeAgent.Row(1, Hostile + new string('x', 3000), anomalies: "[\"response_gap\"]"));
        string line = TailLine.Of(row, width: null, colours: false);
        Assert.Contains(@"/\u{1b}[2J\u{1b}]0;title\u{7}\u{202e}evil\u{9b}31m\u{d}\u{a}next\u{200b}xxx", line, StringComparison.Ordinal);
        Assert.EndsWith("xxx  ! response_gap", line, StringComparison.Ordinal);
        Assert.Contains(new string('x', 3000), line, StringComparison.Ordinal);
    }

    [Fact]
    public void Eighty_columns_show_all_that_matters_of_a_usual_call()
    {
        string line = TailLine.Of(RowOf(FakeAgent.Row(1, "/items/42", status: 404)), width: 80, colours: true);
        Assert.Equal("\e[2m12:00:01.123Z\e[0m \e[33m404\e[0m GET      12.3ms \e[2mshop/web        \e[0m /items/42\e[33m\e[0m", line);
    }

    private static LiveRow RowOf(string json) => LiveRow.TryRead(Encoding.UTF8.GetBytes(json))!;
}
