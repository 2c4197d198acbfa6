using DerivationKit.Refuting;
using DerivationKit.Language;

namespace DerivationKit.Tests.Refuting.Search;

public class ScratchTests
{
    [Fact]
    public void Heavy()
    {
        foreach ((string d, string c) in new[] {

("Z: matrix(n,d); A: matrix(d,m); B: matrix(d,m); V: matrix(d,p); O: matrix(p,q); Y: matrix(n,q)\nlet P = softmax_rows(Z*A*(Z*B)')\nlet H = P*Z*V*O\nlet L = sum((H - Y).^2)", "grad(L, O) == 2*(P*Z*V)'*(H-Y)"),
("Z: matrix(n,d); A: matrix(d,m); B: matrix(d,m); V: matrix(d,p); O: matrix(p,q); Y: matrix(n,q)\nlet P = softmax_rows(Z*A*(Z*B)')\nlet H = P*Z*V*O\nlet L = sum((H - Y).^2)", "grad(L, V) == 2*(P*Z)'*(H-Y)*O'"),
("Z: matrix(n,d); A: matrix(d,m); B: matrix(d,m); V: matrix(d,p); O: matrix(p,q); Y: matrix(n,q)\nlet P = softmax_rows(Z*A*(Z*B)')\nlet H = P*Z*V*O\nlet L = sum((H - Y).^2)", "grad(L, V) == 2*(Z)'*(H-Y)*O'"),
("Z: matrix(n,d); A: matrix(d,m); B: matrix(d,m); V: matrix(d,p); O: matrix(p,q); Y: matrix(n,q)\nlet P = softmax_rows(Z*A*(Z*B)')\nlet H = P*Z*V*O\nlet L = sum((H - Y).^2)", "grad(L, A) == 0"),
("Z: matrix(n,d); A: matrix(d,m); B: matrix(d,m); V: matrix(d,p); O: matrix(p,q); Y: matrix(n,q)\nlet P = softmax_rows(Z*A*(Z*B)')\nlet H = P*Z*V*O\nlet L = sum((H - Y).^2)\nlet g=grad(L, Z)", "grad(sum(g.*g), Z) == 0*Z"),
("Z: matrix(n,d)", "grad(sum(log(Z)), Z) == ones(n,d) ./ Z"),
        })
        {
            var claim = Scope.Parse(d).ParseClaim(c);
            for (int i = 0; i < 2; i++)
            {
                var watch = System.Diagnostics.Stopwatch.StartNew();
                SearchResult result = Refuter.Search(claim);
                File.AppendAllText("/tmp/out2.txt", $"{c} {watch.ElapsedMilliseconds} ms {TwinTests.Show(result)}\n");
            }
        }
    }
}
