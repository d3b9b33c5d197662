Console.WriteLine("playground");
