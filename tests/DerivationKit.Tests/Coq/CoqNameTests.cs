using DerivationKit.Coq;
using FsCheck;
using FsCheck.Fluent;

namespace DerivationKit.Tests.Coq;

public class CoqNameTests
{
    [Theory]
    [InlineData("Z", "v_Z")]
    [InlineData("θ", "v__u3b8_")]
    [InlineData("x′", "v_x_u2032_")]
    [InlineData("forall", "v_forall")]
    [InlineData("a_1", "v_a__1")]
    [InlineData("_u3b8_", "v___u3b8__")]
    public void A_name_is_escaped(string name, string identifier) => Assert.Equal(identifier, CoqName.Escape('v', name));

    // Text of any kind, and text made of what the escapes are made of, in which a clash would hide.
    [Fact]
    public void Every_name_can_be_read_back_and_consists_of_plain_characters()
    {
        Gen<string> near = Gen.Elements('_', 'u', '3', 'b', '8', 'θ', '′', '\'').ListOf().Select(c => string.Concat(c));
        Gen<string> any = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(s => s.Get);
        Prop.ForAll(Gen.OneOf(near, any).ToArbitrary(), name =>
        {
            string identifier = CoqName.Escape('n', name);
            Assert.Equal(('n', name), CoqName.Unescape(identifier));
            Assert.All(identifier, c => Assert.True(char.IsAsciiLetterOrDigit(c) || c == '_'));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("")]
    [InlineData("vZ")]
    [InlineData("v_a_")]
    [InlineData("v_a_x3b8_")]
    [InlineData("v_a_u_")]
    [InlineData("v_a_u123456_")]
    public void What_is_no_identifier_is_refused(string identifier) => Assert.Throws<FormatException>(() => CoqName.Unescape(identifier));
}
