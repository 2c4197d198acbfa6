namespace DerivationKit.Indices;

/// <summary>What a proof attempt may spend, in steps and terms: the same on every machine, whatever its clock says.</summary>
internal sealed class Budget(int steps, int terms)
{
    /// <summary>Rule applications so far.</summary>
    public int Steps { get; private set; }

    /// <summary>The most terms that any polynomial had.</summary>
    public int PeakTerms { get; private set; }

    /// <summary>Notes a polynomial with so many terms.</summary>
    public void Meet(int termsNow) => PeakTerms = Math.Max(PeakTerms, termsNow);

    /// <summary>Counts a step that left so many terms.</summary>
    /// <exception cref="BudgetException">The budget is spent.</exception>
    public void Spend(int termsNow)
    {
        Steps++;
        Meet(termsNow);
        if (Steps > steps || termsNow > terms)
        {
            throw new BudgetException($"the normal form needs more than {(Steps > steps ? $"{steps} steps" : $"{terms} terms")}");
        }
    }
}

/// <summary>A budget is spent: the question stays undecided.</summary>
internal sealed class BudgetException(string message) : Exception(message);
