namespace DerivationKit.Checker

open System
open System.Globalization
open System.Numerics
open System.Runtime.CompilerServices

/// Something in the file does not hold.
exception internal Refused of reason: string

/// Checking would go on for too long.
exception internal Exhausted

/// What a check may cost: the characters of the keys that it writes, and the depth of the stack. Proofs that are found take a thousandth of it, and
/// seldom a tenth; it is spent within seconds.
[<AbstractClass; Sealed>]
type internal Work private () =
    [<ThreadStatic; DefaultValue>]
    static val mutable private spent: int64

    static member val Most = 200_000_000L

    static member Start() = Work.spent <- 0L

    static member Spent = Work.spent

    static member Spend(amount: int) =
        RuntimeHelpers.EnsureSufficientExecutionStack()
        Work.spent <- Work.spent + int64 amount
        if Work.spent > Work.Most then raise Exhausted

[<AutoOpen>]
module internal Refusal =
    let refuse why = raise (Refused why)

    let need condition why = if not condition then refuse why

/// <summary>An exact fraction in lowest terms. It is public since operators are, and has no public constructor.</summary>
type Q =
    internal
        { Num: BigInteger
          Den: BigInteger }

    static member internal Of(p: BigInteger, q: BigInteger) =
        need (not q.IsZero) "a division by 0"
        if q.IsOne then
            { Num = p; Den = q }
        else
            let g = BigInteger.GreatestCommonDivisor(p, q) * BigInteger q.Sign
            { Num = p / g; Den = q / g }

    static member internal Of(n: int) = { Num = BigInteger n; Den = BigInteger.One }

    static member internal Of(p: int, q: int) = Q.Of(BigInteger p, BigInteger q)

    /// <summary>x + y.</summary>
    static member (+)(x: Q, y: Q) = Q.Of(x.Num * y.Den + y.Num * x.Den, x.Den * y.Den)

    /// <summary>x y.</summary>
    static member (*)(x: Q, y: Q) = Q.Of(x.Num * y.Num, x.Den * y.Den)

    /// <summary>x / y.</summary>
    static member (/)(x: Q, y: Q) = Q.Of(x.Num * y.Den, x.Den * y.Num)

    /// <summary>-x.</summary>
    static member (~-)(x: Q) = { x with Num = -x.Num }

    /// <summary>x - y.</summary>
    static member (-)(x: Q, y: Q) = x + -y

    member internal x.Sign = x.Num.Sign
    member internal x.IsZero = x.Num.IsZero
    member internal x.IsInteger = x.Den.IsOne
    member internal x.IsOne = x.Num.IsOne && x.Den.IsOne
    member internal x.IsEven = x.IsInteger && x.Num.IsEven

    /// The largest whole number that is not above it.
    member internal x.Floor = (x.Num - (if x.Sign < 0 then x.Den - BigInteger.One else BigInteger.Zero)) / x.Den

    /// <summary>"p/q", or "p" for a whole number.</summary>
    override x.ToString() =
        let text (n: BigInteger) = n.ToString CultureInfo.InvariantCulture
        if x.IsInteger then text x.Num else text x.Num + "/" + text x.Den

module internal Exact =
    let zero, one = Q.Of 0, Q.Of 1

    /// A fraction as certificates write it, and no other way.
    let parse (text: string) =
        let whole (digits: string) =
            match BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) with
            | true, n when text.Length <= 10_000 -> n
            | _ -> refuse $"'{text}' is no exact number"

        let q = match text.Split '/' with [| p; d |] -> Q.Of(whole p, whole d) | _ -> Q.Of(whole text, BigInteger.One)
        need (q.ToString() = text) $"'{text}' is no exact number"
        q

    /// x^n for a whole number n, unless that takes more than a million bits.
    let power (x: Q) (n: BigInteger) =
        let bits = BigInteger(x.Num.GetBitLength() + x.Den.GetBitLength())
        need (BigInteger.Abs n * bits <= BigInteger 1_000_000) "a power of a number that is too large"
        let size = int (BigInteger.Abs n)
        let p, q = BigInteger.Pow(x.Num, size), BigInteger.Pow(x.Den, size)
        if n.Sign < 0 then Q.Of(q, p) else Q.Of(p, q)

    // The largest r with r^degree <= value, one binary digit after the other.
    let private rootFloor (value: BigInteger) degree =
        let add (root: BigInteger) digit =
            let more = root + (BigInteger.One <<< digit)
            if BigInteger.Pow(more, degree) <= value then more else root

        List.fold add BigInteger.Zero [ int (value.GetBitLength() / int64 degree) .. -1 .. 0 ]

    /// x^q where that is a fraction.
    let tryPower (x: Q) (q: Q) =
        if x.IsZero then
            if q.Sign > 0 then Some zero else None
        elif q.IsInteger then
            Some(power x q.Num)
        elif x.Sign < 0 || q.Den > BigInteger 10_000 then
            None
        else
            let root = Q.Of(rootFloor x.Num (int q.Den), rootFloor x.Den (int q.Den))
            if power root q.Den = x then Some(power root q.Num) else None
