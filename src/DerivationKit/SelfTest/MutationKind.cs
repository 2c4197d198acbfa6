namespace DerivationKit.SelfTest;

/// <summary>In which way a mutation changes a claim.</summary>
internal enum MutationKind
{
    /// <summary>A sign is flipped.</summary>
    Sign,

    /// <summary>A coefficient or an exponent is another number.</summary>
    Coefficient,

    /// <summary>A coefficient is off by a relative error of 10^-40, less than any comparison of rounded numbers sees.</summary>
    TinyCoefficient,

    /// <summary>Something is multiplied or divided by the size of a dimension.</summary>
    Size,

    /// <summary>A transpose is added or left out.</summary>
    Transpose,

    /// <summary>Two operands are exchanged, or a variable stands for another one of its shape.</summary>
    Swap,

    /// <summary>Rows stand for columns.</summary>
    Axis,

    /// <summary>A term or a factor is left out.</summary>
    Drop,

    /// <summary>A term or a factor stands twice.</summary>
    Duplicate,

    /// <summary>An operator stands for one that is often taken for it.</summary>
    Operator,

    /// <summary>A rule of differentiation is applied wrongly: a part that depends on the variable is held fixed.</summary>
    Rule,

    /// <summary>An assumption is left out.</summary>
    Assumption,
}
