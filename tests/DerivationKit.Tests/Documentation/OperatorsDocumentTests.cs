using DerivationKit.Tests.Architecture;
using DerivationKit.Tests.Cli;

namespace DerivationKit.Tests.Documentation;

public class OperatorsDocumentTests
{
    // Written anew by: derive operators --markdown > src/DerivationKit/Operators/Operators.md
    [Fact]
    public void The_document_is_what_the_table_of_operators_writes() => Assert.Equal(
        Derive.Run("operators", "--markdown").Out,
        File.ReadAllText(Path.Combine(Repository.Root, "src/DerivationKit/Operators/Operators.md")));
}
