// node validate-rest.mjs < answers.json: checks answers, {"name": {"schema", "answer"}}, against GitHub's published REST
// schemas.
import Ajv from "ajv";
import { readFileSync } from "node:fs";

// OpenAPI 3.0 has words of its own, such as "nullable", which Ajv knows, and formats, which tell nothing here.
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema(JSON.parse(readFileSync(new URL("./rest-schemas.json", import.meta.url), "utf8")), "rest");

const answers = JSON.parse(readFileSync(0, "utf8"));
const problems = Object.entries(answers).flatMap(([name, { schema, answer }]) => {
  const validate = ajv.getSchema(`rest#/components/schemas/${schema}`);
  if (!validate) return [`${name}: There is no schema ${schema}.`];
  // In other forms it has the rendered body in its place: the schemas are of the default one.
  const whole = "body_html" in answer ? { body: "", ...answer } : answer;
  return validate(whole) ? [] : validate.errors.map(({ instancePath, message }) => `${name}${instancePath}: ${message}`);
});

for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
