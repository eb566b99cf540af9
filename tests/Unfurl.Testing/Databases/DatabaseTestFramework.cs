using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Unfurl.Testing.Databases;

/// <summary>
/// Runs each class with a <see cref="DatabasesAttribute"/> once per database. xunit runs test collections in parallel,
/// so each class is a collection of its own per database.
/// </summary>
public sealed class DatabaseTestFramework : XunitTestFramework
{
    protected override ITestFrameworkDiscoverer CreateDiscoverer(Assembly assembly) =>
        new Discoverer(new XunitTestAssembly(assembly, configFilePath: null, assemblyName: null));

    private sealed class Discoverer(IXunitTestAssembly assembly) : XunitTestFrameworkDiscoverer(assembly)
    {
        protected override async ValueTask<bool> FindTestsForType(
            IXunitTestClass testClass,
            ITestFrameworkDiscoveryOptions discoveryOptions,
            Func<ITestCase, ValueTask<bool>> discoveryCallback
        )
        {
            var databases = testClass.Class.GetCustomAttribute<DatabasesAttribute>()?.Databases;
            if (databases is null)
                return await base.FindTestsForType(testClass, discoveryOptions, discoveryCallback);
            foreach (var database in databases)
            {
                var name = $"{testClass.TestClassName} {database.Name}";
                var collection = new XunitTestCollection(TestAssembly, database, disableParallelization: false, name);
                var onDatabase = new XunitTestClass(testClass.Class, collection);
                if (!await base.FindTestsForType(onDatabase, discoveryOptions, discoveryCallback))
                    return false;
            }
            return true;
        }

        protected override async ValueTask<bool> FindTestsForMethod(
            IXunitTestMethod testMethod,
            ITestFrameworkDiscoveryOptions discoveryOptions,
            Func<ITestCase, ValueTask<bool>> discoveryCallback
        )
        {
            var database = testMethod.TestClass.TestCollection.CollectionDefinition;
            if (database is null)
                return await base.FindTestsForMethod(testMethod, discoveryOptions, discoveryCallback);
            if (testMethod.Method.GetCustomAttribute<DatabasesAttribute>()?.Databases.Contains(database) == false)
                return true;
            var onDatabase = new MethodOnDatabase(testMethod.TestClass, testMethod.Method);
            return await base.FindTestsForMethod(onDatabase, discoveryOptions, discoveryCallback);
        }
    }

    // Its display name ends with the database.
    private sealed class MethodOnDatabase : XunitTestMethod, IXunitTestMethod
    {
        [Obsolete("Called by the de-serializer")]
        public MethodOnDatabase() { }

        public MethodOnDatabase(IXunitTestClass testClass, MethodInfo method)
            : base(testClass, method, testMethodArguments: []) { }

        string IXunitTestMethod.GetDisplayName(
            string baseDisplayName,
            string? label,
            object?[]? testMethodArguments,
            Type[]? methodGenericTypes
        ) =>
            $"{GetDisplayName(baseDisplayName, label, testMethodArguments, methodGenericTypes)} {TestClass.TestCollection.CollectionDefinition!.Name}";
    }
}
