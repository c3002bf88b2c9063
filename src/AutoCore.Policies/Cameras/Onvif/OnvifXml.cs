using System.Xml;
using AutoCore.Policies.Cameras.Inventory;

namespace AutoCore.Policies.Cameras.Onvif;

/// <summary>Reads the XML of whoever answers: no document type, so no entities, and bounds for all that may grow.</summary>
public static class OnvifXml
{
    /// <summary>Bytes of an answer that are read.</summary>
    public const int LongestAnswer = 256 * 1024;

    /// <summary>Elements within each other.</summary>
    public const int Deepest = 32;

    /// <summary>Elements of an answer: a recorder of 64 channels has some thousands.</summary>
    public const int MostElements = 16_384;

    private static readonly XmlReaderSettings Rules = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = LongestAnswer,
        CheckCharacters = false,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>Reads a document.</summary>
    /// <param name="content">Its bytes; what they say of their encoding is not believed.</param>
    /// <param name="problem">Why it is none, for people; empty if it is one.</param>
    /// <returns>Its root, or null.</returns>
    public static OnvifElement? Parse(ReadOnlySpan<byte> content, out string problem)
    {
        problem = "";
        if (content.Length > LongestAnswer)
        {
            problem = $"it is longer than {LongestAnswer / 1024} KB";
            return null;
        }
        try
        {
            using var text = new StringReader(InventoryText.Decode(content, out _).TrimStart('\uFEFF', ' ', '\r', '\n', '\t', '\0').TrimEnd('\0'));
            using var reader = XmlReader.Create(text, Rules);
            return Read(reader, out problem);
        }
        catch (XmlException e)
        {
            // The message itself quotes what came.
            problem = $"{(e.LineNumber > 0 ? $"line {e.LineNumber}" : "it")} is no XML that is read";
            return null;
        }
    }

    private static OnvifElement? Read(XmlReader reader, out string problem)
    {
        problem = "";
        OnvifElement? root = null;
        var open = new Stack<OnvifElement>();
        var count = 0;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when open.Count == Deepest:
                    problem = $"its elements stand more than {Deepest} deep";
                    return null;
                case XmlNodeType.Element when ++count > MostElements:
                    problem = $"it has more than {MostElements} elements";
                    return null;
                case XmlNodeType.Element:
                    var element = Take(reader);
                    if (open.TryPeek(out var parent))
                        parent.Add(element);
                    root ??= element;
                    if (!reader.IsEmptyElement)
                        open.Push(element);
                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when open.TryPeek(out var holder):
                    holder.Text = $"{holder.Text}{reader.Value}".Trim();
                    break;
            }
        }
        return root;
    }

    private static OnvifElement Take(XmlReader reader)
    {
        var element = new OnvifElement(reader.LocalName);
        if (reader.MoveToFirstAttribute())
        {
            do
                element.SetAttribute(reader.LocalName, reader.Value);
            while (reader.MoveToNextAttribute());
            reader.MoveToElement();
        }
        return element;
    }
}
