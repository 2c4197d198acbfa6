using DerivationKit.Operators;

namespace DerivationKit.Tests.Cli;

public class OperatorsTests
{
    // A meaning that only repeats the name tells nobody what is meant.
    [Fact]
    public void What_only_names_itself_is_determined_by_something_else()
    {
        foreach (string name in OperatorTable.All.Where(f => f.ParameterKind == ParameterKind.None).Select(f => f.Name))
        {
            string[] lines = Derive.Run("operators", name).Out.Split('\n');
            string written = lines.First(line => line.StartsWith("operator ", StringComparison.Ordinal)).Split("written ")[1].Trim();
            string meaning = lines.First(line => line.StartsWith("meaning ", StringComparison.Ordinal)).Split(" = ", 2)[1].Trim();
            string formula = meaning.Split(", a primitive: ")[0];
            bool isNameAlone = written.EndsWith(')') && formula.Replace("[i,j]", "", StringComparison.Ordinal) == written;
            Assert.True(isNameAlone == (formula != meaning), $"{name}: {meaning}");
        }
    }

    [Fact]
    public void A_review_says_what_determines_a_primitive()
    {
        using var folder = new Folder();
        string file = folder["proof.jsonl"];
        Assert.Equal(0, Derive.Run("prove", "grad(logdet(X), X) == inv(X)'", "--var", "X: matrix(n,n)", "--certificate", file).Code);
        Assert.Contains("inv(A)[i,j], a primitive: A*inv(A) = eye(n)", Derive.Run("review", file).Out, StringComparison.Ordinal);
    }
}
