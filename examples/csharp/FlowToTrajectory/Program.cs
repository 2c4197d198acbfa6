// dotnet run --project examples/csharp/FlowToTrajectory
return FlowToTrajectory.Trajectory.Print(Console.Out) ? 0 : 1;
