using DerivationKit.Kernel;
using DerivationKit.Language;
using Scope = DerivationKit.Language.Scope;

namespace DerivationKit.Tests.Language;

public class DeclarationTests
{
    [Theory]
    [InlineData("Z: matrix(n,d)", "Z", "matrix(n,d)")]
    [InlineData("θ_1′: vector(n)", "θ_1′", "vector(n)")]
    [InlineData("_r: row(k)", "_r", "row(k)")]
    [InlineData("t : scalar", "t", "scalar")]
    [InlineData("M: matrix(n,1)", "M", "vector(n)")]
    [InlineData("M: matrix(1,n)", "M", "row(n)")]
    [InlineData("M: matrix(1,1)", "M", "scalar")]
    [InlineData("M: matrix(3,n)", "M", "matrix(3,n)")]
    [InlineData("mask: matrix(n,d) mask", "mask", "matrix(n,d)")]
    public void A_variable_has_its_shape(string text, string name, string shape)
    {
        Variable variable = Assert.Single(Scope.Parse(text).Variables);
        Assert.Equal((name, shape), (variable.Name, variable.Shape.ToString()));
    }

    [Fact]
    public void A_variable_has_its_properties() => Assert.Equal(
        [Property.Positive, Property.Symmetric], Scope.Parse("A: matrix(n,n) symmetric positive").Variables[0].Properties);

    [Fact]
    public void Several_names_share_a_declaration()
    {
        Scope scope = Scope.Parse("X, Y: matrix(n,d) positive; t: scalar\n\nm: dimension");
        Assert.Equal(["X", "Y", "t"], scope.Variables.Select(v => v.Name));
        Assert.Equal([Property.Positive], scope.Variables[1].Properties);
        Assert.Equal(["n", "d", "m"], scope.Dimensions.Select(d => d.Text));
    }

    [Fact]
    public void A_scope_finds_its_variables_by_name()
    {
        Scope scope = Scope.Parse("Z: matrix(n,d); θ: matrix(k,d); let S = Z*θ'");
        Assert.Same(scope.Variables[1], scope["θ"]);
        foreach (string other in (string[])["theta", "z", "n", "S"])
        {
            Assert.Equal($"{other} is not a declared variable; these are: Z, θ", Assert.Throws<KeyNotFoundException>(() => scope[other]).Message);
        }
    }

    [Fact]
    public void No_text_is_null()
    {
        Assert.Throws<ArgumentNullException>(() => Scope.Parse(null!));
        Assert.Throws<ArgumentNullException>(() => Scope.Empty.ParseExpression(null!));
        Assert.Throws<ArgumentNullException>(() => Scope.Empty.ParseClaim(null!));
        Assert.Throws<ArgumentNullException>("name", () => Scope.Empty[null!]);
    }

    [Fact]
    public void A_scope_is_extended_and_stays_as_it_was()
    {
        Scope first = Scope.Parse("Z: matrix(n,d)");
        Scope second = first.Extend("let G = Z'*Z");
        Assert.Same(first.ParseExpression("Z'*Z"), second.ParseExpression("G"));
        Assert.Throws<SyntaxException>(() => first.ParseExpression("G"));
    }

    [Fact]
    public void A_let_may_go_on_in_brackets_or_behind_an_operator()
    {
        Scope scope = Scope.Parse("a, b: scalar\nlet s = (a\n+ b)\nlet p = a*\nb\nlet q = a\nc: scalar");
        Assert.Same(scope.ParseExpression("a + b"), scope.ParseExpression("s"));
        Assert.Same(scope.ParseExpression("a*b"), scope.ParseExpression("p"));
        Assert.Same(scope.ParseExpression("a"), scope.ParseExpression("q"));
    }

    [Fact]
    public void A_scope_prints_as_its_declarations()
    {
        const string Declarations = "A: matrix(n,n) positive symmetric\nx: row(3)\nm: dimension\nlet S = x*x' + m\nb: vector(m)";
        // m is declared by b as well, and then needs no line of its own.
        Assert.Equal(Declarations.Replace("m: dimension\n", "").Replace("let S = x*x' + m\nb: vector(m)", "b: vector(m)\nlet S = x*x' + m"),
            Scope.Parse("A: matrix(n,n) symmetric positive; x: row(3); b: vector(m); let S = x*x' + m").ToString());
        Assert.Equal("m: dimension\nlet S = 2*m", Scope.Parse("m: dimension\nlet S = 2*m").ToString());
    }

    [Fact]
    public void Variables_that_exist_already_form_a_scope()
    {
        Variable x = Expr.Variable("x", Shape.Vector("n"), Property.Positive);
        Assert.Same(Expr.Size(Dimension.Named("n")) * x, Scope.Of(x).ParseExpression("n*x"));
        Assert.Throws<ArgumentException>(() => Scope.Of(x, x));
        Assert.Throws<ArgumentException>(() => Scope.Of(Expr.Variable("x y", Shape.Scalar)));
        Assert.Throws<ArgumentException>(() => Scope.Of(Expr.Variable("sum", Shape.Scalar)));
    }

    // declarations, line, column, reason
    [Theory]
    [InlineData("vector: scalar", 1, 1, "vector is a word of the language")]
    [InlineData("Z: scalar\nt, Z: scalar", 2, 4, "Z is already the variable Z: scalar")]
    [InlineData("Z: vector(n)\nn: scalar", 2, 1, "n is already a dimension")]
    [InlineData("n: scalar\nZ: vector(n)", 2, 11, "n is already the variable n: scalar")]
    [InlineData("Z: vector(Z)", 1, 1, "Z is already a dimension")]
    [InlineData("a: scalar\nlet a = 2", 2, 5, "a is already the variable a: scalar")]
    [InlineData("let a = 2\na: scalar", 2, 1, "a is already an abbreviation of type scalar")]
    [InlineData("θ: scalar\ntheta: scalar", 2, 1, "theta looks like θ, which is the variable θ: scalar")]
    [InlineData("sum: scalar", 1, 1, "sum is a word of the language")]
    [InlineData("grad: scalar", 1, 1, "grad is a word of the language")]
    [InlineData("Z: vector(softmax_rows)", 1, 11, "softmax_rows is a word of the language")]
    [InlineData("let let = 3", 1, 5, "let is a word of the language")]
    [InlineData("A: matrix(n,d) positive symmetric", 1, 25, "A: matrix(n,d) cannot be symmetric, which needs a square matrix")]
    [InlineData("x: vector(n) onehot_rows", 1, 14, "x: vector(n) cannot be onehot_rows, which needs a matrix")]
    public void A_declaration_is_refused_for_a_reason(string text, int line, int column, string reason)
    {
        SyntaxException error = Assert.Throws<SyntaxException>(() => Scope.Parse(text));
        Assert.Equal((line, column, reason), (error.Line, error.Column, error.Expected));
    }

    // declarations, line, column, found, a part of expected, suggestion
    [Theory]
    [InlineData("Z", 1, 2, "the end of the text", "':'", "")]
    [InlineData("Z: ", 1, 3, "the end of the text", "scalar, vector(n)", "")]
    [InlineData("Z: matrx(n,d)", 1, 4, "'matrx'", "matrix(m,n)", "did you mean matrix?")]
    [InlineData("Z: matrix(n)", 1, 12, "')'", "','", "")]
    [InlineData("Z: vector(n,d)", 1, 12, "','", "')', because vector has 1 dimension", "")]
    [InlineData("Z: matrix(n,0)", 1, 13, "'0'", "a positive whole number", "")]
    [InlineData("Z: matrix(n,1.5)", 1, 13, "'1.5'", "a positive whole number", "")]
    [InlineData("Z: matrix(n,99999999999)", 1, 13, "'99999999999'", "a positive whole number", "")]
    [InlineData("Z: matrix(n,-1)", 1, 13, "'-'", "a positive whole number", "")]
    [InlineData("a: scalar\nZ: matrix(n,d) symetric", 2, 16, "'symetric'", "a property: ", "did you mean symmetric?")]
    [InlineData("Z: scalar X: scalar", 1, 11, "'X'", "a property: ", "")]
    [InlineData("Z: scalar, X: scalar", 1, 10, "','", "';' or a new line", "")]
    [InlineData("let = 3", 1, 5, "'='", "the name of an abbreviation", "")]
    [InlineData("let f 3", 1, 7, "'3'", "'='", "")]
    [InlineData("let f = Z", 1, 9, "'Z'", "a declared name", "declare it first, as in Z: scalar, or as vector(n), matrix(n,d) or dimension")]
    [InlineData("3: scalar", 1, 1, "'3'", "a name to declare", "")]
    [InlineData("a: scalar\nlet s = a\n+ a", 3, 1, "'+'", "a name to declare", "")]
    public void A_mistake_is_found_where_it_stands(string text, int line, int column, string found, string expected, string suggestion)
    {
        SyntaxException error = Assert.Throws<SyntaxException>(() => Scope.Parse(text));
        Assert.Equal((line, column, found, suggestion), (error.Line, error.Column, error.Found, error.Suggestion));
        Assert.Contains(expected, error.Expected);
    }
}
