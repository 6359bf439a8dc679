// Checks JSON by ajv against a schema of draft 2020-12. It reads {Schema, Files} on
// standard input and writes what it finds: [{File, Text}]. A schema that ajv holds
// for doubtful is an error.
import { readFileSync } from "node:fs";
import addFormats from "ajv-formats";
import Ajv from "ajv/dist/2020.js";

const { Schema, Files } = JSON.parse(readFileSync(0, "utf8"));
const ajv = new Ajv({ strict: true, allowUnionTypes: true });
addFormats(ajv);
const valid = ajv.compile(JSON.parse(readFileSync(Schema, "utf8")));
const found = [];
for (const File of Files) {
	let document;
	try {
		document = JSON.parse(readFileSync(File, "utf8"));
	} catch (e) {
		found.push({ File, Text: String(e) });
		continue;
	}
	if (!valid(document)) {
		const [e] = valid.errors;
		found.push({ File, Text: `${e.instancePath || "the document"} ${e.message}` });
	}
}
process.stdout.write(JSON.stringify(found));
