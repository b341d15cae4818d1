namespace PodMirror.Demo.Api;

/// <summary>The bank as the shop sees it: a host of somebody else's.</summary>
/// <param name="client">Leads to it.</param>
internal sealed class Bank(HttpClient client)
{
    private static readonly Uri Charges = new("/v1/charges", UriKind.Relative);

    /// <summary>Takes money from a card.</summary>
    /// <returns>Whether the bank did.</returns>
    public async Task<bool> ChargeAsync(Charge charge, CancellationToken cancel)
    {
        using HttpResponseMessage answer = await client.PostAsJsonAsync(Charges, charge, cancel).ConfigureAwait(false);
        return answer.IsSuccessStatusCode;
    }
}
