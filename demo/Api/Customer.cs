namespace PodMirror.Demo.Api;

/// <summary>Who buys: personal data of several kinds, none of it anybody's.</summary>
/// <param name="Name">What they are called.</param>
/// <param name="Email">Where mail reaches them.</param>
/// <param name="Phone">Where a call does.</param>
/// <param name="DateOfBirth">As 1990-12-31.</param>
/// <param name="Iban">From where they pay.</param>
internal sealed record Customer(string Name, string Email, string Phone, string DateOfBirth, string Iban);
