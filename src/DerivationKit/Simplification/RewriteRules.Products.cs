namespace DerivationKit.Simplification;

/// <content>Products, with the operators that turn into products.</content>
internal static partial class RewriteRules
{
    private static IEnumerable<RewriteRule> Products() =>
    [
        new("the identity from the left", Expr.Eye(M) * A, A),
        new("the identity from the right", A * Expr.Eye(N), A),
        new("zeros from the left", Expr.Zeros(M, N) * B, Expr.Zeros(M, P)),
        new("zeros from the right", A * Expr.Zeros(N, P), Expr.Zeros(M, P)),
        new("a zero vector from the right", A * Expr.Zeros(N), Expr.Zeros(M)),
        new("a zero row from the left", Expr.Zeros(N).T * B, Expr.Zeros(P).T),
        new("a vector of ones from the right", A * Expr.Ones(N), Expr.RowSum(A)),
        new("a row of ones from the left", Expr.Ones(N).T * B, Expr.ColSum(B).T),
        new("a column times a row of ones", Expr.Ones(M) * Expr.Ones(N).T, Expr.Ones(M, N)),
        new("ones from the right", A * Expr.Ones(N, P), Expr.RowSum(A) * Expr.Ones(P).T),
        new("ones from the left", Expr.Ones(M, N) * B, Expr.Ones(M) * Expr.ColSum(B).T),
        new("orthonormal columns: F'*F", Stiefel.T * Stiefel, Expr.Eye(N)),
        new("unit: z'*z", Unit.T * Unit, Expr.One),
        new("orthogonal: Q'*Q", Q.T * Q, Expr.Eye(N)),
        new("orthogonal: Q*Q'", Q * Q.T, Expr.Eye(N)),
    ];

    private static IEnumerable<RewriteRule> Inverses() =>
    [
        new("the inverse of the identity", Expr.Inv(Expr.Eye(N)), Expr.Eye(N)),
        new("the inverse of an inverse", Expr.Inv(Expr.Inv(X)), X),
        new("orthogonal: the inverse", Expr.Inv(Q), Q.T),
        new("orthogonal: the inverse of the transpose", Expr.Inv(Q.T), Q),
        new("the inverse of a transpose", Expr.Inv(X.T), Expr.Inv(X).T),
        new("a matrix times its inverse", X * Expr.Inv(X), Expr.Eye(N)),
        new("an inverse times its matrix", Expr.Inv(X) * X, Expr.Eye(N)),
        new("the determinant of a transpose", Expr.Det(X.T), Expr.Det(X)),
        new("logdet of a transpose", Expr.LogDet(X.T), Expr.LogDet(X)),
        new("the determinant of the identity", Expr.Det(Expr.Eye(N)), Expr.One),
        new("logdet of the identity", Expr.LogDet(Expr.Eye(N)), Expr.Zero),
    ];

    private static IEnumerable<RewriteRule> Diagonals() =>
    [
        new("a product of diagonal matrices", Expr.Diag(U) * Expr.Diag(W), Expr.Diag(Expr.Hadamard(U, W))),
        new("a sum of diagonal matrices", Expr.Diag(U) + Expr.Diag(W), Expr.Diag(U + W)),
        new("a difference of diagonal matrices", Expr.Diag(U) - Expr.Diag(W), Expr.Diag(U - W)),
        new("a diagonal matrix times a column", Expr.Diag(U) * W, Expr.Hadamard(U, W)),
        new("a row times a diagonal matrix", W.T * Expr.Diag(U), Expr.Hadamard(W, U).T),
        new("rows scaled entry by entry", Expr.Hadamard(U * Expr.Ones(N).T, A), Expr.Diag(U) * A),
        new("columns scaled entry by entry", Expr.Hadamard(Expr.Ones(M) * V.T, A), A * Expr.Diag(V)),
        new("rows divided entry by entry", Expr.HadamardDivide(A, U * Expr.Ones(N).T), Expr.Diag(Expr.HadamardDivide(Expr.One, U)) * A),
        new("columns divided entry by entry", Expr.HadamardDivide(A, Expr.Ones(M) * V.T), A * Expr.Diag(Expr.HadamardDivide(Expr.One, V))),
        new("scaled rows in an entrywise product", Expr.Hadamard(Expr.Diag(U) * A, D), Expr.Diag(U) * Expr.Hadamard(A, D)),
        new("scaled columns in an entrywise product", Expr.Hadamard(A * Expr.Diag(V), D), Expr.Hadamard(A, D) * Expr.Diag(V)),
        new("the identity in an entrywise product", Expr.Hadamard(Expr.Eye(N), X), Expr.Diag(Expr.Diag(X))),
        new("a diagonal matrix in an entrywise product", Expr.Hadamard(Expr.Diag(V), X), Expr.Diag(Expr.Hadamard(V, Expr.Diag(X)))),
    ];

    private static IEnumerable<RewriteRule> Kronecker() =>
    [
        new("kron: a sum on the left", Expr.Kron(A, E) + Expr.Kron(D, E), Expr.Kron(A + D, E)),
        new("kron: a difference on the left", Expr.Kron(A, E) - Expr.Kron(D, E), Expr.Kron(A - D, E)),
        new("kron: a sum on the right", Expr.Kron(E, A) + Expr.Kron(E, D), Expr.Kron(E, A + D)),
        new("kron: a difference on the right", Expr.Kron(E, A) - Expr.Kron(E, D), Expr.Kron(E, A - D)),
        new("kron: transposed", Expr.Kron(A, E).T, Expr.Kron(A.T, E.T)),
        new("comm: transposed", Expr.Comm(M, N).T, Expr.Comm(N, M)),
        new("comm: there and back", Expr.Comm(M, N) * Expr.Comm(N, M), Expr.Eye(M * (Axis)N)),
        new("comm of a vec", Expr.Comm(M, N) * Expr.Vec(A), Expr.Vec(A.T)),
        new("vec of a column", Expr.Vec(U), U),
        new("vec of a row", Expr.Vec(V.T), V),
        new("vec of ones", Expr.Vec(Expr.Ones(M, N)), Expr.Ones(N * (Axis)M)),
        new("vec of zeros", Expr.Vec(Expr.Zeros(M, N)), Expr.Zeros(N * (Axis)M)),
        new("kron of identities", Expr.Kron(Expr.Eye(M), Expr.Eye(N)), Expr.Eye(M * (Axis)N)),
    ];

    private static IEnumerable<RewriteRule> Entrywise() =>
    [
        new("ones are the unit of .*", Expr.Hadamard(A, Expr.Ones(M, N)), A),
        new("a vector of ones is the unit of .*", Expr.Hadamard(U, Expr.Ones(M)), U),
        new("a row of ones is the unit of .*", Expr.Hadamard(V.T, Expr.Ones(N).T), V.T),
        new("zeros in an entrywise product", Expr.Hadamard(A, Expr.Zeros(M, N)), Expr.Zeros(M, N)),
        new("a zero vector in an entrywise product", Expr.Hadamard(U, Expr.Zeros(M)), Expr.Zeros(M)),
        new("a mask's square", Expr.HadamardPower(Mask, 2), Mask),
        new("the square of signs", Expr.HadamardPower(Signs, 2), Expr.Ones(N)),
        new("exp of log", Expr.Exp(Expr.Log(A)), A),
        new("log of exp", Expr.Log(Expr.Exp(A)), A),
        new("exp of zeros", Expr.Exp(Expr.Zeros(M, N)), Expr.Ones(M, N)),
        new("exp of a zero vector", Expr.Exp(Expr.Zeros(N)), Expr.Ones(N)),
        new("exp of 0", Expr.Exp(Expr.Zero), Expr.One),
        new("log of ones", Expr.Log(Expr.Ones(M, N)), Expr.Zeros(M, N)),
        new("log of a vector of ones", Expr.Log(Expr.Ones(N)), Expr.Zeros(N)),
        new("log of 1", Expr.Log(Expr.One), Expr.Zero),
        .. Sigmoids("", (one, exponential) => one + exponential),
        .. Sigmoids(", the one at the end", (one, exponential) => exponential + one),
        new("sinh over cosh", Expr.Sinh(S) / Expr.Cosh(S), Expr.Tanh(S)),
        new("sinh over cosh, entrywise", Expr.HadamardDivide(Expr.Sinh(A), Expr.Cosh(A)), Expr.Tanh(A)),
        new("a number times its sign", S * Expr.Sign(S), Expr.Abs(S)),
        new("numbers times their signs", Expr.Hadamard(A, Expr.Sign(A)), Expr.Abs(A)),
        new("a sign over its absolute value", Expr.Sign(S) / Expr.Abs(S), Expr.One / S),
        new("signs over their absolute values", Expr.HadamardDivide(Expr.Sign(A), Expr.Abs(A)), Expr.HadamardDivide(Expr.One, A)),
        new("relu times its step", Expr.Relu(S) * Expr.Step(S), Expr.Relu(S)),
        new("relu times its steps", Expr.Hadamard(Expr.Relu(A), Expr.Step(A)), Expr.Relu(A)),
    ];

    private static IEnumerable<RewriteRule> Sigmoids(string order, Func<Expr, Expr, Expr> total) =>
    [
        new($"a sigmoid{order}", Expr.Exp(S) / total(Expr.One, Expr.Exp(S)), Expr.Sigmoid(S)),
        new($"a vector of sigmoids{order}", Expr.HadamardDivide(Expr.Exp(U), total(Expr.Ones(M), Expr.Exp(U))), Expr.Sigmoid(U)),
        new($"a matrix of sigmoids{order}", Expr.HadamardDivide(Expr.Exp(A), total(Expr.Ones(M, N), Expr.Exp(A))), Expr.Sigmoid(A)),
    ];

    private static IEnumerable<RewriteRule> Softmax() =>
    [
        new("softmax: sum", Expr.Sum(Expr.Softmax(U)), Expr.One),
        new("softmax_rows: row sums", Expr.RowSum(Expr.SoftmaxRows(A)), Expr.Ones(M)),
        new("softmax_rows: sum", Expr.Sum(Expr.SoftmaxRows(A)), Expr.Size(M)),
        new("softmax_cols: column sums", Expr.ColSum(Expr.SoftmaxCols(A)), Expr.Ones(N)),
        new("softmax_cols: sum", Expr.Sum(Expr.SoftmaxCols(A)), Expr.Size(N)),
        new("softmax_cols of a column", Expr.SoftmaxCols(U), Expr.Softmax(U)),
        new("logsoftmax_cols of a column", Expr.LogSoftmaxCols(U), Expr.LogSoftmax(U)),
        new("logsumexp_cols of a column", Expr.LogSumExpCols(U), Expr.LogSumExp(U)),
        new("softmax_rows of a row", Expr.SoftmaxRows(V.T), Expr.Softmax(V).T),
        new("logsoftmax_rows of a row", Expr.LogSoftmaxRows(V.T), Expr.LogSoftmax(V).T),
        new("logsumexp_rows of a row", Expr.LogSumExpRows(V.T), Expr.LogSumExp(V)),
        new("exp of logsoftmax", Expr.Exp(Expr.LogSoftmax(U)), Expr.Softmax(U)),
        new("exp of logsoftmax_rows", Expr.Exp(Expr.LogSoftmaxRows(A)), Expr.SoftmaxRows(A)),
        new("exp of logsoftmax_cols", Expr.Exp(Expr.LogSoftmaxCols(A)), Expr.SoftmaxCols(A)),
        new("softmax of logsoftmax", Expr.Softmax(Expr.LogSoftmax(U)), Expr.Softmax(U)),
        new("softmax_rows of logsoftmax_rows", Expr.SoftmaxRows(Expr.LogSoftmaxRows(A)), Expr.SoftmaxRows(A)),
        new("softmax_cols of logsoftmax_cols", Expr.SoftmaxCols(Expr.LogSoftmaxCols(A)), Expr.SoftmaxCols(A)),
        new("log of softmax", Expr.Log(Expr.Softmax(U)), Expr.LogSoftmax(U)),
        new("log of softmax_rows", Expr.Log(Expr.SoftmaxRows(A)), Expr.LogSoftmaxRows(A)),
        new("log of softmax_cols", Expr.Log(Expr.SoftmaxCols(A)), Expr.LogSoftmaxCols(A)),
        new("one minus a sigmoid", Expr.One - Expr.Sigmoid(-S), Expr.Sigmoid(S)),
        new("ones minus a vector of sigmoids", Expr.Ones(M) - Expr.Sigmoid(-U), Expr.Sigmoid(U)),
        new("ones minus a matrix of sigmoids", Expr.Ones(M, N) - Expr.Sigmoid(-A), Expr.Sigmoid(A)),
        new("softmax", Expr.Exp(U) / Expr.Sum(Expr.Exp(U)), Expr.Softmax(U)),
        new("softmax_rows", Expr.Diag(Expr.HadamardDivide(Expr.One, Expr.RowSum(Expr.Exp(A)))) * Expr.Exp(A), Expr.SoftmaxRows(A)),
        new("softmax_cols", Expr.Exp(A) * Expr.Diag(Expr.HadamardDivide(Expr.One, Expr.ColSum(Expr.Exp(A)))), Expr.SoftmaxCols(A)),
        new("logsoftmax", U - (Expr.LogSumExp(U) * Expr.Ones(M)), Expr.LogSoftmax(U)),
        new("logsoftmax_rows", A - (Expr.LogSumExpRows(A) * Expr.Ones(N).T), Expr.LogSoftmaxRows(A)),
        new("logsoftmax_cols", A - (Expr.Ones(M) * Expr.LogSumExpCols(A).T), Expr.LogSoftmaxCols(A)),
    ];
}
