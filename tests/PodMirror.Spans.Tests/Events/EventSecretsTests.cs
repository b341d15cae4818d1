using System.Text;
using System.Text.Json;
using PodMirror.Exchange;

namespace PodMirror.Spans.Tests;

public sealed class EventSecretsTests
{
    private const string Deflate = "Sec-WebSocket-Extensions: permessage-deflate\r\n";

    [Fact]
    public void No_secret_in_a_message_of_either_direction_or_in_an_event_is_in_a_byte_of_the_span()
    {
        using var writer = new SpanWriter(new SpanOptions { Pod = "p" });
        var output = new ByteBuffer(8 * 1024 * 1024);
        List<string> leaks = [];
        foreach (SeededSecret secret in SeededSecret.All(each: 10))
        {
            foreach ((string text, string kind) in Texts(secret))
            {
                foreach (Sample sample in Carriers(text))
                {
                    output.Clear();
                    Assert.True(writer.TryWrite(sample.ToExchange(), output));
                    string bytes = Encoding.Latin1.GetString(output.Written);
                    if (Forms(secret.Value).Any(form => bytes.Contains(form, StringComparison.OrdinalIgnoreCase)))
                    {
                        leaks.Add($"{secret} in {kind} of {sample.Status}");
                    }
                }
            }
        }

        Assert.True(leaks.Count == 0, $"{leaks.Count} leaks: {string.Join('\n', leaks.Take(20))}");
    }

    [Fact]
    public void What_is_found_in_messages_and_events_stands_on_its_side()
    {
        ReadSpan socket = Socket(
            Frames.Text("""{"password":"one"}""", isMasked: true), Frames.Text("""{"card":{"iban":"DE89370400440532013000"}}""")).ToSpan();
        ReadSpan closed = Socket(Frames.Of(8, [0x03, 0xe8, .. "to joe@mail.example.org"u8], isMasked: true), []).ToSpan();
        ReadSpan stream = Stream("""{"password":"one"}""").ToSpan();

        Assert.Equal(["request.body:$.password"], socket.Texts("podmirror.sensitive.secret"));
        Assert.Equal(["response.body:$.card.iban"], socket.Texts("podmirror.sensitive.iban"));
        Assert.Equal(["request.body"], closed.Texts("podmirror.sensitive.email"));
        Assert.Equal(["response.body:$.password"], stream.Texts("podmirror.sensitive.secret"));
    }

    [Fact]
    public void What_is_found_in_the_trailers_of_gRPC_web_stands_in_the_trailer()
    {
        byte[] trailers = Encoding.ASCII.GetBytes("grpc-status: 0\r\nx-api-key: k3y\r\n");
        ReadSpan span = new Sample
        {
            Method = "POST",
            Target = "/s.S/M",
            RequestFields = "content-type: application/grpc-web\r\n",
            ResponseFields = "content-type: application/grpc-web\r\n",
            ResponseBody = [0x80, 0, 0, 0, (byte)trailers.Length, .. trailers],
        }.ToSpan();

        Assert.Equal(["response.trailer:x-api-key"], span.Texts("podmirror.sensitive.secret"));
    }

    private static IEnumerable<(string Text, string Kind)> Texts(SeededSecret secret)
    {
        string value = JsonSerializer.Serialize(secret.Value);
        yield return ($$"""{"{{secret.Name}}":{{value}}}""", "JSON");
        yield return ($$"""[{"a":{"{{secret.Name}}":{{value}},"b":1} }]""", "inner JSON");
        if (secret.IsPlain && !secret.Value.Contains('\n', StringComparison.Ordinal))
        {
            yield return ($"it is {secret.Value} now", "text");
        }
    }

    private static IEnumerable<Sample> Carriers(string text)
    {
        byte[] compressed = Frames.Of(1, Frames.Deflate(text)[0], isMasked: true, isCompressed: true);
        yield return Socket(Frames.Text(text, isMasked: true), []);
        yield return Socket([], Frames.Text(text));
        yield return Socket(compressed, []) with { ResponseFields = Deflate };
        yield return Socket([], compressed) with { ResponseFields = Deflate };
        yield return Stream(text);
        yield return Stream(text) with { Direction = Direction.Egress };
    }

    // As it stands, and as JSON writes it.
    private static string[] Forms(string value) => [value, JsonSerializer.Serialize(value)[1..^1]];

    private static Sample Socket(byte[] request, byte[] response) => new()
    {
        Status = 101,
        RequestBody = request,
        RequestFramed = new FramedContent { Framing = ContentFraming.WebSocket },
        ResponseBody = response,
        ResponseFramed = new FramedContent { Framing = ContentFraming.WebSocket },
    };

    private static Sample Stream(string data) => new()
    {
        ResponseFields = "Content-Type: text/event-stream\r\n",
        ResponseBody = Encoding.UTF8.GetBytes($"data: {data}\n\n"),
        ResponseFramed = new FramedContent { Framing = ContentFraming.EventStream, Messages = 1 },
    };
}
