// graphql-js finds what graphql-ruby, which GitHub is built with, finds too, and words it differently:
// https://github.com/rmosolgo/graphql-ruby/tree/master/lib/graphql/static_validation/rules

export function validationExtensions({ message }) {
  const [, fieldName, typeName] = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(message) ?? [];
  if (fieldName) return { code: "undefinedField", typeName, fieldName };
  const [, argumentName, name] = /^Unknown argument "(\w+)" on field "\w+\.(\w+)"/.exec(message) ?? [];
  if (argumentName) return { code: "argumentNotAccepted", name, typeName: "Field", argumentName };
  return { code: "invalid" };
}
