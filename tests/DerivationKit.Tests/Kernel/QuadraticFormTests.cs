using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Proving;
using DerivationKit.Tests.Kernel.Exact;
using static DerivationKit.Tests.Kernel.Exact.Bench;
using static DerivationKit.Tests.Kernel.Exact.Terms;

namespace DerivationKit.Tests.Kernel;

// Sums that are not negative because they are quadratic forms or squares.
public class QuadraticFormTests
{
    private const string Declarations =
        "P: matrix(n,n) psd; Q: matrix(n,n) psd; D: matrix(n,n) pd; S: matrix(n,n) symmetric; B: matrix(m,n); C: matrix(n,n); x: vector(n); y: vector(n); s: scalar; t: scalar positive";

    // Horn, Johnson 2013, observation 7.1.8; Schur's product theorem 7.5.3.
    [Theory]
    [InlineData("x'*P*x")]
    [InlineData("x'*P'*x")]
    [InlineData("(x - y)'*P*(x - y)")]
    [InlineData("sum(P)")]
    [InlineData("tr(P)")]
    [InlineData("tr(B*P*B')")]
    [InlineData("tr(P*Q)")]
    [InlineData("x'*P*Q*P*x")]
    [InlineData("x'*(P .* Q)*x")]
    [InlineData("x'*inv(D)*x")]
    [InlineData("x'*inv(P + D)*x")]
    [InlineData("x'*inv(t*eye(n) + B'*B)*x")]
    [InlineData("x'*P*x*(y'*P*y) + t")]
    [InlineData("(x'*C*y)*(x'*C*y)")]
    [InlineData("x'*B'*B*x")]
    [InlineData("det(eye(n) + B'*B)")]
    [InlineData("det(P + t*inv(D))")]
    public void A_form_is_not_negative(string form) => Assert.Equal([], Conditions($"sqrt({form})^2 == {form}"));

    [Theory]
    [InlineData("x'*C*x")]
    [InlineData("x'*S*x")]
    [InlineData("x'*P*y")]
    [InlineData("x'*P*Q*x")]
    [InlineData("x'*C*C*x")]
    [InlineData("tr(C*C)")]
    [InlineData("x'*P*x*sum(x)")]
    [InlineData("s*x'*P*x")]
    [InlineData("x'*P*x - y'*P*y")]
    [InlineData("x'*(P .* C)*x")]
    [InlineData("x'*inv(C)*x")]
    [InlineData("det(eye(n) + S)")]
    [InlineData("det(eye(n) - B'*B)")]
    [InlineData("(x'*P*y)*(x'*y)")]
    public void What_may_be_negative_stays_a_condition(string form) => Assert.NotEqual([], Conditions($"sqrt({form})^2 == {form}"));

    // A semidefinite matrix may be singular, and two skew ones add up to 0.
    [Fact]
    public void A_definite_part_makes_a_determinant_positive()
    {
        Assert.Equal([], Conditions("log(det(P + D)) == log(det(D + P))"));
        Assert.Equal([], Conditions("log(det(D)) == logdet(D)"));
        Assert.NotEqual([], Conditions("log(det(P + Q)) == log(det(Q + P))"));
        Assert.NotEqual([], Conditions("log(det(B'*B)) == logdet(B'*B)"));
    }

    // Products of two halves with a matrix between them, now and then with a factor changed: what the kernel takes for a form is one.
    [Fact]
    public void What_is_taken_for_a_form_is_not_negative()
    {
        (int taken, int refused) = (0, 0);
        for (int seed = 0; seed < 300; seed++)
        {
            Random random = new(seed);
            Term Of(Func<Index, Index, Term> matrix) => Halves(new(seed), matrix);
            if (IsTaken(Of((i, j) => At("G", i, j))))
            {
                taken++;
                Index g = new("g", K);
                Term value = Of((i, j) => Sum(g, Mul(At("W", i, g), At("W", j, g))));
                Assert.All(Worlds(4, random.Next(1_000)), world => Assert.True(TermValue.Of(value, world, Bench.Declarations, [], []).Sign >= 0, $"seed {seed}"));
            }
            else
            {
                refused++;
            }
        }

        Assert.InRange(taken, 50, 250);
        Assert.InRange(refused, 50, 250);
    }

    private static bool IsTaken(Term form)
    {
        Declaration g = new("G", [N, N]);
        Condition[] given = [new(ConditionKind.Zero, Add(At("G", I, J), Neg(At("G", J, I)))), new(ConditionKind.Semidefinite, At("G", I, J))];
        return Obligations.Of(new([.. Bench.Declarations, g], [], Root(form), Num(0), [.. given])).Conditions.IsEmpty;
    }

    private static Term Halves(Random random, Func<Index, Index, Term> matrix)
    {
        Index[] left = [I, P], right = [J, Q];
        List<Term> factors = [];
        int shared = random.Next(3), spoiled = random.Next(2) == 0 ? random.Next(4) : -1;
        for (int k = random.Next(1, 4); k > 0; k--)
        {
            (int kind, int one, int two) = (random.Next(4), random.Next(2), random.Next(2));
            factors.Add(Factor(left));
            factors.Add(k == spoiled ? Factor([I, Q]) : Factor(right));

            Term Factor(Index[] half) => kind switch
            {
                0 => At("y", half[one]),
                1 => At("B", half[one], half[two]),
                2 => At("W", half[one], C),
                _ => shared == 0 ? matrix(half[one], half[two]) : At("W", half[one], E),
            };
        }

        factors.AddRange(random.Next(4) switch
        {
            0 => [matrix(I, J)],
            1 => [matrix(I, J), matrix(P, Q)],
            2 => [matrix(J, I), Pow(At("W", R, C), 2)],
            _ => (Term[])[Delta(I, J)],
        });
        if (random.Next(6) == 0)
        {
            factors.Add(matrix(I, random.Next(2) == 0 ? Q : I));
        }

        return Reading.FreeIndices(Mul([.. factors])).Where(i => i.Name != "g").Aggregate((Term)Mul([.. factors]), (term, index) => Sum(index, term));
    }

    private static string[] Conditions(string claim) =>
        [.. Assert.IsType<Attempt.Succeeded>(Prover.Prove(global::DerivationKit.Language.Scope.Parse(Declarations).ParseClaim(claim))).Theorem.Conditions.Select(TermText.Of)];
}
