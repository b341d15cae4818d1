using System.Text;

namespace PodMirror.Exchange.Tests;

public sealed class FieldLinesTests
{
    [Theory]
    [InlineData("A: b\r\nC:d\r\n", "A=b;C=d")]
    [InlineData("A: b\nC: d", "A=b!BareLineFeed;C=d")]
    [InlineData("A: b\r\n c\r\n", "A=b\r\n c!ObsoleteFolding")]
    [InlineData("A : b\r\n", "A=b!SpaceBeforeColon")]
    [InlineData("nonsense\r\n", "nonsense=!FieldLineInvalid")]
    [InlineData(": b\r\n", "=b!FieldLineInvalid")]
    [InlineData("A: b\r\n\r\nC: d\r\n", "A=b")]
    [InlineData("A:\r\n", "A=")]
    [InlineData("A:\t \r\n", "A=")]
    [InlineData("A: b\0c\r\nC: d\r\n", "A=b\0c!ControlCharacter;C=d")]
    [InlineData("A: b\rC: d\r\n", "A=b\rC: d!ControlCharacter")]
    [InlineData("A: b\u007F\nC: d\r\n", "A=b\u007F!BareLineFeed, ControlCharacter;C=d")]
    [InlineData("A: b\tc\r", "A=b\tc")]
    [InlineData("", "")]
    public void Field_lines_are_cut_as_a_lenient_reader_takes_them(string section, string expected)
    {
        var found = new List<string>();
        foreach (FieldLine line in new FieldLines(Encoding.Latin1.GetBytes(section)))
        {
            string flags = line.Anomalies == Anomalies.None ? "" : "!" + line.Anomalies;
            found.Add($"{Encoding.Latin1.GetString(line.Name)}={Encoding.Latin1.GetString(line.Value)}{flags}");
        }

        Assert.Equal(expected, string.Join(";", found));
    }

    [Theory]
    [InlineData("A: b\r\nC: d\r\n\r\nbody", true, "body")]
    [InlineData("A: b\n\nbody", true, "body")]
    [InlineData("\r\n", true, "")]
    [InlineData("A: b\r\n \r\n", false, "")]
    [InlineData("A: b\r\n\r", false, "")]
    [InlineData("", false, "")]
    public void Walking_the_lines_finds_where_the_section_ends(string section, bool ended, string rest)
    {
        var lines = new FieldLines(Encoding.Latin1.GetBytes(section));
        while (lines.MoveNext())
        {
        }

        Assert.False(lines.MoveNext());
        Assert.Equal(ended, lines.HasEnded);
        Assert.Equal(rest, Encoding.Latin1.GetString(lines.Rest));
    }
}
