using DerivationKit.Language;
using DerivationKit.Proving;
using DerivationKit.Simplification;

namespace DerivationKit.Tests.Simplification;

public class ContractionReaderTests
{
    private static readonly Scope Scope = Scope.Parse("A: matrix(m,n); B: matrix(n,p); X: matrix(n,n); u: vector(m); v: vector(n); r: row(n); s: scalar");

    [Theory]
    [InlineData("contract(\"ij,jk->ik\", A, B)")]
    [InlineData("contract(\"ij,jk->ki\", A, B)")]
    [InlineData("contract(\"ij,j,jk->ik\", A, v, B)")]
    [InlineData("contract(\"ij,i,j->ij\", A, u, v)")]
    [InlineData("contract(\"ij,i,j->ji\", A, u, v)")]
    [InlineData("contract(\"ij,ij->\", A, A)")]
    [InlineData("contract(\"ij,ji->i\", X, X)")]
    [InlineData("contract(\"i,j->ij\", u, r)")]
    [InlineData("contract(\"i,j->ij\", r, r)")]
    [InlineData("contract(\"i,i->i\", r, v)")]
    [InlineData("contract(\"ii->i\", X)")]
    [InlineData("contract(\"ii->\", X)")]
    [InlineData("contract(\",ij->i\", s, A)")]
    [InlineData("contract(\"ij->ij\", A)")]
    [InlineData("contract(\"i,j->j\", u, v)")]
    [InlineData("contract(\"i,jk->\", u, X)")]
    [InlineData("contract(\"ij,jk,ki->\", X, X, X)")]
    [InlineData("contract(\"ij,ik,jk->i\", X, X, X)")]
    public void A_series_parallel_contraction_is_written_without_contract(string text)
    {
        Expr contraction = Scope.ParseExpression(text);
        Expr read = ContractionReader.Read(contraction)!;
        Assert.DoesNotContain("contract", Text.Print(read));
        Assert.IsType<Attempt.Succeeded>(Prover.Prove(Claim.Equal(contraction, read)));
    }

    // Four nodes, each joined to each other: no expression with products, transposes, diagonals and sums exists (Brijder, Geerts,
    // Van den Bussche, Weerwag 2019: three variables do not suffice).
    [Fact]
    public void The_complete_graph_of_four_letters_stays() =>
        Assert.Null(ContractionReader.Read(Scope.ParseExpression("contract(\"ij,ik,il,jk,jl,kl->\", X, X, X, X, X, X)")));
}
