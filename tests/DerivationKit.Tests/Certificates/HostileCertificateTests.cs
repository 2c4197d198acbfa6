using DerivationKit.Certificates;
using DerivationKit.Language;
using Scope = DerivationKit.Language.Scope;

namespace DerivationKit.Tests.Certificates;

// Whatever stands in a file, reading and checking it ends soon, with a reason of a few lines, on the stack of any thread.
public class HostileCertificateTests
{
    private const int SmallStack = 512 << 10;
    private const string Inner = "nested more than 200 deep";

    private static readonly string[] Lines = Certify("x: scalar", "(x + 1)^2 == x^2 + 2*x + 1");

    // rule, data, number, what is said
    [Theory]
    [InlineData("solve", "", Inner)]
    [InlineData("within", "", Inner)]
    [InlineData("given", ",\"data\":[0,0]", Inner)]
    public void Steps_within_steps_are_counted(string rule, string data, string reason) => Rejects(reason, WithSteps([
        """{"step":0,"rule":"rename","term":0,"factor":-1}""",
        .. Enumerable.Range(1, 100_000).Select(i => $"{{\"step\":{i},\"rule\":\"{rule}\",\"term\":0,\"factor\":-1{data},\"inner\":[{i - 1}]}}"),
        """{"proof":0,"steps":[100000]}"""]));

    [Fact]
    public void Steps_within_steps_up_to_the_bound_are_replayed_on_a_small_stack() => Rejects("comes back as it was", WithSteps([
        """{"step":0,"rule":"rename","term":0,"factor":-1}""",
        .. Enumerable.Range(1, 199).Select(i => $"{{\"step\":{i},\"rule\":\"solve\",\"term\":0,\"factor\":-1,\"inner\":[{i - 1}]}}"),
        """{"proof":0,"steps":[199]}"""]));

    [Fact]
    public void Cases_within_cases_are_counted() => Rejects("at most 200 proofs", WithSteps([
        """{"proof":0,"steps":[]}""",
        .. Enumerable.Range(1, 100_000).Select(i => $"{{\"proof\":{i},\"subject\":0,\"cases\":[{i - 1}],\"weights\":[]}}")]));

    // Below the bound the stack ends it.
    [Theory]
    [InlineData(100_000, "nested more than 5000 deep")]
    [InlineData(4_990, "too deeply for the stack")]
    public void Terms_within_terms_are_no_defect(int count, string reason)
    {
        int last = Enumerable.Range(0, Lines.Length).Last(i => Lines[i].StartsWith("{\"node\"")), top = Lines.Count(l => l.StartsWith("{\"node\""));
        string[] deep = [
            .. Lines[..(last + 1)],
            .. Enumerable.Range(top, count).Select(i => $"{{\"node\":{i},\"op\":\"function\",\"of\":\"exp\",\"arguments\":[{i - 1}]}}"),
            .. Lines[(last + 1)..].Select(l => l.Replace("\"left\":", $"\"left\":{top + count - 1},\"ignored\":").Replace($",\"ignored\":{Left}", ""))];
        Rejects(reason, deep);
    }

    // step, what is said
    [Theory]
    [InlineData("""{"step":0,"rule":"expand","term":999999999999999999999,"factor":0}""", "no whole number")]
    [InlineData("""{"step":0,"rule":"expand","term":-1,"factor":0}""", "out of range")]
    [InlineData("""{"step":0,"rule":"expand","term":2147483646,"factor":2147483646}""", "there is no term")]
    [InlineData("""{"step":0,"rule":"../../etc/passwd","term":0,"factor":0}""", "there is no rule")]
    [InlineData("""{"step":0,"rule":"expand","term":0,"factor":0,"inner":[0]}""", "does not come before")]
    [InlineData("""{"step":0,"rule":"expand","term":0,"factor":0,"number":"1/0"}""", "no exact number")]
    [InlineData("""{"step":0,"rule":"expand","term":0,"factor":0,"number":"1e9999999999"}""", "no exact number")]
    [InlineData("""{"step":0,"rule":"extract-number","term":0,"factor":0,"data":[2147483647],"number":"9/7"}""", "too large")]
    [InlineData("""{"step":0,"rule":"expand","term":0,"factor":0,"include":"/etc/passwd"}""", "unknown field include")]
    [InlineData("""{"step":0,"step":0,"rule":"expand","term":0,"factor":0}""", "different fields")]
    [InlineData("""{"step":0,"rule":["expand"],"term":0,"factor":0}""", "no text")]
    [InlineData("""{"step":0,"rule":"expand","term":0,"factor":0,"inner":[[[[[[[[[[]]]]]]]]]]}""", "not one JSON object")]
    public void A_step_that_makes_no_sense_is_refused(string step, string reason) => Rejects(reason, WithSteps([step, """{"proof":0,"steps":[0]}"""]));

    // Numbers of any length are refused by their length, and shown in part.
    [Theory]
    [InlineData(10_000)]
    [InlineData(5_000_000)]
    public void A_long_number_is_refused_and_not_repeated(int digits) => Rejects("no exact number", WithSteps([
        $"{{\"step\":0,\"rule\":\"extract-number\",\"term\":0,\"factor\":0,\"data\":[1],\"number\":\"{new string('9', digits)}/7\"}}", """{"proof":0,"steps":[0]}"""]));

    [Fact]
    public void A_long_permutation_is_refused() => Rejects("are left", WithSteps([
        $"{{\"step\":0,\"rule\":\"rename\",\"term\":0,\"factor\":-1,\"data\":[{string.Join(',', Enumerable.Range(0, 300_000))}]}}", """{"proof":0,"steps":[0]}"""]));

    [Theory]
    [InlineData("\0\u0001")]
    [InlineData("\ufeff{}")]
    [InlineData("null")]
    [InlineData("{\"certificate\":1,\"rules\":\"\ud800\"}")]
    public void What_is_no_text_of_lines_is_refused(string text) => Rejects("line 1", [text]);

    [Fact]
    public void Random_changes_never_crash()
    {
        Random random = new(20240517);
        for (int i = 0; i < 300; i++)
        {
            char[] text = string.Join('\n', Lines).ToCharArray();
            for (int changes = random.Next(1, 4); changes > 0; changes--)
            {
                text[random.Next(text.Length)] = (char)random.Next(' ', 127);
            }

            OnSmallStack(() => Reason(new string(text)));
        }
    }

    private static string Left => Lines.Single(l => l.StartsWith("{\"tensors\"")).Split("\"left\":")[1].Split(',')[0];

    private static string[] WithSteps(string[] steps)
    {
        string[] kept = [.. Lines.Where(l => !l.StartsWith("{\"step\"") && !l.StartsWith("{\"proof\""))];
        int place = Array.FindIndex(kept, l => l.StartsWith("{\"tensors\"")) + 1;
        return [.. kept[..place], .. steps, .. kept[place..]];
    }

    private static void Rejects(string reason, string[] lines) => OnSmallStack(() =>
    {
        string? said = Reason(string.Join('\n', lines));
        Assert.Contains(reason, said);
        Assert.InRange(said!.Length, 1, 500);
    });

    // Why it is refused; nothing if it is accepted.
    private static string? Reason(string text)
    {
        try
        {
            Certificate read = Certificate.Read(new StringReader(text));
            read.CheckClaim();
            read.Check();
            return null;
        }
        catch (CertificateException e)
        {
            return e.Message;
        }
    }

    private static void OnSmallStack(Action action)
    {
        Exception? failure = null;
        Thread thread = new(
            () =>
            {
                try
                {
                    action();
                }
                catch (Exception e)
                {
                    failure = e;
                }
            },
            SmallStack);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }

    private static string[] Certify(string variables, string claim)
    {
        using StringWriter text = new();
        Assert.IsType<Verdict.ProvedAllDimensions>(Verifier.Decide(Scope.Parse(variables).ParseClaim(claim))).Certificate.Write(text);
        return text.ToString().TrimEnd('\n').Split('\n');
    }
}
