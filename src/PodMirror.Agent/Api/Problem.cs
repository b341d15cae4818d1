namespace PodMirror.Agent.Api;

/// <summary>What was wrong with a request, in the terms of RFC 9457.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">The kind of problem, the same words each time.</param>
/// <param name="Detail">What to do about this one.</param>
/// <param name="Parameter">The query parameter it is about, if one.</param>
/// <param name="Span">Where in the parameter's value, if it is about a part of it: from the first UTF-16 code unit to behind the last.</param>
/// <param name="Place">Where in a text that was sent, if it is about a place in it: line and column from 1; column 0 is not known.</param>
internal sealed record Problem(
    int Status, string Title, string Detail, string? Parameter = null, (int Start, int End)? Span = null, (int Line, int Column)? Place = null)
{
    /// <summary>A query parameter that cannot be read, and what can.</summary>
    public static Problem OfParameter(string name, string detail) => new(StatusCodes.Status400BadRequest, "Invalid query parameter", detail, name);

    /// <summary>Nothing is at this address.</summary>
    public static Problem NotFound(string detail) => new(StatusCodes.Status404NotFound, "Not found", detail);

    /// <summary>The agent cannot answer now.</summary>
    public static Problem Unavailable(string detail) => new(StatusCodes.Status503ServiceUnavailable, "Not available", detail);
}
