using Grpc.Core;
using PodMirror.Agent.Metrics;

namespace PodMirror.Agent.Receiver;

/// <summary>What the parts that handle one gRPC call know of it; a feature of its HttpContext.</summary>
internal sealed class GrpcCall(ByteBudget budget)
{
    private static readonly AsyncLocal<GrpcCall?> Running = new();

    /// <summary>The call that is being handled here: the library gives what decompresses for it nothing to know it by.</summary>
    /// <exception cref="InvalidOperationException">There is none: this is not called by <see cref="GrpcAdmission"/>.</exception>
    public static GrpcCall Current
    {
        get => Running.Value ?? throw new InvalidOperationException("no call is being handled here");
        set => Running.Value = value;
    }

    /// <summary>What the call holds of the budget, until its payload is accepted.</summary>
    public BudgetLease Lease { get; } = new(budget);

    /// <summary>True once the payload is accepted, and the lease with it.</summary>
    public bool Accepted { get; set; }

    /// <summary>Why the call was refused, when one of ours refused it.</summary>
    public RefusalReason? Refusal { get; set; }

    /// <summary>Refuses the call; the exception is to be thrown.</summary>
    public RpcException Refuse(RefusalReason reason, string message)
    {
        Refusal = reason;
        return GrpcRefusal.Of(reason, message);
    }
}
