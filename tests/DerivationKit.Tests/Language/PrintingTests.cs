using DerivationKit.Kernel;
using DerivationKit.Language;
using DerivationKit.Testing;
using FsCheck.Fluent;

namespace DerivationKit.Tests.Language;

public class PrintingTests
{
    // What is written with the fewest brackets and the usual blanks prints as it was written.
    [Theory]
    [InlineData("inv(B)*x", "B^{-1} x")]
    [InlineData("inv(A + B)'", "\\left(A + B\\right)^{-\\top}")]
    [InlineData("inv(exp(B))", "{\\exp\\left(B\\right)}^{-1}")]
    [InlineData("inv(B)'*x", "B^{-\\top} x")]
    [InlineData("eye(n)*x", "I_{n} x")]
    [InlineData("ones(n)*ones(3)'", "\\mathbf{1}_{n} {\\mathbf{1}_{3}}^{\\top}")]
    [InlineData("ones(n,3)", "\\mathbf{1}_{n \\times 3}")]
    [InlineData("norm2(Z*u)^2", "{\\left\\lVert Z u \\right\\rVert_{2}}^{2}")]
    [InlineData("norm2(Z)", "\\left\\lVert Z \\right\\rVert_{F}")]
    [InlineData("norm1(x)", "\\left\\lVert x \\right\\rVert_{1}")]
    [InlineData("a^(-t)", "a^{-t}")]
    [InlineData("x.^y", "x^{\\circ y}")]
    [InlineData("B^2", "B^{2}")]
    public void An_operator_has_its_usual_form_in_latex(string text, string latex) => Assert.Equal(latex, Latex.Print(Samples.Read(text)));

    [Theory]
    [InlineData("grad(-sum(C .* logsoftmax_rows(Z*θ')), Z)")]
    [InlineData("(softmax_rows(Z*θ') - C)*θ")]
    [InlineData("a + (-t)")]
    [InlineData("a - (-t*a)")]
    [InlineData("a*(-t)")]
    [InlineData("-a*t")]
    [InlineData("-(a + t)")]
    [InlineData("--a")]
    [InlineData("a - (t - a)")]
    [InlineData("a*(t/a)")]
    [InlineData("-a^2")]
    [InlineData("(-a)^2")]
    [InlineData("(a^2)^(1/2)")]
    [InlineData("a^(-1)")]
    [InlineData("(x.^2)'*y")]
    [InlineData("(Z*θ')'")]
    [InlineData("(x'*x)*y")]
    [InlineData("(x'*x/(y'*y))*y")]
    [InlineData("a*x'*y*a")]
    [InlineData("x''")]
    [InlineData("x ./ y .* x")]
    [InlineData("1/2*a")]
    [InlineData("a*(1/2)")]
    [InlineData("1/(2)*a")]
    [InlineData("a + (-1/2)")]
    [InlineData("-(3)")]
    [InlineData("--3")]
    [InlineData("(-3)^2")]
    [InlineData("1/n*sum(x)")]
    [InlineData("ones(n)*ones(3)' + contract(\"i,j->ij\", x, ones(3))")]
    [InlineData("jvp(Z*θ', θ = -θ, 2*θ)")]
    [InlineData("jacobian(exp(x), x = y)")]
    public void A_text_prints_as_it_was_written(string text) => Assert.Equal(text, Text.Print(Samples.Read(text)));

    [Theory]
    [InlineData("0.125", "1/8")]
    [InlineData("-a - -3", "-a - (-3)")]
    [InlineData("deriv(a*t, t)", "jvp(a*t, t, 1)")]
    [InlineData("grad(sum(x), x = x)", "grad(sum(x), x)")]
    [InlineData("sqrt(x)", "x.^(1/2)")]
    [InlineData("add(a, neg(3))", "a + (-(3))")]
    [InlineData("div(1, 2)", "1/(2)")]
    public void Other_spellings_print_as_the_usual_one(string text, string usual) => Assert.Equal(usual, Text.Print(Samples.Read(text)));

    [Fact]
    public void An_expression_shows_itself_as_its_text() => Assert.Equal("Z*θ'", Samples.Read("Z * θ^T").ToString());

    [Fact]
    public void A_claim_prints_both_sides()
    {
        Claim claim = Samples.Scope.ParseClaim("Z*θ' - C == 0");
        Assert.Equal("Z*θ' - C == zeros(n, k)", Text.Print(claim));
        Assert.Equal("Z \\theta^{\\top} - C = \\mathbf{0}_{n \\times k}", Latex.Print(claim));
    }

    [Theory]
    [InlineData("x ./ y*a", @"\left(x \oslash y\right) a")]
    [InlineData("C .* softmax_rows(Z*θ')", @"C \odot \operatorname{softmax}_{\mathrm{rows}}\left(Z \theta^{\top}\right)")]
    [InlineData("exp(a)*log(t)", @"\exp\left(a\right) \log\left(t\right)")]
    [InlineData("(a + t)/(a - t)", @"\frac{a + t}{a - t}")]
    [InlineData("x ./ y", @"x \oslash y")]
    [InlineData("2*3*a", @"2 \cdot 3 a")]
    [InlineData("a*2^3", @"a \cdot 2^{3}")]
    [InlineData("a^(1/2)", @"a^{\frac{1}{2}}")]
    [InlineData("x.^(-2)", @"x^{\circ -2}")]
    [InlineData("x''", @"{x^{\top}}^{\top}")]
    [InlineData("(Z*θ')'", @"\left(Z \theta^{\top}\right)^{\top}")]
    [InlineData("exp(x)'", @"{\exp\left(x\right)}^{\top}")]
    [InlineData("a - (-t)", @"a - \left(-t\right)")]
    [InlineData("grad(sum(Z), Z)", @"\nabla_{Z}\left(\operatorname{sum}\left(Z\right)\right)")]
    [InlineData("grad(sum(Z), Z = A*Z)", @"\left.\nabla_{Z}\left(\operatorname{sum}\left(Z\right)\right)\right|_{Z = A Z}")]
    [InlineData("jacobian(A*x, x)", @"\mathrm{J}_{x}\left(A x\right)")]
    [InlineData("jvp(Z, Z, Z)", @"\mathrm{D}_{Z}\left(Z\right)\left[Z\right]")]
    [InlineData("contract(\"ij->ji\", A)", @"\operatorname{contract}\left(\text{ij->ji}, A\right)")]
    public void Latex_is_written(string text, string latex) => Assert.Equal(latex, Latex.Print(Samples.Read(text)));

    [Theory]
    [InlineData("Z", "Z")]
    [InlineData("θ", @"\theta")]
    [InlineData("theta", @"\theta")]
    [InlineData("Σ", @"\Sigma")]
    [InlineData("loss", @"\mathrm{loss}")]
    [InlineData("W_q", "{W_{q}}")]
    [InlineData("W_12", "{W_{12}}")]
    [InlineData("W_theta", @"{W_{\theta}}")]
    [InlineData("W_q_k", @"{W_{\mathrm{q\_k}}}")]
    [InlineData("W1", @"\mathrm{W1}")]
    [InlineData("x′", @"{x^{\prime}}")]
    [InlineData("x_1′′", @"{x_{1}^{\prime\prime}}")]
    [InlineData("_", @"\mathrm{\_}")]
    [InlineData("x_", @"\mathrm{x\_}")]
    [InlineData("é", @"\text{é}")]
    [InlineData("Α", @"\text{Α}")]
    public void A_name_is_written_in_latex(string name, string latex) => Assert.Equal(latex, LatexName.Of(name));

    [Fact]
    public void Different_names_are_written_differently_in_latex()
    {
        string[] parts = ["a", "b", "A", "1", "_", "′", "θ", "é", "alpha", "x1"];
        string[] names =
        [
            .. from length in Enumerable.Range(1, 4)
               from word in Words(parts, length)
               where Names.IsName(word)
               select word,
        ];
        // alpha is not among the parts as a letter, and θ not as a word: no two names differ in the spelling of a Greek letter only.
        Assert.Equal(names.Distinct().Count(), names.Select(LatexName.Of).Distinct().Count());
        Assert.True(names.Length > 3_000);
    }

    [Fact]
    public void Latex_has_balanced_braces_and_delimiters() => PropertyRunner.Check(
        nameof(Latex_has_balanced_braces_and_delimiters),
        Prop.ForAll(Arb.From(ExprGenerators.WellShaped(Samples.Scope.Variables), ExprGenerators.Shrink), e =>
        {
            string latex = Latex.Print(e);
            return (latex.Count('{') == latex.Count('}') && Occurrences(latex, "\\left") == Occurrences(latex, "\\right")).Label(latex);
        }),
        new() { MaxTest = 500 });

    private static int Occurrences(string text, string word) => text.Split(word).Length - 1;

    private static IEnumerable<string> Words(string[] parts, int length) =>
        length == 0 ? [""] : Words(parts, length - 1).SelectMany(word => parts.Select(part => word + part));
}
