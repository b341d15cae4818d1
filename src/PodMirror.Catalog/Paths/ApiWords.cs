namespace PodMirror.Catalog.Paths;

/// <summary>Words that APIs are made of. A value may be one of them by chance, which is why most only weigh, and few decide.</summary>
internal static class ApiWords
{
    // These stand where values do and answer as values do: shape cannot tell them.
    private static readonly HashSet<string> Reserved = Of(
        "me self myself current mine search all count stats status health healthz livez readyz ping bulk batch export import validate " +
        "preview trash recent latest default-settings autocomplete suggest lookup");

    private static readonly HashSet<string> Known = Of(
        "api apis rest rpc graphql admin internal public private auth oauth oauth2 login logout signin signup signout register token " +
        "tokens session sessions password user users account accounts profile profiles group groups role roles permission permissions " +
        "team teams member members organization organizations org orgs project projects item items product products order orders cart " +
        "carts checkout payment payments invoice invoices subscription subscriptions customer customers file files folder folders " +
        "document documents image images media video videos upload uploads download downloads comment comments message messages " +
        "notification notifications event events webhook webhooks log logs metric metrics report reports setting settings config " +
        "configuration version versions info metadata tag tags label labels category categories key keys secret secrets policy " +
        "policies rule rules task tasks job jobs run runs build builds history activity activities audit dashboard feed list create " +
        "update delete remove add get set edit save cancel confirm verify reset refresh revoke renew approve reject accept decline " +
        "start stop restart pause resume enable disable activate deactivate archive restore copy move rename share transfer send " +
        "resend invite invites join leave follow unfollow like unlike star pin unpin lock unlock block unblock publish unpublish " +
        "commit merge sync import export json xml csv yaml html pdf raw content contents data details summary overview usage limits " +
        "quota billing plans prices locations regions zones countries currencies languages types kinds options features flags actions " +
        "results queries jobs callbacks hooks base64 sha256 http2 k8s s3 ec2 v1 oauth1 saml2 mp3 mp4 h264 x509 2fa mfa otp totp ipv4 " +
        "ipv6 i18n l10n b2b b2c p2p utf8 attach exec prune logs top wait kill inspect push pull scale proxy namespaces nodes services " +
        "endpoints pods volumes networks containers clusters hosts devices sensors agents alerts incidents issues tickets releases " +
        "environments deployments commits branches pulls repos repositories packages licenses certificates domains records " +
        "applications apps clients credentials connections integrations providers channels threads posts articles pages blogs reviews " +
        "ratings likes favorites bookmarks collections playlists tracks albums artists books");

    private static readonly HashSet<string> Actions = Of(
        "accept activate add apply approve archive ask assign attach authorize block calculate cancel change check clear clone close " +
        "compare confirm connect convert copy create deactivate decline delete deny detach disable disconnect download edit enable " +
        "execute export fetch find forget generate get grant import install invite join leave list load lock login logout mark merge " +
        "move new notify open pause ping preview process publish purge receive refresh register reject release remove rename renew " +
        "reopen replace request resend reset resolve restart restore resume retry return revoke run save search send set share sign " +
        "start stop submit subscribe suspend sync test transfer trigger unassign unblock unlock unpublish unsubscribe update upload " +
        "upsert use validate verify void watch");

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> ActionLookup = Actions.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> ReservedLookup = Reserved.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> KnownLookup = Known.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a word is never a value.</summary>
    public static bool IsReserved(ReadOnlySpan<char> word) => ReservedLookup.Contains(word);

    /// <summary>Whether all parts of a word are words of APIs: <c>reset-password</c>, <c>orders</c>.</summary>
    public static bool IsKnown(ReadOnlySpan<char> word)
    {
        if (KnownLookup.Contains(word))
        {
            return true;
        }

        int parts = 0;
        while (!word.IsEmpty)
        {
            int cut = word.IndexOfAny('-', '_', '.');
            ReadOnlySpan<char> part = cut < 0 ? word : word[..cut];
            if (!KnownLookup.Contains(part) && !ReservedLookup.Contains(part))
            {
                return false;
            }

            parts++;
            word = cut < 0 ? [] : word[(cut + 1)..];
        }

        return parts > 0;
    }

    /// <summary>Whether a word says to do something: <c>cancel</c>, <c>validate-coupon</c>, <c>getUser</c>.</summary>
    public static bool IsAction(ReadOnlySpan<char> word)
    {
        int end = 0;
        while (end < word.Length && char.IsAsciiLetterLower(word[end]))
        {
            end++;
        }

        return ActionLookup.Contains(word[..end]);
    }

    /// <summary>Whether a word looks like an English plural, the usual name of a collection.</summary>
    public static bool IsPlural(ReadOnlySpan<char> word) =>
        word.Length > 3 && word[^1] is 's' or 'S' && word[^2] is not ('s' or 'S' or 'u' or 'i') && char.IsAsciiLetter(word[^2]);

    private static HashSet<string> Of(string words) => new(words.Split(' '), StringComparer.OrdinalIgnoreCase);
}
