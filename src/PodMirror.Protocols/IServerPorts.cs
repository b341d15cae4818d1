using PodMirror.Exchange;

namespace PodMirror.Protocols;

/// <summary>Knows which endpoints of this network namespace listen, to tell the server of a flow whose SYN was not seen.</summary>
public interface IServerPorts
{
    /// <summary>Whether a socket of this namespace listens at the endpoint, by its address or by the wildcard. False when nothing is known.</summary>
    bool IsListening(IpEndpoint endpoint);
}
