using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Coq;

/// <summary>One lemma for each step of a proof: the term that the step points at is the combination of terms that the kernel puts in its place.</summary>
internal sealed class RuleProofs(Workshop w, Replay replay, Func<int, string> givenEquation)
{
    // The lemma about a whole polynomial takes so many steps at once.
    private const int Chunk = 10;

    /// <summary>The rules that have a lemma.</summary>
    public static ImmutableArray<string> Supported { get; } =
        ["antisymmetry", "cardinality", "expand", "extract-atom", "extract-number", "fold", "given", "identify", "permute", "rename", "split-exp", "substitute", "tidy", "totality", "within"];

    /// <summary>A lemma that the polynomial is what the steps make of it, both written out.</summary>
    public (Polynomial Result, string Lemma) Chain(Polynomial p, ImmutableArray<Step> steps)
    {
        string whole = $"(erefl ({w.Atoms.Sum(p)}))";
        ImmutableArray<Slot> own = Atoms.Identity(p.Parameters);
        Polynomial start = p;
        for (int at = 0; at < steps.Length; at += Chunk)
        {
            Polynomial before = p;
            List<Equation> equations = [];
            foreach (Step step in steps.Skip(at).Take(Chunk))
            {
                Rewriting lemma = Prove(p, step);
                p = replay.Apply(p, step);
                if (lemma.To is not [{ Coefficient.IsOne: true } only] || only.Sum.Key != lemma.From.Key)
                {
                    equations.Add(Combination.Equation(lemma, w.Sums));
                }
            }

            string proof = w.Scalars.Prove(w.Atoms.Products(before), w.Atoms.Products(p), [.. equations]);
            string chunk = w.Script.Lemma("d", $"{Atoms.Binders(p.Parameters)} : {w.Atoms.Sum(before)} = {w.Atoms.Sum(p)} :> R", $"exact: {proof}");
            whole = $"(etrans {whole} {Atoms.At(chunk, own)})";
        }

        return (p, w.Script.Lemma("d", $"{Atoms.Binders(p.Parameters)} : {w.Atoms.Sum(start)} = {w.Atoms.Sum(p)} :> R", $"exact: {whole}"));
    }

    private Rewriting Prove(Polynomial p, Step step)
    {
        MonomialTerm term = p.Terms[step.Term];
        Site site = new(w, Host.Of(p, term), step, [.. replay.Rewrite(p, step).Select(t => (t.Coefficient / term.Coefficient, Host.Of(p, t)))]);
        return step.Rule switch
        {
            "rename" => IndexProofs.Rename(site),
            "substitute" => IndexProofs.Substitute(site),
            "identify" => IndexProofs.Identify(site),
            "cardinality" => IndexProofs.Cardinality(site),
            "antisymmetry" => IndexProofs.Antisymmetry(site),
            "totality" => IndexProofs.Totality(site),
            "within" => ClosureProofs.Within(site, this),
            "permute" => ClosureProofs.Permute(site),
            "tidy" => ClosureProofs.Tidy(site),
            "expand" => ClosureProofs.Expand(site),
            "split-exp" => ClosureProofs.SplitExp(site),
            "extract-atom" or "extract-number" => ContentProofs.Extract(site),
            "fold" => EquationProofs.Fold(site),
            "given" => EquationProofs.Given(site, replay, this, givenEquation),
            _ => throw new CoqExportException($"the rule {step.Rule} has no Coq lemma yet"),
        };
    }
}

/// <summary>The term that a step points at, and what the kernel makes of it for coefficient 1, terms that are 0 included.</summary>
internal sealed record Site(Workshop Workshop, Host Host, Step Step, ImmutableArray<(Rational Coefficient, Host Sum)> Results)
{
    /// <summary>The results that are not 0.</summary>
    public ImmutableArray<(Rational Coefficient, Host Sum)> Target => [.. Results.Where(t => !t.Coefficient.IsZero)];

    public Factor Factor => Host.Factors[Step.Factor];

    public ImmutableArray<Factor> Others => Host.Factors.RemoveAt(Step.Factor);

    public Closure Closure => Factor.Atom is Closure { Own: 0 } c ? c : throw new CoqExportException($"the rule {Step.Rule} has no Coq lemma yet for matrices");

    /// <summary>The dimensions of parameters and bound indices.</summary>
    public Dimension DimensionOf(Slot slot) => slot.IsBound ? Host.Bound[slot.Ordinal] : Host.Parameters[slot.Ordinal];

    /// <summary>The lemma for a term whose summands are equal one by one.</summary>
    public Rewriting Pointwise(params ImmutableArray<Equation> equations) => Workshop.Sums.Pointwise(Host, Target, equations);

    /// <summary>The way from the term to the target by one more lemma about the last sum.</summary>
    public Rewriting Finish(Combination way, Host last)
    {
        way.Apply(Workshop.Sums.Pointwise(last, Target));
        return way.Finish(Target);
    }
}
