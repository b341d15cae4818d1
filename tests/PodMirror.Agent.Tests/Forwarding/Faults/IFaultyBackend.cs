using PodMirror.Agent.Forwarding;

namespace PodMirror.Agent.Tests.Forwarding.Faults;

/// <summary>A backend that goes wrong by a plan.</summary>
internal interface IFaultyBackend : IAsyncDisposable
{
    /// <summary>Where it is.</summary>
    ForwardTarget Target { get; }

    /// <summary>What it does.</summary>
    FaultPlan Plan { get; }

    /// <summary>What it did.</summary>
    BackendLedger Ledger { get; }
}
