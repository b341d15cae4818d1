using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PodMirror.Sidecar.Check;

/// <summary>Whom the API server trusts as the agent, and how long still.</summary>
internal static class CertificateCheck
{
    private const string Name = "certificate";
    private const string SeeLog = "the agent's log says what stands in the way";

    // The agent renews its authority at two thirds of its life. Well past that, nobody renews it.
    private const double ShareOfRenewal = 0.25;

    /// <summary>Judges a caBundle.</summary>
    /// <param name="bundle">The certificates, as PEM; empty when there are none.</param>
    /// <param name="now">The time.</param>
    internal static CheckLine Judge(byte[] bundle, DateTimeOffset now)
    {
        if (bundle.Length == 0)
        {
            return Fail("the webhook has no caBundle: the API server trusts nobody", "the agent puts it in when it is ready; " + SeeLog);
        }

        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(Encoding.ASCII.GetString(bundle));
            return Judge(certificates, now);
        }
        catch (CryptographicException)
        {
            return Fail("the webhook's caBundle is no certificate", "empty it; the agent fills it again");
        }
        finally
        {
            foreach (X509Certificate2 certificate in certificates)
            {
                certificate.Dispose();
            }
        }
    }

    private static CheckLine Judge(X509Certificate2Collection certificates, DateTimeOffset now)
    {
        X509Certificate2? last = certificates.Where(one => one.NotBefore.ToUniversalTime() <= now.UtcDateTime).MaxBy(one => one.NotAfter);
        if (last is null)
        {
            return Fail("no certificate of the webhook's caBundle is valid yet", "see whether the clocks here and in the cluster are right");
        }

        TimeSpan left = last.NotAfter.ToUniversalTime() - now.UtcDateTime;
        string until = last.NotAfter.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        if (left <= TimeSpan.Zero)
        {
            return Fail($"the webhook's authority was valid until {until} UTC", "the agent renews it; " + SeeLog);
        }

        string days = ClusterChecks.Counted((int)left.TotalDays, "day");
        string message = $"the webhook's authority is valid until {until} UTC ({days})";
        return left < (last.NotAfter - last.NotBefore) * ShareOfRenewal
            ? new(ReleaseChecks.Category, Name, CheckStatus.Warn, message, "it should have been renewed by now; " + SeeLog)
            : new(ReleaseChecks.Category, Name, CheckStatus.Ok, message);
    }

    private static CheckLine Fail(string message, string advice) => new(ReleaseChecks.Category, Name, CheckStatus.Fail, message, advice);
}
