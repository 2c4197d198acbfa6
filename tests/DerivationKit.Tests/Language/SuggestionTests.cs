using DerivationKit.Language;

namespace DerivationKit.Tests.Language;

public class SuggestionTests
{
    // Insertions, deletions, replacements and exchanges count one each; the classical examples of Damerau and Levenshtein.
    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("saturday", "sunday", 3)]
    [InlineData("sum", "smu", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("Theta", "theta", 0)]
    public void The_distance_of_words_is(string from, string to, int distance)
    {
        Assert.Equal(distance, Suggestions.Distance(from, to));
        Assert.Equal(distance, Suggestions.Distance(to, from));
    }

    [Theory]
    [InlineData("sofmax_rows", "did you mean softmax_rows?")]
    [InlineData("rowsums", "did you mean rowsum?")]
    [InlineData("logsotfmax", "did you mean logsoftmax?")]
    [InlineData("Exp", "did you mean exp?")]
    [InlineData("qqq", "")]
    public void The_closest_name_is_suggested(string name, string suggestion) =>
        Assert.Equal(suggestion, Suggestions.ForName(name, Names.Functions));

    [Fact]
    public void A_name_that_goes_on_is_close() =>
        Assert.Equal("did you mean loss_of_model?", Suggestions.ForName("loss", ["lost_a_lot", "loss_of_model"]));

    [Fact]
    public void One_letter_is_not_close_to_another() => Assert.Equal("", Suggestions.ForName("q", ["Z", "x"]));
}
