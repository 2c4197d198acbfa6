using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace DerivationKit.Tests.Architecture;

// For each outermost type of an assembly, the full names of the outermost types that its base, members, attributes and
// method bodies mention. Closures and other compiler-made types count as the type they were written in.
internal sealed class ReferenceScanner
{
    private readonly MetadataReader metadata;
    private readonly PEReader image;
    private readonly TypeNameCollector names;

    private ReferenceScanner(PEReader image)
    {
        this.image = image;
        metadata = image.GetMetadataReader();
        names = new TypeNameCollector(metadata);
    }

    public static IReadOnlyList<string> ReferencedAssemblies(string assemblyName)
    {
        using PEReader image = Open(assemblyName);
        MetadataReader metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    public static IReadOnlyDictionary<string, IReadOnlySet<string>> Scan(string assemblyName)
    {
        using PEReader image = Open(assemblyName);
        return new ReferenceScanner(image).Scan();
    }

    private static PEReader Open(string assemblyName) =>
        new(File.OpenRead(Path.Combine(AppContext.BaseDirectory, assemblyName + ".dll")));

    private Dictionary<string, IReadOnlySet<string>> Scan()
    {
        var references = new Dictionary<string, IReadOnlySet<string>>();
        foreach (var type in metadata.TypeDefinitions.GroupBy(handle => names.NameOf(handle)))
        {
            names.Found.Clear();
            foreach (TypeDefinitionHandle part in type)
            {
                AddType(metadata.GetTypeDefinition(part));
            }

            references[type.Key] = names.Found.Where(name => name != type.Key).ToHashSet();
        }

        return references;
    }

    private void AddType(TypeDefinition type)
    {
        names.Add(type.BaseType);
        foreach (InterfaceImplementationHandle implemented in type.GetInterfaceImplementations())
        {
            names.Add(metadata.GetInterfaceImplementation(implemented).Interface);
        }

        AddConstraints(type.GetGenericParameters());
        AddAttributes(type.GetCustomAttributes());
        foreach (FieldDefinitionHandle field in type.GetFields())
        {
            metadata.GetFieldDefinition(field).DecodeSignature(names, null);
            AddAttributes(metadata.GetFieldDefinition(field).GetCustomAttributes());
        }

        foreach (PropertyDefinitionHandle property in type.GetProperties())
        {
            AddAttributes(metadata.GetPropertyDefinition(property).GetCustomAttributes());
        }

        foreach (MethodDefinitionHandle method in type.GetMethods())
        {
            AddMethod(metadata.GetMethodDefinition(method));
        }
    }

    private void AddMethod(MethodDefinition method)
    {
        method.DecodeSignature(names, null);
        AddConstraints(method.GetGenericParameters());
        AddAttributes(method.GetCustomAttributes());
        if (method.RelativeVirtualAddress == 0)
        {
            return;
        }

        MethodBodyBlock body = image.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
        {
            metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(names, null);
        }

        foreach (ExceptionRegion region in body.ExceptionRegions)
        {
            names.Add(region.CatchType);
        }

        foreach (int token in InstructionTokens.In(body.GetILReader()))
        {
            names.Add(MetadataTokens.EntityHandle(token));
        }
    }

    private void AddConstraints(GenericParameterHandleCollection parameters)
    {
        foreach (GenericParameterConstraintHandle constraint in parameters.SelectMany(p => metadata.GetGenericParameter(p).GetConstraints()))
        {
            names.Add(metadata.GetGenericParameterConstraint(constraint).Type);
        }
    }

    private void AddAttributes(CustomAttributeHandleCollection attributes)
    {
        foreach (CustomAttributeHandle attribute in attributes)
        {
            names.Add(metadata.GetCustomAttribute(attribute).Constructor);
        }
    }
}
