namespace PodMirror.Agent.Catalog.Api;

/// <summary>Takes down that somebody changed something.</summary>
/// <param name="context">Who asked for it.</param>
/// <param name="action">What was done, in snake case.</param>
/// <param name="target">To what, for people.</param>
internal delegate void ChangeLog(HttpContext context, string action, string target);
