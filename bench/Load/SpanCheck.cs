using System.Buffers.Text;
using System.Text;

namespace PodMirror.Bench.Load;

/// <summary>What is wrong with the spans of a load whose messages are known: numbers that differ, a body that is not the one that was sent.</summary>
internal sealed class SpanCheck
{
    private readonly HashSet<int> _numbers = [];
    private long _spans;
    private long _mismatched;
    private long _bodiesRight;
    private long _bodiesWrong;

    /// <summary>The counts, as members of a JSON object.</summary>
    public override string ToString() =>
        $"\"spans\":{_spans},\"pairs\":{_numbers.Count},\"mismatched\":{_mismatched},\"bodies_right\":{_bodiesRight},\"bodies_wrong\":{_bodiesWrong}";

    /// <summary>An ExportTraceServiceRequest: resource spans (1), scope spans (2), spans (2).</summary>
    public void Export(ReadOnlySpan<byte> request)
    {
        for (var resources = new Proto(request); resources.Next();)
        {
            for (var scopes = new Proto(resources.Bytes); scopes.Next();)
            {
                for (var spans = new Proto(scopes.Field == 2 ? scopes.Bytes : default); spans.Next();)
                {
                    if (spans.Field == 2)
                    {
                        Span(spans.Bytes);
                    }
                }
            }
        }
    }

    private void Span(ReadOnlySpan<byte> span)
    {
        _spans++;
        int asked = -1;
        int answered = -1;
        var bodies = new List<byte[]>();
        for (var fields = new Proto(span); fields.Next();)
        {
            if (fields.Field == 9)
            {
                Attribute(fields.Bytes, ref asked, ref answered, bodies);
            }
        }

        if (asked < 0 || answered < 0)
        {
            return;
        }

        _numbers.Add(asked);
        _mismatched += asked == answered ? 0 : 1;
        foreach (byte[] body in bodies)
        {
            bool right = Wire.IsBody(body, asked, body.Length) && body.Length > 0;
            _bodiesRight += right ? 1 : 0;
            _bodiesWrong += right ? 0 : 1;
        }
    }

    // A key (1) and an AnyValue (2): a string (1), bytes (7), or an array (5) of values (1).
    private static void Attribute(ReadOnlySpan<byte> attribute, ref int asked, ref int answered, List<byte[]> bodies)
    {
        string key = "";
        ReadOnlySpan<byte> value = default;
        for (var fields = new Proto(attribute); fields.Next();)
        {
            key = fields.Field == 1 ? Encoding.UTF8.GetString(fields.Bytes) : key;
            value = fields.Field == 2 ? Content(fields.Bytes) : value;
        }

        switch (key)
        {
            case "url.path" when value.StartsWith("/r/"u8) && Utf8Parser.TryParse(value[3..], out int number, out _):
                asked = number;
                break;
            case "http.response.header.x-request-id" when Utf8Parser.TryParse(value, out int number, out _):
                answered = number;
                break;
            case "http.request.body.content" or "http.response.body.content":
                bodies.Add(value.ToArray());
                break;
        }
    }

    private static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> any)
    {
        var value = new Proto(any);
        if (!value.Next())
        {
            return default;
        }

        if (value.Field != 5)
        {
            return value.Bytes;
        }

        var array = new Proto(value.Bytes);
        return array.Next() ? Content(array.Bytes) : default;
    }
}
