namespace PodMirror.Agent.Configuration;

/// <summary>How the process ends.</summary>
internal static class ExitCode
{
    /// <summary>Stopped as asked.</summary>
    public const int Ok = 0;

    /// <summary>It could not start, or could not go on.</summary>
    public const int Failure = 1;

    /// <summary>The command line is wrong (EX_USAGE of sysexits.h).</summary>
    public const int Usage = 64;
}
