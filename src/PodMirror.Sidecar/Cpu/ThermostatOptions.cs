namespace PodMirror.Sidecar.Cpu;

/// <summary>At what use of the CPU less is told of each exchange, and when more again.</summary>
internal sealed record ThermostatOptions
{
    /// <summary>
    /// The default of <see cref="Share"/>: above it the kernel begins to hold the container back for parts of each tenth of a second, and packets
    /// wait in the ring meanwhile.
    /// </summary>
    internal const double DefaultShare = 0.8;

    /// <summary>
    /// Below this part of the share it is cool again: two thirds, as what was left out costs up to a third of it, and would heat it up again.
    /// </summary>
    internal const double CoolPart = 2.0 / 3;

    /// <summary>The CPU limit in cores, above 0.</summary>
    internal required double LimitCores { get; init; }

    /// <summary>The share of the limit that may be used for long, in (0, 1]; 0 switches the thermostat off.</summary>
    internal double Share { get; init; } = DefaultShare;

    /// <summary>Over how long the use is averaged: a burst that the limit has room for passes.</summary>
    internal TimeSpan Window { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long it must have been cool for one step back.</summary>
    internal TimeSpan CoolDown { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait for a step back, which doubles whenever a step back did not last: a load that stays must not swing.</summary>
    internal TimeSpan MaxCoolDown { get; init; } = TimeSpan.FromMinutes(8);
}
