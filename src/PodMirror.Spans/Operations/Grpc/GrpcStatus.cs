namespace PodMirror.Spans;

/// <summary>The status codes of gRPC (statuscodes.md), and those that stand for HTTP's (http-grpc-status-mapping.md).</summary>
internal static class GrpcStatus
{
    /// <summary>The code of success.</summary>
    internal const int Ok = 0;

    /// <summary>The code of what nobody knows.</summary>
    internal const int Unknown = 2;

    /// <summary>The code of a method that the server does not have.</summary>
    internal const int Unimplemented = 12;

    /// <summary>No code is known.</summary>
    internal const int None = -1;

    private const int DeadlineExceeded = 4;
    private const int Internal = 13;
    private const int Unavailable = 14;
    private const int DataLoss = 15;
    private const int PermissionDenied = 7;
    private const int Unauthenticated = 16;

    private static readonly byte[][] Names =
    [
        [.. "OK"u8], [.. "CANCELLED"u8], [.. "UNKNOWN"u8], [.. "INVALID_ARGUMENT"u8], [.. "DEADLINE_EXCEEDED"u8], [.. "NOT_FOUND"u8],
        [.. "ALREADY_EXISTS"u8], [.. "PERMISSION_DENIED"u8], [.. "RESOURCE_EXHAUSTED"u8], [.. "FAILED_PRECONDITION"u8], [.. "ABORTED"u8],
        [.. "OUT_OF_RANGE"u8], [.. "UNIMPLEMENTED"u8], [.. "INTERNAL"u8], [.. "UNAVAILABLE"u8], [.. "DATA_LOSS"u8], [.. "UNAUTHENTICATED"u8],
    ];

    /// <summary>What a code is called.</summary>
    internal static ReadOnlySpan<byte> NameOf(int code) => Names[code];

    /// <summary>The code of a value of grpc-status; one that is no code is <see cref="Unknown"/>, as clients take it.</summary>
    internal static int Parse(ReadOnlySpan<byte> value) =>
        value.Length is > 0 and <= 2 && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9') && int.Parse(value, provider: null) is var code
            && code < Names.Length
            ? code
            : Unknown;

    /// <summary>The code that a client makes of an HTTP status that came without one.</summary>
    internal static int OfHttp(int status) => status switch
    {
        400 => Internal,
        401 => Unauthenticated,
        403 => PermissionDenied,
        404 => Unimplemented,
        429 or 502 or 503 or 504 => Unavailable,
        _ => Unknown,
    };

    /// <summary>Whether a code is an error by OpenTelemetry's conventions: to a client all but OK, to a server what is its own fault.</summary>
    internal static bool IsError(int code, bool isClient) =>
        isClient ? code > Ok : code is Unknown or DeadlineExceeded or Unimplemented or Internal or Unavailable or DataLoss;
}
