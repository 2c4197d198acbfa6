using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Coq;

/// <summary>A term over some indices, by its name in Coq, and the lemma that it is a polynomial.</summary>
internal sealed record ReadTerm(string Name, Polynomial Polynomial, string Lemma);

/// <summary>Proves what a term is as a polynomial: each part by one definition and one lemma. The kernel says which polynomial.</summary>
internal sealed class TermReading(Workshop w, Obligations obligations)
{
    /// <summary>The term, its free indices being parameters in the given order.</summary>
    public ReadTerm Read(Term term, ImmutableArray<Index> scope) => term switch
    {
        Kernel.Power { Exponent.IsOne: true } p => Read(p.Base, scope),
        Kernel.Power { Exponent.IsZero: true } => Leaf(new Number(1), scope),
        Add a => Sum(a, scope),
        Multiply m => Product(m, scope),
        Sum s => Sum(s, scope),
        Function f => Function(f, f.Argument, f.Name switch
        {
            ScalarFunction.Exp => ClosureKind.Exp,
            ScalarFunction.Log => ClosureKind.Log,
            _ => throw new CoqExportException($"the function {f.Name.ToString().ToLowerInvariant()} has no Coq counterpart yet"),
        }, 1, scope),
        Kernel.Power p => Function(p, p.Base, ClosureKind.Base, p.Exponent, scope),
        _ => Leaf(term, scope),
    };

    private Polynomial Polynomial(Term term, ImmutableArray<Index> scope) => scope.IsEmpty
        ? obligations.Read(term)
        : obligations.Read(new Add([new Multiply([new Number(0), .. scope.Select(i => new Delta(i, i))]), term]));

    private static ImmutableArray<Dimension> Dimensions(ImmutableArray<Index> scope) => [.. scope.Select(i => i.Dimension)];

    private static Slot At(ImmutableArray<Index> scope, Index index) => Slot.Parameter(scope.IndexOf(index));

    private ReadTerm Leaf(Term term, ImmutableArray<Index> scope)
    {
        Polynomial p = Polynomial(term, scope);
        (string text, Product left, ImmutableArray<Equation> equations) = term switch
        {
            Number n => (CoqText.Number(n.Value), new Product(n.Value, []), []),
            Size { Dimension.Size: { } size } => (CoqText.Number(size), new Product(size, []), []),
            Size s => Atom(new SizeAtom(s.Dimension)),
            Entry e => Atom(new EntryAtom(obligations.Statement.Declarations.First(d => d.Name == e.Tensor), [.. e.Indices.Select(i => At(scope, i))])),
            Delta d => Delta(At(scope, d.Left), At(scope, d.Right)),
            AtLeast a => Atom(new AtLeastAtom(At(scope, a.Left), At(scope, a.Right))),
            _ => throw new CoqExportException("inverses, determinants and exponentials of matrices have no Coq counterpart yet"),
        };
        return Single(scope, text, left, p, equations);
    }

    private (string Text, Product Left, ImmutableArray<Equation> Equations) Atom(Atom atom)
    {
        (ImmutableArray<Product> product, ImmutableArray<Equation> equations) = w.Plain.Settle([new(atom, 1)]);
        return (w.Atoms.Of(atom), product[0], equations);
    }

    private (string Text, Product Left, ImmutableArray<Equation> Equations) Delta(Slot left, Slot right)
    {
        DeltaAtom sorted = new(left, right);
        if (sorted.Slots[0] == left)
        {
            return Atom(sorted);
        }

        string text = Atoms.At("dl", [left, right]);
        Letter letter = Letter.Opaque(text);
        return (text, new(1, [new(letter, 1)]), [Equation.Same(letter, w.Plain.Letter(sorted), Atoms.At("dlC", [left, right]))]);
    }

    // A term that is a number times atoms, without sums.
    private ReadTerm Single(ImmutableArray<Index> scope, string text, Product left, Polynomial p, ImmutableArray<Equation> equations)
    {
        IEnumerable<Equation> monomials = p.Terms.Zip(w.Atoms.Products(p), (t, name) => new Equation(
            name.Powers[0], [new(1, w.Plain.Powers(t.Monomial.Factors))], $"(erefl {name.Powers[0].Letter.Text})"));
        return Named(scope, text, p, $"exact: {w.Scalars.Prove([left], w.Atoms.Products(p), [.. monomials, .. equations])}");
    }

    private ReadTerm Function(Term term, Term argument, ClosureKind kind, Rational exponent, ImmutableArray<Index> scope)
    {
        ImmutableArray<Index> free = Obligations.FreeIndices(argument);
        ReadTerm body = Read(argument, free);
        Closure closure = new(kind, body.Polynomial, [.. free.Select(i => At(scope, i))]);
        (string inner, string equal) = (Atoms.At(body.Name, closure.Slots), Atoms.At(body.Lemma, closure.Slots));
        string? function = kind switch { ClosureKind.Exp => "exp", ClosureKind.Log => "log", _ => null };
        string text = function is null ? inner : $"({function} {inner})";
        Letter letter = Letter.Opaque(text);
        Equation same = Equation.Same(letter, w.Plain.Letter(closure), function is null ? equal : $"(congr1 {function} {equal})");
        return Single(scope, CoqText.Raised(text, exponent), new(1, [new(letter, exponent)]), Polynomial(term, scope), [same, .. w.Plain.Settle([new(closure, exponent)]).Equations]);
    }

    private ReadTerm Sum(Add term, ImmutableArray<Index> scope)
    {
        Polynomial p = Polynomial(term, scope);
        ImmutableArray<ReadTerm> parts = [.. term.Terms.Select(t => Read(t, scope))];
        ImmutableArray<Slot> own = Atoms.Identity(Dimensions(scope));
        string proof = w.Scalars.Prove([.. parts.Select(r => Coq.Product.Of(1, Atoms.At(r.Name, own)))], w.Atoms.Products(p), Equations(parts, own));
        return Named(scope, CoqText.Sum(parts.Select(r => Atoms.At(r.Name, own))), p, $"exact: {proof}");
    }

    private ImmutableArray<Equation> Equations(ImmutableArray<ReadTerm> parts, ImmutableArray<Slot> own) => [.. parts.DistinctBy(r => r.Name).Select(
        r => new Equation(new(Letter.Opaque(Atoms.At(r.Name, own)), 1), w.Atoms.Products(r.Polynomial), Atoms.At(r.Lemma, own)))];

    private ReadTerm Product(Multiply term, ImmutableArray<Index> scope)
    {
        Polynomial p = Polynomial(term, scope);
        ImmutableArray<Dimension> dimensions = Dimensions(scope);
        ImmutableArray<Slot> own = Atoms.Identity(dimensions);
        ImmutableArray<ReadTerm> parts = [.. term.Factors.Select(f => Read(f, scope))];
        string text = CoqText.Times(parts.Select(r => Atoms.At(r.Name, own)));
        Product left = new(1, [.. parts.Select(r => new LetterPower(Letter.Opaque(Atoms.At(r.Name, own)), 1))]);
        if (parts.Any(r => r.Polynomial.IsZero))
        {
            ReadTerm zero = parts.First(r => r.Polynomial.IsZero);
            return Named(scope, text, p, $"exact: {w.Scalars.Prove([left], [], Equations([zero], own))}");
        }

        ImmutableArray<(Rational Coefficient, Factor Factor, Equation Equation)> factors = [.. parts.Select(r => Part(r, dimensions, own))];
        Rational number = factors.Aggregate(Rational.One, (c, f) => c * f.Coefficient);
        Host whole = new(dimensions, [], [.. factors.Select(f => f.Factor)]);
        Combination way = w.From(whole);
        Host raw = whole;
        for (int at = 0; at < raw.Factors.Length;)
        {
            if (raw.Factors[at].Atom is not Summed)
            {
                at++;
                continue;
            }

            Host ready = new(raw.Parameters, raw.Bound, [.. raw.Factors.RemoveAt(at), raw.Factors[at]]);
            way.Apply(w.Sums.Pointwise(raw, [(1, ready)]));
            raw = way.Apply(w.Sums.Open(ready));
        }

        ImmutableArray<(Rational Coefficient, Host Sum)> target = [.. p.Terms.Select(t => (t.Coefficient / number, Host.Of(p, t)))];
        way.Apply(w.Sums.Pointwise(raw, target));
        Rewriting opened = way.Finish(target);
        Product merged = new(number, [.. factors.Select(f => new LetterPower(w.Plain.Letter(f.Factor.Atom), 1))]);
        string start = w.Scalars.Prove([left], [merged], [.. factors.Select(f => f.Equation).DistinctBy(e => e.Left.Letter.Text)]);
        return Named(scope, text, p, $"apply: (etrans {start}); exact: {w.Scalars.Prove([Coq.Product.Of(number, w.Sums.At(whole))], w.Atoms.Products(p), Combination.Equation(opened, w.Sums))}");
    }

    // A factor with one term is multiplied in; another one is a sum in brackets over the indices that it holds.
    private (Rational Coefficient, Factor Factor, Equation Equation) Part(ReadTerm r, ImmutableArray<Dimension> dimensions, ImmutableArray<Slot> own)
    {
        Letter letter = Letter.Opaque(Atoms.At(r.Name, own));
        if (r.Polynomial.Terms is [var only])
        {
            Summed sum = new(Host.Of(r.Polynomial, only), own);
            return (only.Coefficient, new(sum, 1), new(new(letter, 1), [new(only.Coefficient, w.Plain.Powers([new(sum, 1)]))], Atoms.At(r.Lemma, own)));
        }

        ImmutableArray<Slot> used = r.Polynomial.UsedParameters;
        Slot Renamed(Slot s) => Slot.Parameter(used.IndexOf(s));
        Closure closure = new(ClosureKind.Base, r.Polynomial.Over([.. used.Select(s => dimensions[s.Ordinal])], Renamed), used);
        string renaming = w.Renaming((r.Polynomial, own), (closure.Body, used), dimensions, Renamed);
        return (1, new(closure, 1), Equation.Same(letter, w.Plain.Letter(closure), $"(etrans {Atoms.At(r.Lemma, own)} {Atoms.At(renaming, own)})"));
    }

    private ReadTerm Sum(Sum term, ImmutableArray<Index> scope)
    {
        Polynomial p = Polynomial(term, scope);
        ReadTerm body = Read(term.Body, scope.Add(term.Index));
        ImmutableArray<Dimension> dimensions = Dimensions(scope);
        ImmutableArray<Slot> own = Atoms.Identity(dimensions), inner = own.Add(Slot.Bound(0));
        List<Product> summands = [];
        List<Equation> equations = [];
        foreach (MonomialTerm t in body.Polynomial.Terms)
        {
            Host host = new(dimensions, [term.Index.Dimension], [new(new Summed(Host.Of(body.Polynomial, t), inner), 1)]);
            Combination way = w.From(host);
            Host raw = way.Apply(w.Sums.Open(host));
            raw = way.Arrange(raw, [.. Enumerable.Range(1, raw.Bound.Length - 1), 0]);
            Host target = p.Terms.FirstOrDefault(u => u.Monomial.Key == raw.Monomial) is { Monomial: not null } found ? Host.Of(p, found) : raw;
            way.Apply(w.Sums.Pointwise(raw, [(1, target)]));
            summands.Add(Coq.Product.Of(t.Coefficient, w.Sums.At(host)));
            equations.Add(Combination.Equation(way.Finish([(1, target)]), w.Sums));
        }

        string index = Atoms.Name(Slot.Bound(0)), size = Atoms.Size(term.Index.Dimension);
        string hosts = string.Concat(body.Polynomial.Terms.Select(t => $"/{w.Atoms.Define(new Host(dimensions, [term.Index.Dimension], [new(new Summed(Host.Of(body.Polynomial, t), inner), 1)]))} "));
        string first = summands.Count == 0 ? $"apply: big1 => {index} _; " : $"rewrite {hosts}; rewrite ?mulr_sumr -?big_split /=; apply: eq_bigr => {index} _; ";
        string text = $"\\sum_({index} < {size}) {Atoms.At(body.Name, inner)}";
        string split = w.Script.Lemma("v", $"{Atoms.Binders(dimensions)} : {text} = {CoqText.Sum(summands.Select(s => CoqText.Scaled(s.Coefficient, s.Powers[0].Letter.Text)))}",
            $"{first}exact: {Atoms.At(body.Lemma, inner)}");
        string proof = w.Scalars.Prove([.. summands], w.Atoms.Products(p), [.. equations.DistinctBy(e => e.Left.Letter.Text)]);
        return Named(scope, text, p, $"apply: (etrans {Atoms.At(split, own)}); exact: {proof}");
    }

    private ReadTerm Named(ImmutableArray<Index> scope, string text, Polynomial p, string proof)
    {
        ImmutableArray<Dimension> dimensions = Dimensions(scope);
        ImmutableArray<Slot> own = Atoms.Identity(dimensions);
        string name = w.Script.Define("u", $"{Atoms.Binders(dimensions)} : R := {text}");
        return new(name, p, w.Script.Lemma("r", $"{Atoms.Binders(dimensions)} : {Atoms.At(name, own)} = {w.Atoms.Sum(p)}", $"rewrite /{name}; {proof}"));
    }
}
