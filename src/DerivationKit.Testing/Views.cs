using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;

namespace DerivationKit.Testing;

/// <summary>Arbitrary values that are seen through a view but shrink through what they were made from.</summary>
internal static class Views
{
    /// <summary>FsCheck hands a shrinker nothing but the value. Each view therefore remembers its source, as long as it lives; a value
    /// from elsewhere has none, and does not shrink.</summary>
    public static Arbitrary<TView> Of<TSource, TView>(
        Gen<TSource> source, Func<TSource, IEnumerable<TSource>> shrink, Func<TSource, TView> view)
        where TSource : class
        where TView : class
    {
        ConditionalWeakTable<TView, TSource> sources = [];
        TView Show(TSource value)
        {
            TView shown = view(value);
            sources.AddOrUpdate(shown, value);
            return shown;
        }

        return Arb.From(source.Select(Show), value => sources.TryGetValue(value, out TSource? known) ? shrink(known).Select(Show) : []);
    }
}
