namespace PodMirror.Agent.Access;

/// <summary>A token of the web port, as its hash.</summary>
/// <param name="Hash">SHA-256 of the token.</param>
/// <param name="User">Who shows it, and with which role.</param>
internal sealed record RoleToken(byte[] Hash, WebUser User);
