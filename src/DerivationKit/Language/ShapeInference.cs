using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Language;

/// <summary>Finds the dimensions that a text leaves open: those of constants that fit their context, and of names without a declaration.
/// Every open dimension starts as one of its own, and two become one only where a part of the text would have no shape otherwise. What shapes
/// a part needs is asked of the part itself, by trying.</summary>
internal sealed class ShapeInference(SourceText source, Scope scope)
{
    private readonly Dictionary<Syntax, Shape> shapes = [];
    private readonly Dictionary<Syntax, Expr> known = [];
    private readonly Dictionary<string, Shape> undeclared = [];
    private readonly Dictionary<Axis, Axis> joined = [];
    private readonly HashSet<Axis> open = [];
    private bool byLetter;
    private int count;

    /// <summary>The shapes of vector(c), matrix(c) and eye.</summary>
    /// <exception cref="SyntaxException">The context leaves one of them open, or nothing fits.</exception>
    public IReadOnlyDictionary<Syntax, Shape> FitConstants(ImmutableArray<Syntax> roots, bool haveOneShape)
    {
        Infer(roots, haveOneShape);
        foreach (Syntax.Fitting fitting in shapes.Keys.OfType<Syntax.Fitting>().Where(f => Resolve(shapes[f]).Dimensions.Any(d => open.Contains(d))))
        {
            string text = source.Text[fitting.Start..fitting.End];
            string filled = fitting.Parts.IsEmpty ? "eye(n)" : fitting.Token.Text == "vector" ? "c*ones(n)" : "c*ones(m,n)";
            throw source.Refused(
                fitting.Start, $"'{Shown.Of(text)}'", $"the context does not say of which size {Shown.Of(text)} is", $"write {filled}");
        }

        return shapes.Where(pair => pair.Key is Syntax.Fitting).ToDictionary(pair => pair.Key, pair => Resolve(pair.Value));
    }

    /// <summary>The scope and the names that it does not declare: dimensions where a size stands, the others by their letters.</summary>
    /// <exception cref="SyntaxException">Nothing fits, or a name has no kind.</exception>
    public Scope Declare(ImmutableArray<Syntax> roots)
    {
        byLetter = true;
        ImmutableArray<Syntax> nodes = Syntax.PostOrder(roots);
        foreach (Syntax.Name size in nodes.OfType<Syntax.Call>().SelectMany(call => call.Sizes).OfType<Syntax.Name>())
        {
            scope = scope.Find(size.Token.Text) is null ? Declared(size.Token, s => s.With(Dimension.Named(size.Token.Text))) : scope;
        }

        Infer(roots, haveOneShape: true);
        OpenNames names = new(scope, undeclared.Keys);
        foreach (Token name in nodes.Where(n => n is Syntax.Name or Syntax.Bound).OrderBy(n => n.Start).Select(n => n.Token))
        {
            if (undeclared.Remove(name.Text, out Shape? shape))
            {
                Shape resolved = Resolve(shape);
                Shape named = new(Named(resolved.Rows), Named(resolved.Columns));
                scope = Declared(name, s => s.With(Expr.Variable(name.Text, named)));
            }
        }

        return scope;

        Axis Named(Axis axis) => Axis.Of([.. axis.Factors.Select(factor => open.Contains(factor) ? names.Of(factor) : factor)]);
    }

    private Scope Declared(Token name, Func<Scope, Scope> declare)
    {
        try
        {
            return declare(scope);
        }
        catch (ArgumentException exception)
        {
            throw source.Refused(name.Start, $"'{Shown.Of(name.Text)}'", exception.Message);
        }
    }

    private void Infer(ImmutableArray<Syntax> roots, bool haveOneShape)
    {
        try
        {
            InferAll(roots, haveOneShape);
        }
        catch (SyntaxException exception)
        {
            throw exception.Reworded(InNames);
        }
    }

    // A message shows no dimension under the name that stands for it in here.
    private string InNames(string message)
    {
        OpenNames names = new(scope, undeclared.Keys);
        return open.OrderBy(axis => message.IndexOf(axis.ToString(), StringComparison.Ordinal))
            .Where(axis => message.Contains(axis.ToString(), StringComparison.Ordinal))
            .Aggregate(message, (text, axis) => text.Replace(axis.ToString(), names.Of(axis.Factors[0]).Text));
    }

    private void InferAll(ImmutableArray<Syntax> roots, bool haveOneShape)
    {
        Elaborator elaborator = new(source, scope);
        foreach (Syntax node in Syntax.PostOrder(roots))
        {
            shapes[node] = node switch
            {
                Syntax.Fitting fitting => Fitting(fitting.Token.Text),
                Syntax.Name or Syntax.Bound when byLetter && scope.Find(node.Token.Text) is null => ByLetter(node.Token),
                _ => Fit(node.Parts, value => Built(elaborator, node, value)),
            };
        }

        if (haveOneShape && roots is [var left, var right] && !left.IsBareZero && !right.IsBareZero)
        {
            TryJoin(left, right);
        }
    }

    // Whether the sides fit is said by whoever compares them.
    private void TryJoin(Syntax left, Syntax right)
    {
        try
        {
            Fit([left, right], value => Claim.Equal(value(left), value(right)).Left.Shape);
        }
        catch (ShapeException)
        {
        }
    }

    // What has no open parts is built as it is: an exponent has to be known as a number.
    private Shape Built(Elaborator elaborator, Syntax node, Func<Syntax, Expr> value)
    {
        Expr built = elaborator.Build(node, value);
        if (node.Parts.All(known.ContainsKey))
        {
            known[node] = built;
        }

        return built.Shape;
    }

    // The result under the first way to join dimensions of the parts that has one; joining nothing comes first.
    private Shape Fit(ImmutableArray<Syntax> parts, Func<Func<Syntax, Expr>, Shape> build)
    {
        ImmutableArray<Axis> axes = [.. parts.SelectMany(part => Resolve(shapes[part]).Axes).Distinct()];
        Exception? first = null;
        foreach (ImmutableDictionary<Axis, Axis> joins in Joins.Of(axes, open))
        {
            try
            {
                Shape result = build(part => known.GetValueOrDefault(part) ?? StandIn(part, joins));
                foreach ((Axis from, Axis to) in joins)
                {
                    joined.Add(from, to);
                }

                return Resolve(result);
            }
            catch (Exception exception) when (exception is SyntaxException or ShapeException)
            {
                first = first is null || Advice(exception) > Advice(first) ? exception : first;
            }
        }

        System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first!);
        return default;
    }

    // Which of several ways to fail tells more.
    private static int Advice(Exception exception) => exception is SyntaxException syntax ? syntax.Suggestion.Length : 0;

    private Variable StandIn(Syntax part, ImmutableDictionary<Axis, Axis> joins)
    {
        Shape shape = Resolve(shapes[part]);
        string name = part is Syntax.Bound ? part.Token.Text : $"_{part.Start}_{part.End}";
        return Expr.Variable(name, new(joins.GetValueOrDefault(shape.Rows, shape.Rows), joins.GetValueOrDefault(shape.Columns, shape.Columns)));
    }

    private Shape Fitting(string name)
    {
        Axis rows = Fresh();
        return name switch
        {
            "vector" => Shape.Vector(rows),
            Names.Eye => new(rows, rows),
            _ => new(rows, Fresh()),
        };
    }

    private Shape ByLetter(Token name)
    {
        if (!undeclared.TryGetValue(name.Text, out Shape? shape))
        {
            if (Suggestions.ForSubscript(name.Text) is { Length: > 0 } call)
            {
                throw source.Unexpected(name.Start, $"'{Shown.Of(name.Text)}'", "a declared name", call);
            }

            undeclared[name.Text] = shape = LatexName.FirstLetter(name.Text) switch
            {
                >= 'a' and <= 'g' => Shape.Scalar,
                >= 'h' and <= 'z' => Shape.Vector(Fresh()),
                >= 'A' and <= 'Z' => new(Fresh(), Fresh()),
                _ => throw source.Unexpected(
                    name.Start, $"'{Shown.Of(name.Text)}'", "a declared name, or one whose first letter says its kind",
                    $"declare it, as in {name.Text}: vector(n)"),
            };
        }

        return shape;
    }

    private Axis Fresh()
    {
        Dimension fresh;
        do
        {
            fresh = Dimension.Named($"n{++count}′");
        }
        while (scope.FindAlike(fresh.Text) is not null);
        open.Add(fresh);
        return fresh;
    }

    private Shape Resolve(Shape shape) => new(Resolve(shape.Rows), Resolve(shape.Columns));

    // An open dimension may stand for a product, whose factors may be open again.
    private Axis Resolve(Axis axis) => axis.Factors.Any(factor => joined.ContainsKey(factor))
        ? Resolve(axis.Factors.Select(factor => joined.GetValueOrDefault(factor, factor)).Aggregate((slow, fast) => slow * fast))
        : axis;
}
