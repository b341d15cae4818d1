namespace PodMirror.Catalog.Endpoints;

/// <summary>Which calls show that there is an endpoint. A scanner's do not: they are not found, or refused before anybody looks for them.</summary>
internal static class Confirmation
{
    /// <summary>Characters of a method; the longest in use has 16.</summary>
    public const int LongestMethod = 32;

    /// <summary>Whether a call shows it.</summary>
    public static bool Confirms(in ObservedCall call) => !call.Denied && Confirms(call.Status);

    private static bool Confirms(int status) => status switch
    {
        // Switching protocols is how a WebSocket begins; the other interim ones are no answers.
        101 => true,

        // Moved for good: a server's or proxy's word for a whole host or a missing slash.
        301 or 308 => false,
        >= 200 and < 400 => true,

        // What only somebody says who knows the resource: a conflict, a failed precondition, a wrong type, content that makes no sense.
        409 or 412 or 415 or 422 or 428 => true,
        _ => false,
    };
}
