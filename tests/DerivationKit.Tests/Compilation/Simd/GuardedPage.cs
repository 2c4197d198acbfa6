using System.Runtime.InteropServices;

namespace DerivationKit.Tests.Compilation.Simd;

// A page of memory followed by one that must not be touched (mmap(2), mprotect(2) of Linux).
internal sealed unsafe partial class GuardedPage : IDisposable
{
    private const int None = 0, ReadAndWrite = 1 | 2, PrivateAndAnonymous = 0x02 | 0x20;

    private readonly byte* start;

    public GuardedPage()
    {
        nint pages = Map(0, 2 * PageSize, ReadAndWrite, PrivateAndAnonymous, -1, 0);
        Assert.NotEqual(-1, pages);
        start = (byte*)pages;
        Assert.Equal(0, Protect(End, PageSize, None));
    }

    public byte* End => start + PageSize;

    private static nint PageSize => Environment.SystemPageSize;

    public void Dispose() => Assert.Equal(0, Unmap(start, 2 * PageSize));

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(byte* address, nint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(byte* address, nint length);
}
