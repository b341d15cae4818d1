namespace PodMirror.Agent.Access;

/// <summary>Who asks.</summary>
/// <param name="Name">The name for people and the audit; null where nobody is asked.</param>
/// <param name="Role">What they may do.</param>
internal sealed record WebUser(string? Name, WebRole Role)
{
    /// <summary>Everybody, where nobody is asked who they are.</summary>
    public static WebUser Anybody { get; } = new(null, WebRole.Editor);

    /// <summary>Somebody who has not said who they are.</summary>
    public static WebUser Nobody { get; } = new(null, WebRole.None);

    /// <summary>Who asks; <see cref="AccessGate"/> has found it out.</summary>
    public static WebUser Of(HttpContext context) => context.Features.Get<WebUser>() ?? Nobody;
}
