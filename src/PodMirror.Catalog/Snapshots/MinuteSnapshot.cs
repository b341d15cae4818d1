namespace PodMirror.Catalog;

/// <summary>A minute of an endpoint.</summary>
/// <param name="Minute">Minutes since 1970.</param>
/// <param name="Calls">Calls that began in it.</param>
/// <param name="Errors">Of these, calls that ended with 4xx, 5xx or a failure.</param>
public readonly record struct MinuteSnapshot(long Minute, long Calls, long Errors);
