using System.Collections.Immutable;
using System.Globalization;
using DerivationKit.Kernel;

namespace DerivationKit.Coq;

/// <summary>The hypotheses of the theorem: the claim's givens, and the conditions on which its proof rests.</summary>
internal sealed class Hypotheses
{
    private readonly Dictionary<int, Func<string>> equations = [];

    private Hypotheses(string text) => Text = text;

    /// <summary>How they are stated.</summary>
    public string Text { get; private set; }

    /// <summary>A lemma that a given polynomial is 0.</summary>
    public string Equation(int ordinal) => equations[ordinal]();

    /// <summary>Writes the hypotheses and notes what they say about signs. A given about semidefinite matrices is left out: the theorem is
    /// the stronger for it.</summary>
    public static Hypotheses Of(Statement statement, Obligations obligations, Workshop w, TermReading reading)
    {
        Hypotheses all = new("");
        int zeros = 0;
        foreach (Condition given in statement.Given.Where(g => g.Kind != ConditionKind.Semidefinite))
        {
            Term term = Obligations.Of(new Statement(statement.Declarations, Indices(given.Term), given.Term, new Number(0))).Parts[0];
            Func<string> lemma = all.Add("G", new(given.Kind, term), obligations, w, reading);
            if (given.Kind == ConditionKind.Zero)
            {
                int ordinal = zeros++;
                all.equations.Add(ordinal, obligations.Read(term).Key == obligations.Replay.Equations[ordinal].Key
                    ? lemma
                    : () => throw new CoqExportException("a given is read in another way than by the kernel"));
            }
        }

        foreach (Condition condition in obligations.Conditions)
        {
            all.Add("C", condition, obligations, w, reading);
        }

        return all;
    }

    private int count;

    private Func<string> Add(string prefix, Condition condition, Obligations obligations, Workshop w, TermReading reading)
    {
        ImmutableArray<Index> free = Obligations.FreeIndices(condition.Term);
        string relation = condition.Kind switch
        {
            ConditionKind.Zero => "= 0",
            ConditionKind.NonZero => "!= 0",
            ConditionKind.Positive => "> 0",
            _ => ">= 0",
        };
        string name = string.Create(CultureInfo.InvariantCulture, $"{prefix}{++count}");
        Text += $"Hypothesis {name} : {(free.IsEmpty ? "" : $"forall{StatementText.Binders(free)}, ")}{StatementText.Of(condition.Term)} {relation}.\n";
        if (condition.Kind != ConditionKind.Zero)
        {
            w.Signs.Assume(condition.Kind, obligations.Read(condition.Term), Lemma);
        }

        return Lemma;

        string Lemma()
        {
            ReadTerm read = reading.Read(condition.Term, free);
            ImmutableArray<Slot> own = Atoms.Identity(read.Polynomial.Parameters);
            string at = Atoms.At(read.Name, own);
            string subject = condition.Kind == ConditionKind.Zero ? w.Atoms.Sum(read.Polynomial) : Atoms.At(w.Atoms.Define(read.Polynomial), own);
            return w.Script.Lemma("y", $"{Atoms.Binders(read.Polynomial.Parameters)} : {subject} {relation}",
                $"have h : {at} {relation} := {Atoms.At(name, own)}; move: h; rewrite {Atoms.At(read.Lemma, own)} => h; exact: h");
        }
    }

    // Every index of a term that is not elaborated; those that it binds do no harm.
    private static ImmutableArray<Index> Indices(Term term)
    {
        List<Index> met = [];
        Visit(term);
        return [.. met.Where(i => !i.Dimension.IsOne).DistinctBy(i => i.Name)];

        void Visit(Term t)
        {
            met.AddRange(t switch
            {
                Entry e => e.Indices,
                Delta d => [d.Left, d.Right],
                AtLeast a => [a.Left, a.Right],
                Kernel.Apply a => a.Indices,
                Inverse v => [.. v.Rows, .. v.Columns],
                MatrixExponential x => x.Indices,
                _ => [],
            });
            foreach (Term child in t is Kernel.Apply apply ? [.. apply.Arguments.Select(a => a.Body)] : Obligations.Children(t))
            {
                Visit(child);
            }
        }
    }
}
