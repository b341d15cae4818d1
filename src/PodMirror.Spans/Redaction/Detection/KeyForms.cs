using System.Buffers;

namespace PodMirror.Spans;

/// <summary>The keys of makers whose keys can be told by their looks, as their documentation gives them (docs/sensitive-data.md).</summary>
internal static class KeyForms
{
    // Twice the longest key in use that is no JWT; session tokens of AWS, which hold what they permit, are longer.
    private const int Long = 512;
    private const int LongestSession = 4096;
    private const int Slots = 32 * 32;

    private static readonly SearchValues<byte> Word = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_"u8);
    private static readonly SearchValues<byte> Base32 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"u8);
    private static readonly SearchValues<byte> Dotted = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-."u8);
    private static readonly SearchValues<byte> Any = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-.=+/"u8);
    private static readonly SearchValues<byte> Base64 = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/="u8);

    private static readonly KeyForm[][] ByFirstTwo = Build(
    [
        .. All(["AKIA", "ASIA", "ABIA", "ACCA"], Base32, 16, 16),
        .. All(["IQoJb3JpZ2lu", "FwoGZXIvYXdz", "FQoGZXIvYXdz"], Base64, 100, LongestSession),
        .. All(["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], Word, 30, Long),
        .. All(["github_pat_"], Word, 50, Long),
        .. All(["glpat-", "gldt-", "glrt-", "glcbt-", "glptt-", "glft-", "glsoat-", "glagent-", "glimt-", "gloas-", "glffct-",
            "GR1348941"], Dotted, 20, Long),
        .. All(["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxo-", "xoxe-", "xoxe.xoxp-", "xoxe.xoxb-", "xapp-"], TextClass.Base64Url, 10, Long),
        .. All(["xoxc-", "xoxd-"], Base64OrWord(), 20, Long),
        .. All(["sk-", "sk-or-v1-"], TextClass.Hex, 32, 64),
        .. All(["hooks.slack.com/services/", "hooks.slack.com/workflows/", "hooks.slack.com/triggers/"], Any, 30, 150),
        .. All(["discord.com/api/webhooks/", "discordapp.com/api/webhooks/"], Any, 70, 200),
        .. All(["sk_live_", "sk_test_", "rk_live_", "rk_test_", "sk_prod_", "rk_prod_", "whsec_"], Base64, 16, Long),
        .. All(["AIza"], TextClass.Base64Url, 35, 35),
        .. All(["ya29."], Dotted, 20, 2 * Long),
        .. All(["GOCSPX-"], TextClass.Base64Url, 20, 60),
        .. All(["sk-"], TextClass.Base64Url, 20, Long, isMixed: true),
        .. All(["npm_", "hf_", "api_org_", "lin_api_", "glsa_", "gsk_", "sbp_", "sntrys_", "sntryu_", "r8_", "ntn_", "nfp_"],
            Base64OrWord(), 30, Long),
        .. All(["pscale_tkn_", "pscale_oauth_", "pscale_pw_", "duffel_live_", "duffel_test_", "tfp_", "fio-u-"], Any, 30, 100),
        .. All(["pypi-AgE", "sk.eyJ"], Dotted, 50, 2 * Long),
        .. All(["xkeysib-", "CFPAT-", "dckr_pat_", "dckr_oat_", "figd_"], TextClass.Base64Url, 20, Long),
        .. All(["xai-", "pplx-", "pcsk_"], Word, 40, 100),
        .. All(["tgp_v1_", "tk-us-"], TextClass.Base64Url, 40, 64, isMixed: true),
        .. All(["tskey-"], TextClass.Base64Url, 20, 100, isMixed: true),
        .. All(["vck_", "vcp_", "vci_", "vca_", "vcr_"], Word, 24, 64, isMixed: true),
        .. All(["re_"], Word, 33, 33, isMixed: true),
        .. All(["cio", "ico-"], Word, 32, 32, isMixed: true),
        .. All(["cio_tp_"], Word, 32, 32),
        .. All(["secret_"], Word, 43, 43, isMixed: true),
        .. All(["fo1_", "sha256~"], TextClass.Base64Url, 43, 43),
        .. All(["fm1a_", "fm1r_", "fm2_"], Base64, 100, 2 * Long),
        .. All(["cfut_"], Word, 48, 48),
        .. All(["v1.0-"], TextClass.Base64Url, 171, 171),
        .. All(["lsv2_pt_", "lsv2_sk_"], Word, 43, 43),
        .. All(["sm_aat_", "sm_pat_", "sm_sat_"], Word, 16, 16),
        .. All(["sgp_"], Word, 40, 57),
        .. All(["access-sandbox-", "access-development-", "access-production-"], TextClass.Base64Url, 36, 36),
        .. All(["pat.", "sat."], Dotted, 68, 69),
        .. All(["A3-"], UpperOrHyphen(), 36, 37),
        .. All(["API-"], Upper(), 26, 26),
        .. All(["AKCp"], Word, 69, 69),
        .. All(["cmVmd"], Word, 59, 59),
        .. All(["SG."], Dotted, 60, 80),
        .. All(["SK", "AC", "key-", "shpat_", "shpca_", "shppa_", "shpss_", "dapi"], TextClass.Hex, 32, 32),
        .. All(["dop_v1_", "doo_v1_", "dor_v1_"], TextClass.Hex, 64, 64),
        .. All(["pul-"], TextClass.Hex, 40, 40),
        .. All(["rubygems_"], TextClass.Hex, 48, 48),
        .. All(["sq0atp-", "sq0csp-"], TextClass.Base64Url, 20, 60),
        .. All(["EAAA", "EAA"], TextClass.Base64Url, 56, Long, isMixed: true),
        .. All(["hvs.", "hvb.", "hvr."], TextClass.Base64Url, 24, Long),
        .. All(["PMAK-", "NRAK-", "NRII-", "HRKU-", "ATATT3", "ATCTT3", "ATBB", "FLWSECK-", "FLWSECK_TEST-", "p8e-"], Base64OrWord(), 24, Long),
        .. All(["rzp_live_", "rzp_test_", "pnu_", "rdme_", "shippo_live_", "shippo_test_", "CLOJARS_", "sb_secret_"], Word, 14, Long),
        .. All(["LTAI", "AKID"], Word, 16, 32, isMixed: true),
        .. All(["EZAK", "EZTK"], Word, 54, 54),
        .. All(["glc_", "ops_"], Base64, 32, 2 * Long),
        .. All(["dt0c01."], Dotted, 60, 120),
        .. All(["dp.pt.", "dp.st.", "dp.sa.", "dp.ct.", "dp.scim.", "dp.audit."], Dotted, 40, 128),
        .. All(["AccountKey=", "SharedAccessKey="], Base64, 40, 100),
    ]);

    private static readonly bool[] LastTwo = BuildLastTwo(ByFirstTwo.SelectMany(forms => forms));

    /// <summary>Whether the first word of a key may end with two bytes; false of nearly all others.</summary>
    internal static bool MayEndFirstWord(byte last, byte beforeLast) => LastTwo[Slot(beforeLast, last)];

    /// <summary>Whether a text may begin with a key; false of nearly all others.</summary>
    internal static bool MayBegin(ReadOnlySpan<byte> text) => text.Length > 1 && ByFirstTwo[Slot(text[0], text[1])].Length > 0;

    /// <summary>The length of the key with which a text begins that may begin with one, or 0.</summary>
    internal static int Match(ReadOnlySpan<byte> text)
    {
        foreach (KeyForm form in ByFirstTwo[Slot(text[0], text[1])])
        {
            int length = form.Match(text);
            if (length > 0)
            {
                return length;
            }
        }

        return 0;
    }

    private static SearchValues<byte> Base64OrWord() =>
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-+/="u8);

    private static SearchValues<byte> Upper() => SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);

    private static SearchValues<byte> UpperOrHyphen() => SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-"u8);

    private static IEnumerable<KeyForm> All(string[] prefixes, SearchValues<byte> alphabet, int min, int max, bool isMixed = false) =>
        prefixes.Select(prefix => new KeyForm(prefix, alphabet, min, max, isMixed));

    private static KeyForm[][] Build(KeyForm[] all) =>
        [.. Enumerable.Range(0, Slots).Select(slot => all.Where(form => Slot(form.Prefix[0], form.Prefix[1]) == slot).ToArray())];

    // Letters of either case share a slot with few other bytes, and the form itself looks closely.
    private static int Slot(byte first, byte second) => ((first & 31) << 5) | (second & 31);

    // The last two bytes before the first character of a prefix that belongs to no word.
    private static bool[] BuildLastTwo(IEnumerable<KeyForm> all)
    {
        var slots = new bool[Slots];
        foreach (KeyForm form in all)
        {
            int end = form.Prefix.IndexOfAnyExcept(TextClass.Word);
            if (end >= 2)
            {
                slots[Slot(form.Prefix[end - 2], form.Prefix[end - 1])] = true;
            }
        }

        return slots;
    }
}
