using System.Reflection;

namespace Unfurl.Server.Providers.Plugins;

/// <summary>Says why a plugin is not loaded and what to do. The sentences continue one that starts with its name.</summary>
internal static class PluginProblem
{
    public static readonly AdapterProblem NoAssembly = new("is no .NET assembly: publish the plugin again");

    public static readonly AdapterProblem NoContract = new(
        "does not use Unfurl.Abstractions, so it holds no adapter: the folder and the plugin's own assembly have the same name"
    );

    public static readonly AdapterProblem NoTypes = new(
        "has no public class with a constructor without parameters that implements IProviderType: add one"
    );

    public static AdapterProblem NoFile(string name) =>
        new($"has no file {name}.dll: the folder must have the name of the plugin's assembly");

    public static AdapterProblem OtherContract(Version built, Version own) =>
        new(
            $"was built against version {built.ToString(2)} of Unfurl.Abstractions, and this service has {own.ToString(2)}: build it against that one"
        );

    public static AdapterProblem TypeTaken(string type, string owner) =>
        new($"has the type {type}, which {owner} has already: remove one of them");

    public static AdapterProblem Unreadable(Exception exception) =>
        new("cannot be read: let the service's user read its files", exception);

    public static AdapterProblem Of(Exception exception) => new(TextOf(exception), exception);

    // Of a plugin's own exception only the type is told: its message may hold a secret.
    private static string TextOf(Exception exception) =>
        exception switch
        {
            TargetInvocationException or TypeInitializationException when exception.InnerException is { } inner =>
                TextOf(inner),
            ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => TextOf(first),
            FileLoadException { InnerException: FileNotFoundException inner } => TextOf(inner),
            TimeoutException => "did not come back: it must neither wait nor ask anybody while it is loaded",
            FileNotFoundException { FileName: { } file } => Missing(file),
            FileLoadException { FileName: { } file } => Missing(file),
            BadImageFormatException => NoAssembly.Text,
            TypeLoadException or MissingMemberException =>
                "uses what this version of Unfurl.Abstractions does not have: build it again",
            _ => $"failed with {exception.GetType().Name}: its author has to mend it",
        };

    private static string Missing(string assembly) =>
        $"needs {assembly}, which is not in its folder: publish it and copy every file of the output";
}
