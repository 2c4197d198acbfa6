using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Transfer;

/// <summary>How a claim is made ready for the theorems: what it keeps of what is known of its inputs, and of sums in denominators.</summary>
/// <param name="KeepsOnes">Whether one-hot inputs stay one-hot; otherwise they are arbitrary.</param>
/// <param name="KeepsSums">Whether inputs that sum to 1 keep that, and sums stay in denominators; otherwise these are fresh tensors.</param>
internal sealed record Scheme(bool KeepsOnes, bool KeepsSums)
{
    private static readonly ImmutableArray<bool> Either = [false, true];
    private static readonly ImmutableArray<bool> Always = [true];

    /// <summary>The schemes that make a difference, the most general first.</summary>
    public static IEnumerable<Scheme> All(Equation equation) =>
        from sums in Either
        from ones in equation.Inputs.Any(Choices.IsChosen) ? Either : Always
        select new Scheme(ones, sums);

    /// <summary>The more general equation.</summary>
    /// <exception cref="NotDecidedException">There is none to which the theorems apply.</exception>
    public Equation Generalise(Equation equation, out Families families)
    {
        ImmutableArray<TensorInput> inputs = [.. equation.Inputs.Select(t => t with { Properties = [.. t.Properties.SelectMany(Kept)] })];
        var byName = inputs.ToDictionary(t => t.Name);
        Generalisation generalisation = new(new(inputs), KeepsSums ? IsNormaliser : _ => false);
        (Term left, Term right) = (generalisation.Of(equation.Left), generalisation.Of(equation.Right));
        if (KeepsSums && (HasRoots(left) || HasRoots(right)))
        {
            throw new NotDecidedException("sums in denominators are cleared only where no root is taken");
        }

        families = generalisation.Families;
        Equation general = equation with { Left = left, Right = right, Inputs = [.. inputs, .. families.Fresh], Unused = [] };
        families = new(general.Inputs);
        return general;

        bool IsNormaliser(Term term) => IsPositive(term) || IsAnalytic(term);

        // Greater than 0 by its form.
        bool IsPositive(Term term) => term switch
        {
            Number n => n.Value.Sign > 0,
            Entry e => byName.TryGetValue(e.Tensor, out TensorInput? t) && t.Properties.Any(p => p is Property.Positive or Property.Between01),
            Function f => f.Name == ScalarFunction.Exp,
            Power or Add { Terms.IsEmpty: false } or Multiply or Sum => Obligations.Children(term).All(IsPositive),
            _ => false,
        };

        // Not 0 on a dense set wherever it is not 0 everywhere: a sum of products of entries that may be chosen freely, and of exponentials.
        bool IsAnalytic(Term term) => term switch
        {
            Entry e => byName.TryGetValue(e.Tensor, out TensorInput? t) ? t.Properties.All(IsConnected) : true,
            Power p => p.Exponent is { IsInteger: true, Sign: > 0 } && IsAnalytic(p.Base),
            Function f => f.Name == ScalarFunction.Exp && IsAnalytic(f.Argument),
            Number or Delta => true,
            Add or Multiply or Sum => Obligations.Children(term).All(IsAnalytic),
            _ => false,
        };
    }

    // Classes that are closed under restriction to fewer indices; of others only what each entry shows is kept.
    private IEnumerable<Property> Kept(Property property) => property switch
    {
        Property.Positive or Property.NonNegative or Property.NonZero or Property.Between01 or Property.Mask or Property.Signs => [property],
        Property.Symmetric or Property.Skew or Property.Diagonal or Property.PositiveSemidefinite or Property.PositiveDefinite => [property],
        Property.OneHotRows or Property.OneHot => KeepsOnes ? [property] : [],
        Property.RowStochastic or Property.Simplex => KeepsSums ? [property] : [Property.NonNegative],
        _ => [],
    };

    private static bool IsConnected(Property property) =>
        property is Property.Positive or Property.NonNegative or Property.Between01 or Property.Symmetric or Property.Skew or Property.Diagonal
            or Property.PositiveSemidefinite or Property.PositiveDefinite;

    // Where a root is taken of more than an entry, it may be defined on a set of which denominators say nothing.
    private static bool HasRoots(Term term) =>
        Indices.Any(term, t => t is Power { Exponent.IsInteger: false, Base: not Entry } or Function { Name: ScalarFunction.Arcsin });
}
