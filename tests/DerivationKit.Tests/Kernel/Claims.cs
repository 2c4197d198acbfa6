using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Proving;
using Scope = DerivationKit.Language.Scope;

namespace DerivationKit.Tests.Kernel;

/// <summary>Claims as a person types them, over one set of declarations.</summary>
internal static class Claims
{
    private static readonly Scope Scope = Scope.Parse("""
        X, Y, Z: matrix(n,d)
        θ: matrix(k,d)
        C: matrix(n,k) onehot_rows
        H: matrix(n,n) onehot_rows
        P, R: matrix(n,k) row_stochastic
        S: matrix(n,n) row_stochastic
        A: matrix(n,n) symmetric
        B, D: matrix(n,n)
        Q: matrix(n,n) orthogonal
        M: matrix(n,k) mask
        L: matrix(n,n) mask
        V, W: matrix(n,k)
        U: matrix(n,k) positive
        E: matrix(n,k) row_stochastic positive
        F, G: matrix(d,d)
        K: matrix(m,n)
        x, y: vector(n)
        p: vector(n) positive
        u: vector(k)
        v: vector(d)
        a, b, t: scalar
        s: scalar positive
        """);

    public static Claim Read(string claim) => Scope.ParseClaim(claim);

    public static Statement State(string claim) => Prover.State(Read(claim));

    public static Attempt Prove(string claim) => Prover.Prove(Read(claim));

    /// <summary>The conditions that the proof of a claim rests on; fails if there is none.</summary>
    public static ImmutableArray<Condition> ConditionsOf(string claim)
    {
        Attempt attempt = Prove(claim);
        return Assert.IsType<Attempt.Succeeded>(attempt).Theorem.Conditions;
    }
}
