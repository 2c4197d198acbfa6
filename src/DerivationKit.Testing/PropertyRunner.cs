using System.Reflection;
using FsCheck;
using Microsoft.FSharp.Core;

namespace DerivationKit.Testing;

/// <summary>Runs a property with FsCheck and speaks through exceptions, so that any test framework can host it.</summary>
/// <remarks>
/// A property's seed comes from its name, so a run repeats. The environment widens it without an edit:
/// <c>DERIVATIONKIT_MAXTEST</c> overrides <see cref="PropertyOptions.MaxTest"/> and <c>DERIVATIONKIT_REPLAY</c> overrides
/// <see cref="PropertyOptions.Replay"/>.
/// </remarks>
public static class PropertyRunner
{
    private const string CasesSetting = "DERIVATIONKIT_MAXTEST";
    internal const string ReplaySetting = "DERIVATIONKIT_REPLAY";

    /// <summary>Checks a property built with FsCheck's combinators.</summary>
    /// <param name="name">Name in the report, and the default seed.</param>
    /// <param name="property">What should hold.</param>
    /// <param name="options">How to try it; the defaults if left out.</param>
    /// <returns>FsCheck's report, with the classification of the cases.</returns>
    /// <exception cref="PropertyFailedException">A case fails, or too many cases were discarded.</exception>
    /// <exception cref="ArgumentException">The number of cases is below 1, or what is to be replayed cannot be read.</exception>
    public static string Check(string name, FsCheck.Property property, PropertyOptions? options = null)
    {
        var result = new ResultRunner(unnamed: 0);
        FsCheck.Check.One(Configure(name, options ?? new(), result), property);
        return result.Report(name);
    }

    /// <summary>Checks a method over generated arguments.</summary>
    /// <param name="name">Name in the report, and the default seed.</param>
    /// <param name="method">The property: it returns a truth value, a Property, a task of one, or throws.</param>
    /// <param name="target">The object to call it on; <see langword="null"/> for a static method.</param>
    /// <param name="options">How to try it; the defaults if left out.</param>
    /// <returns>FsCheck's report, with the classification of the cases.</returns>
    /// <exception cref="PropertyFailedException">A case fails, or too many cases were discarded.</exception>
    /// <exception cref="ArgumentException">The number of cases is below 1, or what is to be replayed cannot be read.</exception>
    public static string Check(string name, MethodInfo method, object? target, PropertyOptions? options = null)
    {
        // Who takes no arguments is given F#'s unit, which is null.
        var result = new ResultRunner(unnamed: method.GetParameters().Length == 0 ? 1 : 0);
        var instance = target is null ? FSharpOption<object>.None : FSharpOption<object>.Some(target);
        FsCheck.Check.Method(Configure(name, options ?? new(), result), method, instance);
        return result.Report(name);
    }

    private static Config Configure(string name, PropertyOptions options, IRunner runner)
    {
        Config config = Config.Default
            .WithName(name)
            .WithMaxTest(Cases(options))
            .WithStartSize(options.StartSize)
            .WithEndSize(options.EndSize)
            .WithArbitrary(options.Arbitrary)
            // Quiet on success would empty the success text too, and that holds the classification.
            .WithQuietOnSuccess(false)
            .WithRunner(runner);
        config = WithSeed(config, name, Setting(ReplaySetting) ?? options.Replay);
        return options.Parallel ? config.WithParallelRunConfig(new ParallelRunConfig(Environment.ProcessorCount)) : config;
    }

    private static Config WithSeed(Config config, string name, string? replay) => replay switch
    {
        "random" => config.WithNoReplay(),
        null => ReplaySeed.Of(name).ApplyTo(config),
        _ => (ReplaySeed.TryParse(replay) ?? throw new ArgumentException(
            $"{(Setting(ReplaySetting) is null ? nameof(PropertyOptions.Replay) : ReplaySetting)} is '{replay}'; expected seed,gamma or seed,gamma,size with an odd gamma, as a report prints them, or random"))
            .ApplyTo(config),
    };

    // FsCheck would try without end for ever.
    private static int Cases(PropertyOptions options) => Setting(CasesSetting) switch
    {
        null => options.MaxTest >= 1 ? options.MaxTest : throw new ArgumentException($"{nameof(PropertyOptions.MaxTest)} is {options.MaxTest}; expected at least 1 case"),
        var text => int.TryParse(text, out int cases) && cases >= 1 ? cases : throw new ArgumentException($"{CasesSetting} is '{text}'; expected a number of cases from 1 on, such as 1000"),
    };

    private static string? Setting(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
