namespace DerivationKit.Kernel;

/// <summary>Laws of sine, cosine and their inverses, and of odd and even functions.</summary>
internal static class CircularRules
{
    // These functions are odd, and the cosine is even, by their power series or integrals; the domain of arcsin is symmetric.
    public static Rule Parity { get; } = new(
        "parity", "f(-P) = -f(P) for f = sin, arcsin, arctan, erf, and cos(-P) = cos(P)", site =>
        {
            Closure c = site.Closure(ClosureKind.Sin, ClosureKind.Cos, ClosureKind.Arcsin, ClosureKind.Arctan, ClosureKind.Erf);
            return site.Put(c, Polynomial.Single(c.Body.Parameters, c.Kind == ClosureKind.Cos ? 1 : -1, new Factor(new Closure(c.Kind, c.Body.Times(-1), Slot.Parameters(0, c.Slots.Length)), 1)));
        });

    // data: which term of the body; P is the step's number times its monomial.
    // Both addition theorems hold for all reals, and P + Q is the body for any P.
    public static Rule Addition { get; } = new(
        "addition", "sin(P + Q) = sin P cos Q + cos P sin Q, and cos(P + Q) = cos P cos Q - sin P sin Q", site =>
        {
            Closure c = site.Closure(ClosureKind.Sin, ClosureKind.Cos);
            site.Require(site.Data(0) >= 0 && site.Data(0) < c.Body.Terms.Length, "no such term");
            Monomial chosen = c.Body.Terms[site.Data(0)].Monomial;
            var p = Polynomial.Of(c.Body.Parameters, [new(site.Step.Number, chosen)]);
            var q = Polynomial.Of(c.Body.Parameters, c.Body.Terms.Append(new(-site.Step.Number, chosen)));
            MonomialTerm Product(Rational sign, ClosureKind left, ClosureKind right) =>
                Polynomial.Term(sign, [], [new(new Closure(left, p, Slot.Parameters(0, c.Slots.Length)), 1), new(new Closure(right, q, Slot.Parameters(0, c.Slots.Length)), 1)]);
            return site.Put(c, Polynomial.Of(c.Body.Parameters, c.Kind == ClosureKind.Sin
                ? [Product(1, ClosureKind.Sin, ClosureKind.Cos), Product(1, ClosureKind.Cos, ClosureKind.Sin)]
                : [Product(1, ClosureKind.Cos, ClosureKind.Cos), Product(-1, ClosureKind.Sin, ClosureKind.Sin)]));
        });

    // data: 0 to multiply by 1 = f² + g², 1 to replace f².
    // sin² + cos² = 1. For q >= 2 the power f(P)^(q-2) is defined where f(P)^q is.
    public static Rule Circle { get; } = new(
        "circle", "1 = f(P)^2 + g(P)^2, and f(P)^q = f(P)^(q-2) (1 - g(P)^2) for q >= 2, where f and g are sin and cos", site =>
        {
            Closure f = site.Closure(ClosureKind.Sin, ClosureKind.Cos);
            Factor square = new(new Closure(f.Kind == ClosureKind.Sin ? ClosureKind.Cos : ClosureKind.Sin, f.Body, f.Slots), 2);
            MonomialTerm whole = site.With(site.Monomial.Factors.Append(square));
            if (site.Data(0) == 0)
            {
                return [site.With(site.Monomial.Factors.Append(new(f, 2))), whole];
            }

            site.Require(site.Factor.Exponent >= 2, "the exponent is below 2");
            Factor[] rest = [new(f, site.Factor.Exponent - 2), .. site.Without(site.Step.Factor)];
            MonomialTerm taken = site.With([.. rest, square]);
            return [site.With(rest), new(-taken.Coefficient, taken.Monomial)];
        });

    // Both inverses lie between -π/2 and π/2, where the cosine is not negative.
    public static Rule Inverse { get; } = new(
        "inverse", "sin(arcsin P) = P, cos(arcsin P) = (1-P^2)^(1/2), sin(arctan P) = P (1+P^2)^(-1/2), cos(arctan P) = (1+P^2)^(-1/2)", site =>
        {
            Closure c = site.Closure(ClosureKind.Sin, ClosureKind.Cos);
            site.Require(c.Body.Terms is [{ Coefficient.IsOne: true, Monomial: { Bound.IsEmpty: true, Factors: [{ Exponent.IsOne: true, Atom: Closure }] } }], "not one inverse function");
            var inverse = (Closure)c.Body.Terms[0].Monomial.Factors[0].Atom;
            site.Require(inverse.Kind is ClosureKind.Arcsin or ClosureKind.Arctan, "not one inverse function");
            bool tangent = inverse.Kind == ClosureKind.Arctan;
            Factor p = new(new Closure(ClosureKind.Base, inverse.Body, inverse.Slots), 1);
            var square = Polynomial.Of(inverse.Body.Parameters, [
                Polynomial.Term(1, [], []),
                Polynomial.Term(tangent ? 1 : -1, [], [new(new Closure(ClosureKind.Base, inverse.Body, Slot.Parameters(0, inverse.Slots.Length)), 2)])]);
            Factor root = new(new Closure(ClosureKind.Base, square, inverse.Slots), new Rational(tangent ? -1 : 1, 2));
            return site.Put(c, Polynomial.Single(c.Body.Parameters, 1, c.Kind == ClosureKind.Cos ? [root] : tangent ? [p, root] : [p]));
        });

    // Both are π/2: sin(π/2) = 1 and tan(π/4) = 1.
    public static Rule RightAngle { get; } = new(
        "right-angle", "arcsin 1 = 2 arctan 1", site =>
        {
            Closure c = site.Closure(ClosureKind.Arcsin);
            site.Require(c.Body.Constant is { IsOne: true }, "not the arcsine of 1");
            return site.Put(c, Polynomial.Single(c.Body.Parameters, 2, new Factor(new Closure(ClosureKind.Arctan, c.Body, Slot.Parameters(0, c.Slots.Length)), 1)));
        });
}
