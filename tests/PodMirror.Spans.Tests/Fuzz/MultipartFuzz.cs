namespace PodMirror.Spans.Tests.Fuzz;

/// <summary>Any body has parts that lie within it and beside each other.</summary>
public static class MultipartFuzz
{
    /// <summary>Takes the input as a body whose boundary is b.</summary>
    public static void Run(ReadOnlySpan<byte> input)
    {
        var parts = new MultipartParts(input, "multipart/form-data; boundary=b"u8);
        long contents = 0;
        while (parts.MoveNext())
        {
            contents += parts.Current.ContentBytes;
        }

        Assert.InRange(contents, 0, input.Length);
    }

    /// <summary>A form with a file, and what stands where it may and where it may not.</summary>
    public static IEnumerable<byte[]> Seeds() =>
    [
        "--b\r\nContent-Disposition: form-data; name=\"a\"; filename=\"x\"\r\nContent-Type: image/png\r\n\r\n1\r\n--b \r\n\r\n2\n--b--"u8.ToArray(),
        "preamble\r\n--b\t \r\n\r\n\r\n--b\r\n\r\n--b--\r\nepilogue\r\n--b\r\n\r\nx"u8.ToArray(),
        "--b\nContent-Disposition:form-data;filename*=UTF-8''x;name=a\\\"b;x\nX: y\n\n--bc\n--b-\n--b--x\n --b\n--b"u8.ToArray(),
        "--b\r\nContent-Disposition: form-data;\r\n name=\"a\\\"b\"; filename=\r\nContent-Type\r\n: x\r\n\r\n\r\n\r\n--b\r"u8.ToArray(),
        "--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\n1\r\n--c--\r\n--b\r\nContent-Dispo"u8.ToArray(),
        [.. Enumerable.Repeat("--b\r\n\r\n\r\n"u8.ToArray(), 70).SelectMany(static part => part)],
    ];
}
