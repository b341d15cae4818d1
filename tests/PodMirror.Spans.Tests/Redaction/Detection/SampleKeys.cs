namespace PodMirror.Spans.Tests.Redaction.Detection;

/// <summary>Made-up keys in the forms of their makers, put together here, so that no scanner takes this file for a leak.</summary>
internal static class SampleKeys
{
    private const string Hex = "0123456789abcdef";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Base62 = "0123456789" + Upper + "abcdefghijklmnopqrstuvwxyz";
    private const string Base64 = Base62 + "+/";
    private const string Url64 = Base62 + "-_";

    private static readonly Func<Random, (string, string)>[] Makers =
    [
        r => ("v", "AK" + "IA" + Samples.Of(r, Upper + "234567", 16)),
        r => ("v", "IQo" + "Jb3JpZ2luX2Vj" + Samples.Of(r, Base64, 600) + "=="),
        r => ("aws_secret_access_key", Samples.Of(r, Base62 + "/+", 40)),
        r => ("v", "gh" + "p_" + Samples.Of(r, Base62, 36)),
        r => ("v", "github" + "_pat_" + Samples.Of(r, Base62, 22) + "_" + Samples.Of(r, Base62, 59)),
        r => ("v", "gl" + "pat-" + Samples.Of(r, Base62, 20)),
        r => ("v", "gl" + "rt-t1_" + Samples.Of(r, Url64, 27) + "." + Samples.Of(r, Hex, 9)),
        r => ("v", "xo" + "xb-" + Samples.Digits(r, 12) + "-" + Samples.Of(r, Base62, 24)),
        r => ("v", "https://hooks." + "slack.com/triggers/T" + Samples.Of(r, Base62, 10) + $"/{Samples.Digits(r, 13)}/" + Samples.Of(r, Hex, 32)),
        r => ("v", "sk" + "_live_" + Samples.Of(r, Base62, 24)),
        r => ("v", "AI" + "za" + Samples.Of(r, Base62, 35)),
        r => ("v", "GOC" + "SPX-" + Samples.Of(r, Url64, 27) + "x"),
        r => ("v", "np" + "m_" + Samples.Of(r, Base62, 36)),
        r => ("v", "pyp" + "i-AgEIcHlwaS5vcmc" + Samples.Of(r, Url64, 150) + "a"),
        r => ("v", "cio" + "aA1" + Samples.Of(r, Base62, 29)),
        r => ("v", "S" + "G." + Samples.Of(r, Base62, 22) + "." + Samples.Of(r, Base62, 43)),
        r => ("v", "key" + "-" + Samples.Of(r, Hex, 32)),
        r => ("v", "S" + "K" + Samples.Of(r, Hex, 32)),
        r => ("v", "sh" + "pat_" + Samples.Of(r, Hex, 32)),
        r => ("v", "do" + "p_v1_" + Samples.Of(r, Hex, 64)),
        r => ("v", "hv" + "s." + Samples.Of(r, Base62, 90)),
        r => ("v", Samples.Digits(r, 9) + ":" + "AA" + Samples.Of(r, Base62, 33)),
        r => ("v", "https://discord" + ".com/api/webhooks/" + Samples.Digits(r, 18) + "/" + Samples.Of(r, Url64, 67) + "x"),
        r => ("HEROKU_API_KEY", new Guid(r.Next(), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10).ToString()),
        r => ("conn", "x;Account" + "Key=" + Samples.Of(r, Base62, 86) + "==;y"),
        r => ("v", "aB~" + "8Q" + "~" + Samples.Of(r, Url64 + ".~", 34)),
        r => ("v", "sk" + "-proj-a1B" + Samples.Of(r, Base62, 45)),
        r => ("v", "sk" + "-ant-api03-" + Samples.Of(r, Url64, 93) + "AA"),
        r => ("v", "hf" + "_" + Samples.Of(r, "abcdefghijklmnopqrstuvwxyz" + Upper, 34)),
        r => ("v", "gs" + "k_" + Samples.Of(r, Base62, 52)),
        r => ("v", "dap" + "i" + Samples.Of(r, Hex, 32)),
        r => ("v", "NR" + "AK-" + Samples.Of(r, Upper + "0123456789", 27)),
        r => ("v", Samples.Of(r, Hex, 32) + "FFFF" + "NRAL"),
        r => ("v", Samples.Of(r, Hex, 32) + "-u" + "s" + r.Next(1, 22)),
        r => ("v", Samples.Of(r, Base62, 14) + ".atlas" + "v1." + Samples.Of(r, Url64, 67)),
        r => ("v", "tf" + "p_" + Samples.Of(r, Url64 + ".", 58) + "a"),
        r => ("v", "duffel" + "_test_" + Samples.Of(r, Url64, 42) + "a"),
        r => ("v", "pscale" + "_tkn_" + Samples.Of(r, Url64 + ".", 42) + "a"),
        r => ("v", "pa" + "t" + Samples.Of(r, Base62, 14) + "." + Samples.Of(r, Hex, 64)),
        r => ("v", "pa" + "t." + Samples.Of(r, Base62, 22) + "." + Samples.Of(r, Hex, 24) + "." + Samples.Of(r, Base62, 20)),
        r => ("v", "tske" + "y-auth-k1A" + Samples.Of(r, Base62, 12) + "CNTRL-" + Samples.Of(r, Base62, 32)),
        r => ("v", "nf" + "p_" + Samples.Of(r, Base62, 36)),
        r => ("v", "FLW" + "SECK_TEST-" + Samples.Of(r, Hex, 32) + "-X"),
    ];

    /// <summary>How many forms there are.</summary>
    public static int Count => Makers.Length;

    /// <summary>A key of any form, and the name under which it stands.</summary>
    public static (string Name, string Text) Make(Random r) => Make(r.Next(Count), r);

    /// <summary>A key of one form.</summary>
    public static (string Name, string Text) Make(int form, Random r) => Makers[form](r);
}
