namespace AutoCore.Daemon.Commands;

/// <summary>A line from the terminal that is not shown.</summary>
internal static class HiddenInput
{
    private const int Longest = 1000;

    public static string ReadLine()
    {
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
                typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar) && typed.Length < Longest)
                typed.Append(key.KeyChar);
        }
        Console.WriteLine();
        return typed.ToString();
    }
}
