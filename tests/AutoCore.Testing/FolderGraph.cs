using System.Reflection;

namespace AutoCore.Testing;

/// <summary>
/// Which folders use which, by what the compiler made of them: bases, fields, signatures, and every type, method and field that a body names.
/// A folder is called by its assembly and the namespace's first part below it (<c>AutoCore.Daemon/Cameras</c>); deeper ones belong to it, and what has no
/// namespace to none.
/// </summary>
/// <param name="assemblies">The assemblies with their root namespaces; the root may be a folder's, whose own folders are looked at then.</param>
public sealed class FolderGraph(params (Assembly Assembly, string Root)[] assemblies)
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private IReadOnlyList<FolderUse>? _uses;

    /// <summary>Each use of another folder's type once.</summary>
    public IReadOnlyList<FolderUse> Uses => _uses ??=
    [
        .. (from type in assemblies.SelectMany(a => a.Assembly.GetTypes())
            let folder = FolderOf(type)
            where folder is not null
            from used in TypesIn(type).SelectMany(Parts).Distinct()
            let other = FolderOf(used)
            where other is not null && other != folder
            select new FolderUse(folder, other, Outer(type).Name, Outer(used).Name)).Distinct(),
    ];

    /// <summary>The namespaces of an assembly's types.</summary>
    public static IReadOnlyList<string> FoldersOf(Assembly assembly) => [.. assembly.GetTypes().Select(t => Outer(t).Namespace).OfType<string>().Distinct()];

    /// <summary>The uses that close a circle; none if there is an order in which each folder uses only those before it.</summary>
    /// <param name="without">A folder that is not looked at, or null.</param>
    public IReadOnlyList<FolderUse> FindCircles(string? without = null)
    {
        var uses = Uses.Where(u => u.From != without && u.To != without).ToList();
        var next = uses.GroupBy(u => u.From).ToDictionary(g => g.Key, g => g.Select(u => u.To).ToHashSet());
        return [.. uses.Where(use => Reaches(next, use.To, use.From)).OrderBy(use => use.ToString(), StringComparer.Ordinal)];
    }

    private string? FolderOf(Type type)
    {
        var name = Outer(type).Namespace;
        return Array.Find(assemblies, a => a.Assembly == type.Assembly
            && (name == a.Root || name?.StartsWith($"{a.Root}.", StringComparison.Ordinal) == true)) is { Root: { } root }
            ? $"{root}/{name![root.Length..].Split('.').ElementAtOrDefault(1)}"
            : null;
    }

    private static bool Reaches(Dictionary<string, HashSet<string>> next, string from, string to)
    {
        var (seen, waiting) = (new HashSet<string>(), new Stack<string>([from]));
        while (waiting.TryPop(out var at))
        {
            if (at == to)
                return true;
            foreach (var further in seen.Add(at) ? next.GetValueOrDefault(at) ?? [] : [])
                waiting.Push(further);
        }
        return false;
    }

    private static Type Outer(Type type) => type.DeclaringType is { } outer ? Outer(outer) : type;

    private static IEnumerable<Type> TypesIn(Type type) =>
    [
        .. type.GetInterfaces(), .. type.BaseType is { } above ? [above] : Type.EmptyTypes,
        .. type.GetFields(Everything).Select(f => f.FieldType),
        .. MethodCode.MethodsOf(type).SelectMany(TypesIn),
    ];

    private static IEnumerable<Type> TypesIn(MethodBase method)
    {
        IEnumerable<Type> signature = method.GetParameters().Select(p => p.ParameterType);
        if (method is MethodInfo { ReturnType: var result })
            signature = signature.Append(result);
        return method.GetMethodBody() is not { } body
            ? signature
            : signature.Concat(body.LocalVariables.Select(v => v.LocalType)).Concat(MethodCode.MembersIn(method).SelectMany(TypesOf));
    }

    private static IEnumerable<Type> TypesOf(MemberInfo member) => member switch
    {
        Type type => [type],
        MethodInfo { IsGenericMethod: true } method => [method.DeclaringType!, .. method.GetGenericArguments()],
        _ => [member.DeclaringType!],
    };

    /// <summary>A type and what it is made of: <c>List&lt;A[]&gt;</c> is <c>List</c> and <c>A</c>.</summary>
    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericParameter ? []
        : type.IsGenericType ? [type.GetGenericTypeDefinition(), .. type.GetGenericArguments().SelectMany(Parts)]
        : [type];
}

/// <summary>A type that uses another folder's.</summary>
public sealed record FolderUse(string From, string To, string Type, string Used)
{
    public override string ToString() => $"{From} uses {To}: {Type} names {Used}";
}
