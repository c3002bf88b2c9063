#pragma warning disable IDE0130 // The namespace above all others: look-up finds these before System.Linq's, and without a using.
namespace AutoCore;

/// <summary>
/// <c>Select</c> and <c>Where</c> for everything under this namespace, in place of System.Linq's. Those ask their source for a virtual generic method, for
/// which
/// ahead-of-time compilers make every iterator for every pair of value types in the program: half of the native program, and compiled at run time elsewhere.
/// </summary>
public static class LeanSequences
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

    /// <summary>The items that meet a condition, as they are asked for.</summary>
    public static IEnumerable<T> Where<T>(this IEnumerable<T> source, Func<T, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(condition);
        return Some(source, condition);
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

    private static IEnumerable<T> Some<T>(IEnumerable<T> source, Func<T, bool> condition)
    {
        foreach (var item in source)
        {
            if (condition(item))
                yield return item;
        }
    }
}
