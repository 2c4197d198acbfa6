using DerivationKit.Language;

namespace DerivationKit.Tests.Refuting.Search;

/// <summary>Known claims about attention as multinomial regression: what holds, and a variant nearby that does not. The labels are those
/// of the derivation notes: A softmax, B linear model, C quadratic model, E architecture, F connections.</summary>
public static class Twins
{
    private const string Linear = """
        Z: matrix(n,d); θ: matrix(k,d); C: matrix(n,k) row_stochastic; h: scalar
        let N = Z*θ'
        let S = softmax_rows(N)
        let L = -sum(C .* logsoftmax_rows(N))
        """;

    private const string Quadratic = """
        let N = Z*θ*Z'
        let S = softmax_rows(N)
        let G = S - C
        let L = sum(logsumexp_rows(N)) - sum(C .* N)
        """;

    private const string AnyForm = "Z: matrix(n,d); θ: matrix(d,d); C: matrix(n,n) row_stochastic\n" + Quadratic;

    private const string SymmetricForm = "Z: matrix(n,d); θ: matrix(d,d) symmetric; C: matrix(n,n) row_stochastic\n" + Quadratic;

    private const string Logits = "N: matrix(n,k); C: matrix(n,k) row_stochastic; c: vector(n); b: vector(k)";

    private const string AnyLabels = "N: matrix(n,k); C: matrix(n,k)";

    private const string Projected = """
        Z: matrix(n,d); θ: matrix(k,d); C: matrix(n,k) row_stochastic
        Wq: matrix(d,m); Wk: matrix(d,m); Wv: matrix(d,m); Wo: matrix(m,d)
        let S = softmax_rows((Z*Wq)*(θ*Wk)'/sqrt(m))
        let L = -sum(C .* logsoftmax_rows((Z*Wq)*(θ*Wk)'/sqrt(m)))
        """;

    private const string Factored = """
        Z: matrix(n,d); φ: matrix(d,m); C: matrix(n,n) row_stochastic
        let N = Z*φ*φ'*Z'
        let G = softmax_rows(N) - C
        let L = -sum(C .* logsoftmax_rows(N))
        """;

    private const string Rotated = """
        Z: matrix(n,d); θ: matrix(d,d); C: matrix(n,n) row_stochastic; Q: matrix(d,d) orthogonal
        let L = -sum(C .* logsoftmax_rows(Z*θ*Z'))
        """;

    private const string TwoHeads = """
        Z: matrix(n,d); C: matrix(n,k) row_stochastic; A: matrix(d,m); B: matrix(d,m); α: matrix(k,m); β: matrix(k,m)
        let heads = (softmax_rows(Z*A*α') - C)*α*A' + (softmax_rows(Z*B*β') - C)*β*B'
        """;

    private const string Weighted = """
        Z: matrix(n,d); θ: matrix(k,d); C: matrix(n,k) onehot_rows; w: vector(k)
        let S = softmax_rows(Z*θ')
        let L = -sum((C*diag(w)) .* logsoftmax_rows(Z*θ'))
        """;

    private const string Smoothed = """
        Z: matrix(n,d); θ: matrix(k,d); C: matrix(n,k) onehot_rows; e: scalar
        let S = softmax_rows(Z*θ')
        let D = (1 - e)*C + e/k*ones(n,k)
        let L = -sum(D .* logsoftmax_rows(Z*θ'))
        """;

    private const string OneStep = """
        X: matrix(m,p); Y: matrix(m,q); W: matrix(q,p); x: vector(p); η: scalar
        let move = -η*grad(sum((X*W' - Y).^2)/(2*m), W = zeros(q,p))*x
        """;

    private const string Energy = """
        Z: matrix(n,d); Wq: matrix(d,m); Wk: matrix(d,m); β: scalar positive
        let N = Z*Wq*(Z*Wk)'
        let S = softmax_rows(β*N)
        let E = -sum(logsumexp_rows(β*N))/β
        """;

    private static readonly (string Label, string Declarations, string True, (string Claim, string Sizes)[] False)[] Known =
    [
        ("A2", Logits, "softmax_rows(N + c*ones(k)') == softmax_rows(N)", [("softmax_rows(N + ones(n)*b') == softmax_rows(N)", "k=2 n=1")]),
        ("A6", Logits, "-sum(C .* log(softmax_rows(N))) == sum(logsumexp_rows(N)) - sum(C .* N)", []),
        ("A6 any labels", AnyLabels, "-sum(C .* log(softmax_rows(N))) == rowsum(C)'*logsumexp_rows(N) - sum(C .* N)",
            [("-sum(C .* log(softmax_rows(N))) == sum(logsumexp_rows(N)) - sum(C .* N)", "k=1 n=1")]),
        ("A10", Logits, "grad(-sum(C .* logsoftmax_rows(N)), N) == softmax_rows(N) - C", []),
        ("A10 any labels", AnyLabels, "grad(-sum(C .* logsoftmax_rows(N)), N) == diag(rowsum(C))*softmax_rows(N) - C",
            [("grad(-sum(C .* logsoftmax_rows(N)), N) == softmax_rows(N) - C", "k=1 n=1")]),
        ("B1", Linear, "grad(L, Z) == (S - C)*θ",
            [
                ("grad(L, Z) == (C - S)*θ", "d=1 k=2 n=1"),
                ("grad(L, Z) == (softmax_cols(N) - C)*θ", "d=1 k=1 n=2"),
                ("grad(L, Z) == (S - C)*θ/n", "d=1 k=2 n=2"),
                ("grad(L, Z) == -C*θ", "d=1 k=1 n=1"),
            ]),
        ("B3", Linear, "Z - h*grad(L, Z) == Z + h*C*θ + softmax_rows((Z*(sqrt(d)*eye(d)))*(θ*eye(d))'/sqrt(d))*(θ*(-h*eye(d)))*eye(d)",
            [("Z - h*grad(L, Z) == Z + h*C*θ + softmax_rows((Z*eye(d))*(θ*eye(d))'/sqrt(d))*(θ*(-h*eye(d)))*eye(d)", "d=2 k=2 n=1")]),
        ("B4", Projected, "grad(L, Z) == (S - C)*θ*Wk*Wq'/sqrt(m)",
            [("grad(L, Z) == (S - C)*(θ*Wv)*Wo", "d=1 k=2 m=1 n=1"), ("grad(L, Z) == (S - C)*θ*Wk*Wq'", "d=1 k=2 m=2 n=1")]),
        ("B13", Linear + "\na, b: scalar positive", "along(Z'*Z/a - θ'*θ/b, Z, -a*grad(L, Z), θ, -b*grad(L, θ)) == 0",
            [("along(Z'*Z - θ'*θ, Z, -a*grad(L, Z), θ, -b*grad(L, θ)) == 0", "d=1 k=2 n=1")]),
        ("B18", Linear + "\na: vector(d)",
            "(C - softmax_rows(Z*(θ + ones(k)*a')'))*(θ + ones(k)*a') == (C - S)*θ",
            [("(C - softmax_rows((Z + ones(n)*a')*θ'))*θ == (C - S)*θ", "d=1 k=2 n=1")]),
        ("C1", AnyForm, "grad(L, Z) == G*Z*θ' + G'*Z*θ",
            [("grad(L, Z) == G*Z*θ'", "d=1 n=2"), ("grad(L, Z) == 2*G*Z*θ", "d=1 n=2"), ("grad(L, Z) == (G + G')*Z*θ", "d=2 n=2")]),
        ("C2", SymmetricForm, "grad(L, Z) == (G + G')*Z*θ", [("grad(L, Z) == G*Z*θ", "d=1 n=2"), ("grad(L, Z) == 2*G*Z*θ", "d=1 n=2")]),
        ("C2c", SymmetricForm, "S' == softmax_cols(N)", []),
        ("C2c any form", AnyForm, "softmax_rows(N)' == softmax_cols(N')", [("S' == softmax_cols(N)", "d=2 n=2")]),
        ("C5", AnyForm, "grad(L, θ) == Z'*G*Z", []),
        ("C5 factored", Factored, "grad(L, φ) == Z'*(G + G')*Z*φ",
            [("grad(L, φ) == Z'*G*Z*φ", "d=1 m=1 n=2"), ("grad(L, φ) == 2*Z'*G*Z*φ", "d=2 m=1 n=2")]),
        ("C12", Rotated, "-sum(C .* logsoftmax_rows((Z*Q)*(Q'*θ*Q)*(Z*Q)')) == L",
            [("-sum(C .* logsoftmax_rows((Z*Q)*θ*(Z*Q)')) == L", "d=2 n=2")]),
        ("C13", SymmetricForm, "grad(sum(logsumexp_rows(N)), Z) == (S + S')*Z*θ",
            [("grad(sum(logsumexp_rows(N)), Z) == S*Z*θ", "d=1 n=1")]),
        ("C18", SymmetricForm, "L == sum(logsumexp_rows(N)) - sum((C + C')/2 .* N)", []),
        ("C18 any form", AnyForm, "L == sum(logsumexp_rows(N)) - sum(C' .* N')",
            [("L == sum(logsumexp_rows(N)) - sum((C + C')/2 .* N)", "d=2 n=2")]),
        ("E1", TwoHeads, "grad(-sum(C .* logsoftmax_rows(Z*A*α')) - sum(C .* logsoftmax_rows(Z*B*β')), Z) == heads",
            [("grad(-sum(C .* logsoftmax_rows(Z*A*α' + Z*B*β')), Z) == heads", "d=1 k=2 m=1 n=1")]),
        ("E3", Linear + "\nβ: scalar positive", "grad(-sum(C .* logsoftmax_rows(β*N)), Z) == β*(softmax_rows(β*N) - C)*θ",
            [("grad(-sum(C .* logsoftmax_rows(β*N)), Z) == (softmax_rows(β*N) - C)*θ", "d=1 k=2 n=1")]),
        ("E7", Weighted, "grad(L, Z) == diag(C*w)*(S - C)*θ", [("grad(L, Z) == (S - C)*diag(w)*θ", "d=1 k=2 n=1")]),
        ("E8", Smoothed, "grad(L, Z) == S*θ - (1 - e)*C*θ - e*ones(n)*(ones(k)'*θ/k)", [("grad(L, Z) == (S - C)*θ", "d=1 k=2 n=1")]),
        ("F4", OneStep, "move == η/m*Y'*X*x", [("move == η/m*Y'*softmax(X*x)", "m=1 p=1 q=1")]),
        ("F7", Energy, "-grad(E, Z) == S*Z*Wk*Wq' + S'*Z*Wq*Wk'", [("-grad(E, Z) == S*Z*Wk*Wq'", "d=1 m=1 n=1")]),
    ];

    /// <summary>Label, declarations and claim of those that hold.</summary>
    public static TheoryData<string, string, string> True
    {
        get
        {
            TheoryData<string, string, string> data = [];
            foreach (var twin in Known)
            {
                data.Add(twin.Label, twin.Declarations, twin.True);
            }

            return data;
        }
    }

    /// <summary>Label, declarations and claim of those that do not, and the smallest sizes at which they fail.</summary>
    /// <remarks>Found by hand: a softmax over one entry is 1, the scale 1/sqrt(m) shows from m = 2 on, a 1×1 form is symmetric, and so
    /// on. Of several with the smallest sum, the first in the order of the dimensions' names.</remarks>
    public static TheoryData<string, string, string, string> False
    {
        get
        {
            TheoryData<string, string, string, string> data = [];
            foreach (var (twin, i) in Known.SelectMany(twin => twin.False.Select((_, i) => (twin, i))))
            {
                data.Add($"{twin.Label}.f{i + 1}", twin.Declarations, twin.False[i].Claim, twin.False[i].Sizes);
            }

            return data;
        }
    }

    /// <summary>The claim over the declared names.</summary>
    public static Claim Parse(string declarations, string claim) => Scope.Parse(declarations).ParseClaim(claim);
}
