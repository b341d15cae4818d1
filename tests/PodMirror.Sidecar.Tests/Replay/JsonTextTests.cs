using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using CsCheck;
using PodMirror.Sidecar.Replay;

namespace PodMirror.Sidecar.Tests.Replay;

public sealed class JsonTextTests
{
    [Fact]
    public void Any_bytes_come_back_from_a_JSON_reader_as_UTF8_or_else_as_Latin1() =>
        Gen.Byte.Array[0, 64].Sample(bytes =>
        {
            string expected = (Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes);
            string json = OutputText.Of(output => JsonText.WriteWireString(output, bytes));
            Assert.Equal(expected, JsonSerializer.Deserialize<string>(json));
            Assert.DoesNotContain(json, char.IsControl);
        });

    [Fact]
    public void Any_text_comes_back_from_a_JSON_reader() =>
        Gen.String.Sample(text =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            string json = OutputText.Of(output => JsonText.WriteString(output, bytes));
            Assert.Equal(Encoding.UTF8.GetString(bytes), JsonSerializer.Deserialize<string>(json));
        });

    [Fact]
    public void Text_longer_than_a_chunk_comes_back_wherever_its_characters_fall()
    {
        for (int before = 4090; before < 4100; before++)
        {
            string text = new string('x', before) + "\u0085\"\u00a0ü🦀\n" + new string('y', 5000);
            string json = OutputText.Of(output => JsonText.WriteString(output, Encoding.UTF8.GetBytes(text)));
            Assert.Equal(text, JsonSerializer.Deserialize<string>(json));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(12_287)]
    [InlineData(12_288)]
    [InlineData(40_000)]
    public void Base64_comes_back_whatever_its_length(int length)
    {
        byte[] bytes = [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];
        string json = OutputText.Of(output => JsonText.WriteBase64(output, bytes));
        Assert.Equal(bytes, Convert.FromBase64String(json.Trim('"')));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(long.MinValue, "-9223372036854775808")]
    [InlineData(long.MaxValue, "9223372036854775807")]
    public void Numbers_are_written_whole(long number, string text) =>
        Assert.Equal(text, OutputText.Of(output => JsonText.WriteNumber(output, number)));
}
