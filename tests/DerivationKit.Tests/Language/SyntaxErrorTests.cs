using DerivationKit.Language;

namespace DerivationKit.Tests.Language;

public class SyntaxErrorTests
{
    // text, column, found, a part of expected, suggestion
    [Theory]
    [InlineData("", 1, "the end of the text", "a number, a name or '('", "")]
    [InlineData("a + ", 4, "the end of the text", "a number, a name or '('", "")]
    [InlineData("a + * t", 5, "'*'", "a number, a name or '('", "")]
    [InlineData("a**2", 3, "'*'", "a number, a name or '('", "write ^ for a power")]
    [InlineData("(a + t", 7, "the end of the text", "')' to close '('", "")]
    [InlineData("a + t)", 6, "')'", "the end of the text", "")]
    [InlineData("2x", 2, "'x'", "an operator", "write * for a product")]
    [InlineData("x y", 3, "'y'", "an operator", "write * for a product")]
    [InlineData("a(t)", 2, "'('", "an operator after the variable a: scalar", "write * for a product")]
    [InlineData(".5", 1, "'.'", "a number", "a decimal number has digits on both sides of its point, as in 0.5")]
    [InlineData("a $ t", 3, "'$'", "an operator", "")]
    [InlineData("Z’*Z", 2, "'’'", "an operator", "write ' for a transpose")]
    [InlineData("a <= t", 3, "'<='", "an operator", "only an equality left == right can be claimed")]
    [InlineData("a = t", 3, "'='", "an operator", "a claim is written left == right")]
    [InlineData("a == t", 3, "'=='", "an operator", "only a claim or a fact compares two sides, and only once")]
    [InlineData("pow(a, t)", 8, "'t'", "a constant exponent", "")]
    [InlineData("a²³^2", 4, "'^'", "brackets around the power", "write (a²³)^")]
    [InlineData("a^t^x'", 6, "'''", "brackets around the power", "write (a^t^x)'")]
    [InlineData("a^²", 3, "'²'", "a number, a name or '('", "")]
    [InlineData("a⁻", 2, "'⁻'", "an operator", "")]
    [InlineData("a⁰⁰⁰⁰⁰", 2, "an exponent of 5 digits", "at most 4", "")]
    [InlineData("a^2'", 4, "'''", "brackets around the power", "write (a^2)'")]
    [InlineData("q", 1, "'q'", "a declared name", "declare it first, as in q: scalar, or as vector(n), matrix(n,d) or dimension")]
    [InlineData("1/m", 3, "'m'", "a declared name", "declare it first, as in m: scalar, or as vector(n), matrix(n,d) or dimension")]
    [InlineData("theta", 1, "'theta'", "a declared name", "did you mean θ?")]
    [InlineData("z*θ'", 1, "'z'", "a declared name", "did you mean Z?")]
    [InlineData("Z′", 1, "'Z′'", "a declared name", "write Z' for the transpose")]
    [InlineData("sum", 4, "the end of the text", "'(' after the function sum", "")]
    [InlineData("sum(x, 1)", 6, "','", "')' to close sum(...)", "write rowsum(X) or colsum(X)")]
    [InlineData("eye(n, n)", 6, "','", "')' to close eye(...)", "write eye(n), which is square")]
    [InlineData("exp(x, 1)", 6, "','", "')' to close exp(...)", "exp takes 1 argument")]
    [InlineData("tr(A, B)", 5, "','", "')' to close tr(...)", "tr takes 1 argument")]
    [InlineData("vector(1, 2)", 9, "','", "')' to close vector(...)", "")]
    [InlineData("hadamard(Z, Z, Z)", 14, "','", "')' to close hadamard(...)", "hadamard takes 2 arguments")]
    [InlineData("ones(2*A)", 8, "'A'", "a dimension", "")]
    [InlineData("ones(n + d)", 6, "'n + d'", "a dimension", "")]
    [InlineData("vector", 1, "'vector'", "a declared name", "write vector(c)")]
    [InlineData("np.exp(x)", 3, "'.'", "an operator", "names have no dots: write exp(...)")]
    [InlineData("np.linalg.inv(x)", 3, "'.'", "an operator", "names have no dots: write inv(...)")]
    [InlineData("np.dot(x,y)", 3, "'.'", "an operator", "names have no dots: write x'*y")]
    [InlineData("A.inv", 2, "'.'", "an operator", "names have no dots: write inv(...)")]
    [InlineData("2.x", 2, "'.'", "an operator", "a decimal number has digits on both sides of its point, as in 0.5")]
    [InlineData("\\frac{1}{2}", 1, "'\\'", "a number", "LaTeX is not read: write a/b and exp(x), and Greek letters as they are declared")]
    [InlineData("|x|", 1, "'|'", "a number", "write abs(x) for an absolute value, ‖x‖ for a norm, det(X) for a determinant")]
    [InlineData("‖x", 3, "the end of the text", "an operator or '‖' to close '‖'", "")]
    [InlineData("hadamard(Z)", 11, "')'", "',' and argument 2 of hadamard", "")]
    [InlineData("eye(p)", 5, "'p'", "a dimension", "declare it by use in a shape, or as p: dimension")]
    [InlineData("eye(N)", 5, "'N'", "a dimension", "did you mean n?")]
    [InlineData("eye(Z)", 5, "'Z'", "a dimension", "")]
    [InlineData("eye(0)", 5, "'0'", "a dimension", "")]
    [InlineData("ones(n,d,k)", 9, "','", "')' to close ones(...)", "")]
    [InlineData("contract(A, B)", 10, "'A'", "a text in quotes", "")]
    [InlineData("contract(\"ij->i, A)", 10, "an opening \"", "a closing \" on the same line", "")]
    [InlineData("grad(sum(Z), S)", 14, "'S'", "a declared variable", "")]
    [InlineData("grad(sum(Z), n)", 14, "'n'", "a declared variable, not a dimension", "")]
    [InlineData("grad(sum(Z), z)", 14, "'z'", "a declared variable", "did you mean Z?")]
    [InlineData("grad(sum(Z), 2*Z)", 14, "'2'", "a declared variable", "")]
    [InlineData("grad(sum(Z))", 12, "')'", "',' and the variable of grad", "")]
    [InlineData("jvp(Z, Z)", 9, "')'", "',' and a direction in the shape of Z", "")]
    [InlineData("along(a*t, a)", 13, "')'", "',' and the velocity of a", "")]
    public void A_mistake_is_found_where_it_stands(string text, int column, string found, string expected, string suggestion)
    {
        SyntaxException error = Samples.Fails(text);
        Assert.Equal((1, column, found, suggestion), (error.Line, error.Column, error.Found, error.Suggestion));
        Assert.Contains(expected, error.Expected);
        Assert.StartsWith($"line 1, column {column}: found {found}, expected ", error.Message);
    }

    [Theory]
    [InlineData("softmx_rows(Z)", "did you mean softmax_rows?")]
    [InlineData("logsumexpp(x)", "did you mean logsumexp?")]
    [InlineData("trace(A)", "did you mean tr?")]
    [InlineData("ln(x)", "did you mean log?")]
    [InlineData("kronecker(A, A)", "did you mean kron?")]
    [InlineData("norm(x)", "did you mean norm2?")]
    [InlineData("dot(x, x)", "write x'*y; derive operators lists them")]
    [InlineData("einsum(x)", "write contract(\"ij,jk->ik\", A, B); derive operators lists them")]
    [InlineData("qqq(1)", "derive operators lists them")]
    public void A_function_that_does_not_exist_is_said_not_to(string text, string suggestion)
    {
        SyntaxException error = Samples.Fails(text);
        string name = $"'{text[..text.IndexOf('(')]}'";
        Assert.Equal((1, name, suggestion), (error.Column, error.Found, error.Suggestion));
        Assert.Equal($"line 1, column 1: found {name}, which is not among the operators; {suggestion}", error.Message);
    }

    [Theory]
    [InlineData("Zz", "did you mean Z? If not, declare it first, as in Zz: scalar, or as vector(n), matrix(n,d) or dimension")]
    [InlineData("eye_n", "write eye(n)")]
    [InlineData("I_4", "write eye(4)")]
    [InlineData("ones_n", "write ones(n)")]
    [InlineData("softmax(Z, axis=1)", "write softmax_rows(X) or softmax_cols(X)")]
    public void A_name_from_elsewhere_is_guessed(string text, string suggestion)
    {
        SyntaxException error = Samples.Fails(text);
        Assert.Equal(suggestion, error.Suggestion);
    }

    // Dimensions that are still open have names of their own inside; a message shows such as a user would write.
    [Theory]
    [InlineData("a*X + w*z", "vector(n) * vector(n)", "did you mean w*z' or w'*z or w .* z?")]
    [InlineData("logdet(A*x)", "logdet(vector(n))", "")]
    [InlineData("x .* X*y", "vector(n) .* matrix(m,k)", "")]
    [InlineData("eye_n*x", "'eye_n'", "write eye(n)")]
    public void A_mistake_where_nothing_is_declared_is_told_in_names_that_can_be_written(string text, string found, string suggestion)
    {
        var error = Assert.Throws<SyntaxException>(() => Scope.Empty.Infer(text));
        Assert.Equal((found, suggestion), (error.Found, error.Suggestion));
        Assert.DoesNotContain("′", error.ToString());
    }

    // In every shape that it is suggested for, it is read and keeps the shape.
    [Theory]
    [InlineData("square", "x .* x")]
    public void A_form_that_is_suggested_for_a_function_is_read(string function, string form)
    {
        Assert.Contains(form, Samples.Fails($"{function}(x)").Suggestion);
        string[] shapes = form.Contains("ones") ? ["vector(n)"] : form.Contains('1') ? ["scalar"] : ["scalar", "vector(n)", "matrix(n,d)"];
        Assert.All(shapes, shape =>
        {
            var scope = Scope.Parse($"n: dimension; x: {shape}");
            Assert.Equal(shape, scope.ParseExpression(form).Shape.ToString());
        });
    }

    // The caret stands at the operator or at the function.
    [Theory]
    [InlineData("x + a", 3, "vector(n) + scalar", "did you mean x + a*ones(n) or x + vector(a)?")]
    [InlineData("2 + 3*t - Z", 9, "scalar - matrix(n,d)", "did you mean (2 + 3*t)*ones(n,d) - Z or matrix(2 + 3*t) - Z?")]
    [InlineData("r + 1", 3, "row(k) + scalar", "did you mean r + ones(1,k)?")]
    [InlineData("log(x) + 1", 8, "vector(n) + scalar", "did you mean log(x) + ones(n) or log(x) + vector(1)?")]
    [InlineData("x*y", 2, "vector(n) * vector(n)", "did you mean x*y' or x'*y or x .* y?")]
    [InlineData("vector(x) + x", 1, "vector(vector(n))", "")]
    [InlineData("Z + vector(1)", 3, "matrix(n,d) + vector(m)", "")]
    [InlineData("‖Z‖_2", 1, "‖matrix(n,d)‖_2", "write ‖X‖_F for the root of the sum of squares, norm1(X) for the sum of absolute values")]
    [InlineData("A^(1/2)", 2, "matrix(n,n) ^", "did you mean .^ ?")]
    [InlineData("Z^-1", 2, "matrix(n,d) ^", "did you mean .^ ?")]
    [InlineData("Z*θ", 2, "matrix(n,d) * matrix(k,d)", "did you mean Z*θ'?")]
    [InlineData("Z*Z", 2, "matrix(n,d) * matrix(n,d)", "did you mean Z*Z' or Z'*Z or Z .* Z?")]
    [InlineData("Z'*θ'", 3, "matrix(d,n) * matrix(d,k)", "did you mean Z*θ'?")]
    [InlineData("Z .* a", 3, "matrix(n,d) .* scalar", "did you mean Z*a?")]
    [InlineData("x/y", 2, "vector(n) / vector(n)", "did you mean x ./ y?")]
    [InlineData("Z + A*θ", 6, "matrix(n,n) * matrix(k,d)", "")]
    [InlineData("softmax(Z)", 1, "softmax(matrix(n,d))", "did you mean softmax_rows or softmax_cols?")]
    [InlineData("softmax(x, 1)", 1, "softmax(vector(n), scalar)", "write softmax_rows(X) or softmax_cols(X)")]
    [InlineData("1 + tr(Z)", 5, "tr(matrix(n,d))", "")]
    [InlineData("Z^2", 2, "matrix(n,d) ^", "did you mean .^ ?")]
    [InlineData("x^2", 2, "vector(n) ^", "did you mean .^ ?")]
    [InlineData("x^-1", 2, "vector(n) ^", "did you mean .^ ?")]
    [InlineData(
        "grad(Z, Z)", 1, "grad(matrix(n,d), matrix(n,d))", "use jacobian for a vector, jvp for a direction, or sum(...) to make a scalar")]
    [InlineData("grad(sum(Z), Z = θ)", 1, "grad(scalar, matrix(n,d), matrix(k,d))", "")]
    [InlineData(
        "hessian(sum(Z), Z)", 17, "hessian(..., matrix(n,d))",
        "write vechess(f, Z) for the Hessian by vec(Z), or hvp(f, Z, D) along a direction D")]
    [InlineData(
        "mixed(sum(Z), x, r)", 18, "mixed(..., row(k))", "write hvp(f, r, D), the second derivative applied to a direction D")]
    [InlineData("hvp(sum(Z), Z, A)", 1, "hvp(matrix(n,d), matrix(n,d), matrix(n,n))", "")]
    [InlineData("grad(sum(Z), Z, on: symmetric)", 21, "grad(..., matrix(n,d), on: symmetric)", "")]
    [InlineData("grad(sum(Z), Z, on: sphere)", 21, "grad(..., matrix(n,d), on: sphere)", "")]
    [InlineData("grad(a*t, a, on: simplex_tangent)", 18, "grad(..., scalar, on: simplex_tangent)", "")]
    [InlineData("jacobian(Z, x)", 1, "jacobian(matrix(n,d), vector(n))", "use vecjac for vec by vec, or jvp for a direction")]
    [InlineData("jvp(Z, x, u)", 1, "jvp(matrix(n,d), vector(n), vector(d))", "")]
    public void Shapes_that_do_not_fit_are_shown(string text, int column, string shapes, string suggestion)
    {
        SyntaxException error = Samples.Fails(text);
        Assert.Equal((1, column, shapes, suggestion), (error.Line, error.Column, error.Found, error.Suggestion));
        Assert.StartsWith($"line 1, column {column}: {shapes}: ", error.Message);
    }

    [Theory]
    [InlineData("contract(\"ij,jk->il\", A, B)", 1, "contract(\"ij,jk->il\"): the result has l, which no argument has")]
    [InlineData("size(3)", 1, "size needs the name of a dimension; write the number 3 instead")]
    [InlineData("deriv(x, x)", 10, "deriv needs a scalar variable, not x: vector(n)")]
    [InlineData("along(a*t, a, t, a, t)", 18, "the velocity of a is given already")]
    [InlineData("a^T*T", 2, "^T is the transpose, but T is a name here")]
    [InlineData("x.T*deriv(a^(T), T)", 2, ".T is the transpose, but T is a name here")]
    public void A_reason_is_given(string text, int column, string reason)
    {
        SyntaxException error = Samples.Fails(text);
        Assert.Equal((column, reason), (error.Column, error.Expected));
    }

    [Fact]
    public void Sides_of_different_shapes_are_refused_at_the_equality()
    {
        SyntaxException error = Assert.Throws<SyntaxException>(() => Samples.Scope.ParseClaim("Z*θ' == Z"));
        Assert.Equal((6, "matrix(n,k) == matrix(n,d)"), (error.Column, error.Found));
    }

    [Theory]
    [InlineData("", "a claim", "a claim is written left == right")]
    [InlineData(" ", "a claim", "a claim is written left == right")]
    [InlineData("x'*A*x", "an operator or '=='", "a claim is written left == right")]
    [InlineData("a ==", "a number, a name or '('", "")]
    [InlineData("a = t", "an operator or '=='", "a claim is written left == right")]
    [InlineData("a == t == a", "an operator or the end of the text", "only a claim or a fact compares two sides, and only once")]
    public void A_claim_has_one_equality(string text, string expected, string suggestion)
    {
        SyntaxException error = Assert.Throws<SyntaxException>(() => Samples.Scope.ParseClaim(text));
        Assert.Equal((expected, suggestion), (error.Expected, error.Suggestion));
    }

    [Fact]
    public void The_line_and_a_caret_are_shown_and_no_stack_trace()
    {
        SyntaxException error = Samples.Fails("a +\n\t  t*(Z + θ)\n- 1");
        Assert.Equal((2, 9), (error.Line, error.Column));
        Assert.Equal($"{error.Message}\n    \t  t*(Z + θ)\n    \t       ^", error.ToString());
    }

    [Fact]
    public void Columns_count_what_a_reader_sees()
    {
        // A letter outside the basic plane is two UTF-16 units and one text element.
        SyntaxException error = Assert.Throws<SyntaxException>(() => Scope.Parse("𝑥, 𝑦: scalar").ParseExpression("𝑥 + 𝑦 $"));
        Assert.Equal((7, "      ^"), (error.Column, error.CaretLine));
    }

    [Fact]
    public void A_long_line_is_shortened_around_the_caret()
    {
        SyntaxException error = Samples.Fails(string.Concat(Enumerable.Repeat("a + ", 100)) + "$" + new string(' ', 500) + "a");
        Assert.Equal(401, error.Column);
        Assert.Equal('$', error.SourceLine[error.CaretLine.Length - 1]);
        Assert.InRange(error.SourceLine.Length, 60, 110);
        Assert.StartsWith("…", error.SourceLine);
        Assert.EndsWith("…", error.SourceLine);
    }
}
