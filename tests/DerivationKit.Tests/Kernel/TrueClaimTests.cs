using DerivationKit.Tests.Kernel.Exact;

namespace DerivationKit.Tests.Kernel;

// Textbook identities: each is proved for all dimensions, under as many conditions as are written behind it. Sources: Petersen, Pedersen,
// The Matrix Cookbook (2012); Magnus, Neudecker, Matrix Differential Calculus (2019); Boyd, Vandenberghe, Convex Optimization (2004).
public class TrueClaimTests
{
    // Products, transposes, traces, Hadamard products, diagonals, centring.
    private const string Algebra = """
        (B*D)' == D'*B'
        tr(B*D) == tr(D*B)
        tr(B') == tr(B)
        tr(B*D*A) == tr(A*D'*B')
        tr(K*K') == sum(K.^2)
        x'*y == y'*x
        x'*B*y == y'*B'*x
        x'*A*y == y'*A*x
        x'*A*x == tr(A*x*x')
        x'*(B - B')*x == 0
        tr(A*(B - B')) == 0
        (B + D)*(B + D) == B*B + B*D + D*B + D*D
        (B*D - D*B)' == D'*B' - B'*D'
        tr(B*D - D*B) == 0
        B*eye(n) == B
        eye(n)*x == x
        tr(eye(n)) == n
        eye(n) .* eye(n) == eye(n)
        sum(ones(n,k)) == n*k
        ones(n)'*x == sum(x)
        B*ones(n) == rowsum(B)
        ones(n)'*B == colsum(B)'
        diag(x)*y == x .* y
        diag(x)*diag(y) == diag(x .* y)
        diag(diag(x)) == x
        diag(x)*B*diag(y) == B .* (x*y')
        diag(B*D') == rowsum(B .* D)
        tr(B'*D) == sum(B .* D)
        x'*diag(y)*x == sum(x.^2 .* y)
        (B .* D)' == B' .* D'
        x' * (B .* D) * y == tr(diag(x)*B*diag(y)*D')
        (eye(n) - ones(n)*ones(n)'/n)*(eye(n) - ones(n)*ones(n)'/n) == eye(n) - ones(n)*ones(n)'/n
        (eye(n) - ones(n)*ones(n)'/n)*ones(n) == 0
        sum((x - mean(x)*ones(n)).^2) == sum(x.^2) - n*mean(x)^2
        sum(x - mean(x)*ones(n)) == 0
        contract("ij,jk->ik", B, D) == B*D
        contract("ij,jk,kl->il", A, B, D) == A*B*D
        contract("ij,ij->", B, D) == tr(B'*D)
        contract("i,j->ij", x, y) == x*y'
        contract("ii->i", B) == diag(B)
        contract("ii->", B) == tr(B)
        tr(Z'*(diag(rowsum(A)) - A)*Z) == sum(A .* (rowsum(Z.^2)*ones(n)' + ones(n)*rowsum(Z.^2)' - 2*Z*Z'))/2
        (eye(n) - 2*x*x'/(x'*x))*(eye(n) - 2*x*x'/(x'*x)) == eye(n)   # 1
        (eye(n) - x*x'/(x'*x))*x == 0   # 1
        (eye(n) + x*y')*(eye(n) - x*y'/(1 + y'*x)) == eye(n)   # 1
        x'*(A*B - B'*A)*x == 0
        tr((B - B')*(D + D')) == 0
        sum(x*ones(n)' - ones(n)*x') == 0
        sum((x*ones(n)' - ones(n)*x').^2) == 2*n*sum(x.^2) - 2*sum(x)^2
        sum((x*ones(n)' - ones(n)*x').^3) == 0
        sum(A .* (x*ones(n)' - ones(n)*x')) == 0
        diag((x*ones(n)' - ones(n)*x')) == 0
        sum(p)^2 - sum(p.^2) == sum((ones(n,n) - eye(n)) .* (p*p'))
        """;

    // Orthogonal, one-hot, stochastic and 0/1 matrices.
    private const string Properties = """
        Q'*Q == eye(n)
        Q*Q' == eye(n)
        tr(Q*B*Q') == tr(B)
        (Q*x)'*(Q*y) == x'*y
        sum((Q*K').^2) == sum(K.^2)
        Q*(B*D)*Q' == (Q*B*Q')*(Q*D*Q')
        rowsum(P) == ones(n)
        S*ones(n) == ones(n)
        S*S*ones(n) == ones(n)
        rowsum(C) == ones(n)
        C'*C == diag(colsum(C))
        C .* C == C
        (C*θ)'*(C*θ) == θ'*diag(colsum(C))*θ
        diag(C*C') == ones(n)
        C .* (C*u*ones(k)') == C*diag(u)
        rowsum(C .* W).^2 == rowsum(C .* W.^2)
        M .* M == M
        M.^3 == M
        (ones(n,k) - M) .* M == 0
        (ones(n,k) - M).^2 == ones(n,k) - M
        S*S'*ones(n) == S*colsum(S)
        H'*H == diag(colsum(H))
        H*diag(x) == diag(H*x)*H
        (H*x) .* (H*y) == H*(x .* y)
        H*H*ones(n) == ones(n)
        Q'*Q*Q'*Q == eye(n)
        Q*A*Q'*Q*A*Q' == Q*A*A*Q'
        sum((Q*B).^2) == sum(B.^2)
        tr(Q'*diag(x)*Q*Q'*diag(y)*Q) == sum(x .* y)
        H'*(H*x) == diag(colsum(H))*x
        C'*(C*u) == diag(colsum(C))*u
        (C'*C)*(C'*C) == diag(colsum(C).^2)
        S'*S*ones(n) == S'*ones(n)
        Q*diag(x)*Q'*Q*diag(y)*Q' == Q*diag(x .* y)*Q'
        Q'*(Q*x) == x
        diag(Q*Q') == ones(n)
        tr(Q*Q') == n
        sum(Q.^2) == n
        rowsum(Q.^2) == ones(n)
        (Q .* Q)*ones(n) == ones(n)
        L .* L .* B == L .* B
        (L .* B + (ones(n,n) - L) .* B) == B
        (L .* B) .* ((ones(n,n) - L) .* D) == 0
        sum(C) == n
        mean(C) == 1/k
        tr(C*C') == n
        sum(C*C') == sum(colsum(C).^2)
        """;

    // Gradients, Jacobians, directional and second derivatives.
    private const string Calculus = """
        jacobian(B*x, x) == B
        grad(x'*y, x) == y
        grad(x'*B*x, x) == (B + B')*x
        grad(x'*A*x, x) == 2*A*x
        grad(x'*B*y, B) == x*y'
        grad(x'*B'*y, B) == y*x'
        grad(x'*B*x, B) == x*x'
        grad(tr(B*D), B) == D'
        grad(tr(B'*D), B) == D
        grad(tr(B*B), B) == 2*B'
        grad(tr(B'*B), B) == 2*B
        grad(tr(B*D*B'*A), B) == A'*B*D' + A*B*D
        grad(tr(B*B*B), B) == 3*(B*B)'
        grad(tr(A*B*D), B) == A'*D'
        grad(x'*B'*B*y, B) == B*(x*y' + y*x')
        grad(x'*B'*D*B*y, B) == D'*B*x*y' + D*B*y*x'
        grad((B*x + y)'*D*(B*x + y), B) == (D + D')*(B*x + y)*x'
        grad((Z*v - x)'*(Z*v - x), v) == 2*Z'*(Z*v - x)
        jacobian(grad(x'*B*x, x), x) == B + B'
        grad(sum(Z.^2), Z) == 2*Z
        grad(tr(A*A), A) == 2*A
        grad(sum(Z*θ'), Z) == ones(n)*colsum(θ)'
        jvp(B*B, B, D) == D*B + B*D
        jvp(B*D*B, B, A) == A*D*B + B*D*A
        jvp(tr(B*B*B), B, D) == 3*tr(B*B*D)
        jvp(grad(sum(x.^3), x), x, y) == 6*x .* y
        grad(1/(x'*x), x) == -2*x/(x'*x)^2   # 1
        grad(sqrt(x'*x), x) == x/sqrt(x'*x)   # 1
        jacobian(x/sqrt(x'*x), x) == eye(n)/sqrt(x'*x) - x*x'/(x'*x)^(3/2)   # 1
        grad(x'*A*x/(x'*x), x) == 2*(A*x - (x'*A*x/(x'*x))*x)/(x'*x)   # 1
        jacobian(exp(x), x) == diag(exp(x))
        jacobian(log(p), p) == diag(1 ./ p)
        grad(sum(p .* log(p)), p) == log(p) + ones(n)
        deriv(exp(a*t), t) == a*exp(a*t)
        deriv(deriv(exp(a*t), t), t) == a^2*exp(a*t)
        deriv(1/(1 + exp(-t)), t) == 1/(1 + exp(-t))*(1 - 1/(1 + exp(-t)))
        deriv(log(1 + exp(t)), t) == 1/(1 + exp(-t))
        deriv((exp(t) - exp(-t))/(exp(t) + exp(-t)), t) == 1 - ((exp(t) - exp(-t))/(exp(t) + exp(-t)))^2
        grad(sum(E .* log(E)), E) == log(E) + ones(n,k)
        jacobian((x - mean(x)*ones(n)), x) == eye(n) - ones(n)*ones(n)'/n
        grad(sum(y .* (x - mean(x)*ones(n))/sqrt(mean((x - mean(x)*ones(n)).^2))), x) == (y - mean(y)*ones(n))/sqrt(mean((x - mean(x)*ones(n)).^2)) - (x - mean(x)*ones(n))*sum(y .* (x - mean(x)*ones(n)))/(n*mean((x - mean(x)*ones(n)).^2)^(3/2))   # 1
        grad(sum(y .* x)/sqrt(mean(x.^2) + s), x) == y/sqrt(mean(x.^2) + s) - x*sum(y .* x)/(n*(mean(x.^2) + s)^(3/2))
        grad(sum(log(ones(n) + exp(x))), x) == exp(x) ./ (ones(n) + exp(x))
        grad(sum(log(ones(n) + exp(-(x .* y)))), x) == -y ./ (ones(n) + exp(x .* y))
        deriv(sum((x + t*y).^2), t) == 2*sum((x + t*y) .* y)
        deriv(deriv(sum((x + t*y).^3), t), t) == 6*sum((x + t*y) .* y.^2)
        deriv(exp(a*t)*b, t) - a*exp(a*t)*b == 0
        grad(grad(sum(Z.^3)*a, a)*b, b) == sum(Z.^3)
        grad(sum(jvp(Z.^3, Z, Y)), Z) == 6*Z .* Y
        grad(x'*B*x, x = y) == (B + B')*y
        grad(sum((Z - ones(n)*colsum(Z)'/n).^2), Z) == 2*(Z - ones(n)*colsum(Z)'/n)
        grad(tr(Z*G*Z'), G) == Z'*Z
        grad(sum(exp(-(rowsum(Z.^2)*ones(n)' + ones(n)*rowsum(Z.^2)' - 2*Z*Z')/2)), Z) == -2*(diag(rowsum(exp(-(rowsum(Z.^2)*ones(n)' + ones(n)*rowsum(Z.^2)' - 2*Z*Z')/2))) - exp(-(rowsum(Z.^2)*ones(n)' + ones(n)*rowsum(Z.^2)' - 2*Z*Z')/2))*Z
        grad(tr(B*B*B*B), B) == 4*(B*B*B)'
        grad((x'*B*x)^2, x) == 2*(x'*B*x)*(B + B')*x
        grad(sqrt(sum(Z.^2)), Z) == Z/sqrt(sum(Z.^2))   # 1
        grad(x'*y/sqrt((x'*x)*(y'*y)), x) == y/sqrt((x'*x)*(y'*y)) - x*(x'*y)/((x'*x)*sqrt((x'*x)*(y'*y)))   # 2
        grad(sum((M .* exp(W)) ./ (rowsum(M .* exp(W))*ones(k)') .* V), W) == ((M .* exp(W)) ./ (rowsum(M .* exp(W))*ones(k)')) .* (V - rowsum(((M .* exp(W)) ./ (rowsum(M .* exp(W))*ones(k)')) .* V)*ones(k)')   # 1
        jacobian(grad(sum(log(ones(n) + exp(Z*v))), v), v) == Z'*diag(exp(Z*v) ./ (ones(n) + exp(Z*v)).^2)*Z
        jvp(grad(tr(B*B*B), B), B, D) == 3*(B*D + D*B)'
        jvp(jvp(tr(B*B*B), B, D), B, A) == 3*tr(D*A*B) + 3*tr(A*D*B)
        jacobian((x - mean(x)*ones(n))/sqrt(mean((x - mean(x)*ones(n)).^2) + s), x) == (eye(n) - ones(n)*ones(n)'/n)/sqrt(mean((x - mean(x)*ones(n)).^2) + s) - (x - mean(x)*ones(n))*(x - mean(x)*ones(n))'/(n*(mean((x - mean(x)*ones(n)).^2) + s)^(3/2))
        jacobian(F*v, v) == F
        deriv(sum(log(exp(t)*p)), t) == n
        deriv(log(sum(exp(t*x))), t) == sum(exp(t*x) .* x)/sum(exp(t*x))
        """;

    // Softmax, its logarithm, logsumexp; cross-entropy, attention, stacked softmax.
    private const string Softmax = """
        rowsum(softmax_rows(W)) == ones(n)
        colsum(softmax_cols(W)) == ones(k)
        sum(softmax(x)) == 1
        softmax_rows(W)' == softmax_cols(W')
        softmax(x + a*ones(n)) == softmax(x)
        softmax_rows(W + x*ones(k)') == softmax_rows(W)
        logsumexp(x + a*ones(n)) == logsumexp(x) + a
        logsoftmax(x) == log(softmax(x))
        exp(logsoftmax_rows(W)) == softmax_rows(W)
        logsoftmax_rows(W) == W - logsumexp_rows(W)*ones(k)'
        grad(logsumexp(x), x) == softmax(x)
        jacobian(softmax(x), x) == diag(softmax(x)) - softmax(x)*softmax(x)'
        jacobian(grad(logsumexp(x), x), x) == diag(softmax(x)) - softmax(x)*softmax(x)'
        jacobian(logsoftmax(x), x) == eye(n) - ones(n)*softmax(x)'
        softmax(logsoftmax(x)) == softmax(x)
        logsumexp(logsoftmax(x)) == 0
        grad(sum(logsumexp_rows(W)), W) == softmax_rows(W)
        grad(-sum(C .* logsoftmax_rows(W)), W) == softmax_rows(W) - C
        grad(-sum(C .* logsoftmax_rows(Z*θ')), Z) == (softmax_rows(Z*θ') - C)*θ
        grad(-sum(C .* logsoftmax_rows(Z*θ')), θ) == (softmax_rows(Z*θ') - C)'*Z
        grad(-sum(P .* logsoftmax_rows(W)), W) == softmax_rows(W) - P
        grad(-sum(V .* logsoftmax_rows(W)), W) == (rowsum(V)*ones(k)') .* softmax_rows(W) - V
        grad(sum(V .* softmax_rows(W)), W) == softmax_rows(W) .* (V - rowsum(V .* softmax_rows(W))*ones(k)')
        grad(sum(Y .* (softmax_rows(B)*Z)), Z) == softmax_rows(B)'*Y
        grad(sum(Y .* (softmax_rows(B)*Z)), B) == softmax_rows(B) .* (Y*Z' - rowsum(Y .* (softmax_rows(B)*Z))*ones(n)')
        softmax_rows(a*W + V) == softmax_rows(V + a*W)
        softmax_rows(logsoftmax_rows(W)) == softmax_rows(W)
        softmax_rows(softmax_rows(W))*ones(k) == ones(n)
        grad(sum(V .* softmax_rows(softmax_rows(W))), W) == softmax_rows(W) .* (softmax_rows(softmax_rows(W)) .* (V - rowsum(V .* softmax_rows(softmax_rows(W)))*ones(k)') - rowsum(softmax_rows(W) .* softmax_rows(softmax_rows(W)) .* (V - rowsum(V .* softmax_rows(softmax_rows(W)))*ones(k)'))*ones(k)')
        x'*(diag(softmax(y)) - softmax(y)*softmax(y)')*x == sum(softmax(y) .* x.^2) - sum(softmax(y) .* x)^2
        grad(sum(softmax(x) .* log(softmax(x))), x) == softmax(x) .* (log(softmax(x)) - sum(softmax(x) .* log(softmax(x)))*ones(n))
        grad(sum(softmax(x) .* (logsoftmax(x) - logsoftmax(y))), x) == softmax(x) .* (logsoftmax(x) - logsoftmax(y) - sum(softmax(x) .* (logsoftmax(x) - logsoftmax(y)))*ones(n))
        grad(sum(softmax(x) .* (logsoftmax(x) - logsoftmax(y))), y) == softmax(y) - softmax(x)
        grad(-sum(C .* logsoftmax_rows(W/s)), W) == (softmax_rows(W/s) - C)/s
        grad(-sum(C .* logsoftmax_rows(W/t)), t) == -sum((softmax_rows(W/t) - C) .* W)/t^2   # 1
        softmax_rows(Z*Z') .* softmax_rows(Z*Z')' == softmax_rows(Z*Z')' .* softmax_rows(Z*Z')
        tr(softmax_rows(A)*softmax_rows(A)*softmax_rows(A)) == tr(softmax_rows(A)'*softmax_rows(A)'*softmax_rows(A)')
        softmax_rows(A) .* (softmax_rows(A)*softmax_rows(A))' == softmax_rows(A)' .* (softmax_rows(A)*softmax_rows(A))
        diag(logsumexp_rows(A))*ones(n) == logsumexp_cols(A)
        diag(exp(logsumexp_rows(A)))*softmax_rows(A) == exp(A)
        diag(exp(logsumexp_rows(A)))*softmax_rows(A) == (diag(exp(logsumexp_rows(A)))*softmax_rows(A))'
        grad(sum(Y .* (softmax_rows(Z*G*Z')*Z*F)), F) == (softmax_rows(Z*G*Z')*Z)'*Y
        grad(sum(Y .* (softmax_rows(Z*G*X')*X)), Z) == (softmax_rows(Z*G*X') .* (Y*X' - rowsum(Y .* (softmax_rows(Z*G*X')*X))*ones(n)'))*X*G'
        grad(sum(Y .* (softmax_rows(Z*G*X')*X)), G) == Z'*(softmax_rows(Z*G*X') .* (Y*X' - rowsum(Y .* (softmax_rows(Z*G*X')*X))*ones(n)'))*X
        grad(sum(Y .* (softmax_rows(Z*X'/sqrt(d))*X)), Z) == (softmax_rows(Z*X'/sqrt(d)) .* (Y*X' - rowsum(Y .* (softmax_rows(Z*X'/sqrt(d))*X))*ones(n)'))*X/sqrt(d)
        grad(sum(Y .* (softmax_rows(Z*Z')*Z)), Z) == softmax_rows(Z*Z')'*Y + (softmax_rows(Z*Z') .* (Y*Z' - rowsum(Y .* (softmax_rows(Z*Z')*Z))*ones(n)'))*Z + (softmax_rows(Z*Z') .* (Y*Z' - rowsum(Y .* (softmax_rows(Z*Z')*Z))*ones(n)'))'*Z
        softmax_rows(log(U)) == U ./ (rowsum(U)*ones(k)')
        softmax_rows(2*log(U)) == U.^2 ./ (rowsum(U.^2)*ones(k)')
        exp(2*logsoftmax_rows(W)) == softmax_rows(W).^2
        softmax(x/2).^2 == softmax(x)*sum(exp(x))/sum(exp(x/2))^2
        jvp(grad(logsumexp(x), x), x, y) == softmax(x) .* (y - sum(softmax(x) .* y)*ones(n))
        jacobian(jvp(softmax(x), x, y), x)*ones(n) == 0
        jacobian(grad(-sum(C .* logsoftmax_rows(W*diag(u))), u), u) == diag(colsum(softmax_rows(W*diag(u)) .* W.^2)) - (softmax_rows(W*diag(u)) .* W)'*(softmax_rows(W*diag(u)) .* W)
        jvp(jvp(logsumexp(x), x, y), x, y) == sum(softmax(x) .* y.^2) - sum(softmax(x) .* y)^2
        jvp(jvp(jvp(logsumexp(x), x, y), x, y), x, y) == sum(softmax(x) .* (y - sum(softmax(x) .* y)*ones(n)).^3)
        softmax_rows(x*ones(n)' - ones(n)*x') == ones(n)*softmax(-x)'
        softmax_rows(-(rowsum(Z.^2)*ones(n)' + ones(n)*rowsum(X.^2)' - 2*Z*X')) == softmax_rows(2*Z*X' - ones(n)*rowsum(X.^2)')
        softmax(-x) == (1 ./ exp(x))/sum(1 ./ exp(x))
        sum(exp(log(p) - logsumexp(log(p))*ones(n))) == 1
        sum((Q*softmax(x)).^2) == sum(softmax(x).^2)
        grad(sum(log(softmax(x))), x) == ones(n) - n*softmax(x)
        sum(softmax_rows(W)) == n
        mean(softmax_cols(W)) == 1/n
        tr(softmax_rows(B)*ones(n,n)) == n
        deriv(log(sum(exp(x/t))), t) == -sum(softmax(x/t) .* x)/t^2   # 1
        """;

    // Fractions, powers, roots, exp and log.
    private const string Functions = """
        exp(a)*exp(b) == exp(a + b)
        exp(a - a) == 1
        log(exp(a)) == a
        exp(log(s)) == s
        log(s^3) == 3*log(s)
        log(s*exp(a)) == log(s) + a
        sqrt(s^2) == s
        sqrt(4*s) == 2*sqrt(s)
        (1/s)^(1/2) == 1/sqrt(s)
        log(8) == 3*log(2)
        sqrt(8) == 2*sqrt(2)
        sqrt(s)*sqrt(t) == sqrt(s*t)   # 1
        sqrt(a)^2 == a   # 1
        sqrt(a^2)^2 == a^2
        (s*a^2)^(1/2)*(s*a^2)^(1/2) == s*a^2
        1/(1 + exp(-t)) == exp(t)/(1 + exp(t))
        (exp(2*t) - 1)/(exp(2*t) + 1) == (exp(t) - exp(-t))/(exp(t) + exp(-t))
        1/a + 1/b == (a + b)/(a*b)   # 2
        1/(a*(a+1)) == 1/a - 1/(a+1)   # 2
        a/(a+b) + b/(a+b) == 1   # 1
        (a^2 - b^2)/(a - b) == a + b   # 1
        (a^3 - b^3)/(a - b) == a^2 + a*b + b^2   # 1
        1/(1 + 1/(1 + a)) == (1 + a)/(2 + a)   # 3
        (a/b)/(t/s) == a*s/(b*t)   # 2
        x/(a - b) == -x/(b - a)   # 2
        1/(a - b)^2 == 1/(b - a)^2   # 2
        sum(x ./ (x - a*ones(n))) - n == a*sum(1 ./ (x - a*ones(n)))   # 1
        diag(1 ./ p)*diag(p) == eye(n)
        (1 ./ rowsum(U)) .* rowsum(U) == ones(n)
        diag(1 ./ rowsum(U))*U*ones(k) == ones(n)
        rowsum((U ./ (rowsum(U)*ones(k)'))) == ones(n)
        log(U ./ (rowsum(U)*ones(k)')) == log(U) - log(rowsum(U))*ones(k)'
        sqrt(exp(a)) == exp(a/2)
        exp(a)^(1/3) == exp(a/3)
        log(sqrt(s)) == log(s)/2
        log(1/s) == -log(s)
        log(s)^2 == log(1/s)^2
        log(6) == log(2) + log(3)
        log(12)/log(2) == 2 + log(3)/log(2)   # 1
        2^(1/2)*2^(1/3) == 2^(5/6)
        (12)^(1/2) == 2*3^(1/2)
        1/sqrt(2) == sqrt(2)/2
        (1 + sqrt(2))*(sqrt(2) - 1) == 1
        1/(1 + sqrt(2)) == sqrt(2) - 1
        (s + 1)^(1/2)*(s + 1)^(1/2) == s + 1
        n*(1/n) == 1
        sum(ones(n))/n == 1
        (n^2 - 1)/(n - 1) == n + 1   # 1
        n/(n+1) + 1/(n+1) == 1
        tr(exp(-(rowsum(Z.^2)*ones(n)' + ones(n)*rowsum(Z.^2)' - 2*Z*Z')/2)) == n
        1/(x'*(A + B + B')*x) - 1/(x'*(A + 2*B)*x) == 0   # 2
        sum(exp(x*ones(n)' - ones(n)*x')) == sum(exp(x))*sum(exp(-x))
        1/(1 + exp(a - b)) == exp(b)/(exp(a) + exp(b))
        log(p)'*ones(n) == sum(log(p))
        exp(log(p) + x) == p .* exp(x)
        sqrt(p) .* sqrt(p) == p
        sqrt(p .* p) == p
        (p.^2).^(1/2) == p
        log(p .* exp(x)) == log(p) + x
        log(p ./ (p + p)) == -log(2)*ones(n)
        log(sum(2*p)) == log(2) + log(sum(p))
        diag(sqrt(p))*diag(sqrt(p)) == diag(p)
        1/(1 + a/(1 + a)) - (1 + a)/(1 + 2*a) == 0   # 3
        (s + t)^2/(s + t) == s + t   # 1
        exp(a)^2 - exp(2*a) == 0
        (exp(a) + 1)*(exp(a) - 1) == exp(2*a) - 1
        ((exp(a) + exp(-a))/2)^2 - ((exp(a) - exp(-a))/2)^2 == 1
        (a*b)^(-1) == a^(-1)*b^(-1)   # 2
        ((a + b)^2)^(-1) == (a + b)^(-2)   # 1
        ((a + b)^2)^(1/2)*((a + b)^2)^(1/2) == (a + b)^2
        a/(b + t) == 1/(b/a + t/a)   # 3
        sum(x)/sum(x) == 1   # 1
        (sum(x)^2 + sum(x))/sum(x) == sum(x) + 1   # 1
        rowsum(U ./ (U*ones(k)*ones(k)')) == ones(n)
        exp(a*log(s)) == exp(log(s)*a)
        exp(2*log(s)) == s^2
        exp(log(s)/2)^2 == s
        """;

    public static TheoryData<string, int> Identities
    {
        get
        {
            TheoryData<string, int> data = [];
            foreach (string line in string.Join('\n', Algebra, Properties, Calculus, Softmax, Functions).Split('\n'))
            {
                string[] parts = line.Split('#');
                data.Add(parts[0].Trim(), parts.Length == 1 ? 0 : int.Parse(parts[1]));
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Identities))]
    public void A_true_claim_is_proved(string claim, int conditions) => Assert.Equal(conditions, Claims.ConditionsOf(claim).Length);

    // The statements that the theorems are about, evaluated as they stand.
    [Theory]
    [MemberData(nameof(Identities))]
    public void A_proved_claim_has_no_counterexample(string claim, int conditions)
    {
        Assert.InRange(conditions, 0, 3);
        Assert.False(Counterexamples.Exists(Claims.Read(claim), worlds: 8));
    }
}
