//! The page's style sheet: system fonts, a restrained palette that keeps its contrast in print.

/// Style sheet.
pub const STYLE: &str = "
:root { --ink: #1d2733; --soft: #5b6875; --line: #d9dfe5; --paper: #fff; --wash: #f5f7f9;
  --accent: #0b6e6e; --warn: #9a4b00; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.5rem 1.5rem 4rem; max-width: 70rem; color: var(--ink);
  background: var(--paper); font: 16px/1.55 system-ui, 'Segoe UI', Roboto, sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font-size: 1.35rem; margin: 3rem 0 .6rem; padding-top: 1rem; border-top: 2px solid var(--ink); }
h3 { font-size: 1.05rem; margin: 1.8rem 0 .4rem; }
p { max-width: 46rem; margin: .4rem 0 .8rem; }
.soft { color: var(--soft); }
.banner { border-left: 4px solid var(--accent); background: var(--wash); padding: .7rem 1rem;
  max-width: 46rem; margin: 1rem 0; }
.theoretical { border-color: var(--warn); }
.theoretical strong { color: var(--warn); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .8rem;
  margin: 1.2rem 0; padding: 0; list-style: none; }
.figures li { background: var(--wash); border-radius: 6px; padding: .7rem .9rem; }
.figures b { display: block; font-size: 1.5rem; font-variant-numeric: tabular-nums; }
.figures span { color: var(--soft); font-size: .88rem; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0 1.4rem; font-size: .92rem; }
caption { text-align: left; color: var(--soft); font-size: .88rem; padding: 0 0 .4rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .7rem .4rem 0;
  border-bottom: 1px solid var(--line); }
th { font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 500; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
table.wide th, table.wide td { white-space: normal; }
tr.next td { color: var(--soft); }
tr.next td:first-child, tr.first td:first-child { border-bottom-color: transparent; }
ul.reasons { margin: 0; padding-left: 1.1rem; }
details { margin: .5rem 0 1rem; }
summary { cursor: pointer; color: var(--accent); }
.ask { color: var(--warn); }
svg.map { width: 100%; height: auto; background: var(--wash); border-radius: 6px; }
.key { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; font-size: .88rem; color: var(--soft);
  padding: 0; list-style: none; margin: .5rem 0; }
.key svg { width: .9rem; height: .9rem; vertical-align: -.12rem; margin-right: .3rem; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 1rem; font-size: .88rem;
  color: var(--soft); }
@media print { body { max-width: none; padding: 0; font-size: 11pt; } h2 { break-before: page; }
  tr, .figures li, svg.map { break-inside: avoid; } details { display: none; } }
";
