Console.WriteLine("autocore");
