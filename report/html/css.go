package html

// CSS returns the style sheet of pages. All of it is under the class allclear,
// and of pictures under allclear-figure, so that it may stand in any page's
// sheet. It holds no address: nothing is loaded.
func CSS() string { return pageCSS + figureCSS }

const pageCSS = `
.allclear{--ink:#1b1f24;--soft:#57606a;--line:#d5dae0;--paper:#fff;--wash:#f5f7f9;--link:#0b57b0;
color:var(--ink);background:var(--paper);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
max-width:60rem;margin:0 auto;padding:1.5rem 1.25rem 4rem;box-sizing:border-box;overflow-wrap:break-word}
html:has(>body>main.allclear){background:#fff;-webkit-text-size-adjust:100%}
html:has(>body>main.allclear)>body{margin:0}
.allclear *{box-sizing:border-box}
.allclear h1{font-size:1.75rem;line-height:1.25;margin:1rem 0;letter-spacing:-.01em;text-wrap:balance}
.allclear section+section>h1{margin-top:3.5rem;padding-top:1.5rem;border-top:2px solid var(--ink)}
.allclear h2{font-size:1.25rem;line-height:1.3;margin:2.5rem 0 .75rem;padding-bottom:.3rem;border-bottom:1px solid var(--line)}
.allclear h3,.allclear h4,.allclear h5,.allclear h6{font-size:1rem;margin:1.5rem 0 .5rem}
.allclear p,.allclear li,.allclear dd,.allclear td{white-space:pre-line}
.allclear p{margin:.5rem 0;max-width:42rem}
.allclear ul{margin:.5rem 0;padding-left:1.25rem}
.allclear li{margin:.25rem 0;max-width:42rem}
.allclear a{color:var(--link)}
.allclear nav ul{list-style:none;padding:0;margin:0 0 2rem;display:flex;flex-wrap:wrap;gap:0 1.5rem;font-size:.9375rem}
.allclear pre{background:var(--wash);border:1px solid var(--line);border-radius:4px;padding:.75rem;overflow:auto;font-size:.875rem}
.allclear dl{margin:.5rem 0;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,26rem),1fr));column-gap:2.5rem}
.allclear dl>div{display:grid;grid-template-columns:9rem 1fr;gap:.75rem;padding:.3rem 0;border-bottom:1px solid var(--line)}
.allclear dt{color:var(--soft)}
.allclear dd{margin:0;min-width:0;overflow-wrap:anywhere}
.allclear table{border-collapse:collapse;margin:.75rem 0;font-size:.9375rem;line-height:1.4}
.allclear th,.allclear td{text-align:left;vertical-align:top;padding:.35rem 1.25rem .35rem 0;border-bottom:1px solid var(--line)}
.allclear th:last-child,.allclear td:last-child{padding-right:0}
.allclear thead th{color:var(--soft);font-weight:600;font-size:.8125rem;border-bottom-color:var(--soft)}
.allclear tbody th{font-weight:400}
.allclear caption{text-align:left;font-weight:600;padding:.25rem 0;text-wrap:balance}
.allclear .when,.allclear .figure,.allclear .count{font-variant-numeric:tabular-nums}
.allclear .count,.allclear td.figure{text-align:right}
.allclear .side{columns:2 22rem;column-gap:3rem}
.allclear .side table{break-inside:avoid;margin:0;padding:0 0 1.25rem;border-collapse:separate;border-spacing:0}
.allclear .side table{width:100%}
.allclear .scroll{overflow-x:auto;background:linear-gradient(to left,var(--paper) 40%,transparent) right/3rem 100% no-repeat local,linear-gradient(to left,var(--line),transparent) right/1rem 100% no-repeat scroll}
.allclear td{min-width:3.25rem}
.allclear td.when{white-space:nowrap}
.allclear .side td.figure{width:60%}
.allclear .side th,.allclear .side td{overflow-wrap:anywhere}
.allclear .none{color:var(--soft);font-style:italic}
.allclear .unsure,.allclear .bounded{text-decoration:underline dotted var(--soft);text-underline-offset:.25em}
.allclear .known,.allclear .ongoing{font-weight:600}
.allclear .zone{color:var(--soft);font-size:.8125rem;margin:0}
.allclear>.zone{margin-top:3rem}
.allclear .timeline{list-style:none;margin:.5rem 0;padding:0}
.allclear .timeline li{display:grid;grid-template-columns:14.75rem 1fr;gap:1.75rem;max-width:none;margin:0;white-space:normal}
.allclear .timeline .when{text-align:right;padding:.35rem 0}
.allclear .timeline .what{position:relative;border-left:2px solid var(--line);padding:.35rem 0 .6rem 1.25rem;min-width:0}
.allclear .timeline .what::before{content:"";position:absolute;left:-7px;top:.7rem;width:8px;height:8px;border:2px solid var(--ink);border-radius:50%;background:var(--ink)}
.allclear .timeline .between .what::before{background:var(--paper)}
.allclear .timeline .never .what::before{background:var(--paper);border-style:dotted;border-color:var(--soft)}
.allclear .timeline .what p{margin:.1rem 0 0}
.allclear .by{color:var(--soft)}
.allclear .found{list-style:none;padding:0}
.allclear .found b{display:inline-block;min-width:5.5rem;font-weight:600}
.allclear .found .doubt{font-weight:400;font-style:italic}
.allclear code{font:.875em/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.allclear .found code{color:var(--soft)}
.allclear figure{margin:1rem 0}
.allclear figure>svg{display:block}
.allclear figcaption{display:flex;flex-wrap:wrap;gap:.1rem 1.25rem;font-size:.8125rem;color:var(--soft)}
.allclear figcaption span{display:inline-flex;align-items:center;gap:.4rem}
@media (max-width:40rem){
.allclear{padding:1rem 1rem 3rem}
.allclear h1{font-size:1.5rem}
.allclear dl>div{grid-template-columns:7.5rem 1fr}
.allclear .wide td{min-width:4.5rem}
.allclear .wide td:first-child{min-width:7rem}
.allclear td.when{white-space:pre-line}
.allclear .scroll table{font-size:.875rem}
.allclear .scroll td.when{min-width:7rem}
.allclear .timeline li{display:block}
.allclear .timeline .when{text-align:left;border-left:2px solid var(--line);padding:.35rem 0 0 1.25rem;position:relative;font-size:.875rem}
.allclear .timeline .what{padding-top:0}
.allclear .timeline .what::before{top:-1.1rem}
.allclear th,.allclear td{padding-right:.75rem}
}
@media (prefers-color-scheme:dark){
.allclear{--ink:#e6e9ed;--soft:#a3abb5;--line:#39414b;--paper:#14181d;--wash:#1d232a;--link:#85b8f8}
html:has(>body>main.allclear){background:#14181d}
}
@media print{
.allclear{--ink:#000;--soft:#444;--line:#bbb;--paper:#fff;--wash:#fff;--link:#000;max-width:none;padding:0;font-size:10pt}
html:has(>body>main.allclear){background:#fff}
.allclear nav{display:none}
.allclear .scroll{overflow:visible;background:none}
.allclear .side{columns:2 16rem}
.allclear td.when{white-space:pre-line}
.allclear h1,.allclear h2,.allclear h3{break-after:avoid}
.allclear tr,.allclear figure,.allclear .timeline li,.allclear dl>div,.allclear .side table{break-inside:avoid}
.allclear .timeline .what::before{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`

// figureCSS colours the pictures. It names colours twice and not by variables,
// which few programs that draw SVG know.
const figureCSS = `
.allclear-figure text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;fill:#1b1f24}
.allclear-figure .label{font-weight:600}
.allclear-figure .note,.allclear-figure .tick,.allclear-figure .lost{font-weight:400;fill:#57606a}
.allclear-figure .tick{font-size:11px}
.allclear-figure .lost{font-weight:700}
.allclear-figure .paper{fill:#fff}
.allclear-figure .grid{stroke:#e3e7eb;stroke-width:1}
.allclear-figure .axis,.allclear-figure .link{stroke:#57606a;stroke-width:1}
.allclear-figure .stripe{stroke:#fff;stroke-width:2.6;fill:none}
.allclear-figure rect,.allclear-figure path{stroke-width:1.5}
.allclear-figure .maybe{fill-opacity:.75;stroke-dasharray:3 2}
.allclear-figure .within{fill-opacity:.12;stroke-dasharray:1 3}
.allclear-figure .thin{stroke-width:0}
.allclear-figure .major{fill:#b42318;stroke:#b42318}
.allclear-figure .partial{fill:#c2500a;stroke:#c2500a}
.allclear-figure .degraded{fill:#94690a;stroke:#94690a}
.allclear-figure .operational{fill:#2b7a4b;stroke:#2b7a4b}
.allclear-figure .maintenance{fill:#3b5b92;stroke:#3b5b92}
.allclear-figure .unstated,.allclear-figure .wait,.allclear-figure .sample{fill:#69727d;stroke:#69727d}
.allclear-figure .tone1{fill:#34567f;stroke:#34567f}
.allclear-figure .tone2{fill:#6a89ad;stroke:#6a89ad}
.allclear-figure .tone3{fill:#7d5a86;stroke:#7d5a86}
.allclear-figure .tone4{fill:#a5839d;stroke:#a5839d}
.allclear-figure .range{fill:#57606a;stroke:#57606a}
.allclear-figure .interval{fill:#a9c3df;stroke:#34567f;stroke-width:1}
.allclear-figure .mark{fill:none;stroke:#1b1f24;stroke-width:2}
.allclear-figure .tick.mark{stroke-width:3}
.allclear-figure .diamond{fill:#1b1f24}
@media (prefers-color-scheme:dark){
.allclear-figure text{fill:#e6e9ed}
.allclear-figure .note,.allclear-figure .tick,.allclear-figure .lost{fill:#a3abb5}
.allclear-figure .paper{fill:#14181d}
.allclear-figure .grid{stroke:#2a313a}
.allclear-figure .axis,.allclear-figure .link{stroke:#a3abb5}
.allclear-figure .stripe{stroke:#14181d}
.allclear-figure .major{fill:#f2766b;stroke:#f2766b}
.allclear-figure .partial{fill:#f0954e;stroke:#f0954e}
.allclear-figure .degraded{fill:#d6ad3a;stroke:#d6ad3a}
.allclear-figure .operational{fill:#63bd86;stroke:#63bd86}
.allclear-figure .maintenance{fill:#8fb0e8;stroke:#8fb0e8}
.allclear-figure .unstated,.allclear-figure .wait,.allclear-figure .sample{fill:#98a1ab;stroke:#98a1ab}
.allclear-figure .tone1{fill:#8fb4e0;stroke:#8fb4e0}
.allclear-figure .tone2{fill:#5b7fa8;stroke:#5b7fa8}
.allclear-figure .tone3{fill:#c79fd0;stroke:#c79fd0}
.allclear-figure .tone4{fill:#93698f;stroke:#93698f}
.allclear-figure .range{fill:#a3abb5;stroke:#a3abb5}
.allclear-figure .interval{fill:#3d5877;stroke:#8fb4e0}
.allclear-figure .mark{stroke:#e6e9ed}
.allclear-figure .diamond{fill:#e6e9ed}
}
@media print{
.allclear-figure text{fill:#000}
.allclear-figure .stripe{stroke:#fff}
}
`
