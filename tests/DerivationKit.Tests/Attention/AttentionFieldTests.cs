using DerivationKit.Attention;
using DerivationKit.Language;

namespace DerivationKit.Tests.Attention;

public class AttentionFieldTests
{
    private static readonly Scope Names = Scope.Parse("""
        Z: matrix(n,d)
        X: matrix(m,d)
        θ: matrix(k,d)
        W: matrix(d,d)
        C: matrix(n,k)
        b: vector(k)
        w: vector(n)
        λ: scalar
        """);

    [Fact]
    public void Cross_attention_has_queries_keys_values_and_a_label_term()
    {
        AttentionField field = Read("(C - softmax_rows(λ*Z*W*θ'))*θ - λ*Z");
        AttentionHead head = Assert.Single(field.Heads);
        Logits.Bilinear logits = Assert.IsType<Logits.Bilinear>(head.Logits);
        Assert.Equal(["λ", "Z*W", "θ", "-θ", "C*θ - λ*Z"], Texts(logits.Scale, logits.Queries, logits.Keys, head.Values, field.Rest));
        Assert.False(head.IsTransposed);
    }

    [Fact]
    public void The_gradient_through_the_keys_is_a_transposed_head()
    {
        AttentionField field = Read("softmax_rows(Z*W*Z')*Z*W' + softmax_rows(Z*W*Z')'*Z*W");
        Assert.Equal([false, true], field.Heads.Select(h => h.IsTransposed));
        Assert.Equal(["Z*W'", "Z*W"], field.Heads.Select(h => Text.Print(h.Values)));
        Assert.Equal("zeros(n, d)", Text.Print(field.Rest));
    }

    [Fact]
    public void Row_weights_belong_to_the_weights() =>
        Assert.Equal("diag(w)*softmax_rows(Z*θ')", Text.Print(Assert.Single(Read("-(diag(w)*softmax_rows(Z*θ')*θ)").Heads).Weights));

    [Fact]
    public void Logits_with_a_bias_are_no_product() =>
        Assert.IsType<Logits.Other>(Assert.Single(Read("softmax_rows(Z*θ' + ones(n)*b')*θ").Heads).Logits);

    [Fact]
    public void A_field_without_softmax_has_no_head()
    {
        AttentionField field = Read("C*θ");
        Assert.Empty(field.Heads);
        Assert.Equal("C*θ", Text.Print(field.Rest));
    }

    // What is read off must add up to what was read.
    [Theory]
    [InlineData("(C - softmax_rows(Z*θ'/λ))*θ - λ*Z")]
    [InlineData("2*(softmax_rows(Z*θ') - C)*θ*W/λ")]
    [InlineData("-(softmax_rows(Z*Z') + softmax_cols(Z*Z'))*Z*W")]
    [InlineData("(C - diag(w)*softmax_rows(Z*θ' + ones(n)*b'))*(θ + ones(k)*(2*b'*θ))")]
    [InlineData("(softmax_rows(Z*Z') - C*C')'*Z")]
    [InlineData("Z")]
    public void Heads_and_rest_add_up(string field)
    {
        Expr read = Names.ParseExpression(field);
        Assert.IsType<Verdict.ProvedAllDimensions>(Verifier.Decide(Claim.Equal(read, AttentionField.Read(read).ToExpr())));
    }

    private static AttentionField Read(string field) => AttentionField.Read(Names.ParseExpression(field));

    private static string[] Texts(params Expr[] expressions) => [.. expressions.Select(Text.Print)];
}
