using DerivationKit.Operators;
using DerivationKit.Tests.Architecture;

namespace DerivationKit.Tests.Compilation;

public class CompilationLayerTests
{
    private const string Compilation = "DerivationKit.Compilation.";
    private const string Matrices = "DerivationKit.Compilation.Matrices.";

    [Fact]
    public void Math_NET_is_known_in_one_namespace()
    {
        IEnumerable<string> users = ReferenceScanner.Scan("DerivationKit")
            .Where(type => type.Value.Any(name => name.StartsWith("MathNet.", StringComparison.Ordinal))).Select(type => type.Key);
        Assert.NotEmpty(users);
        Assert.All(users, user => Assert.StartsWith(Matrices, user, StringComparison.Ordinal));
    }

    [Fact]
    public void No_operator_is_known_by_its_type()
    {
        HashSet<string> operators =
            [.. typeof(Operator).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Operator))).Select(type => type.FullName!)];
        var references = ReferenceScanner.Scan("DerivationKit")
            .Where(type => type.Key.StartsWith(Compilation, StringComparison.Ordinal)).ToArray();
        Assert.Contains(references, type => type.Value.Contains(typeof(Operator).FullName!));
        Assert.All(references, type => Assert.Empty(type.Value.Intersect(operators)));
    }
}
