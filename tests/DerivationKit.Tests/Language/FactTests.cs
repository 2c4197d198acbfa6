using DerivationKit.Kernel;
using DerivationKit.Language;
using Scope = DerivationKit.Language.Scope;

namespace DerivationKit.Tests.Language;

public class FactTests
{
    private static readonly Scope Declared = Scope.Parse("A, B: matrix(n,n); U: matrix(n,k); x: vector(n); a, b: scalar; let f = grad(a*tr(A), A)");

    // facts, as the scope prints them
    [Theory]
    [InlineData("nonzero(a - b)", "nonzero(a - b)")]
    [InlineData("symmetric(A*B), pd(A*A')", "symmetric(A*B)\npd(A*A')")]
    [InlineData("k < n", "k < n")]
    [InlineData("n > k", "k < n")]
    [InlineData("k < 7, 1 < n", "k < 7\n1 < n")]
    [InlineData("a < b", "positive(b - a)")]
    [InlineData("a > b", "positive(a - b)")]
    [InlineData("a ≤ b", "nonnegative(b - a)")]
    [InlineData("A*x >= 0", "nonnegative(A*x)")]
    [InlineData("A*x < 0", "positive(-(A*x))")]
    [InlineData("a*b ≠ 0", "nonzero(a*b)")]
    [InlineData("k <= n", "nonnegative(n - k)")]
    [InlineData("A*x == a*x", "A*x == a*x")]
    [InlineData("A*x - a*x == 0", "A*x == a*x")]
    [InlineData("zero(A*x - a*x)", "A*x == a*x")]
    [InlineData("A*B == 0", "A*B == 0")]
    [InlineData("0 == A*B", "A*B == 0")]
    [InlineData("a - (b - 2) == 1/3", "a - (b - 2) == 1/3")]
    [InlineData("grad(norm2(A*x)^2, x) == 0", "grad(norm2(A*x)^2, x) == 0")]
    [InlineData("a == k", "a == k")]
    [InlineData("k < n, k < n", "k < n")]
    [InlineData("2 < 3, positive(2), between01(1/2), mask(1), 3 != 2, 2 == 4/2", "")]
    public void Facts_are_kept(string facts, string printed) =>
        Assert.Equal(printed, string.Join('\n', Declared.Assume(facts).Given));

    [Fact]
    public void A_property_of_a_variable_is_declared_wherever_the_variable_is_used()
    {
        Scope scope = Declared.Assume("nonzero(a*tr(A)), symmetric(A), invertible(A), x > 0");
        Variable a = Assert.Single(scope.Variables, v => v.Name == "A");
        Assert.Equal([Property.Symmetric, Property.Invertible], a.Properties);
        Assert.Equal([Property.Positive], scope.Variables.Single(v => v.Name == "x").Properties);
        Assert.Same(scope.ParseExpression("a*tr(A)"), Assert.IsType<Fact.Has>(Assert.Single(scope.Given)).Subject);
        Assert.Same(scope.ParseExpression("grad(a*tr(A), A)"), scope.ParseExpression("f"));
    }

    [Fact]
    public void A_claim_takes_for_granted_what_its_scope_does()
    {
        Scope scope = Declared.Extend("given nonzero(a - b), k < n\nD: matrix(n,n); given symmetric(D)");
        Claim claim = scope.ParseClaim("D == D'");
        Assert.Equal(["nonzero(a - b)", "k < n"], claim.Given.Select(fact => fact.ToString()));
        Assert.Equal([Property.Symmetric], claim.Variables.Single(v => v.Name == "D").Properties);
    }

    [Fact]
    public void A_scope_with_facts_prints_as_its_declarations()
    {
        string printed = Declared.Extend("given nonzero(a - b), orthogonal(A), k < n").ToString();
        Assert.Equal("A: matrix(n,n) orthogonal\nB: matrix(n,n)\nU: matrix(n,k)\nx: vector(n)\na: scalar\nb: scalar\n"
            + "let f = grad(a*tr(A), A)\ngiven nonzero(a - b)\ngiven k < n", printed);
        Assert.Equal(printed, Scope.Parse(printed).ToString());
    }

    [Fact]
    public void A_scope_is_made_of_names_types_and_facts()
    {
        Scope scope = Scope.FromTypes(
            [("X", "matrix(n,m)"), ("w", "vector(m)"), ("t", "scalar"), ("r", "row(3)")],
            ["symmetric(X*X')", "m < n", "unit(w)"]);
        Assert.Equal("X: matrix(n,m)\nw: vector(m) unit\nt: scalar\nr: row(3)\ngiven symmetric(X*X')\ngiven m < n", scope.ToString());
    }

    // Every property has its name in a fact.
    [Fact]
    public void Every_property_can_be_granted()
    {
        foreach (Property property in Enum.GetValues<Property>())
        {
            string subject = PropertyRules.Fits(property, Shape.Matrix("n", "n")) ? "A" : "x";
            Scope scope = Declared.Assume($"{PropertyRules.Name(property)}({subject})");
            Assert.Equal([property], scope.Variables.Single(v => v.Name == subject).Properties);
        }
    }

    // facts, column, found, a part of the reason, suggestion
    [Theory]
    [InlineData("3 < 2", 1, "'3 < 2'", "3 < 2 is false", "")]
    [InlineData("a != b, n < n", 9, "'n < n'", "n < n is false", "")]
    [InlineData("n < 1", 1, "'n < 1'", "n < 1 is false", "")]
    [InlineData("positive(-1)", 1, "'positive(-1)'", "positive(-1) is false", "")]
    [InlineData("symetric(A)", 1, "'symetric'", "a fact such as symmetric(X)", "did you mean symmetric?")]
    [InlineData("l < n", 1, "'l'", "a fact such as symmetric(X)", "the properties are between01, ")]
    [InlineData("k < l", 5, "'l'", "a declared name", "")]
    [InlineData("symmetric(U)", 1, "symmetric(matrix(n,k))", "symmetric needs a square matrix", "")]
    [InlineData("simplex(A)", 1, "simplex(matrix(n,n))", "simplex needs a vector", "")]
    [InlineData("a < x", 3, "scalar < vector(n)", "needs two operands of one shape", "")]
    [InlineData("2 == 3", 1, "'-1 == 0'", "-1 == 0 is false", "")]
    [InlineData("k == n", 1, "an equation between dimensions", "dimensions that are equal go by one name, or by a number", "declare the shapes with that")]
    [InlineData("k == 3", 1, "an equation between dimensions", "dimensions that are equal go by one name, or by a number", "declare the shapes with that")]
    [InlineData("a == x", 3, "scalar == vector(n)", "needs two operands of one shape", "")]
    [InlineData("a = b", 3, "'='", "to make a fact", "")]
    [InlineData("a == b == 2", 8, "'=='", "an operator or the end of the text", "")]
    [InlineData("a", 2, "the end of the text", "to make a fact", "")]
    [InlineData("", 1, "the end of the text", "a number, a name or '('", "")]
    [InlineData("symmetric(A", 12, "the end of the text", "')' to close symmetric(...)", "")]
    [InlineData("symmetric(A) pd(B)", 14, "'pd'", "an operator or the end of the text", "")]
    public void A_mistake_is_found_where_it_stands(string facts, int column, string found, string reason, string suggestion)
    {
        SyntaxException error = Assert.Throws<SyntaxException>(() => Declared.Assume(facts));
        Assert.Equal((1, column, found), (error.Line, error.Column, error.Found));
        Assert.Contains(reason, error.Expected);
        Assert.StartsWith(suggestion, error.Suggestion);
    }

    // name, type, found, reason
    [Theory]
    [InlineData("X", "matrx(n,m)", "'matrx'", "scalar, vector(n), row(n), matrix(m,n) or dimension")]
    [InlineData("X", "scalar; y: scalar", "';'", "a property or the end of the text")]
    [InlineData("sum", "scalar", "'sum'", "sum is a word of the language")]
    [InlineData("x y", "scalar", "'x y'", "x y is not a name: a letter or _, then letters, digits, _ or ′")]
    [InlineData("X", "", "the end of the text", "scalar, vector(n), row(n), matrix(m,n) or dimension")]
    public void A_type_is_refused_for_a_reason(string name, string type, string found, string reason)
    {
        SyntaxException error = Assert.Throws<SyntaxException>(() => Scope.FromTypes([(name, type)], []));
        Assert.Equal((found, reason), (error.Found, error.Expected));
    }
}
