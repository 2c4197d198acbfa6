namespace DerivationKit.Kernel;

/// <summary>Applies the steps of a proof to polynomials: no search, no choice of its own.</summary>
public sealed class Replay
{
    private readonly Func<Abstraction, Polynomial> read;

    internal Replay(Positivity positivity, ImmutableArray<Polynomial> equations, ImmutableArray<Polynomial> nonNegative, Func<Abstraction, Polynomial> read) =>
        (Positivity, Equations, NonNegative, this.read) = (positivity, equations, nonNegative, read);

    /// <summary>The equations that are given: each polynomial is 0 for all values of its parameters.</summary>
    public ImmutableArray<Polynomial> Equations { get; }

    /// <summary>What is given not to be negative, for all values of its parameters.</summary>
    public ImmutableArray<Polynomial> NonNegative { get; }

    internal Positivity Positivity { get; }

    /// <summary>The matrix that a step names, over its indices.</summary>
    /// <exception cref="KernelException">It holds a derivative, an index of its own that is not bound, or something that is not declared.</exception>
    public Polynomial Read(Abstraction matrix) => read(matrix);

    /// <summary>The polynomial after one step.</summary>
    /// <exception cref="KernelException">The step's rule does not apply there.</exception>
    public Polynomial Apply(Polynomial polynomial, Step step)
    {
        ImmutableArray<MonomialTerm> rewritten = Rewrite(polynomial, step);
        return Polynomial.Of(polynomial.Parameters, polynomial.Terms.RemoveAt(step.Term).Concat(rewritten));
    }

    /// <summary>What a step puts in the place of its term.</summary>
    /// <exception cref="KernelException">The step's rule does not apply there.</exception>
    public ImmutableArray<MonomialTerm> Rewrite(Polynomial polynomial, Step step) =>
        [.. RuleTable.Find(step.Rule).Rewrite(Find(polynomial, step))];

    /// <summary>Whether an atom is known to be greater than 0 wherever it is defined.</summary>
    public bool IsPositive(Atom atom) => Positivity.IsPositive(atom);

    /// <summary>Whether an atom is known not to be 0 wherever it is defined.</summary>
    public bool IsNonZero(Atom atom) => Positivity.IsNonZero(atom);

    /// <summary>Whether an atom is known not to be negative wherever it is defined.</summary>
    public bool IsNonNegative(Atom atom) => Positivity.IsNonNegative(new Factor(atom, 1));

    /// <summary>Whether by the givens an entry of the tensor is 0 or 1: C² = C.</summary>
    public bool IsBit(EntryAtom entry) => IsGiven(entry, [], [Polynomial.Term(1, [], [new(Generic(entry), 2)]), Polynomial.Term(-1, [], [new(Generic(entry), 1)])]);

    /// <summary>Whether by the givens an entry of the tensor is 1 or -1: s² = 1.</summary>
    public bool IsSign(EntryAtom entry) => IsGiven(entry, [], [Polynomial.Term(1, [], [new(Generic(entry), 2)]), Polynomial.Term(-1, [], [])]);

    /// <summary>Whether by the givens one entry along an axis is 1 and the others are 0: C(j) C(k) = C(j) δ(j,k) and sum_j C(j) = 1.</summary>
    public bool IsOneHot(EntryAtom entry, int axis)
    {
        (Atom first, int count) = (Generic(entry), entry.Slots.Length);
        (Slot j, Slot k) = (first.Slots[axis], Slot.Parameter(count));
        Atom second = first.At(first.Slots.SetItem(axis, k)), summed = entry.At([.. first.Slots.Select((s, i) => i == axis ? Slot.Bound(0) : i < axis ? s : Slot.Parameter(i - 1))]);
        return IsGiven(entry, [entry.Tensor.Dimensions[axis]], [
                Polynomial.Term(1, [], [new(first, 1), new(second, 1)]), Polynomial.Term(-1, [], [new(first, 1), new(new DeltaAtom(j, k), 1)])])
            && Equations.Any(e => e.Key == Polynomial.Of(entry.Tensor.Dimensions.RemoveAt(axis), [
                Polynomial.Term(1, [entry.Tensor.Dimensions[axis]], [new(summed, 1)]), Polynomial.Term(-1, [], [])]).Key);
    }

    /// <summary>What the inner steps of a step have to turn into 0, whose rule asks for that.</summary>
    /// <exception cref="KernelException">The step's rule does not apply there, or asks for nothing.</exception>
    public Polynomial Remainder(Polynomial polynomial, Step step) =>
        (RuleTable.Find(step.Rule).Remainder ?? throw new KernelException($"{step.Rule} needs no proof"))(Find(polynomial, step));

    /// <summary>The law by which a step lets a matrix pass an exponential: a polynomial that is 0 for all values of its parameters.</summary>
    /// <exception cref="KernelException">The step's rule does not apply there.</exception>
    public Polynomial Passing(Polynomial polynomial, Step step) => ExponentialRules.Passing(Find(polynomial, step));

    /// <summary>What the inner steps of a step by "clear-terms" have to turn into 0.</summary>
    public Polynomial Chosen(Polynomial polynomial, Step step) => RootRules.Chosen(Find(polynomial, step));

    /// <summary>What the inner steps of a step by "select" have to turn into what is known to be in the function's domain.</summary>
    /// <exception cref="KernelException">The step's rule does not apply there.</exception>
    public Polynomial Argument(Polynomial polynomial, Step step) => CaseRules.Argument(CaseRules.Case(Find(polynomial, step)));

    /// <summary>The square of what is given not to be negative, not multiplied out.</summary>
    /// <exception cref="KernelException">There is no such given.</exception>
    public Polynomial Square(int given) => Polynomial.Of(Root(given).Body.Parameters, [Polynomial.Term(1, [], [new(Root(given), 2)])]);

    /// <summary>What is given not to be negative, in brackets.</summary>
    internal Closure Root(int given) => given >= 0 && given < NonNegative.Length
        ? new(ClosureKind.Base, NonNegative[given], Slot.Parameters(0, NonNegative[given].Parameters.Length))
        : throw new KernelException("there is no such given");

    /// <summary>One term of a polynomial by itself.</summary>
    public static Polynomial Alone(Polynomial polynomial, Monomial monomial) =>
        Polynomial.Of(polynomial.Parameters, polynomial.Terms.Where(t => t.Monomial.Key == monomial.Key));

    /// <summary>The polynomial after all steps, in order.</summary>
    /// <exception cref="KernelException">A step's rule does not apply, or the steps are nested too deeply.</exception>
    public Polynomial Run(Polynomial polynomial, ImmutableArray<Step> steps)
    {
        KernelException.EnsureStack();
        return steps.Aggregate(polynomial, Apply);
    }

    /// <summary>What is left of a claim "this is 0" after a step, and the replay for the next one, which may know more.</summary>
    /// <exception cref="KernelException">The step does not apply.</exception>
    public (Polynomial Left, Replay Replay) AtRoot(Polynomial polynomial, Step step) =>
        step.Rule == RootRules.Domain ? (polynomial, Where(polynomial))
        : RootRules.ByName.TryGetValue(step.Rule, out RootRule? rule) ? (rule.Rewrite(Find(polynomial, step)), this)
        : (Apply(polynomial, step), this);

    /// <summary>What is left of a claim "this is 0" after all steps, in order.</summary>
    /// <exception cref="KernelException">A step does not apply, or the steps are nested too deeply.</exception>
    internal Polynomial AtRoot(Polynomial polynomial, ImmutableArray<Step> steps)
    {
        KernelException.EnsureStack();
        return steps.Aggregate((Left: polynomial, Replay: this), (state, step) => state.Replay.AtRoot(state.Left, step)).Left;
    }

    /// <summary>The same replay, which also knows the signs without which the polynomial would not be defined.</summary>
    public Replay Where(Polynomial isDefined) => new(Positivity.Where(isDefined), Equations, NonNegative, read);

    private static Atom Generic(EntryAtom entry) => entry.At(Slot.Parameters(0, entry.Slots.Length));

    private bool IsGiven(EntryAtom entry, ImmutableArray<Dimension> more, ImmutableArray<MonomialTerm> terms) =>
        Equations.Any(e => e.Key == Polynomial.Of([.. entry.Tensor.Dimensions, .. more], terms).Key);

    private Site Find(Polynomial polynomial, Step step) => step.Term >= 0 && step.Term < polynomial.Terms.Length
        ? new(this, polynomial, polynomial.Terms[step.Term], step)
        : throw new KernelException($"there is no term {step.Term}");
}
