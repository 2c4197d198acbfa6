namespace DerivationKit;

/// <summary>Keeps one object for each structure. The table holds its entries weakly, and forgets those that nobody uses.</summary>
internal static class Interner
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<int, List<WeakReference<Expr>>> Buckets = [];
    private static int count;
    private static int sweepAt = 4_096;

    /// <summary>The node already known with this structure, or the given one.</summary>
    public static TNode Intern<TNode>(TNode node)
        where TNode : Expr
    {
        int hash = HashCode.Combine(node.Kind, node.NodeHash);
        lock (Gate)
        {
            if (!Buckets.TryGetValue(hash, out List<WeakReference<Expr>>? bucket))
            {
                Buckets[hash] = bucket = new(1);
            }

            foreach (WeakReference<Expr> weak in bucket)
            {
                if (weak.TryGetTarget(out Expr? known) && known.SameNode(node))
                {
                    return (TNode)known;
                }
            }

            bucket.Add(new(node));
            if (++count > sweepAt)
            {
                Sweep();
            }

            return node;
        }
    }

    private static void Sweep()
    {
        count = 0;
        foreach ((int hash, List<WeakReference<Expr>> bucket) in Buckets.ToArray())
        {
            bucket.RemoveAll(weak => !weak.TryGetTarget(out _));
            count += bucket.Count;
            if (bucket.Count == 0)
            {
                Buckets.Remove(hash);
            }
        }

        sweepAt = Math.Max(4_096, 2 * count);
    }
}
