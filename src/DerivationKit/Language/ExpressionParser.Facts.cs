using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Operators;

namespace DerivationKit.Language;

/// <content>Facts: symmetric(X), nonzero(det(A)), m &lt; n, x &gt; 0.</content>
internal sealed partial class ExpressionParser
{
    private const string AFact = "a fact such as symmetric(X), nonzero(a - b) or m < n";

    /// <summary>The whole text as facts, separated by commas.</summary>
    public ImmutableArray<Fact> ParseFacts()
    {
        ImmutableArray<Fact> facts = Facts();
        ExpectEnd();
        return facts;
    }

    /// <summary>Facts that end with their line.</summary>
    public ImmutableArray<Fact> ParseLineOfFacts()
    {
        endsAtLineBreak = true;
        return Facts();
    }

    private ImmutableArray<Fact> Facts()
    {
        var facts = ImmutableArray.CreateBuilder<Fact>();
        do
        {
            Token start = words.Current;
            Fact fact = IsPropertyCall(start) ? PropertyFact(words.Take()) : Comparison();
            if (!IsPlain(start, fact))
            {
                facts.Add(fact);
            }
        }
        while (words.TryTake(","));
        return facts.ToImmutable();
    }

    // A variable is never followed by a bracket, so that one may bear the name of a property.
    private bool IsPropertyCall(Token token) =>
        token.Kind == TokenKind.Name && Names.Properties.ContainsKey(token.Text)
        && source.Text.AsSpan(token.End).TrimStart().StartsWith("(");

    private Fact.Has PropertyFact(Token name)
    {
        Enter(name);
        words.Take("(");
        Operand subject = Sum();
        Close($"{name.Text}(...)");
        return Has(name, Names.Properties[name.Text], subject.Value);
    }

    private Fact.Has Has(Token name, Property property, Expr subject) => PropertyRules.Fits(property, subject.Shape)
        ? new Fact.Has(property, subject)
        : throw source.Misshapen(
            name.Start, $"{PropertyRules.Name(property)}({subject.Shape})",
            $"{PropertyRules.Name(property)} needs {PropertyRules.Wanted(property)}, not {subject.Shape}");

    // left < right and its like: between dimensions as such, otherwise as the sign of the difference.
    private Fact Comparison()
    {
        if (words.Current.Kind == TokenKind.Name && !IsKnown(words.Current.Text))
        {
            string guess = Suggestions.ForName(words.Current.Text, Names.Properties.Keys.Concat(scope.KnownNames));
            throw words.Unexpected(AFact, guess.Length > 0 ? guess : $"the properties are {string.Join(", ", Names.Properties.Keys.Order())}");
        }

        Operand left = Sum();
        Token relation = words.Current;
        if (relation.Kind != TokenKind.Symbol || !Names.Relations.TryGetValue(relation.Text, out Property property))
        {
            throw words.Unexpected("an operator, or <, >, <=, >= or != to make a fact", relation.Is("==") ? "a fact is no equation" : "");
        }

        words.Take();
        Operand right = Sum();
        bool isLess = relation.Text[0] == '<';
        (Operand smaller, Operand larger) = isLess ? (left, right) : (right, left);
        return property == Property.Positive && DimensionOf(smaller.Value) is { } small && DimensionOf(larger.Value) is { } large
            ? new Fact.Less(small, large)
            : Has(relation, property, Difference(relation, larger, smaller));
    }

    private bool IsKnown(string name) =>
        scope.Find(name) is not null || Names.IsReserved(name);

    private Expr Difference(Token relation, Operand larger, Operand smaller) => (larger.IsBareZero, smaller.IsBareZero) switch
    {
        (_, true) => larger.Value,
        (true, _) => -smaller.Value,
        _ when (larger.Value, smaller.Value) is (Constant left, Constant right) => Expr.Constant(left.Value - right.Value),
        _ => At(relation, [larger.Value.Shape, smaller.Value.Shape], () => larger.Value - smaller.Value),
    };

    private static Dimension? DimensionOf(Expr value) => value switch
    {
        Constant { Value: { IsInteger: true, Sign: > 0 } size } when size.Numerator <= int.MaxValue => Dimension.Of((int)size.Numerator),
        Apply { Operator: DimensionSize size } => ((Parameter.Size)size.Parameters[0]).Value.Factors is [var only] ? only : null,
        _ => null,
    };

    // Whether numbers alone decide the fact; false ones are refused, because everything would follow from them.
    private bool IsPlain(Token start, Fact fact)
    {
        bool? truth = fact switch
        {
            Fact.Less less when less.Smaller == less.Larger || less.Larger.IsOne => false,
            Fact.Less { Smaller.Size: int smaller, Larger.Size: int larger } => smaller < larger,
            Fact.Has { Subject: Constant number } has => PropertyRules.Holds(has.Property, number.Value),
            _ => null,
        };
        return truth == false
            ? throw source.Refused(start.Start, $"'{fact}'", $"{fact} is false, and anything would follow from it")
            : truth == true;
    }
}
