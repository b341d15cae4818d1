namespace PodMirror.Live.Tests.Mirroring;

/// <summary>A clock in which no time limit passes.</summary>
internal sealed class StoppedTime : TimeProvider
{
    public override long GetTimestamp() => 1;
}
