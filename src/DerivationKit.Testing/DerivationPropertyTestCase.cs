using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace DerivationKit.Testing;

// It has no state of its own: runners serialise test cases, and the options are on the method's attribute anyway.
internal sealed class DerivationPropertyTestCase : XunitTestCase, ISelfExecutingXunitTestCase
{
    [Obsolete("For xunit's deserialiser")]
    public DerivationPropertyTestCase()
    {
    }

    public DerivationPropertyTestCase(
        IXunitTestMethod testMethod,
        string displayName,
        string uniqueId,
        bool isExplicit,
        Type[]? skipExceptions,
        string? skipReason,
        Type? skipType,
        string? skipUnless,
        string? skipWhen,
        Dictionary<string, HashSet<string>> traits,
        string? sourceFilePath,
        int? sourceLineNumber,
        int? timeout)
        : base(
            testMethod, displayName, uniqueId, isExplicit, skipExceptions, skipReason, skipType, skipUnless, skipWhen, traits,
            testMethodArguments: null, sourceFilePath, sourceLineNumber, timeout)
    {
    }

    public async ValueTask<RunSummary> Run(
        ExplicitOption explicitOption,
        IMessageBus messageBus,
        object?[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource) =>
        await CaseRunner.Instance.Run(
            this, await CreateTests(), messageBus, aggregator, cancellationTokenSource,
            TestCaseDisplayName, SkipReason, explicitOption, constructorArguments);

    private sealed class CaseRunner : XunitTestCaseRunner
    {
        public static new readonly CaseRunner Instance = new();

        protected override ValueTask<RunSummary> RunTest(XunitTestCaseRunnerContext ctxt, IXunitTest test) =>
            PropertyTestRunner.Instance.Run(
                test, ctxt.MessageBus, ctxt.ConstructorArguments, ctxt.ExplicitOption, ctxt.Aggregator.Clone(),
                ctxt.CancellationTokenSource, ctxt.BeforeAfterTestAttributes);
    }

    private sealed class PropertyTestRunner : XunitTestRunner
    {
        public static new readonly PropertyTestRunner Instance = new();

        // Not InvokeTestMethod: before reaching it, the base class refuses a method with parameters and no data.
        protected override ValueTask<TimeSpan> InvokeTest(XunitTestRunnerContext ctxt, object? testClassInstance)
        {
            ITestOutputHelper? output = TestContext.Current.TestOutputHelper;
            return ctxt.Aggregator.RunAsync(
                () => ExecutionTimer.MeasureAsync(async () =>
                {
                    string report = await CheckAsync(ctxt, testClassInstance);
                    output?.WriteLine(report.TrimEnd());
                }),
                TimeSpan.Zero);
        }

        // On a thread of its own: FsCheck waits for asynchronous properties, and must not block xunit's threads with that.
        private static Task<string> CheckAsync(XunitTestRunnerContext ctxt, object? target)
        {
            var method = ctxt.TestMethod;
            var attribute = (DerivationPropertyAttribute)method.GetCustomAttributes(typeof(DerivationPropertyAttribute), true)[0];
            string name = $"{method.DeclaringType!.FullName}.{method.Name}";
            var run = Task.Run(
                () => PropertyRunner.Check(name, method, target, attribute.Options), ctxt.CancellationTokenSource.Token);
            return ctxt.Test.Timeout > 0 ? run.WaitAsync(TimeSpan.FromMilliseconds(ctxt.Test.Timeout)) : run;
        }
    }
}
