using System.Collections.Immutable;
using DerivationKit.Kernel;

namespace DerivationKit.Language;

/// <summary>The names that a text may use: declared variables, dimensions and abbreviations; and what is taken for granted about them.
/// Immutable.</summary>
public sealed class Scope
{
    // By LaTeX spelling, so that θ and theta, which look the same on paper, cannot both be declared.
    private readonly ImmutableDictionary<string, Symbol> symbols;

    private Scope(ImmutableDictionary<string, Symbol> symbols, ImmutableArray<Fact> given) => (this.symbols, Given) = (symbols, given);

    /// <summary>A scope without names.</summary>
    public static Scope Empty { get; } = new(ImmutableDictionary<string, Symbol>.Empty, []);

    /// <summary>The declared variables, in order.</summary>
    public ImmutableArray<Variable> Variables => [.. InOrder<Symbol.Declared>().Select(s => s.Variable)];

    /// <summary>The declared variable of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Variable this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            return Find(name) is Symbol.Declared declared
                ? declared.Variable
                : throw new KeyNotFoundException($"{name} is not a declared variable; these are: {string.Join(", ", Variables.Select(v => v.Name))}");
        }
    }

    /// <summary>The named dimensions, in the order of their first use.</summary>
    public ImmutableArray<Dimension> Dimensions => [.. InOrder<Symbol.Size>().Select(s => s.Dimension)];

    /// <summary>The facts beyond the properties of the variables, in order.</summary>
    public ImmutableArray<Fact> Given { get; }

    /// <summary>Reads declarations such as "Z: matrix(n,d)" and "let S = softmax_rows(Z)", one a line or separated by semicolons.</summary>
    /// <exception cref="SyntaxException">The text is not a list of declarations.</exception>
    public static Scope Parse(string declarations) => Empty.Extend(declarations);

    /// <summary>A scope of variables given by name and type, such as ("X", "matrix(n,m)"), and of facts, such as "symmetric(X)".</summary>
    /// <exception cref="SyntaxException">A type or a fact cannot be read; the position is that in its own text.</exception>
    public static Scope FromTypes(IEnumerable<(string Name, string Type)> types, IEnumerable<string> given) => given.Aggregate(
        types.Aggregate(Empty, (scope, variable) => new DeclarationParser(new(variable.Type), scope).ParseType(variable.Name)),
        (scope, facts) => scope.Assume(facts));

    /// <summary>A scope of variables that exist already, with their dimensions.</summary>
    /// <exception cref="ArgumentException">A variable's name cannot be written, or clashes with another name.</exception>
    public static Scope Of(params ImmutableArray<Variable> variables) => variables.Aggregate(Empty, (scope, v) => scope.With(v));

    /// <summary>This scope and more declarations, which may use its names.</summary>
    /// <exception cref="SyntaxException">The text is not a list of declarations, or declares a name again.</exception>
    public Scope Extend(string declarations) => new DeclarationParser(new(declarations), this).Parse();

    /// <summary>This scope and facts, separated by commas: "nonzero(a - b), m &lt; n". A property of a variable becomes a part of its
    /// declaration, wherever the variable is used already.</summary>
    /// <exception cref="SyntaxException">The text is not a list of facts over the declared names, or one is false.</exception>
    public Scope Assume(string facts) => Assume(new ExpressionParser(new(facts), this).ParseFacts());

    /// <summary>This scope and the names that an expression or a claim uses without their being declared: a to g are scalars, h to z
    /// vectors, A to Z matrices, longer names and Greek letters by the first letter of their English names. The dimensions are as different
    /// as the text allows. Guesses of this kind have to be shown to whoever wrote the text.</summary>
    /// <exception cref="SyntaxException">The text is neither, no dimensions make it well shaped, or a name has no kind.</exception>
    public Scope Infer(string text) => new ExpressionParser(new(text), this).ParseAndInfer();

    /// <summary>Reads an expression.</summary>
    /// <exception cref="SyntaxException">The text is not a well-shaped expression over the declared names.</exception>
    public Expr ParseExpression(string text) => new ExpressionParser(new(text), this).ParseExpression();

    /// <summary>Reads a claim left == right, which takes for granted what this scope does. A side that is the literal 0 stands for zeros in
    /// the shape of the other.</summary>
    /// <exception cref="SyntaxException">The text is not a well-shaped claim over the declared names.</exception>
    public Claim ParseClaim(string text) => new ExpressionParser(new(text), this).ParseClaim().Assuming(Given);

    /// <summary>The declarations of this scope; <see cref="Parse"/> reads them back.</summary>
    public override string ToString()
    {
        HashSet<Dimension> implied = [.. Variables.SelectMany(v => v.Shape.Dimensions)];
        IEnumerable<Symbol> written = InOrder<Symbol>().Where(s => s is not Symbol.Size size || !implied.Contains(size.Dimension));
        IEnumerable<string> declarations = written.Select(symbol => symbol switch
        {
            Symbol.Declared d => Text.Declare(d.Variable),
            Symbol.Abbreviation a => $"let {a.Name} = {Text.Print(a.Value)}",
            _ => $"{symbol.Name}: dimension",
        });
        return string.Join('\n', declarations.Concat(Given.Select(fact => $"given {fact}")));
    }

    /// <summary>This scope and facts about its names.</summary>
    internal Scope Assume(ImmutableArray<Fact> facts) =>
        facts.OrderBy(fact => fact is Fact.Has { Subject: Variable }).Aggregate(this, (scope, fact) => scope.Assume(fact));

    // Facts about variables come last: a new declaration then reaches all others.
    private Scope Assume(Fact fact) => fact switch
    {
        Fact.Has { Subject: Variable variable } has when Find(variable.Name) is Symbol.Declared now =>
            Redeclare(now.Variable, Expr.Variable(variable.Name, variable.Shape, now.Variable.Properties.Add(has.Property))),
        _ when Given.Contains(fact) => this,
        _ => new(symbols, Given.Add(fact)),
    };

    /// <summary>The names that are taken: of variables, abbreviations and dimensions.</summary>
    public IEnumerable<string> KnownNames => symbols.Values.Select(s => s.Name);

    /// <summary>What the name stands for, if it is declared.</summary>
    internal Symbol? Find(string name) => FindAlike(name) is { } symbol && symbol.Name == name ? symbol : null;

    /// <summary>What the name, or one that looks the same on paper, stands for.</summary>
    internal Symbol? FindAlike(string name) => symbols.GetValueOrDefault(LatexName.Of(name));

    /// <summary>This scope and a variable with its dimensions.</summary>
    /// <exception cref="ArgumentException">The name cannot be written, or clashes with another name.</exception>
    internal Scope With(Variable variable)
    {
        Scope scope = variable.Shape.Dimensions.Where(dimension => dimension.Size is null).Aggregate(this, (scope, dimension) => scope.With(dimension));
        return scope.Add(new Symbol.Declared(variable, scope.symbols.Count));
    }

    /// <summary>This scope and a dimension, which may be known already.</summary>
    /// <exception cref="ArgumentException">The name cannot be written, or clashes with another name.</exception>
    internal Scope With(Dimension dimension) =>
        Find(dimension.Text) is Symbol.Size ? this : Add(new Symbol.Size(dimension, symbols.Count));

    /// <summary>This scope and an abbreviation.</summary>
    /// <exception cref="ArgumentException">The name cannot be written, or clashes with another name.</exception>
    internal Scope With(string name, Expr value) => Add(new Symbol.Abbreviation(name, value, symbols.Count));

    // Bound or free, it is the same declaration.
    private Scope Redeclare(Variable old, Variable @new) => new(
        symbols.ToImmutableDictionary(pair => pair.Key, pair => pair.Value switch
        {
            Symbol.Declared d when d.Variable == old => d with { Variable = @new },
            Symbol.Abbreviation a => a with { Value = a.Value.Redeclare(old, @new) },
            var symbol => symbol,
        }),
        [.. Given.Select(fact => fact is Fact.Has has ? has with { Subject = has.Subject.Redeclare(old, @new) } : fact)]);

    private Scope Add(Symbol symbol)
    {
        string name = symbol.Name;
        string problem = (Names.Objection(name), FindAlike(name)) switch
        {
            ({ } objection, _) => objection,
            (_, { } known) when known.Name == name => $"{name} is already {known.Describe()}",
            (_, { } known) => $"{name} looks like {known.Name}, which is {known.Describe()}",
            _ => "",
        };
        return problem.Length == 0 ? new(symbols.Add(LatexName.Of(name), symbol), Given) : throw new ArgumentException(problem);
    }

    private IEnumerable<TSymbol> InOrder<TSymbol>()
        where TSymbol : Symbol => symbols.Values.OfType<TSymbol>().OrderBy(s => s.Order);
}
