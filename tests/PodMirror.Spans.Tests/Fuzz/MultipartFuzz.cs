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

    /// <summary>A form with a file.</summary>
    public static IEnumerable<byte[]> Seeds() =>
    [
        "--b\r\nContent-Disposition: form-data; name=\"a\"; filename=\"x\"\r\nContent-Type: image/png\r\n\r\n1\r\n--b \r\n\r\n2\n--b--"u8.ToArray(),
    ];
}
