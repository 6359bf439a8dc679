// Checks HTML by html-validate. It reads a list of files on standard input and
// writes what it finds in them: [{File, Line, Text}].
import { readFileSync } from "node:fs";
import { HtmlValidate, StaticConfigLoader } from "html-validate";

const config = {
	root: true,
	extends: ["html-validate:standard", "html-validate:a11y"],
	rules: {
		// Each section is a landmark under its title, and the titles of a report are its
		// author's: a report of two incidents has two sections called Impact.
		"unique-landmark": "off",
	},
};

const validator = new HtmlValidate(new StaticConfigLoader(config));
const found = [];
for (const file of JSON.parse(readFileSync(0, "utf8"))) {
	const report = await validator.validateFile(file);
	for (const result of report.results) {
		for (const m of result.messages) {
			found.push({ File: file, Line: m.line, Text: `${m.ruleId}: ${m.message}` });
		}
	}
}
process.stdout.write(JSON.stringify(found));
