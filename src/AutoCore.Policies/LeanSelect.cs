namespace AutoCore;

/// <summary>
/// <c>Select</c> for everything under this namespace, in place of System.Linq's. That one asks its source for a virtual generic method, for which ahead-of-time
/// compilers make every iterator for every pair of value types in the program: over half of the native program's code, and compiled at run time elsewhere.
/// </summary>
public static class LeanSelect
{
    /// <summary>Each item's result, as it is asked for.</summary>
    public static IEnumerable<TResult> Select<TSource, TResult>(this IEnumerable<TSource> source, Func<TSource, TResult> selector)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(selector);
        return Each(source, selector);
    }

    /// <summary>The same, with the item's place from 0 on.</summary>
    public static IEnumerable<TResult> Select<TSource, TResult>(this IEnumerable<TSource> source, Func<TSource, int, TResult> selector)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(selector);
        return Each(source, selector);
    }

    private static IEnumerable<TResult> Each<TSource, TResult>(IEnumerable<TSource> source, Func<TSource, TResult> selector)
    {
        foreach (var item in source)
            yield return selector(item);
    }

    private static IEnumerable<TResult> Each<TSource, TResult>(IEnumerable<TSource> source, Func<TSource, int, TResult> selector)
    {
        var index = 0;
        foreach (var item in source)
            yield return selector(item, index++);
    }
}
