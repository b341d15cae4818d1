using PodMirror.Agent.Configuration;
using PodMirror.Agent.Queue;

namespace PodMirror.Agent;

/// <summary>Where spans go.</summary>
internal static class Destinations
{
    /// <summary>The store, and each backend, in the order of the command line.</summary>
    public static IEnumerable<DestinationOptions> Of(AgentOptions options) =>
    [
        // The store is behind only while it is in trouble, and must not keep others from getting anything then.
        new DestinationOptions("store", AgentLimits.StoreQueueBytes, options.StoreMaxAge, FullPolicy.DropOldest),
        .. options.Forward.Select(target => new DestinationOptions(
            target.QueueName, options.ForwardQueueMaxBytes, options.ForwardQueueMaxAge, options.ForwardQueueFull)),
    ];
}
