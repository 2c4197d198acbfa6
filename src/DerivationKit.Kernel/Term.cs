namespace DerivationKit.Kernel;

/// <summary>A real-valued formula in index notation: the language in which claims are stated and operators are defined.</summary>
public abstract class Term
{
    private protected Term()
    {
    }
}

/// <summary>An exact rational constant.</summary>
public sealed class Number(Rational value) : Term
{
    /// <summary>The constant.</summary>
    public Rational Value { get; } = value;
}

/// <summary>A dimension used as a number, as n in 1/n.</summary>
public sealed class Size(Dimension dimension) : Term
{
    /// <summary>The dimension whose size is meant.</summary>
    public Dimension Dimension { get; } = dimension;
}

/// <summary>One entry of a tensor, Z[i,j]; a scalar variable has no indices.</summary>
public sealed class Entry(string tensor, ImmutableArray<Index> indices) : Term
{
    /// <summary>The name of the tensor: a declared variable or a formal parameter of a definition.</summary>
    public string Tensor { get; } = tensor;

    /// <summary>One index for each axis.</summary>
    public ImmutableArray<Index> Indices { get; } = indices;
}

/// <summary>Kronecker's delta: 1 where the indices agree, else 0.</summary>
public sealed class Delta(Index left, Index right) : Term
{
    /// <summary>The first index.</summary>
    public Index Left { get; } = left;

    /// <summary>The second index, of the same dimension.</summary>
    public Index Right { get; } = right;
}

/// <summary>A finite sum of terms; without terms it is 0.</summary>
public sealed class Add(ImmutableArray<Term> terms) : Term
{
    /// <summary>What is added.</summary>
    public ImmutableArray<Term> Terms { get; } = terms;
}

/// <summary>A finite product of factors; without factors it is 1.</summary>
public sealed class Multiply(ImmutableArray<Term> factors) : Term
{
    /// <summary>What is multiplied.</summary>
    public ImmutableArray<Term> Factors { get; } = factors;
}

/// <summary>The sum of the body over all values of an index, which it binds.</summary>
public sealed class Sum(Index index, Term body) : Term
{
    /// <summary>The bound index.</summary>
    public Index Index { get; } = index;

    /// <summary>What is summed.</summary>
    public Term Body { get; } = body;
}

/// <summary>An elementary function of one real argument.</summary>
public sealed class Function(ScalarFunction name, Term argument) : Term
{
    /// <summary>Which function.</summary>
    public ScalarFunction Name { get; } = name;

    /// <summary>Its argument.</summary>
    public Term Argument { get; } = argument;
}

/// <summary>A constant rational power; defined for every base if the exponent is a natural number, for a base that is not 0 if it is a
/// negative integer, and for a positive base otherwise (0 included if the exponent is positive).</summary>
public sealed class Power(Term @base, Rational exponent) : Term
{
    /// <summary>What is raised.</summary>
    public Term Base { get; } = @base;

    /// <summary>To which power.</summary>
    public Rational Exponent { get; } = exponent;
}

/// <summary>1 where the left index is at least the right one in their common order, else 0: the causal mask [i &gt;= j].</summary>
public sealed class AtLeast(Index left, Index right) : Term
{
    /// <summary>The index that must not be smaller.</summary>
    public Index Left { get; } = left;

    /// <summary>The other index, of the same dimension.</summary>
    public Index Right { get; } = right;
}

/// <summary>One entry of the inverse of a square matrix; defined where its determinant is not 0. A row may take several indices, and so
/// may a column: as many of the same dimensions, in any order.</summary>
public sealed class Inverse(Abstraction matrix, ImmutableArray<Index> rows, ImmutableArray<Index> columns) : Term
{
    /// <summary>One entry of the inverse of a matrix whose rows and columns take one index each.</summary>
    public Inverse(Abstraction matrix, Index row, Index column)
        : this(matrix, [row], [column])
    {
    }

    /// <summary>The matrix: the parameters of its row, then those of its column.</summary>
    public Abstraction Matrix { get; } = matrix;

    /// <summary>The row of the entry: indices of the dimensions of the matrix's columns.</summary>
    public ImmutableArray<Index> Rows { get; } = rows;

    /// <summary>The column of the entry: indices of the dimensions of the matrix's rows.</summary>
    public ImmutableArray<Index> Columns { get; } = columns;
}

/// <summary>The determinant of a square matrix whose rows and columns take indices of the same dimensions in the same order.</summary>
public sealed class Determinant(Abstraction matrix) : Term
{
    /// <summary>The matrix: the parameters of its row, then those of its column.</summary>
    public Abstraction Matrix { get; } = matrix;
}

/// <summary>Entries of exponentials of one square matrix B over times that add up to 1: the integral of the product of (exp(s_r B))[a_r,b_r]
/// over all s_r &gt;= 0 with s_1 + ... + s_m = 1, by s_1 ... s_(m-1). One pair is an entry of exp(B), two are the kernel of its derivative.</summary>
public sealed class MatrixExponential(Abstraction matrix, ImmutableArray<Index> indices) : Term
{
    /// <summary>The matrix: two parameters of one dimension.</summary>
    public Abstraction Matrix { get; } = matrix;

    /// <summary>The row and the column of each pair, a_1, b_1, a_2, b_2 and so on.</summary>
    public ImmutableArray<Index> Indices { get; } = indices;
}

/// <summary>One entry of an operator's result: softmax_rows(N)[i,j].</summary>
public sealed class Apply(Definition definition, ImmutableArray<Abstraction> arguments, ImmutableArray<Index> indices) : Term
{
    /// <summary>What the operator means.</summary>
    public Definition Definition { get; } = definition;

    /// <summary>The tensors that it is applied to, one for each formal parameter.</summary>
    public ImmutableArray<Abstraction> Arguments { get; } = arguments;

    /// <summary>Which entry of the result.</summary>
    public ImmutableArray<Index> Indices { get; } = indices;
}

/// <summary>The directional derivative d/dt body(point + t·direction) at t = 0 of a body that depends on the bound tensor.</summary>
public sealed class Derivative(Formal variable, Term body, Abstraction point, Abstraction direction) : Term
{
    /// <summary>The tensor variable that the derivative binds in its body (not in the point, nor in the direction).</summary>
    public Formal Variable { get; } = variable;

    /// <summary>What is differentiated.</summary>
    public Term Body { get; } = body;

    /// <summary>Where the derivative is taken.</summary>
    public Abstraction Point { get; } = point;

    /// <summary>In which direction; it has the shape of the variable.</summary>
    public Abstraction Direction { get; } = direction;
}

/// <summary>A tensor given by a formula for its entries: λ(i,j). body.</summary>
public sealed class Abstraction(ImmutableArray<Index> parameters, Term body)
{
    /// <summary>The bound indices, one for each axis.</summary>
    public ImmutableArray<Index> Parameters { get; } = parameters;

    /// <summary>The entry at those indices.</summary>
    public Term Body { get; } = body;
}

/// <summary>A tensor parameter: its name and its dimensions.</summary>
public sealed class Formal(string name, ImmutableArray<Dimension> dimensions)
{
    /// <summary>The name used in the body.</summary>
    public string Name { get; } = name;

    /// <summary>One dimension for each axis; a scalar has none.</summary>
    public ImmutableArray<Dimension> Dimensions { get; } = dimensions;
}

/// <summary>What an operator means at given dimensions: an entry of its result as a formula over entries of its arguments.</summary>
public sealed class Definition(string name, ImmutableArray<Formal> formals, ImmutableArray<Index> indices, Term body)
{
    /// <summary>The operator's name and the pattern of its shapes, such as softmax_rows[m×n].</summary>
    public string Name { get; } = name;

    /// <summary>The formal parameters.</summary>
    public ImmutableArray<Formal> Formals { get; } = formals;

    /// <summary>The indices of the result.</summary>
    public ImmutableArray<Index> Indices { get; } = indices;

    /// <summary>The entry of the result at those indices.</summary>
    public Term Body { get; } = body;
}
