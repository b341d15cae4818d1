namespace PodMirror.Sidecar;

/// <summary>What the executable tells its caller when it ends.</summary>
public static class ExitCode
{
    /// <summary>All went well.</summary>
    public const int Ok = 0;

    /// <summary>An input could not be read, or something broke while running.</summary>
    public const int Error = 1;

    /// <summary>The command line is wrong: EX_USAGE of sysexits.h.</summary>
    public const int Usage = 64;

    /// <summary>What should not be possible happened: EX_SOFTWARE of sysexits.h.</summary>
    public const int Internal = 70;
}
