using DerivationKit.Language;

namespace DerivationKit;

/// <content>Text for readers and debuggers.</content>
public abstract partial class Expr
{
    /// <summary>The expression as <see cref="Text.Print(Expr)"/> writes it, cut off where it is very long.</summary>
    public sealed override string ToString() => Text.Abridge(this);
}
