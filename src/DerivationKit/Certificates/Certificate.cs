using System.Collections.Immutable;
using DerivationKit.Kernel;
using DerivationKit.Language;
using DerivationKit.Refuting;

namespace DerivationKit.Certificates;

/// <summary>A proof that can be kept, sent and checked alone: the claim, what it means entry by entry, the steps, the conditions on which it
/// rests, and an instance at which they hold. Format.md describes the file.</summary>
/// <param name="Claim">The claim in the language of the kit.</param>
/// <param name="Proof">The statement in index notation, with the definitions of its operators, and the steps.</param>
/// <param name="Conditions">What the proof rests on beyond the givens.</param>
/// <param name="Witness">Sizes and values at which both sides are defined and all conditions hold.</param>
public sealed record Certificate(ClaimText Claim, Proof Proof, ImmutableArray<Condition> Conditions, Instance Witness)
{
    // More than any search spends on all its instances.
    private static readonly long WitnessWork = 10 * RefuterOptions.Default.SearchingWork;

    /// <summary>The certificate of a proof.</summary>
    internal static Certificate Of(Claim claim, Proof proof, Theorem theorem, Instance witness) =>
        new(ClaimText.Of(claim), proof, theorem.Conditions, witness);

    /// <summary>Reads a certificate. The text is data: nothing in it is executed, and no name in it is a path.</summary>
    /// <exception cref="CertificateException">It is not a certificate of this version, or one that was changed.</exception>
    public static Certificate Read(TextReader text) => CertificateReader.Read(text);

    /// <summary>Writes the certificate: the same proof gives the same bytes every time.</summary>
    public void Write(TextWriter text) => CertificateWriter.Write(this, text);

    /// <summary>Replays the proof by the kernel, and compares the conditions with those that it finds, by what they mean.</summary>
    /// <exception cref="CertificateException">A step does not apply, the steps do not end at 0, or the conditions are others.</exception>
    public Theorem Check()
    {
        try
        {
            var statement = Obligations.Of(Proof.Statement);
            Theorem theorem = Proof.Check(statement);
            return theorem.Conditions.Select(Key).ToHashSet().SetEquals(Conditions.Select(Key))
                ? theorem
                : throw new CertificateException("the proof rests on other conditions than those that are written");

            (ConditionKind, string) Key(Condition condition) => (condition.Kind, statement.Read(condition.Term).Key);
        }
        catch (Exception e) when (e is KernelException or InsufficientExecutionStackException)
        {
            throw new CertificateException($"the kernel does not accept the proof: {e.Message}");
        }
    }

    /// <summary>Looks at the witness: a theorem whose givens or conditions hold nowhere says nothing.</summary>
    /// <exception cref="CertificateException">It is no instance with the declared properties at which both sides are defined and the conditions
    /// hold.</exception>
    public void CheckWitness()
    {
        CheckConditions();
        Claim claim = Claim.Parse();
        WorkMeter work = new(WitnessWork);
        if (!Witness.Fits(claim, work)
            || new Comparer(claim, RefuterOptions.Default).Compare(Witness, work) is not Comparison.Close
            || !ConditionCheck.Hold(Conditions, claim, Witness))
        {
            throw new CertificateException("the witness is no instance with the declared properties at which both sides are defined and the conditions hold");
        }
    }

    // What they are about has to be declared before they are looked at.
    private void CheckConditions()
    {
        try
        {
            var obligations = Obligations.Of(Proof.Statement);
            foreach (Condition condition in Conditions)
            {
                obligations.Read(condition.Term);
            }
        }
        catch (KernelException e)
        {
            throw new CertificateException($"a condition is not about the statement: {e.Message}");
        }
    }

    /// <summary>Compares the statement with what the claim means to this version of the kit.</summary>
    /// <exception cref="CertificateException">The claim cannot be read, or it means another statement.</exception>
    public void CheckClaim()
    {
        Statement meant = Claim.Read();
        NodeTable table = new();
        try
        {
            if (!Parts(meant).SequenceEqual(Parts(Proof.Statement)))
            {
                throw new CertificateException($"the statement is not what {Claim.Formula} means");
            }
        }
        catch (InsufficientExecutionStackException)
        {
            throw new CertificateException("the statement is nested too deeply for the stack");
        }

        IEnumerable<object> Parts(Statement s) =>
        [
            .. s.Declarations.Select(d => $"{d.Name}:{string.Join('*', d.Dimensions)}"), .. s.Free.Select(i => (object)i),
            table.Of(s.Left), table.Of(s.Right), .. s.Given.Select(g => (object)(g.Kind, table.Of(g.Term))),
        ];
    }
}

/// <summary>A claim as text, in its canonical print.</summary>
/// <param name="Variables">The declarations, such as "Z: matrix(n,d)".</param>
/// <param name="Given">The facts, such as "nonzero(det(A))".</param>
/// <param name="Formula">left == right.</param>
public sealed record ClaimText(ImmutableArray<string> Variables, ImmutableArray<string> Given, string Formula)
{
    /// <summary>The SHA-256 of declarations, facts and formula: another claim has another hash.</summary>
    public string Hash => Digest.Of([.. Variables, .. Given.Select(g => $"given {g}"), Formula]);

    /// <summary>The text of a claim.</summary>
    public static ClaimText Of(Claim claim)
    {
        Variable[] variables = [.. claim.Variables.Concat(Bound(claim)).DistinctBy(v => v.Name).OrderBy(v => v.Name, StringComparer.Ordinal)];
        IEnumerable<string> shaped = variables.SelectMany(v => v.Shape.Dimensions).Select(d => d.Text);
        return new(
            [.. variables.Select(Text.Declare), .. SizeSelection.NamedDimensions(claim).Except(shaped).Select(name => $"{name}: dimension")],
            [.. claim.Given.Select(g => g.ToString()!)],
            Text.Print(claim));
    }

    // A variable that only derivatives bind needs a declaration, too, before its name can be read.
    private static IEnumerable<Variable> Bound(Claim claim) => claim.Given.OfType<Fact.Has>().Select(f => f.Subject).Append(claim.Left).Append(claim.Right)
        .SelectMany(e => e.PostOrder()).OfType<Derivative>().Select(d => d.BoundVariable);

    /// <summary>The claim, read back.</summary>
    /// <exception cref="CertificateException">It cannot be read, or not as the text of a claim is written.</exception>
    public Claim Parse()
    {
        try
        {
            Claim claim = Given.Aggregate(Scope.Parse(string.Join("\n", Variables)), (scope, fact) => scope.Assume(fact)).ParseClaim(Formula);
            return Of(claim).Hash == Hash ? claim : throw new CertificateException("the claim is not in its canonical print");
        }
        catch (Exception e) when (e is SyntaxException or ShapeException or KernelException)
        {
            throw new CertificateException($"the claim cannot be read: {e.Message}");
        }
    }

    /// <summary>What the claim means.</summary>
    internal Statement Read()
    {
        try
        {
            return Proving.Prover.State(Parse());
        }
        catch (KernelException e)
        {
            throw new CertificateException($"the claim cannot be read: {e.Message}");
        }
    }
}

/// <summary>A file is not a certificate, or it does not prove what it says.</summary>
public sealed class CertificateException(string message) : Exception(message);
