using System.Text;
using PodMirror.Exchange;

namespace PodMirror.Spans.Tests.Fuzz;

/// <summary>Whatever request and response are, in whichever form, a whole span comes of them, with a name.</summary>
public static class OperationFuzz
{
    private static readonly SpanWriter Writer = new(new SpanOptions { Pod = "fuzz", MaxBodyBytes = 64 * 1024 });
    private static readonly ByteBuffer Output = new(SpanWriter.MaxSpanBytes + 1024);

    private static readonly byte[][] Types =
    [
        .. new[]
        {
            "application/json", "application/graphql", "text/xml", "application/soap+xml;action=a", "application/grpc", "application/grpc-web-text",
        }.Select(static type => Encoding.ASCII.GetBytes($"Content-Type: {type}\r\ngrpc-encoding: gzip\r\n")),
    ];

    /// <summary>Takes the first byte as the choice of a form, then request and response, with a zero between.</summary>
    public static void Run(ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty)
        {
            return;
        }

        byte[] fields = Types[input[0] % Types.Length];
        bool isGet = input[0] >= 128;
        input = input[1..];
        int zero = input.IndexOf((byte)0);
        ReadOnlySpan<byte> request = zero < 0 ? input : input[..zero];
        ReadOnlySpan<byte> response = zero < 0 ? default : input[(zero + 1)..];
        ExchangeRecord exchange = default;
        exchange.Header.Protocol = HttpProtocol.Http2;
        exchange.Request = new MessageView
        {
            IsPresent = true,
            Method = isGet ? "GET"u8 : "POST"u8,
            Target = isGet ? request : "/a.B/C"u8,
            Fields = fields,
            Body = isGet ? default : request,
            BodyBytes = request.Length,
        };
        exchange.Response = new MessageView
        {
            IsPresent = true,
            Status = 200,
            Fields = fields,
            Body = response,
            BodyBytes = response.Length,
        };
        Output.Clear();
        Assert.True(Writer.TryWrite(exchange, Output));
        Assert.NotEqual("", ReadSpan.Of(Output.Written[5..].ToArray()).Name);
    }

    /// <summary>A call of each protocol.</summary>
    public static IEnumerable<byte[]> Seeds()
    {
        const string envelope = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>";
        yield return Seed(0, """{"query":"query A($b: Int) @c { d(e: \"}\") }","operationName":"A"}""",
            """{"errors":[{"path":["a",1]}],"data":null}""");
        yield return Seed(0, """[{"query":"{a}"},{"query":"mutation B{b}"}]""", """[{"errors":[{"extensions":{"code":"E"}}]}]""");
        yield return Seed(0, """{"jsonrpc":"2.0","method":"m","id":1}""", """{"error":{"code":-32601}}""");
        yield return Seed(1, "fragment F on T { a } subscription S { ...F } # x\n\"\"\"b\"\"\"", "");
        yield return Seed(2, envelope + "<m:Get/></s:Body></s:Envelope>", envelope + "<s:Fault><faultcode>s:Server</faultcode></s:Fault>");
        yield return Seed(128, "/graphql?query=%7Ba%7D&operationName=A&extensions=%7B%7D", "");
        yield return [4, .. Proto.Frame(new Proto().Text(9, "x").ToBytes())];
    }

    private static byte[] Seed(byte form, string request, string response) =>
        [form, .. Encoding.UTF8.GetBytes(request), 0, .. Encoding.UTF8.GetBytes(response)];
}
