using Microsoft.OpenApi;

namespace Unfurl.Server.Http;

/// <summary>Describes what OpenAPI cannot derive from a handler's signature.</summary>
internal static class OpenApiAnnotations
{
    public const string Bearer = "bearer";

    /// <summary>Describes a query parameter that is not bound to a handler's parameter.</summary>
    public static T WithQuery<T>(this T endpoint, string name, string description, bool isRequired = false)
        where T : IEndpointConventionBuilder =>
        endpoint.AddOpenApiOperationTransformer(
            (operation, _, _) =>
            {
                operation.Parameters ??= [];
                operation.Parameters.Add(
                    new OpenApiParameter
                    {
                        Name = name,
                        In = ParameterLocation.Query,
                        Required = isRequired,
                        Description = description,
                        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                    }
                );
                return Task.CompletedTask;
            }
        );

    public static T WithBearer<T>(this T endpoint)
        where T : IEndpointConventionBuilder =>
        endpoint.AddOpenApiOperationTransformer(
            (operation, context, _) =>
            {
                operation.Security =
                [
                    new OpenApiSecurityRequirement
                    {
                        [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [],
                    },
                ];
                return Task.CompletedTask;
            }
        );
}
