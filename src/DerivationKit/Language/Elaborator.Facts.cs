using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Language;

/// <content>Facts.</content>
internal sealed partial class Elaborator
{
    /// <summary>What a fact says, unless numbers alone decide it.</summary>
    /// <exception cref="SyntaxException">The fact is false, or its shapes do not fit.</exception>
    public ImmutableArray<Fact> Elaborate(FactSyntax syntax)
    {
        ImmutableArray<Expr> sides = Elaborate(syntax.Sides, haveOneShape: true);
        Fact fact = sides is [Expr subject] ? Has(syntax.Word, Names.Properties[syntax.Word.Text], subject) : Compare(syntax, sides);
        return Truth(fact) switch
        {
            false => throw source.Refused(syntax.Place.Start, $"'{fact}'", $"{fact} is false, and anything would follow from it"),
            true => [],
            null => [fact],
        };
    }

    private Fact.Has Has(Token name, Property property, Expr subject) => PropertyRules.Fits(property, subject.Shape)
        ? new Fact.Has(property, subject)
        : throw source.Misshapen(
            name.Start, $"{PropertyRules.Name(property)}({subject.Shape})",
            $"{PropertyRules.Name(property)} needs {PropertyRules.Wanted(property)}, not {subject.Shape}");

    // left < right and its like: between dimensions as such, otherwise as the sign of the difference. left == right: the difference is 0.
    private Fact Compare(FactSyntax syntax, ImmutableArray<Expr> sides)
    {
        Property property = Names.Relations[syntax.Word.Text];
        (int smaller, int larger) = syntax.Word.Text[0] == '<' ? (0, 1) : (1, 0);
        if (property == Property.Zero && sides.All(side => DimensionOf(side) is not null) && !sides.All(side => side is Constant))
        {
            throw source.Refused(syntax.Place.Start, "an equation between dimensions", "dimensions that are equal go by one name, or by a number", "declare the shapes with that");
        }

        return property == Property.Positive && DimensionOf(sides[smaller]) is { } small && DimensionOf(sides[larger]) is { } large
            ? new Fact.Less(small, large)
            : Has(syntax.Word, property, (syntax.Sides[larger].IsBareZero, syntax.Sides[smaller].IsBareZero) switch
            {
                (_, true) => sides[larger],
                (true, _) => property == Property.Zero ? sides[smaller] : -sides[smaller],
                _ when (sides[larger], sides[smaller]) is (Constant left, Constant right) => Expr.Constant(left.Value - right.Value),
                _ => At(syntax.Word, [.. sides.Select(side => side.Shape)], () => sides[larger] - sides[smaller]),
            });
    }

    private static Dimension? DimensionOf(Expr value) => value switch
    {
        Constant { Value: { IsInteger: true, Sign: > 0 } size } when size <= int.MaxValue => Dimension.Of((int)size.Numerator),
        Apply { Operator: DimensionSize size } => ((Parameter.Size)size.Parameters[0]).Value.Factors[0],
        _ => null,
    };

    private static bool? Truth(Fact fact) => fact switch
    {
        Fact.Less less when less.Smaller == less.Larger || less.Larger.IsOne => false,
        Fact.Less { Smaller.Size: int smaller, Larger.Size: int larger } => smaller < larger,
        Fact.Has { Subject: Constant number } has => PropertyRules.Holds(has.Property, number.Value),
        _ => null,
    };
}
