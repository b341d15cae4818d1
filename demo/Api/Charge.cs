namespace PodMirror.Demo.Api;

/// <summary>What a bank is to take from a card.</summary>
/// <param name="CardNumber">The card.</param>
/// <param name="AmountCents">How much, in cents.</param>
/// <param name="Currency">Of what.</param>
/// <param name="Reference">What it is for.</param>
internal sealed record Charge(string CardNumber, int AmountCents, string Currency, string Reference);
