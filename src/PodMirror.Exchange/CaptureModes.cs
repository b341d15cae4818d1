namespace PodMirror.Exchange;

/// <summary>Modes of the capture, as words and as questions.</summary>
public static class CaptureModes
{
    /// <summary>Whether a call of a direction is given out. One of unknown direction is in every mode.</summary>
    public static bool Wants(this CaptureMode mode, Direction direction) => direction switch
    {
        Direction.Ingress => (mode & CaptureMode.Ingress) != 0,
        Direction.Egress => (mode & CaptureMode.Egress) != 0,
        _ => true,
    };

    /// <summary>The word of a mode, as annotations, the command line and the document of settings have it; empty for none.</summary>
    public static string Word(this CaptureMode mode) => mode switch
    {
        CaptureMode.Ingress => "ingress",
        CaptureMode.Egress => "egress",
        CaptureMode.IngressAndEgress => "ingress_and_egress",
        _ => "",
    };

    /// <summary>Reads the word of a mode.</summary>
    public static bool TryParse(string word, out CaptureMode mode)
    {
        mode = word switch
        {
            "ingress" => CaptureMode.Ingress,
            "egress" => CaptureMode.Egress,
            "ingress_and_egress" => CaptureMode.IngressAndEgress,
            _ => CaptureMode.None,
        };
        return mode != CaptureMode.None;
    }
}
