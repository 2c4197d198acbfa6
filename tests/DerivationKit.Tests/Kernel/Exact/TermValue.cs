using System.Collections.Immutable;
using DerivationKit.Kernel;
using Node = DerivationKit.Kernel;

namespace DerivationKit.Tests.Kernel.Exact;

/// <summary>The exact value of a term as it is written: nothing is unfolded, and a derivative is the coefficient of an infinitesimal.
/// Names mean what the nearest binder around them says.</summary>
internal sealed class TermValue
{
    private readonly World world;
    private readonly ImmutableDictionary<string, int> indices;
    private readonly ImmutableDictionary<string, Func<ImmutableArray<int>, Jet>> tensors;
    private readonly int infinitesimals;

    private TermValue(
        World world, ImmutableDictionary<string, int> indices, ImmutableDictionary<string, Func<ImmutableArray<int>, Jet>> tensors, int infinitesimals) =>
        (this.world, this.indices, this.tensors, this.infinitesimals) = (world, indices, tensors, infinitesimals);

    /// <summary>The value at given values of the free indices.</summary>
    public static Rational Of(Term term, World world, IEnumerable<Declaration> declarations, ImmutableArray<Index> free, ImmutableArray<int> at) =>
        new TermValue(
            world,
            free.Zip(at).ToImmutableDictionary(p => p.First.Name, p => p.Second),
            declarations.ToImmutableDictionary(d => d.Name, d => (Func<ImmutableArray<int>, Jet>)(i => world.Entry(d.Name, i))),
            0).Of(term).Value;

    private Jet Of(Term term) => term switch
    {
        Number n => n.Value,
        Size s => (Rational)world.Size(s.Dimension),
        Entry e => tensors[e.Tensor]([.. e.Indices.Select(i => indices[i.Name])]),
        Delta d => (Rational)(indices[d.Left.Name] == indices[d.Right.Name] ? 1 : 0),
        AtLeast a => (Rational)(indices[a.Left.Name] >= indices[a.Right.Name] ? 1 : 0),
        Add a => a.Terms.Aggregate((Jet)Rational.Zero, (sum, t) => sum + Of(t)),
        Multiply m => m.Factors.Aggregate((Jet)Rational.One, (product, f) => product * Of(f)),
        Sum s => Enumerable.Range(0, world.Size(s.Index.Dimension)).Aggregate((Jet)Rational.Zero, (sum, i) => sum + At([s.Index], [i]).Of(s.Body)),
        Function f => Of(f.Argument).Apply(f.Name),
        Power p => Of(p.Base).Power(p.Exponent),
        Node.Inverse v => Matrices.Inverse(Matrix(v.Matrix), Number(v.Rows), Number(v.Columns)),
        Node.Determinant d => Matrices.Determinant(Matrix(d.Matrix)),
        Node.MatrixExponential x => Matrices.Exponential(Matrix(x.Matrix), [.. x.Indices.Select(i => indices[i.Name])]),
        Node.Apply a => Unfold(a),
        Node.Derivative d => Derive(d),
        _ => throw new ArgumentException($"an unknown term {term.GetType().Name}", nameof(term)),
    };

    private Jet Unfold(Node.Apply a)
    {
        var formals = a.Definition.Formals.Zip(a.Arguments).ToImmutableDictionary(p => p.First.Name, p => Tensor(p.Second));
        ImmutableArray<int> at = [.. a.Indices.Select(i => indices[i.Name])];
        return new TermValue(world, ImmutableDictionary<string, int>.Empty, formals, infinitesimals).At(a.Definition.Indices, at).Of(a.Definition.Body);
    }

    private Jet Derive(Node.Derivative d)
    {
        TermValue outside = new(world, indices, tensors, infinitesimals + 1);
        (Func<ImmutableArray<int>, Jet> point, Func<ImmutableArray<int>, Jet> direction) = (outside.Tensor(d.Point), outside.Tensor(d.Direction));
        Jet epsilon = Jet.Infinitesimal(infinitesimals);
        return new TermValue(world, indices, tensors.SetItem(d.Variable.Name, at => point(at) + epsilon * direction(at)), infinitesimals + 1)
            .Of(d.Body).Part(infinitesimals);
    }

    private ImmutableArray<ImmutableArray<Jet>> Matrix(Abstraction matrix) =>
        Matrices.Of(world, matrix.Parameters.Select(p => p.Dimension), at => Tensor(matrix)(at));

    // The place of a row or a column among all of them.
    private int Number(ImmutableArray<Index> at) => at.Aggregate(0, (number, i) => (number * world.Size(i.Dimension)) + indices[i.Name]);

    private Func<ImmutableArray<int>, Jet> Tensor(Abstraction tensor) => at => At(tensor.Parameters, at).Of(tensor.Body);

    private TermValue At(ImmutableArray<Index> parameters, ImmutableArray<int> at) =>
        new(world, indices.SetItems(parameters.Zip(at, (p, i) => KeyValuePair.Create(p.Name, i))), tensors, infinitesimals);
}
