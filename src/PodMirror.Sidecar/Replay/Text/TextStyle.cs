namespace PodMirror.Sidecar.Replay;

/// <summary>The colours of the text form, as ANSI escape sequences; all empty where colours are not wanted.</summary>
/// <param name="colours">Whether they are wanted.</param>
public sealed class TextStyle(bool colours)
{
    /// <summary>Ends any colour.</summary>
    public ReadOnlySpan<byte> Plain => colours ? "\e[0m"u8 : default;

    /// <summary>For what is needed less often.</summary>
    public ReadOnlySpan<byte> Faint => colours ? "\e[2m"u8 : default;

    /// <summary>For what catches the eye first.</summary>
    public ReadOnlySpan<byte> Strong => colours ? "\e[1m"u8 : default;

    /// <summary>For what is not clean.</summary>
    public ReadOnlySpan<byte> Warning => colours ? "\e[33m"u8 : default;

    /// <summary>By the class of the status code: green, cyan, yellow, red.</summary>
    public ReadOnlySpan<byte> OfStatus(int status) => !colours ? default : (status / 100) switch
    {
        2 => "\e[32m"u8,
        3 => "\e[36m"u8,
        4 => "\e[33m"u8,
        5 => "\e[31m"u8,
        _ => default,
    };
}
