using System.Text;
using PodMirror.TestKit;

namespace PodMirror.Spans.Tests.Redaction.Detection;

public sealed class ValueDetectorTests
{
    private static readonly ValueDetector Detector = new(SensitiveKindSet.All);

    // Published examples and test numbers; keys are put together here, so that no scanner takes this file for a leak.
    public static TheoryData<string, string, string> Marked => new()
    {
        { "value", "[payment_card:4111111111111111]", "a test number of Visa" },
        { "x", "[payment_card:4111 1111 1111 1111] 12/29", "a date after it" },
        { "order_id", "4111111111111111", "an order's number" },
        { "card_id", "[payment_card:4111111111111111]", "a card's, though counted" },
        { "x", "14111111111111111", "a longer run" },
        { "x", "0.4111111111111111", "a decimal" },
        { "x", "a4111111111111111", "a part of a word" },
        { "account", "[iban:DE89 3704 0044 0532 0130 00]", "the registry's example" },
        { "account", "DE88370400440532013000", "a wrong check digit" },
        { "x", "write to [email:jane.doe+x@mail.example.com].", "an end of a sentence" },
        { "x", "icon@2x.png vue@next.js lodash@4.17.21 git@github.com:o/r", "names with an at sign" },
        { "x", "[phone:+44 20 7946 0018], [phone:+1 212-555-0123]", "two numbers" },
        { "fax", "[phone:030 1234567]", "a national number" },
        { "x", "030 1234567", "without context" },
        { "phone_verified_on", "2026-11-23", "a date" },
        { "x", "[us_ssn:123-45-6789]", "a formatted SSN" },
        { "itin", "[us_ssn:912-70-3456] [us_ssn:912703456]", "a taxpayer's number" },
        { "x", "912-93-3456 912-69-3456", "groups that the IRS does not give out" },
        { "x", "666-45-6789 000-45-6789 900-45-6789 123-00-6789 123-45-0000", "areas, groups and serials that are not given out" },
        { "x", "123456789", "nine digits" },
        { "customerSsn", "[us_ssn:123456789]", "nine digits by name" },
        { "x", "{\"ssn\":\"[us_ssn:123456789]\",\"order\":123456789}", "a body as text" },
        { "business", "123456782", "sin within a word" },
        { "x", "[it_fiscal_code:RSSMRA85T10A562S]", "the usual example" },
        { "x", "RSSMRA85T10A562T", "a wrong check letter" },
        { "tfn", "[au_tfn:123456782]", "the usual example" },
        { "medicare", "[au_medicare:2123456701]", "the usual example" },
        { "x", "redis://[url_user_info:u:p@ss]@h:6379/0", "an at sign in a password" },
        { "x", "abcdefgh:AAbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "a label and a word" },
        { "x", "2026-11-23 [payment_card:4111111111111111] 2026-11-23T10:00:00Z [email:a@b.example]", "after times" },
        { "x", "6f9619ff-8b86-4011-b42d-00c04fc964ff [email:a@b.example]", "after a UUID" },
        { "x", "ssh://git@host.example/x", "no password" },
        { "x", "a bearer of bad news, basic income", "words" },
        { "x", "[ip_address:192.168.0.1] v1.2.3.4 [mac_address:aa:bb:cc:dd:ee:ff] [ip_address:2001:db8::1]", "addresses" },
        { "wallet", "[crypto_wallet:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4]", "the example of BIP 173" },
        { "x", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "a wrong checksum" },
        { "x", "[private_key:-----BEGIN PRIVATE KEY-----\\nMII\\n-----END PRIVATE KEY-----]\\n.", "line ends as two characters" },
        { "x", "[private_key:-----BEGIN RSA PRIVATE KEY-----\nMII]", "no end" },
        { "x", "-----BEGIN PUBLIC KEY-----\nMII\n-----END PUBLIC KEY-----", "a public key" },
    };

    [Theory]
    [MemberData(nameof(Marked))]
    public void What_is_marked_is_found_and_nothing_else(string name, string marked, string why)
    {
        Assert.NotEmpty(why);
        string text = System.Text.RegularExpressions.Regex.Replace(marked, @"\[[a-z_]+:([^\]]*)\]", "$1");
        Assert.Equal(marked, Mark(name, text));
    }

    [Theory]
    [InlineData("@")]
    [InlineData("a@a.")]
    [InlineData("1")]
    [InlineData("1 ")]
    [InlineData("4111 ")]
    [InlineData("eyJ")]
    [InlineData("eyJ.")]
    [InlineData("-----BEGIN ")]
    [InlineData("-----BEGIN RSA ")]
    [InlineData("sk-a")]
    [InlineData("bearer ")]
    [InlineData("://a:b@")]
    [InlineData("+1(")]
    [InlineData("a:")]
    [InlineData("SG.")]
    public void A_megabyte_of_one_thing_ends(string part)
    {
        // A search that were quadratic would take hours here, and the run would be ended.
        byte[] text = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(part, (1 << 20) / part.Length)));
        int count = 0;
        for (int from = 0; Detector.TryFind(text, "ssn phone card"u8, from, out SensitiveMatch match); from = match.End)
        {
            count++;
        }

        Assert.True(count <= text.Length);
    }

    [Fact]
    public void Every_prefix_of_every_sample_gives_matches_inside()
    {
        foreach (byte[] seed in Fuzz.ValueDetectorFuzz.Seeds())
        {
            for (int length = 0; length <= seed.Length; length++)
            {
                Fuzz.ValueDetectorFuzz.Run(seed.AsSpan(0, length));
            }
        }
    }

    [Fact]
    public void A_search_allocates_nothing()
    {
        byte[][] seeds = [.. Fuzz.ValueDetectorFuzz.Seeds()];
        Assert.Equal(0, Allocation.Least(() => Array.ForEach(seeds, seed => Detector.TryFind(seed, "card phone ssn aws_secret"u8, 0, out _))));
    }

    [Fact]
    public void A_name_is_read_back_to_its_kind()
    {
        Assert.All(
            Enum.GetValues<SensitiveKind>(),
            kind => Assert.Equal(kind, SensitiveKinds.Parse(Encoding.ASCII.GetString(SensitiveKinds.NameOf(kind)))));
        Assert.Equal(SensitiveKind.None, SensitiveKinds.Parse("passport"));
    }

    [Fact]
    public void Addresses_of_machines_are_off_by_default()
    {
        var detector = new ValueDetector(SensitiveKindSet.Default);
        Assert.False(detector.TryFind("10.0.0.1 aa:bb:cc:dd:ee:ff ::1 2001:db8::1"u8, default, 0, out _));
    }

    private static string Mark(string name, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var marked = new StringBuilder();
        int from = 0;
        for (; Detector.TryFind(bytes, Encoding.UTF8.GetBytes(name), from, out SensitiveMatch match); from = match.End)
        {
            string kind = Encoding.ASCII.GetString(SensitiveKinds.NameOf(match.Kind));
            marked.Append(Encoding.UTF8.GetString(bytes[from..match.Start])).Append('[').Append(kind).Append(':');
            marked.Append(Encoding.UTF8.GetString(bytes[match.Start..match.End])).Append(']');
        }

        return marked.Append(Encoding.UTF8.GetString(bytes[from..])).ToString();
    }
}
