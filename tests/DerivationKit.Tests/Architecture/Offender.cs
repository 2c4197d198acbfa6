using System.Diagnostics;

namespace DerivationKit.Tests.Architecture;

// What LayerTests must be able to find: one forbidden type per place where a type can stand. Nothing runs it.
[Marker]
internal sealed class Offender : Marker<Offender>
{
    public static void Call() => Console.WriteLine();

    public static Func<string, bool> Closure(int times) => path => times > 0 && File.Exists(path);

    public static object? Cast(object value) => value as FileInfo;

    public static Type Token() => typeof(DirectoryInfo);

    public static void GenericArgument() => Array.Empty<Queue<Nested>>();

    public static void Signature(DateTime moment) => _ = moment;

    public sealed class Nested
    {
        public Stopwatch? Property { get; init; }
    }
}

[AttributeUsage(AttributeTargets.Class)]
internal sealed class MarkerAttribute : Attribute;

internal abstract class Marker<T>;
