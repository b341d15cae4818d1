using System.Text;
using CsCheck;
using PodMirror.Exchange;

namespace PodMirror.Protocols.Tests.Framed;

public sealed class EventStreamTallyTests
{
    [Theory]
    [InlineData("", "EventStream 0/0/0")]
    [InlineData("data: one\n\n", "EventStream 1/3/3 @0")]
    [InlineData("data: one\r\n\r\n", "EventStream 1/3/3 @0")]
    [InlineData("data: one\r\r", "EventStream 1/3/3 @0")]
    [InlineData("data: one\r\r\ndata: x\n\n", "EventStream 2/4/3 @0 @12")]
    [InlineData("data:one\n\n", "EventStream 1/3/3 @0")]
    [InlineData("data:  one\n\n", "EventStream 1/4/4 @0")]
    [InlineData("data: one\n", "EventStream 0/0/0")]
    [InlineData("data: one\ndata: two\n\n", "EventStream 1/7/7 @0")]
    [InlineData("data\ndata\n\n", "EventStream 1/1/1 @0")]
    [InlineData("data\n\n", "EventStream 1/0/0 @0")]
    [InlineData("data:\n\n", "EventStream 1/0/0 @0")]
    [InlineData("dat: one\n\ndatas: one\n\nDATA: one\n\n", "EventStream 0/0/0")]
    [InlineData(": data: x\n\n\n\n: y\ndata: one\n\n", "EventStream 1/3/3 @17")]
    [InlineData("id: 7\nevent: a\ndata: one\nretry: 5\n\nid: 8\n\ndata: two\n\n", "EventStream 2/6/3 @0 @42")]
    [InlineData("data: d: data: x\n\n", "EventStream 1/10/10 @0")]
    [InlineData("\uFEFFdata: one\n\n", "EventStream 1/3/3 @3")]
    [InlineData("\uFEFF\uFEFFdata: one\n\n", "EventStream 0/0/0")]
    [InlineData("\n\uFEFFdata: one\n\n", "EventStream 0/0/0")]
    [InlineData("\uFF00data: x\n\ndata: one\n\n", "EventStream 1/3/3 @12")]
    public void Events_with_data_are_counted_however_they_are_cut(string text, string expected) =>
        Assert.Equal(expected, Tallied.OfEveryCut(() => Tallied.Rent(ContentFraming.EventStream), Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Any_lines_cut_anyhow_are_counted_as_a_plain_reader_reads_them()
    {
        Gen<string> line = Gen.OneOf("data: a", "data:bc", "data", "dat", "datax: y", ": c", "id: 1", "", "", "data: data: \u00E9", " data: x");
        Gen<string> end = Gen.OneOf("\n", "\r\n", "\r");
        Gen.Select(Gen.Select(line, end).Array[0, 30], Gen.Int[1, 9]).Sample((lines, size) =>
        {
            byte[] content = Encoding.UTF8.GetBytes(string.Concat(lines.Select(each => each.Item1 + each.Item2)));
            string[] counts = Tallied.Of(Tallied.Rent(ContentFraming.EventStream), content.Chunk(size), kept: 0).Split(' ');
            Assert.Equal(Expected(Encoding.UTF8.GetString(content)), counts[1]);
        });
    }

    [Fact]
    public void Only_what_begins_in_the_kept_body_has_a_mark_and_a_loss_stops_the_counting()
    {
        FramedTally tally = Tallied.Rent(ContentFraming.EventStream);
        tally.Take("data: one\n\ndata: two\n\ndata"u8, 0, 12, 1);
        tally.Take(": three\n\ndata: 4\n"u8, 12, 0, 2);
        tally.Lose(1);
        tally.Take("\n\ndata: five\n\n"u8, 12, 0, 3);

        Assert.Equal("EventStream 3/11/5 @0 @11 stopped", Tallied.TextOf(tally));
    }

    private static string Expected(string text)
    {
        var sizes = new List<int>();
        List<string>? data = null;
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        foreach (string line in lines[..^1])
        {
            if (line.Length == 0)
            {
                sizes.AddRange(data is null ? [] : [Encoding.UTF8.GetByteCount(string.Join('\n', data))]);
                data = null;
            }
            else if (line == "data" || line.StartsWith("data:", StringComparison.Ordinal))
            {
                string value = line == "data" ? "" : line[5..];
                (data ??= []).Add(value.StartsWith(' ') ? value[1..] : value);
            }
        }

        return $"{sizes.Count}/{sizes.Sum()}/{sizes.Max(size => (int?)size) ?? 0}";
    }
}
