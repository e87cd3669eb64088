"use strict";
// Everything that is shown comes from the document below, and enters the page as text, never as markup.
const story = JSON.parse(document.getElementById("document").textContent);
const { account, subject, lanes, partitions, steps } = story;
const lastStep = steps.length - 1;
const faultStep = steps.findIndex(step => step.fault);
const byId = id => document.getElementById(id);
const show = offset => offset == null ? "none" : String(offset);

const ROW_HEIGHT = 32, COLUMN_MAX = 310, CELL_MIN = 48, CELL_MAX = 112, LABEL_WIDTH = 48, OVERSCAN = 12;
const STEPS_SHOWN_AT_ONCE = 60;
const MARKS = [["logStart", "log start"], ["lastStable", "last stable"], ["highWatermark", "high watermark"], ["logEnd", "log end"]];

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter(child => child != null));
  return element;
}

// ---- the offsets of every step: a step shares with the one before it what it did not move ----

const NOTHING = { logStart: 0, lastStable: 0, highWatermark: 0, logEnd: 0, committed: [], readers: [] };
const states = [];
for (const [index, step] of steps.entries()) {
  const state = index === 0 ? partitions.map(() => NOTHING) : [...states[index - 1]];
  for (const { partition, ...moved } of step.changes ?? []) state[partition] = { ...state[partition], ...moved };
  states.push(state);
}

const happenings = partitions.map(() => ({ Process: new Map(), Deliver: new Map() }));   // group and offset -> steps
const groups = partitions.map(() => new Set());
for (const [index, step] of steps.entries()) {
  for (const change of step.changes ?? []) {
    for (const { group } of [...change.committed ?? [], ...change.readers ?? []]) groups[change.partition].add(group);
  }
  const found = happenings[step.partition]?.[step.act];
  if (!found) continue;
  groups[step.partition].add(step.group);
  const key = `${step.offset} ${step.group}`;
  found.set(key, [...found.get(key) ?? [], index]);
}
groups[0].add(subject.group);
const versions = partitions.map(({ records }) => {
  const found = new Map();
  for (const record of records) found.set(record.offset, [...found.get(record.offset) ?? [], record]);
  return found;
});
const origins = partitions.map(({ records }) => records.reduce((low, record) => Math.min(low, record.offset), records[0]?.offset ?? 0));
const readersMax = partitions.map((_, p) => states.reduce((most, state) => Math.max(most, state[p].readers.length), 0));

const countOf = (p, act, offset, group, at) => (happenings[p][act].get(`${offset} ${group}`) ?? []).filter(index => index <= at).length;
const recordAt = (p, offset, at) => {
  const state = states[at][p];
  return offset < state.logStart || offset >= state.logEnd ? null : versions[p].get(offset)?.findLast(version => version.since <= at) ?? null;
};
const isSubject = (p, offset) => p === 0 && offset === subject.offset;

/** What has become of a record: a sign, a class for its colour, and words for both. */
function fateOf(p, offset, group, at) {
  const record = recordAt(p, offset, at);
  if (!record) return { sign: "", name: "absent", words: "not there" };
  const processed = countOf(p, "Process", offset, group, at);
  const isTheOne = isSubject(p, offset) && group === subject.group;
  const committed = states[at][p].committed.find(c => c.group === group)?.nextOffset ?? -1;
  if (processed > 1) return { sign: `${processed}×`, name: "doubled", words: `processed ${processed} times` };
  if (isTheOne && at === lastStep) return { sign: processed ? "!" : "✕", name: "lost", words: subject.mark };
  if (processed === 1) return { sign: "✓", name: "processed", words: "processed" };
  if (record.kind && record.kind !== "open transaction") return { sign: "–", name: "unread", words: record.kind };
  if (committed > offset) return { sign: "!", name: "passed", words: "committed, but not processed" };
  if (countOf(p, "Deliver", offset, group, at)) return { sign: "○", name: "read", words: "read, not yet processed" };
  return { sign: "", name: "unread", words: record.kind ?? "not yet read" };
}

// ---- words ----

const laneOf = step => step.lane == null ? null : lanes[step.lane].name;
const isAlive = (lane, at) => lane.firstStep <= at && at <= (lane.lastStep ?? lastStep);

/** What a step did to one partition. */
function effectOf(at, p) {
  const step = steps[at], words = [];
  if (step.partition === p && step.act === "Deliver") words.push(`@${step.offset} read`);
  if (step.partition === p && step.act === "Process") words.push(`@${step.offset} processed`);
  const change = step.changes?.find(c => c.partition === p);
  if (!change) return words.join(", ");
  const before = at === 0 ? NOTHING : states[at - 1][p], after = states[at][p];
  for (const { group, nextOffset } of change.committed ?? []) {
    const old = before.committed.find(c => c.group === group)?.nextOffset;
    if (old !== nextOffset) words.push(`committed ${nextOffset}${groups[p].size > 1 ? ` by ${group}` : ""}`);
  }
  if (change.committed && change.committed.length < before.committed.length) words.push("a committed offset is gone");
  for (const reader of change.readers ?? []) {
    const old = before.readers.find(r => r.lane === reader.lane);
    if (reader.stored != null && reader.stored !== old?.stored) words.push(`stored ${reader.stored}`);
  }
  for (const [mark, name] of MARKS) {
    // Without replication and transactions three marks are one.
    if (change[mark] != null && change[mark] !== before[mark] && (mark === "logEnd" || after[mark] !== after.logEnd)) words.push(`${name} ${after[mark]}`);
  }
  return words.join(", ");
}

function sentenceOf(at) {
  const step = steps[at], who = laneOf(step);
  const effects = partitions.map((partition, p) => [partition.name, effectOf(at, p)]).filter(([, effect]) => effect).map(([name, effect]) => `${name}: ${effect}`);
  const what = `${who ? `${who}: ` : ""}${step.text}${step.site ? ` at ${step.site}` : ""}`;
  return [at === lastStep ? "At the end" : `At ${step.time}`, what, ...effects, step.fault ? `◄ ${step.fault}` : null].filter(Boolean).join(" · ");
}

// ---- what is chosen ----

let visible = steps.map((_, index) => index);   // the steps that have a row
let chosen = lastStep;
let timer = null;

const isQuiet = () => timer !== null;

function choose(at, options = {}) {
  chosen = visible.includes(at) ? at : visible.findLast(index => index <= at) ?? visible[0];
  const row = visible.indexOf(chosen);
  byId("slider").value = row;
  byId("slider").setAttribute("aria-valuetext", `step ${chosen + 1} of ${steps.length}, ${steps[chosen].time}`);
  byId("now").setAttribute("aria-live", isQuiet() ? "off" : "polite");
  byId("now").replaceChildren(
    make("b", {}, `${chosen + 1}`, make("span", { class: "of" }, ` / ${steps.length}`)), " ", sentenceOf(chosen));
  byId("now").classList.toggle("fault", chosen === faultStep);
  byId("back").disabled = byId("first").disabled = row === 0;
  byId("forward").disabled = byId("last").disabled = row === visible.length - 1;
  if (!options.isInSight) reveal(row);
  drawRows();
  for (const ruler of rulers) ruler.draw(chosen);
  if (!options.keepsLink) linkTo(chosen);
}

/** The address names the step, so that it can be sent to somebody. */
function linkTo(at) {
  try {
    history.replaceState(null, "", `#step=${at + 1}`);
  } catch {
    // Some browsers allow only so many a second: the next step names itself again.
  }
}

function linkedStep() {
  const at = Number(/^#step=(\d+)$/.exec(location.hash)?.[1]) - 1;
  return at >= 0 && at <= lastStep ? at : null;
}

const move = count => choose(visible[Math.min(visible.length - 1, Math.max(0, visible.indexOf(chosen) + count))]);

function play() {
  if (timer !== null) return stop();
  if (chosen === visible[visible.length - 1]) choose(visible[0]);
  byId("play").textContent = "Pause";
  timer = setInterval(() => chosen === visible[visible.length - 1] ? stop() : move(1), 900);
}

function stop() {
  clearInterval(timer);
  timer = null;
  byId("play").textContent = "Play";
  choose(chosen);
}

function filter(isOn) {
  visible = steps.map((_, index) => index).filter(index => !isOn || steps[index].isKey || index === faultStep);
  byId("slider").max = visible.length - 1;
  layOutColumns();
  drawRows();   // the table has its height before it is scrolled
  choose(chosen, { keepsLink: true });
}

// ---- the table: one row per step; only the rows in sight exist ----

let columns = [];
let printsAll = false;

const pen = document.createElement("canvas").getContext("2d");
const widthOf = text => pen.measureText(text).width;

function layOutColumns() {
  const style = getComputedStyle(byId("steps"));
  pen.font = `${style.fontSize} ${style.fontFamily}`;
  // As wide as the longest text among the visible steps; gone when there is none.
  const column = (name, wordsOf, cell) => {
    const longest = visible.reduce((most, at) => Math.max(most, widthOf(wordsOf(at))), 0);
    return { name, cell, wordsOf, width: longest === 0 ? 0 : Math.min(COLUMN_MAX, Math.ceil(Math.max(longest, widthOf(name))) + 46) };
  };
  const partitionColumn = p => column(
    partitions[p].name, at => effectOf(at, p) + (steps[at].fault && steps[at].partition === p ? ` ◄ ${steps[at].fault} ◄` : ""), at => partitionCell(p, at));
  columns = [
    { name: "#", title: "Step", width: 34 + 8 * String(steps.length).length, cell: at => make("td", { role: "gridcell", class: "number" }, `${at + 1}`) },
    { name: "Time", width: 120, cell: timeCell },
    partitionColumn(0),   // what it is all about stays beside the time, however many lanes there are
    ...lanes.map((lane, index) => column(lane.name, at => (steps[at].lane === index ? ownWords(at) : ""), at => laneCell(lane, index, at))),
    column("world", worldWords, worldCell),
    ...partitions.slice(1).map((_, p) => partitionColumn(p + 1)),
  ].filter(column => column.width > 0);
  byId("columns").replaceChildren(...columns.map(() => make("col")));
  [...byId("columns").children].forEach((col, index) => { col.style.width = `${columns[index].width}px`; });
  byId("steps").style.minWidth = `${columns.reduce((sum, column) => sum + column.width, 0)}px`;
  byId("steps").style.setProperty("--first", `${columns[0].width}px`);
  byId("heads").replaceChildren(...columns.map(column => make("th", { scope: "col", role: "columnheader", title: column.title ?? column.name, "aria-label": column.title }, column.name)));
  byId("steps").setAttribute("aria-rowcount", visible.length + 1);
}

function timeCell(at, row) {
  const gap = row === 0 || at === lastStep ? 0 : steps[at].atMs - steps[visible[row - 1]].atMs;
  const later = gap >= 1000 ? make("span", { class: "gap" }, ` +${gap < 60000 ? `${Math.round(gap / 1000)} s` : `${Math.round(gap / 60000)} min`}`) : null;
  const isSame = row > 0 && steps[at].time === steps[visible[row - 1]].time;
  return make("td", { role: "gridcell", class: `time${isSame ? " same" : ""}` }, steps[at].time, later);
}

const ownWords = at => steps[at].text + (steps[at].isSubject ? subject.mark + "mark" : "");
const worldWords = at => (steps[at].lane == null && steps[at].act !== "End" && steps[at].act !== "Append" ? steps[at].text : "");

function laneCell(lane, index, at) {
  const step = steps[at], isHere = step.lane === index;
  const line = isAlive(lane, at) ? ` alive${at === lane.firstStep ? " birth" : ""}${at === lane.lastStep ? " death" : ""}` : "";
  return make("td", { role: "gridcell", class: `lane${line}${isHere ? ` here ${step.act}` : ""}`, title: isHere ? step.text : null },
    isHere ? make("span", {}, step.text) : null, isHere && step.isSubject ? theRecord() : null);
}

const worldCell = at => make("td", { role: "gridcell", class: "world" },
  worldWords(at) ? make("span", { title: worldWords(at) }, worldWords(at)) : null);

function partitionCell(p, at) {
  const step = steps[at], effect = effectOf(at, p);
  return make("td", { role: "gridcell", class: `partition${effect ? ` here ${step.act}` : ""}`, title: effect || null },
    effect ? make("span", {}, effect) : null,
    step.fault && step.partition === p ? make("strong", { class: "mark" }, ` ◄ ${step.fault}`) : null);
}

/** Stands wherever something happens to the record that the promise was broken for. */
const theRecord = () => make("mark", { title: `${subject.name}: ${subject.mark}` }, subject.mark);

function rowOf(row) {
  const at = visible[row], step = steps[at];
  return make("tr", {
    id: `step-${at + 1}`, role: "row", "aria-rowindex": row + 2, "aria-selected": at === chosen ? "true" : "false", "data-step": at,
    class: [step.fault ? "fault" : "", step.isKey ? "key" : "", step.isSubject ? "subject" : "", at === lastStep ? "end" : ""].filter(Boolean).join(" ") || null,
  }, ...(at === lastStep ? endOf(at, row) : columns.map(column => column.cell(at, row))));
}

/** The verdict runs over all lanes. */
const endOf = (at, row) => [
  ...columns.slice(0, 2).map(column => column.cell(at, row)),
  make("td", { role: "gridcell", class: "verdict", colspan: columns.length - 2 }, steps[at].text, theRecord())];

function drawRows() {
  const box = byId("viewport");
  const first = printsAll ? 0 : Math.max(0, Math.floor(box.scrollTop / ROW_HEIGHT) - OVERSCAN);
  const end = printsAll ? visible.length : Math.min(visible.length, Math.ceil((box.scrollTop + box.clientHeight) / ROW_HEIGHT) + OVERSCAN);
  const rows = [];
  for (let row = first; row < end; row++) rows.push(rowOf(row));
  byId("rows").replaceChildren(space(first), ...rows, space(visible.length - end));
  byId("steps").setAttribute("aria-activedescendant", `step-${chosen + 1}`);
}

function space(rowCount) {
  const row = make("tr", { class: "space", "aria-hidden": "true" });
  row.style.height = `${rowCount * ROW_HEIGHT}px`;
  return row;
}

/** The row comes to the middle of the table, and what it says into sight. */
function reveal(row) {
  const box = byId("viewport"), room = box.clientHeight - byId("heads").offsetHeight, top = row * ROW_HEIGHT - box.scrollTop;
  if (top < room / 5 || top > room * 0.6) box.scrollTop = (row + 0.5) * ROW_HEIGHT - room * 0.4;
  const lefts = [];
  columns.reduce((left, column) => (lefts.push(left), left + column.width), 0);
  const spoken = columns.map((_, index) => index).filter(index => index > 1 && columns[index].wordsOf(visible[row]));
  if (spoken.length === 0) return;
  const left = lefts[spoken[0]], right = lefts[spoken.at(-1)] + columns[spoken.at(-1)].width, held = columns[0].width + columns[1].width;
  if (right > box.scrollLeft + box.clientWidth) box.scrollLeft = right - box.clientWidth;
  if (left < box.scrollLeft + held) box.scrollLeft = left - held;
}

// ---- the rulers: the log of a partition from left to right, and how far everybody is ----

class Ruler {
  constructor(p) {
    this.p = p;
    this.groups = [...groups[p]].sort();
    this.end = Math.max(...states.map(state => state[p].logEnd));
    this.summary = make("p", { class: "hidden" });
    this.names = make("div", { class: "names", "aria-hidden": "true" });
    this.strip = make("div", { class: "strip" });
    this.box = make("div", { class: "box", "aria-hidden": "true" }, this.strip);
    pen.font = `13px ${getComputedStyle(document.body).getPropertyValue("--mono")}`;
    this.cellWidth = Math.round(Math.min(CELL_MAX, partitions[p].records.reduce((most, record) => Math.max(most, widthOf(record.key ?? "") + 18), CELL_MIN)));
    this.strip.style.width = `${Math.max(1, this.end - origins[p]) * this.cellWidth + LABEL_WIDTH}px`;
    this.element = make("figure", { class: "ruler", role: "group", "aria-label": `Partition ${partitions[p].name}` },
      make("figcaption", {}, partitions[p].name), this.summary, make("div", { class: "frame" }, this.names, this.box));
    this.box.addEventListener("scroll", () => { this.placeLabels(); this.drawCells(chosen); });
  }

  left(offset) { return (offset - origins[this.p]) * this.cellWidth; }

  /** One line for each mark, always the same lines: nothing jumps when the step changes. */
  tracksAt(at) {
    const state = states[at][this.p];
    const tracks = this.groups.map(group => ({
      name: this.groups.length > 1 ? `committed · ${group}` : "committed", kind: "committed", offset: state.committed.find(c => c.group === group)?.nextOffset,
    }));
    for (let index = 0; index < readersMax[this.p]; index++) {
      const reader = state.readers[index];
      tracks.push({ name: "stored", who: reader?.lane, kind: "stored", offset: reader?.stored, isAbsent: !reader });
      tracks.push({ name: "position", who: reader?.lane, kind: "position", offset: reader?.position, isAbsent: !reader });
    }
    for (const [mark, name] of [...MARKS].reverse()) tracks.push({ name, kind: "broker", offset: state[mark] });
    return tracks;
  }

  draw(at) {
    const tracks = this.tracksAt(at);
    this.bars ??= tracks.map(track => make("div", { class: `track ${track.kind}` }, make("i"), make("b")));
    if (!this.cells) {
      this.cells = make("div", { class: "cells" });
      this.cells.style.height = `${52 + 30 * this.groups.length}px`;
      this.strip.append(this.cells, ...this.bars);
    }
    this.tracks = tracks;
    tracks.forEach((track, index) => {
      this.bars[index].classList.toggle("absent", track.offset == null);
      this.bars[index].firstChild.style.width = `${this.left(Math.max(track.offset ?? 0, origins[this.p]))}px`;
    });
    this.names.replaceChildren(
      make("span", { class: "axis" }, "offset"), make("span", { class: "record" }, "record"),
      ...this.groups.map(group => make("span", { class: "fates" }, this.groups.length > 1 ? group : "processed")),
      ...tracks.map(track => make("span", { class: "name" }, track.name, track.who ? make("em", {}, ` ${track.who}`) : null)));
    this.summary.textContent = this.summaryAt(at, tracks);
    this.follow(at);
    this.placeLabels();
    this.drawCells(at);
  }

  /** The number stands at its end of the bar, or at the edge of what is in sight with an arrow to it. */
  placeLabels() {
    const first = this.box.scrollLeft, last = Math.max(first, first + this.box.clientWidth - LABEL_WIDTH);
    this.tracks.forEach((track, index) => {
      const label = this.bars[index].lastChild, left = this.left(Math.max(track.offset ?? 0, origins[this.p]));
      const isBefore = left < first, isBehind = left > last;
      label.style.transform = `translateX(${Math.min(last, Math.max(first, left))}px)`;
      label.classList.toggle("beyond", isBefore || isBehind);
      label.textContent = track.offset == null ? (track.isAbsent ? "no consumer" : "none") : `${isBefore ? "← " : ""}${track.offset}${isBehind ? " →" : ""}`;
    });
  }

  summaryAt(at, tracks) {
    const marks = tracks.filter(t => !t.isAbsent).map(track => `${track.name}${track.who ? ` of ${track.who}` : ""} ${show(track.offset)}`);
    const fates = [];
    for (let offset = origins[this.p]; offset < this.end; offset++) {
      for (const group of this.groups) {
        const fate = fateOf(this.p, offset, group, at);
        if (fate.name === "lost" || fate.name === "passed" || fate.name === "doubled") fates.push(`@${offset} ${fate.words}`);
      }
    }
    return `${partitions[this.p].name}: ${[...marks, ...fates].join(", ")}.`;
  }

  /** Long logs are scrolled to where something happens. */
  follow(at) {
    const state = states[at][this.p], step = steps[at];
    const focus = step.partition === this.p && step.offset != null ? step.offset : state.committed[0]?.nextOffset ?? state.readers[0]?.position ?? subject.offset;
    const left = this.left(focus), room = this.box.clientWidth;
    if (left < this.box.scrollLeft + this.cellWidth || left > this.box.scrollLeft + room - 2 * this.cellWidth) this.box.scrollLeft = left - room / 2;
  }

  drawCells(at) {
    const first = Math.max(origins[this.p], origins[this.p] + Math.floor(this.box.scrollLeft / this.cellWidth) - 4);
    const end = Math.min(this.end, first + Math.ceil((this.box.clientWidth || 600) / this.cellWidth) + 8);
    const cells = [];
    for (let offset = first; offset < end; offset++) cells.push(this.cellOf(offset, at));
    this.cells.replaceChildren(...cells);
  }

  cellOf(offset, at) {
    const record = recordAt(this.p, offset, at);
    const fates = this.groups.map(group => fateOf(this.p, offset, group, at));
    const key = record ? record.kind?.endsWith("marker") ? "⊣" : record.key ?? "–" : "";
    const words = `@${offset}${record?.key == null ? "" : `, key ${record.key}`}${record?.kind ? `, ${record.kind}` : ""}: ${[...new Set(fates.map(fate => fate.words))].join("; ")}`;
    const cell = make("div", { class: `cell${record ? "" : " absent"}${isSubject(this.p, offset) ? " subject" : ""}${record?.kind ? " odd" : ""}`, "data-offset": offset, title: words },
      make("span", { class: "axis" }, String(offset)), make("span", { class: "record" }, key),
      ...fates.map(fate => make("span", { class: `fate ${fate.name}` }, fate.sign)));
    cell.style.transform = `translateX(${this.left(offset)}px)`;
    cell.style.width = `${this.cellWidth}px`;
    return cell;
  }
}

// ---- the frame around it ----

function copyButton(text) {
  const button = make("button", { type: "button", class: "copy", "aria-label": `Copy ${text}` }, "Copy");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = make("textarea", { "aria-hidden": "true" });
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
  return button;
}

function tellAccount() {
  const colon = account.headline.indexOf(": ");
  byId("promise").textContent = colon < 0 ? story.property : account.headline.slice(0, colon);
  byId("faults").textContent = account.faults;
  byId("headline").textContent = colon < 0 ? account.headline : account.headline.slice(colon + 2);
  byId("why").textContent = account.why ?? "";
  byId("replay").append(...[["replay", account.replay], ["in words", account.replayInWords]].filter(([, text]) => text)
    .flatMap(([name, text]) => [make("dt", {}, name), make("dd", {}, make("code", {}, text), copyButton(text))]));
  byId("explored").textContent = story.explored ?? "";
  const signs = [["processed", "✓", "processed"], ["read", "○", "read, not yet processed"], ["passed", "!", "committed, but not processed"], ["doubled", "2×", "processed more than once"]];
  const fate = fateOf(0, subject.offset, subject.group, lastStep);
  if (fate.name === "lost") signs.push([fate.name, fate.sign, `at the end: ${fate.words}`]);
  byId("legend").append(...signs.map(([name, sign, words]) => make("div", {}, make("dt", { class: `fate ${name}` }, sign), make("dd", {}, words))));
  byId("rulers").append(...rulers.map(ruler => ruler.element));
  byId("filter-label").textContent = `only the ${steps.filter(step => step.isKey).length} steps that matter`;
  byId("fault").hidden = faultStep < 0;
  byId("as-text").open = false;
  for (const hidden of document.querySelectorAll("[hidden]:not(#fault)")) hidden.hidden = false;
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isSlider = event.target === byId("slider"), isPressed = event.target.closest("button, summary, input[type=checkbox]");
  const moves = {
    ArrowRight: 1, ArrowDown: 1, j: 1, ArrowLeft: -1, ArrowUp: -1, k: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity,
  };
  if (event.key in moves && !(isSlider && event.key.length > 1)) move(moves[event.key]);   // the slider knows the long names itself
  else if (event.key === "m" && faultStep >= 0) choose(faultStep);
  else if (event.key === " " && !isPressed) play();
  else return;
  event.preventDefault();
}

const rulers = partitions.map((_, p) => new Ruler(p));
tellAccount();
byId("slider").addEventListener("input", event => choose(visible[Number(event.target.value)]));
byId("filter").addEventListener("change", event => filter(event.target.checked));
byId("rows").addEventListener("click", event => {
  const row = event.target.closest("tr[data-step]");
  if (row) choose(Number(row.dataset.step), { isInSight: true });
});
for (const [id, act] of [["first", () => move(-Infinity)], ["back", () => move(-1)], ["play", play], ["forward", () => move(1)], ["last", () => move(Infinity)], ["fault", () => choose(faultStep)]]) {
  byId(id).addEventListener("click", act);
}
document.addEventListener("keydown", onKey);
byId("viewport").addEventListener("scroll", drawRows);
addEventListener("resize", () => choose(chosen, { keepsLink: true }));
addEventListener("hashchange", () => choose(linkedStep() ?? chosen, { keepsLink: true }));
addEventListener("beforeprint", () => { printsAll = true; drawRows(); });
addEventListener("afterprint", () => { printsAll = false; drawRows(); });

const linked = linkedStep();
chosen = linked ?? (faultStep >= 0 ? faultStep : lastStep);
byId("filter").checked = steps.length > STEPS_SHOWN_AT_ONCE && (linked === null || steps[linked].isKey === true);
filter(byId("filter").checked);
