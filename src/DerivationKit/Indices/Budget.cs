using DerivationKit.Kernel;

namespace DerivationKit.Indices;

/// <summary>What a proof attempt may spend, in steps, terms, their product, and cases: the same on every machine, whatever its clock says.</summary>
internal sealed class Budget(int steps, int terms)
{
    // A step costs as much as its polynomial has terms; the longest proofs known take a few hundred steps of ten.
    private const int TermsAtAverageStep = 25;

    // A found proof has seldom more than ten; what grows beyond this grows without end, and each step on it costs more than the last.
    private const int Factors = 200;

    // The time that a step takes grows with the length of its polynomial; a found proof seldom takes a quarter of this.
    private const long Characters = 20_000_000;

    private const int Cases = 40;

    private long termsOfAllSteps, charactersOfAllSteps;
    private int casesLeft = Cases;

    /// <summary>Rule applications so far.</summary>
    public int Steps { get; private set; }

    /// <summary>Rule applications that are left.</summary>
    public int StepsLeft => steps - Steps;

    /// <summary>Whether most of it is left, so that more than one way may be tried.</summary>
    public bool IsAmple => Steps < steps / 4 && charactersOfAllSteps < Characters / 4;

    /// <summary>The most terms that any polynomial had.</summary>
    public int PeakTerms { get; private set; }

    /// <summary>Notes a polynomial with so many terms.</summary>
    public void Meet(int termsNow) => PeakTerms = Math.Max(PeakTerms, termsNow);

    /// <summary>Takes one of the cases that a proof may distinguish; false if none are left.</summary>
    public bool TrySplit() => casesLeft-- > 0;

    /// <summary>Counts a step that left such a polynomial.</summary>
    /// <exception cref="BudgetException">The budget is spent.</exception>
    public void Spend(Polynomial now)
    {
        int termsNow = now.Terms.Length;
        Steps++;
        termsOfAllSteps += termsNow;
        charactersOfAllSteps += now.Key.Length;
        Meet(termsNow);
        string spent = Steps > steps ? $"{steps} steps"
            : termsNow > terms ? $"{terms} terms"
            : termsOfAllSteps > (long)steps * TermsAtAverageStep ? $"{steps} steps of {TermsAtAverageStep} terms"
            : charactersOfAllSteps > Characters ? $"{Characters} characters in {Steps} steps"
            : now.Terms.Any(t => t.Monomial.Factors.Length > Factors) ? $"{Factors} factors in a term"
            : "";
        if (spent.Length > 0)
        {
            throw new BudgetException($"the normal form needs more than {spent}");
        }
    }
}

/// <summary>A budget is spent: the question stays undecided.</summary>
internal sealed class BudgetException(string message) : Exception(message);
