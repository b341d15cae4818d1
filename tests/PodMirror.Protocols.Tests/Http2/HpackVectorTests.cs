using System.Text.Json;
using PodMirror.Protocols.Tests.Kit;
using PodMirror.TestKit;

namespace PodMirror.Protocols.Tests.Http2;

public sealed class HpackVectorTests
{
    private const string Folder = "vectors/hpack";

    [Theory]
    [InlineData("go-hpack")]
    [InlineData("haskell-http2-linear-huffman")]
    [InlineData("nghttp2")]
    [InlineData("nghttp2-change-table-size")]
    [InlineData("python-hpack")]
    public void What_other_encoders_wrote_is_read_field_by_field(string encoder)
    {
        string? folder = TestData.Find(Path.Combine(Folder, encoder));
        Assert.SkipWhen(folder is null, TestData.SkipReason(Folder));

        int blocks = 0;
        foreach (string file in Directory.GetFiles(folder!, "*.json"))
        {
            using var story = JsonDocument.Parse(File.ReadAllBytes(file));
            HpackDecoder decoder = HpackTests.Decoder();
            foreach (JsonElement block in story.RootElement.GetProperty("cases").EnumerateArray())
            {
                var read = new FieldList();
                Assert.True(decoder.TryDecode(Convert.FromHexString(block.GetProperty("wire").GetString()!), read), file);
                Assert.Equal(Expected(block), read.Fields);
                blocks++;
            }
        }

        Assert.True(blocks > 0, $"{folder} holds no story");
    }

    private static IEnumerable<string> Expected(JsonElement block) => block.GetProperty("headers").EnumerateArray()
        .Select(field => field.EnumerateObject().Single())
        .Select(field => $"{field.Name}: {field.Value.GetString()}");
}
