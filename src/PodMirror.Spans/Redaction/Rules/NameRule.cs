namespace PodMirror.Spans;

/// <summary>What the rules say about a name.</summary>
/// <param name="Secret">Where its values are secret.</param>
/// <param name="Allowed">Where its values are shown whatever they look like; this counts before <paramref name="Secret"/>.</param>
/// <param name="Mode">What stands in the place of its values.</param>
internal readonly record struct NameRule(NamePlaces Secret, NamePlaces Allowed, RedactionMode Mode)
{
    internal bool IsSecretIn(NamePlaces place) => (Secret & ~Allowed & place) != 0;

    internal bool IsAllowedIn(NamePlaces place) => (Allowed & place) != 0;
}
