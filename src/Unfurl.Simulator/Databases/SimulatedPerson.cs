namespace Unfurl.Simulator.Databases;

/// <summary>A person of a workspace.</summary>
public sealed class SimulatedPerson
{
    internal SimulatedPerson(SimulatedWorkspace workspace, string id, string name, string? email, bool isGuest)
    {
        Workspace = workspace;
        Id = id;
        Name = name;
        Email = email;
        IsGuest = isGuest;
    }

    public SimulatedWorkspace Workspace { get; }

    public string Id { get; }

    public string Name { get; }

    public string? Email { get; }

    public bool IsGuest { get; }
}
