using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Reflection;
using System.Reflection.Emit;

namespace AutoCore.Testing;

/// <summary>What the compiler made of methods: their instructions, and what these name.</summary>
public static class MethodCode
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly FrozenDictionary<short, OpCode> Codes = typeof(OpCodes).GetFields().Select(f => (OpCode)f.GetValue(null)!)
        .ToFrozenDictionary(c => c.Value);

    /// <summary>All methods and constructors that a type declares itself.</summary>
    public static IEnumerable<MethodBase> MethodsOf(Type type) => type.GetMembers(Everything).OfType<MethodBase>();

    /// <summary>The bodies of a method as it is written: its own, and those that the compiler made for its lambdas, iterators and awaits.</summary>
    public static IEnumerable<MethodBase> BodiesOf(Type type, string method) => TypesWithin(type).SelectMany(t => MethodsOf(t)
        .Where(m => m.Name == method || m.Name.Contains($"<{method}>", StringComparison.Ordinal) || t.Name.Contains($"<{method}>", StringComparison.Ordinal)));

    /// <summary>The texts that a body has.</summary>
    public static IEnumerable<string> TextsIn(MethodBase method) =>
        InstructionsOf(method).Where(i => i.Code.OperandType == OperandType.InlineString).Select(i => method.Module.ResolveString(i.Operand));

    /// <summary>The types, methods and fields that a body names.</summary>
    public static IEnumerable<MemberInfo> MembersIn(MethodBase method)
    {
        var ofType = method.DeclaringType?.GetGenericArguments();
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        return InstructionsOf(method)
            .Where(i => i.Code.OperandType is OperandType.InlineType or OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineTok)
            .Select(i => method.Module.ResolveMember(i.Operand, ofType, ofMethod)!);
    }

    /// <summary>The type as it is written, and the method: of what the compiler made, that which it was made for.</summary>
    public static (Type Type, string Method) WrittenAs(MethodBase method)
    {
        var name = method.Name;
        var type = method.DeclaringType!;
        for (; type.DeclaringType is { } outer && type.Name.Contains('<', StringComparison.Ordinal); type = outer)
            name = name.Contains('<', StringComparison.Ordinal) || !type.Name.Contains(">d", StringComparison.Ordinal) ? name : type.Name;
        return (type, name.Contains('<', StringComparison.Ordinal)
            ? name[(name.IndexOf('<', StringComparison.Ordinal) + 1)..name.IndexOf('>', StringComparison.Ordinal)] : name);
    }

    private static IEnumerable<Type> TypesWithin(Type type) => type.GetNestedTypes(Everything).SelectMany(TypesWithin).Prepend(type);

    private static IEnumerable<(OpCode Code, int Operand)> InstructionsOf(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at < code.Length;)
        {
            var first = code[at++];
            var operation = Codes[first == 0xFE ? (short)(first << 8 | code[at++]) : first];
            var length = operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at))),
                _ => 4,
            };
            yield return (operation, length >= 4 ? BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at)) : 0);
            at += length;
        }
    }
}
