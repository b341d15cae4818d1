namespace PodMirror.Agent.Access;

/// <summary>What somebody may do on the web port. Each role may do what those before it may.</summary>
internal enum WebRole
{
    /// <summary>Nobody who is known: the page without its data, signing in, health and metrics.</summary>
    None,

    /// <summary>Reads everything.</summary>
    Viewer,

    /// <summary>Changes too.</summary>
    Editor,
}
