namespace PodMirror.Agent.Access;

/// <summary>Somebody who signed in.</summary>
/// <param name="User">Who, as it was then.</param>
/// <param name="TokenHash">Of the token by which they did, for as long as that is one; null for an OpenID provider.</param>
/// <param name="End">When they have to do it again.</param>
internal sealed record Session(WebUser User, byte[]? TokenHash, DateTimeOffset End);
