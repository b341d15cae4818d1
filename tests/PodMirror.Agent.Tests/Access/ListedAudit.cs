using PodMirror.Agent.Access;
using PodMirror.Agent.Audit;

namespace PodMirror.Agent.Tests.Access;

/// <summary>An audit that tests look into.</summary>
internal sealed class ListedAudit : IAuditLog
{
    public List<string> Lines { get; } = [];

    public void Record(WebUser user, string action, string target) => Lines.Add($"{user.Name} {action} {target}");
}
