// Reads Gantt diagrams as Mermaid does, without a browser. It reads a list of files on
// standard input and writes what Mermaid makes of each: [{File, Error, Mode, Axis,
// Tick, Today, Tasks: [{Section, Name, Look, From, To}]}]. Times are wall clock.
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!doctype html><body></body>");
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import("mermaid");
mermaid.initialize({ startOnLoad: false });

const looks = ["crit", "done", "active", "milestone", "vert"];
const clock = (d) => {
	const two = (n) => String(n).padStart(2, "0");
	const day = `${String(d.getFullYear()).padStart(4, "0")}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
	return `${day}T${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}`;
};

const read = async (file) => {
	const source = readFileSync(file, "utf8");
	const { config } = await mermaid.parse(source); // fails where GitHub would show an error
	const { type, db } = await mermaid.mermaidAPI.getDiagramFromText(source);
	if (type !== "gantt") {
		throw new Error(`a diagram of type ${type}`);
	}
	return {
		File: file,
		Mode: config.gantt?.displayMode ?? "",
		Padding: config.gantt?.leftPadding ?? 0,
		Axis: db.getAxisFormat(),
		Tick: db.getTickInterval() ?? "",
		Today: db.getTodayMarker(),
		Tasks: db.getTasks().map((t) => ({
			Section: t.section,
			Name: t.task.trim(),
			Look: looks.filter((look) => t[look]).join(" "),
			From: clock(t.startTime),
			To: clock(t.endTime),
		})),
	};
};

const out = [];
for (const file of JSON.parse(readFileSync(0, "utf8"))) {
	try {
		out.push(await read(file));
	} catch (e) {
		out.push({ File: file, Error: String(e) });
	}
}
process.stdout.write(JSON.stringify(out));
