using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PodMirror.Kubernetes;

/// <summary>Reads a user of a kubeconfig: what says who we are. One without credentials is fine, as for <c>kubectl proxy</c>.</summary>
internal static class KubeconfigUser
{
    /// <summary>Adds the user to a cluster.</summary>
    internal static KubeTarget Complete(KubeTarget target, KubeconfigEntry? user)
    {
        if (user is null)
        {
            return target;
        }

        if (user.Part("auth-provider") is { } provider)
        {
            throw user.Fault($"there is no auth-provider \"{FaultWords.FirstLine(provider.Text("name") ?? "")}\" here; an exec plugin does the same");
        }

        return target with { Credentials = Credentials(target, user), Impersonation = [.. Impersonation(user)] };
    }

    /// <summary>A certificate with its key, out of PEM.</summary>
    /// <exception cref="KubeException">They cannot be read.</exception>
    internal static X509Certificate2 Certificate(string certificate, string key)
    {
        try
        {
            return X509Certificate2.CreateFromPem(certificate, key);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            throw new KubeException("the client certificate and its key cannot be read as PEM, or do not belong together", fault);
        }
    }

    private static IKubeCredentials Credentials(KubeTarget target, KubeconfigEntry user)
    {
        X509Certificate2? certificate = Certificate(user);
        if (user.PathOf("tokenFile") is { } file)
        {
            return new TokenFile(file, certificate);
        }

        if (user.Text("token") is { } token)
        {
            return new FixedCredentials(new KubeCredential(Told(user, () => KubeCredential.Bearer(token)), certificate));
        }

        if (user.Text("username") is { } name)
        {
            return new FixedCredentials(new KubeCredential(KubeCredential.Basic(name, user.Text("password") ?? ""), certificate));
        }

        if (user.Part("exec") is { } exec)
        {
            return new ExecPlugin(ExecSettings.Read(exec, target), TimeProvider.System) { Certificate = certificate };
        }

        return certificate is null ? target.Credentials : new FixedCredentials(new KubeCredential(null, certificate));
    }

    private static X509Certificate2? Certificate(KubeconfigEntry user)
    {
        string? certificate = user.Content("client-certificate");
        string? key = user.Content("client-key");
        return (certificate, key) switch
        {
            (null, null) => null,
            (null, _) => throw user.Fault("there is a client-key without a client-certificate"),
            (_, null) => throw user.Fault("there is a client-certificate without a client-key"),
            _ => Told(user, () => Certificate(certificate, key)),
        };
    }

    private static T Told<T>(KubeconfigEntry user, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (KubeException fault)
        {
            throw user.Fault(fault.Message, fault);
        }
    }

    // Whoever is to have fewer rights must not have all of them since a header was left out.
    private static IEnumerable<KeyValuePair<string, string>> Impersonation(KubeconfigEntry user)
    {
        IEnumerable<KeyValuePair<string, string?>> all =
        [
            new("Impersonate-User", user.Text("as")),
            new("Impersonate-Uid", user.Text("as-uid")),
            .. user.Texts("as-groups").Select(group => KeyValuePair.Create("Impersonate-Group", (string?)group)),
        ];
        foreach ((string header, string? name) in all)
        {
            if (name is not null)
            {
                bool fits = name.All(letter => letter is >= ' ' and <= '~');
                yield return fits ? new(header, name) : throw user.Fault("a name to act as holds a character that no header can hold");
            }
        }
    }
}
