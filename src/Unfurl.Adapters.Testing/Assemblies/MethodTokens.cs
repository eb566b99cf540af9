using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Unfurl.Adapters.Testing.Assemblies;

/// <summary>The methods that a method's code names.</summary>
internal static class MethodTokens
{
    private const int TwoBytes = 0xFE;

    private static readonly Dictionary<int, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields()
        .Select(field => field.GetValue(null))
        .OfType<OpCode>()
        .ToDictionary(code => (int)(ushort)code.Value);

    public static IEnumerable<EntityHandle> In(BlobReader code)
    {
        var found = new List<EntityHandle>();
        while (code.RemainingBytes > 0)
        {
            int value = code.ReadByte();
            if (value == TwoBytes)
                value = (value << 8) | code.ReadByte();
            var operand = OpCodesByValue[value].OperandType;
            if (operand is OperandType.InlineMethod or OperandType.InlineTok)
                found.Add(MetadataTokens.EntityHandle(code.ReadInt32()));
            else
                code.Offset += SizeOf(operand, code);
        }
        return found;
    }

    private static int SizeOf(OperandType operand, BlobReader code) =>
        operand switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
            OperandType.InlineVar => 2,
            OperandType.InlineI8 or OperandType.InlineR => 8,
            OperandType.InlineSwitch => 4 + (4 * code.ReadInt32()),
            _ => 4,
        };
}
