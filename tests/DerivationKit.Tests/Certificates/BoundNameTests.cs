using DerivationKit.Certificates;
using DerivationKit.Language;

namespace DerivationKit.Tests.Certificates;

// A text declares each name once, so that in a claim no bound variable may have the name of another variable.
public class BoundNameTests
{
    private static readonly Scope Scope = Scope.Parse("x, y, v: vector(n); x′: scalar");

    // Putting x in the place of y renames the bound x to x′: D(x′·x)[x] = x·x.
    [Fact]
    public void A_bound_variable_makes_way_for_a_free_one()
    {
        Expr substituted = Scope.ParseExpression("jvp(sum(x .* y), x = v, y)").Substitute(Find("y"), Find("x"));
        Claim claim = Claim.Equal(substituted + Find("x′"), Scope.ParseExpression("x'*x + x′"));
        Assert.Equal("jvp(sum(x′′ .* x), x′′ = v, x) + x′ == x'*x + x′", Text.Print(claim));
        CheckAlone(claim);
    }

    [Fact]
    public void A_bound_variable_makes_way_for_another_bound_one()
    {
        Expr ofVector = Scope.Parse("u, v: vector(n)").ParseExpression("jvp(sum(u.^2), u = v, v)");
        Expr ofScalar = Scope.Parse("u, a: scalar").ParseExpression("jvp(u^2, u = a, a)");
        Claim claim = Claim.Equal(ofVector + ofScalar, Scope.Parse("v: vector(n); a: scalar").ParseExpression("2*v'*v + 2*a^2"));
        Assert.Equal("jvp(sum(u.^2), u = v, v) + jvp(u′^2, u′ = a, a) == 2*v'*v + 2*a^2", Text.Print(claim));
        CheckAlone(claim);
    }

    // The scalar u makes way for the vector u before the u′ is met inside which it occurs on the right. Captured, D(D(u·u′)[a])[a] = a² would become another number.
    [Fact]
    public void A_fresh_name_captures_nothing()
    {
        Expr vector = Scope.Parse("u, w: vector(n)").ParseExpression("jvp(sum(u), u = w, w)");
        Scope scalars = Scope.Parse("u, u′, a: scalar");
        Expr alone = scalars.ParseExpression("jvp(u, u = a, a)"), nested = scalars.ParseExpression("jvp(jvp(u*u′, u′ = a, a), u = a, a)");
        Claim claim = Claim.Equal(vector + alone, Scope.Parse("w: vector(n)").ParseExpression("sum(w)") + nested - Scope.Parse("a: scalar").ParseExpression("a^2 - a"));
        Assert.Equal("jvp(sum(u), u = w, w) + jvp(u′′, u′′ = a, a) == sum(w) + jvp(jvp(u′′*u′, u′ = a, a), u′′ = a, a) - (a^2 - a)", Text.Print(claim));
        CheckAlone(claim);
    }

    private static Variable Find(string name) => Scope.Variables.Single(v => v.Name == name);

    private static void CheckAlone(Claim claim)
    {
        using StringWriter text = new();
        Assert.IsType<Verdict.ProvedAllDimensions>(Verifier.Decide(claim)).Certificate.Write(text);
        var read = Certificate.Read(new StringReader(text.ToString()));
        read.CheckClaim();
        read.Check();
        read.CheckWitness();
    }
}
