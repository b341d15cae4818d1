namespace PodMirror.Agent.PodMetadata;

/// <summary>What is known of Pods, by their uid and by nothing else: an address is another Pod's in a moment, a uid never is.</summary>
internal interface IPodLookup
{
    /// <summary>What is known of a Pod.</summary>
    bool TryFind(Guid uid, out PodRecord pod);
}
