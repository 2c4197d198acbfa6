using DerivationKit.Language;

namespace DerivationKit.Tests.Operators;

// Textbook identities over products of dimensions, each with a false twin of the same shape. MC: Petersen, Pedersen, The Matrix Cookbook
// (2012); MN: Magnus, Neudecker, Matrix Differential Calculus (2019); HS: Henderson, Searle, The vec-permutation matrix (1981).
public class KroneckerClaimTests
{
    public static TheoryData<string, string, string, string> Claims => new()
    {
        // source, declarations, claim, twin
        { "MC 506", "A: matrix(m,n); B: matrix(p,q); C: matrix(p,q)", "kron(A,B + C) == kron(A,B) + kron(A,C)", "kron(A,B + C) == kron(A,B) - kron(A,C)" },
        { "MC 507", "A: matrix(n,n); B: matrix(n,n)", "kron(A,B) == comm(n,n)*kron(B,A)*comm(n,n)", "kron(A,B) == kron(B,A)" },
        { "MC 508", "A: matrix(m,n); B: matrix(p,q); C: matrix(k,l)", "kron(A,kron(B,C)) == kron(kron(A,B),C)", "kron(A,kron(B,C)) == 2*kron(kron(A,B),C)" },
        { "MC 509", "a: scalar; b: scalar; A: matrix(m,n); B: matrix(p,q)", "kron(a*A,b*B) == a*b*kron(A,B)", "kron(a*A,b*B) == (a + b)*kron(A,B)" },
        { "MC 510", "A: matrix(m,n); B: matrix(p,q)", "kron(A,B)' == kron(A',B')", "kron(A,B)' == -kron(A',B')" },
        { "MC 511", "A: matrix(m,n); B: matrix(p,q); C: matrix(n,k); D: matrix(q,l)", "kron(A,B)*kron(C,D) == kron(A*C,B*D)", "kron(A,B)*kron(C,D) == kron(A*C,B*D)*2" },
        { "MC 511, square", "A: matrix(n,n); B: matrix(p,p); C: matrix(n,n); D: matrix(p,p)", "kron(A,B)*kron(C,D) == kron(A*C,B*D)", "kron(A,B)*kron(C,D) == kron(C*A,B*D)" },
        { "MC 515", "A: matrix(n,n); B: matrix(p,p)", "tr(kron(A,B)) == tr(A)*tr(B)", "tr(kron(A,B)) == tr(A) + tr(B)" },
        { "mixed product with an inverse", "A: matrix(n,n); B: matrix(p,p)", "kron(A,B)*kron(inv(A),eye(p)) == kron(A*inv(A),B)", "kron(A,B)*kron(inv(A),eye(p)) == kron(A,B)" },
        { "MC 520", "A: matrix(m,n); X: matrix(n,p); B: matrix(p,q)", "vec(A*X*B) == kron(B',A)*vec(X)", "vec(A*X*B) == -kron(B',A)*vec(X)" },
        { "MC 520, square", "A: matrix(n,n); X: matrix(n,n); B: matrix(n,n)", "vec(A*X*B) == kron(B',A)*vec(X)", "vec(A*X*B) == kron(A,B')*vec(X)" },
        { "MC 520, untransposed", "A: matrix(n,n); X: matrix(n,n); B: matrix(n,n)", "vec(A*X*B') == kron(B,A)*vec(X)", "vec(A*X*B) == kron(B,A)*vec(X)" },
        { "MC 521", "A: matrix(m,n); B: matrix(m,n)", "tr(A'*B) == vec(A)'*vec(B)", "tr(A'*B) == vec(A)'*vec(A)" },
        { "MC 522", "A: matrix(m,n); B: matrix(m,n)", "vec(A + B) == vec(A) + vec(B)", "vec(A + B) == vec(A) - vec(B)" },
        { "MC 523", "a: scalar; A: matrix(m,n)", "vec(a*A) == a*vec(A)", "vec(a*A) == a^2*vec(A)" },
        { "MC 524, with the transpose that is missing there", "a: vector(m); X: matrix(m,n); B: matrix(n,n); c: vector(m)", "a'*X*B*X'*c == vec(X)'*kron(B',c*a')*vec(X)", "a'*X*B*X'*c == vec(X)'*kron(B,c*a')*vec(X)" },
        { "MC 524, transposed", "a: vector(m); X: matrix(m,n); B: matrix(n,n); c: vector(m)", "a'*X*B*X'*c == vec(X)'*kron(B,a*c')*vec(X)", "a'*X*B*X'*c == vec(X)'*kron(B,a*a')*vec(X)" },
        { "MN 3.7, definition", "X: matrix(m,n)", "comm(m,n)*vec(X) == vec(X')", "comm(m,n)*vec(X) == 2*vec(X')" },
        { "MN 3.7, square", "X: matrix(n,n)", "comm(n,n)*vec(X) == vec(X')", "comm(n,n)*vec(X) == vec(X)" },
        { "MN 3.7, transpose", "m: dimension; n: dimension", "comm(m,n)' == comm(n,m)", "comm(m,n)' == -comm(n,m)" },
        { "MN 3.7, inverse", "m: dimension; n: dimension", "comm(m,n)*comm(m,n)' == eye(m*n)", "comm(m,n)*comm(m,n)' == 2*eye(m*n)" },
        { "MN 3.7, square inverse", "n: dimension", "comm(n,n)*comm(n,n) == eye(n*n)", "comm(n,n) == eye(n*n)" },
        { "MN theorem 3.1", "A: matrix(m,n); B: matrix(p,q)", "comm(p,m)*kron(A,B)*comm(n,q) == kron(B,A)", "comm(p,m)*kron(A,B)*comm(n,q) == 2*kron(B,A)" },
        { "MN theorem 3.1, vector", "A: matrix(m,n); b: vector(p)", "comm(p,m)*kron(A,b) == kron(b,A)", "comm(p,m)*kron(A,b) == -kron(b,A)" },
        { "MN theorem 3.1, trace", "A: matrix(m,n); B: matrix(m,n)", "tr(comm(m,n)*kron(A',B)) == tr(A'*B)", "tr(comm(m,n)*kron(A',B)) == sum(A)*sum(B)" },
        { "MN 2.4, vectors", "a: vector(m); b: vector(n)", "vec(a*b') == kron(b,a)", "vec(a*b') == 0*kron(b,a)" },
        { "MN 2.4, square", "a: vector(n); b: vector(n)", "vec(a*b') == kron(b,a)", "vec(a*b') == kron(a,b)" },
        { "MN theorem 3.10", "A: matrix(m,n); B: matrix(p,q)", "vec(kron(A,B)) == kron(kron(eye(n),comm(q,m)),eye(p))*kron(vec(A),vec(B))", "vec(kron(A,B)) == 2*kron(kron(eye(n),comm(q,m)),eye(p))*kron(vec(A),vec(B))" },
        { "HS, rows", "X: matrix(m,n); v: vector(n)", "kron(v',eye(m))*vec(X) == X*v", "kron(v',eye(m))*vec(X) == 2*X*v" },
        { "norms multiply", "A: matrix(m,n); B: matrix(p,q)", "sum(kron(A,B).^2) == sum(A.^2)*sum(B.^2)", "sum(kron(A,B).^2) == sum(A.^2) + sum(B.^2)" },
        { "sums multiply", "A: matrix(m,n); B: matrix(p,q)", "sum(kron(A,B)) == sum(A)*sum(B)", "sum(kron(A,B)) == sum(A)*sum(B)^2" },
        { "means multiply", "A: matrix(m,n); B: matrix(p,q)", "mean(kron(A,B)) == mean(A)*mean(B)", "mean(kron(A,B)) == mean(A)*sum(B)" },
        { "row sums", "A: matrix(m,n); B: matrix(p,q)", "rowsum(kron(A,B)) == kron(rowsum(A),rowsum(B))", "rowsum(kron(A,B)) == kron(rowsum(A),rowsum(B))/n" },
        { "diagonals", "A: matrix(n,n); B: matrix(p,p)", "diag(kron(A,B)) == kron(diag(A),diag(B))", "diag(kron(A,B)) == kron(diag(A),diag(B.^2))" },
        { "softmax of a sum", "x: vector(m); y: vector(n)", "softmax(kron(x,ones(n)) + kron(ones(m),y)) == kron(softmax(x),softmax(y))", "softmax(kron(x,y)) == kron(softmax(x),softmax(y))" },
        { "powers", "A: matrix(n,n); B: matrix(p,p)", "kron(A,B)^2 == kron(A^2,B^2)", "kron(A,B)^2 == kron(A^2,B)" },
        { "vec of the identity", "A: matrix(n,n)", "vec(eye(n))'*vec(A) == tr(A)", "vec(eye(n))'*vec(A) == sum(A)" },
        { "unvec", "X: matrix(m,n)", "kron(vec(eye(n))',eye(m))*kron(eye(n),vec(X)) == X", "kron(vec(eye(n))',eye(m))*kron(eye(n),vec(X)) == 2*X" },
        { "literal sizes", "X: matrix(2,3)", "comm(2,3)*vec(X) == vec(X')", "comm(2,3)*vec(X) == vec(X' + ones(3,2))" },

        // Derivatives
        { "MN 9.13, linear", "A: matrix(m,n); X: matrix(n,p); B: matrix(p,q)", "vecjac(A*X*B, X) == kron(B',A)", "vecjac(A*X*B, X) == 2*kron(B',A)" },
        { "MN 9.13, square", "A: matrix(n,n); X: matrix(n,n); B: matrix(n,n)", "vecjac(A*X*B, X) == kron(B',A)", "vecjac(A*X*B, X) == kron(B,A)" },
        { "MN 9.13, transpose", "X: matrix(m,n)", "vecjac(X', X) == comm(m,n)", "vecjac(X', X) == -comm(m,n)" },
        { "MN 9.13, transpose, square", "X: matrix(n,n)", "vecjac(X', X) == comm(n,n)", "vecjac(X', X) == eye(n*n)" },
        { "MN 9.13, transposed factors", "A: matrix(m,n); X: matrix(p,n); B: matrix(p,q)", "vecjac(A*X'*B, X) == kron(B',A)*comm(p,n)", "vecjac(A*X'*B, X) == 2*kron(B',A)*comm(p,n)" },
        { "MN 9.13, square of a matrix", "X: matrix(n,n)", "vecjac(X*X, X) == kron(X',eye(n)) + kron(eye(n),X)", "vecjac(X*X, X) == kron(X,eye(n)) + kron(eye(n),X)" },
        { "MN 9.13, gram", "X: matrix(m,n)", "vecjac(X'*X, X) == (eye(n*n) + comm(n,n))*kron(eye(n),X')", "vecjac(X'*X, X) == 2*kron(eye(n),X')" },
        { "MN 9.13, inverse", "X: matrix(n,n)", "vecjac(inv(X), X) == -kron(inv(X)',inv(X))", "vecjac(inv(X), X) == -kron(inv(X),inv(X))" },
        { "MN 9.14, Hadamard", "A: matrix(m,n); X: matrix(m,n)", "vecjac(A .* X, X) == diag(vec(A))", "vecjac(A .* X, X) == diag(vec(A.^2))" },
        { "elementwise", "X: matrix(m,n)", "vecjac(exp(X), X) == diag(vec(exp(X)))", "vecjac(exp(X), X) == diag(vec(exp(-X)))" },
        { "scalars have a row", "A: matrix(m,n); X: matrix(m,n)", "vecjac(tr(A'*X), X) == vec(A)'", "vecjac(tr(A'*X), X) == -vec(A)'" },
        { "vectors", "A: matrix(m,n); x: vector(n)", "vecjac(A*x, x) == A", "vecjac(A*x, x) == 2*A" },
        { "a vector by a matrix", "X: matrix(m,n); v: vector(n)", "vecjac(X*v, X) == kron(v',eye(m))", "vecjac(X*v, X) == -kron(v',eye(m))" },
        { "a matrix by a vector", "x: vector(n)", "jacobian(vec(x*x'), x) == kron(x,eye(n)) + kron(eye(n),x)", "jacobian(vec(x*x'), x) == 2*kron(x,eye(n))" },
        { "at a point", "A: matrix(m,m); X: matrix(m,n); P: matrix(m,n)", "vecjac(X'*A*X, X = P) == (eye(n*n) + comm(n,n))*kron(eye(n),P'*A) + comm(n,n)*kron(eye(n),P'*(A' - A))", "vecjac(X'*A*X, X = P) == (eye(n*n) + comm(n,n))*kron(eye(n),P'*A)" },
        { "MN 10.5, quadratic", "A: matrix(m,m); X: matrix(m,n); B: matrix(n,n)", "vechess(tr(X'*A*X*B), X) == kron(B',A) + kron(B,A')", "vechess(tr(X'*A*X*B), X) == kron(B,A) + kron(B',A')" },
        { "MN 10.5, square of a trace", "X: matrix(n,n)", "vechess(tr(X*X), X) == 2*comm(n,n)", "vechess(tr(X*X), X) == 2*eye(n*n)" },
        { "MN 10.6, log determinant", "X: matrix(n,n)", "vechess(logdet(X), X) == -comm(n,n)*kron(inv(X)',inv(X))", "vechess(logdet(X), X) == -kron(inv(X)',inv(X))" },
        { "least squares", "Z: matrix(n,d); W: matrix(d,k); Y: matrix(n,k)", "vechess(sum((Z*W - Y).^2), W) == 2*kron(eye(k),Z'*Z)", "vechess(sum((Z*W - Y).^2), W) == kron(eye(k),Z'*Z)" },
        { "cross-entropy", "z: vector(k); c: vector(k)", "vechess(-c'*logsoftmax(z), z) == sum(c)*(diag(softmax(z)) - softmax(z)*softmax(z)')", "vechess(-c'*logsoftmax(z), z) == diag(softmax(z)) - softmax(z)*softmax(z)'" },
        { "multinomial regression", "x: vector(d); W: matrix(k,d); c: vector(k)", "vechess(-c'*logsoftmax(W*x), W) == sum(c)*kron(x*x',diag(softmax(W*x)) - softmax(W*x)*softmax(W*x)')", "vechess(-c'*logsoftmax(W*x), W) == sum(c)*kron(x*x',diag(softmax(W*x)))" },
        { "logistic regression", "Z: matrix(n,d); w: vector(d)", "vechess(sum(softplus(Z*w)), w) == Z'*diag(sigmoid(Z*w) .* (ones(n) - sigmoid(Z*w)))*Z", "vechess(sum(softplus(Z*w)), w) == Z'*diag(sigmoid(Z*w))*Z" },
    };

    [Theory]
    [MemberData(nameof(Claims))]
    public void A_claim_is_proved_and_its_twin_refuted(string source, string declarations, string claim, string twin)
    {
        Scope scope = Scope.Parse(declarations);
        Verdict verdict = Verifier.Decide(scope.ParseClaim(claim));
        Assert.True(verdict is Verdict.ProvedAllDimensions, $"{source}: {verdict}");
        Verdict refuted = Verifier.Decide(scope.ParseClaim(twin));
        Assert.True(refuted is Verdict.Refuted, $"twin of {source}: {refuted}");
    }
}
