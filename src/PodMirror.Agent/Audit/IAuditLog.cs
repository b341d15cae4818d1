using PodMirror.Agent.Access;

namespace PodMirror.Agent.Audit;

/// <summary>Where it is written down who changed what. Safe for use by several threads.</summary>
internal interface IAuditLog
{
    /// <summary>Writes one line. Never throws: what cannot be kept is in the log and counted.</summary>
    /// <param name="user">Who.</param>
    /// <param name="action">What was done, in snake case, such as <c>add_rule</c>.</param>
    /// <param name="target">To what, for people.</param>
    void Record(WebUser user, string action, string target);
}
