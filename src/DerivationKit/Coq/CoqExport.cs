using System.Collections.Immutable;
using System.Text;
using DerivationKit.Certificates;
using DerivationKit.Kernel;

namespace DerivationKit.Coq;

/// <summary>Writes a proof as a file of Coq with mathcomp: the theorem for all dimensions, and one lemma for each step. Coq.md beside this
/// file says which rules have lemmas, and what is trusted.</summary>
public static class CoqExport
{
    /// <summary>The certificate as a file of Coq. The same certificate gives the same text.</summary>
    /// <exception cref="CoqExportException">The proof uses something that has no counterpart in Coq yet.</exception>
    /// <exception cref="KernelException">The certificate proves nothing.</exception>
    public static string Of(Certificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        certificate.Proof.Check();
        return certificate.Proof.Cases is null
            ? Header(certificate.Claim) + Body(certificate.Proof)
            : throw new CoqExportException("proofs by cases have no Coq counterpart yet");
    }

    private static string Body(Proof proof)
    {
        if (proof.Steps.FirstOrDefault(s => RuleTable.IsOfRoot(s.Rule)) is { } ofRoot)
        {
            throw new CoqExportException($"the rule {ofRoot.Rule} has no Coq lemma yet");
        }

        var obligations = Obligations.Of(proof.Statement);
        Workshop w = new();
        TermReading reading = new(w, obligations);
        Hypotheses hypotheses = Hypotheses.Of(proof.Statement, obligations, w, reading);
        RuleProofs rules = new(w, obligations.Replay, hypotheses.Equation);
        (Term left, Term right) = (obligations.Parts[0], obligations.Parts[1]);
        ImmutableArray<Index> free = proof.Statement.Free;
        ReadTerm difference = reading.Read(new Add([left, new Multiply([new Number(-1), right])]), free);
        if (difference.Polynomial.Key != obligations.Difference.Key)
        {
            throw new CoqExportException("the difference of the sides is read in another way than by the kernel");
        }

        (_, string chain) = rules.Chain(difference.Polynomial, proof.Steps);
        string sides = $"{StatementText.Of(left)} =\n  {StatementText.Of(right)}";
        string at = string.Concat(free.Select(i => $" {StatementText.Name(i)}"));
        string quantifiers = free.IsEmpty ? "" : $"forall{StatementText.Binders(free)},\n  ";
        return $"""
            Section Claim.
            (* The real numbers, or another real closed field. *)
            Variable R : rcfType.
            {Functions(sides + hypotheses.Text)}
            {CoqTheory.Common(sides + hypotheses.Text)}
            (* The claim speaks of these: every dimension is at least 1. *)
            {Variables(proof.Statement)}{hypotheses.Text}
            (* The proof. *)
            {w.Script}
            Theorem claim : {quantifiers}{sides}.
            Proof.
            {(free.IsEmpty ? "" : $"move=>{at}; ")}exact: (by_difference (etrans ({difference.Lemma}{at}) ({chain}{at}))).
            Qed.
            End Claim.
            Print Assumptions claim.

            """.ReplaceLineEndings("\n");
    }

    private static string Functions(string statement)
    {
        StringBuilder text = new();
        if (statement.Contains("(exp ", StringComparison.Ordinal))
        {
            text.Append("""
                (* The exponential, of which the proof uses two laws. *)
                Variable exp : R -> R.
                Hypothesis exp_gt0 : forall x : R, exp x > 0.
                Hypothesis exp_add : forall x y : R, exp (x + y) = exp x * exp y.

                """);
        }

        if (statement.Contains("(log ", StringComparison.Ordinal))
        {
            text.Append("(* The logarithm, of which the proof uses nothing. *)\nVariable log : R -> R.\n");
        }

        return text.ToString();
    }

    private static string Variables(Statement statement)
    {
        ImmutableArray<Dimension> dimensions = [.. statement.Declarations.SelectMany(d => d.Dimensions).Concat(statement.Free.Select(i => i.Dimension))
            .Where(d => d.Size is null).Distinct().OrderBy(d => d.Text, StringComparer.Ordinal)];
        string sizes = dimensions.IsEmpty ? "" : $"Variables {string.Join(" ", dimensions.Select(d => CoqName.Escape('n', d.Text)))} : nat.\n";
        return sizes + string.Concat(statement.Declarations.Select(
            d => $"Variable {CoqName.Escape('v', d.Name)} : {string.Concat(d.Dimensions.Select(n => $"'I_({Atoms.Size(n)}) -> "))}R.\n"));
    }

    private static string Header(ClaimText claim) => $"""
        (* A claim and its proof, written by derive export --coq.

        {Comment(string.Join("\n", [.. claim.Variables, .. claim.Given.Select(g => $"given {g}"), claim.Formula]))}

        The theorem is about single entries: definitions of operators are unfolded, derivatives are removed, and a dimension n
        is the number n_n.+1, which is at least 1. Division by 0 gives 0 in Coq; under the hypotheses below, and where the claim is
        defined, no divisor is 0. The names are those of the claim with v_ for variables, n_ for dimensions, i_ for indices.

        What is trusted: the kernel of Coq; that the theorem as it is printed below states the claim, which includes the kit's
        definitions of its operators; and the kit's rules of differentiation, if the claim holds a derivative. The search for the
        proof, and the kit's own kernel, are not. *)
        From mathcomp Require Import all_ssreflect all_algebra.
        From mathcomp Require Import ring.
        Import Order.TTheory GRing.Theory Num.Theory.
        Local Open Scope ring_scope.
        Set Implicit Arguments.
        Unset Strict Implicit.


        """.ReplaceLineEndings("\n");

    // Quotes would begin a text inside the comment, and (* another comment.
    private static string Comment(string text) =>
        text.Replace("\"", "''", StringComparison.Ordinal).Replace("(*", "( *", StringComparison.Ordinal).Replace("*)", "* )", StringComparison.Ordinal);
}
