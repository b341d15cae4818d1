namespace PodMirror.Agent.Audit;

/// <summary>One line of the audit.</summary>
/// <param name="Id">Its number; they grow.</param>
/// <param name="TimeNs">When, in nanoseconds since 1970.</param>
/// <param name="User">Who; null where nobody is asked.</param>
/// <param name="Role">With which role.</param>
/// <param name="Action">What was done.</param>
/// <param name="Target">To what.</param>
internal sealed record AuditEntry(long Id, long TimeNs, string? User, string Role, string Action, string Target);
