// Plays the items of an unpacked QTI 3.0 package in two players that others wrote, in one headless browser.
//
//   node play.mjs PACKAGE < asked.json > seen.json
//   node play.mjs --shots DIR PACKAGE ITEM...
//
// asked: {"items/a.xml": {attempts, byHand}, …}
//   attempts  attempts at the item, each with its responses: [{"RESPONSE": "3"}, {"RESPONSE": ["B", "C"]}, {}]. They are
//             put into the player as it keeps them. A response that is not named is not given.
//   byHand    one more attempt, with mouse and keyboard: [["RESPONSE", "click", "B"], ["RESPONSE", "type", "3"]]; or null
// seen: {"qti-components": {"items/a.xml": {look, plays, byHand, errors}, …}, "qti3-item-player": …}
//   look      what is seen before an answer: {text, formulas: [{native, alt, sized, stacked}], images: [{alt, sized}]}
//   plays     for each attempt {outcomes: {SCORE: …}, shown: [text of each feedback on the screen]}; byHand alike
//   errors    what went wrong: in the console, for want of a file, for want of an answer from the player
// --shots writes pictures of items, as they are and with the feedback on an empty response, for people to look at.
//
// Each player has a page, in which `in_page/<player>.js` defines `player`:
//   root()                    the element that is the item
//   load(url, xml)            → the item stands in the page
//   begin(responses)          → a fresh attempt, with these responses given
//   control(response, choice) the element to click on for a choice, or to type a text into
//   end()                     → the attempt is ended: {outcomes, shown}
//
// Nothing goes out to the network and nothing listens on it: each request of a page is answered here, from the package.
// The browser is what CHROMIUM names, else `chromium`, `chromium-browser` or `google-chrome` of the PATH.
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { delimiter, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const ORIGIN = "http://package.invalid/";
const BLANK = `${ORIGIN}blank.html`;
const PATIENCE = 60_000;
const TYPES = {
  ".css": "text/css",
  ".html": "text/html",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".xml": "application/xml",
};
const PLAYERS = {
  "qti-components": {
    scripts: ["node_modules/@citolab/qti-components/cdn/index.global.js", "in_page/qti_components.js"],
    styles: [],
  },
  "qti3-item-player": {
    scripts: [
      "node_modules/vue/dist/vue.min.js",
      "node_modules/qti3-item-player/dist/qti3Player.umd.min.js",
      "in_page/qti3_item_player.js",
    ],
    styles: ["node_modules/qti3-item-player/dist/qti3Player.css"],
  },
};

/** The path of the browser. */
function browserPath() {
  const named = ["chromium", "chromium-browser", "google-chrome"];
  const found = process.env.CHROMIUM
    ?? named.flatMap((name) => process.env.PATH.split(delimiter).map((folder) => join(folder, name))).find(existsSync);
  if (!found) throw new Error("no Chromium: name one in CHROMIUM");
  return found;
}

/** A page in which a player is loaded; what goes wrong there is given to `report`. */
async function openPage(browser, { scripts, styles }, folder, report) {
  const page = await browser.newPage({ viewport: { width: 900, height: 700 } });
  page.on("pageerror", (error) => report(error.message));
  page.on("console", (message) => message.type() === "error" && report(message.text()));
  await page.route("**/*", (route) => {
    const url = new URL(route.request().url());
    if (url.href === BLANK) {
      return route.fulfill({ contentType: "text/html", body: "<!doctype html><html><body></body></html>" });
    }
    const file = join(folder, decodeURIComponent(url.pathname));
    if (url.origin !== new URL(ORIGIN).origin || !existsSync(file) || !statSync(file).isFile()) {
      report(`asks for ${url.href}`);
      return route.abort();
    }
    return route.fulfill({ path: file, contentType: TYPES[extname(file)] });
  });
  await page.addInitScript(() => {
    for (const level of ["debug", "info", "log", "warn"]) console[level] = () => {};
  });
  await page.goto(BLANK);
  for (const path of styles) await page.addStyleTag({ path: join(HERE, path) });
  for (const path of [...scripts, "in_page/look.js"]) await page.addScriptTag({ path: join(HERE, path) });
  return page;
}

/** What a promise gives, unless it takes too long. */
function inTime(promise, what) {
  const late = new Promise((_, reject) => {
    setTimeout(reject, PATIENCE, new Error(`${what}: no answer in ${PATIENCE / 1000} s`)).unref();
  });
  return Promise.race([promise, late]);
}

/** Loads an item into a page. Addresses in it are relative to its own. */
async function load(page, folder, href) {
  const xml = readFileSync(join(folder, href), "utf8");
  await inTime(page.evaluate(([url, xml]) => {
    document.querySelector("base")?.remove();
    document.head.append(Object.assign(document.createElement("base"), { href: url }));
    return player.load(url, xml);
  }, [ORIGIN + href, xml]), "load");
}

/** In the page: the attempts at its item one after the other, up to the first that the player fails on. */
async function attemptsInPage(responses) {
  const plays = [];
  try {
    for (const given of responses) {
      await player.begin(given);
      plays.push(await player.end());
    }
    return { plays };
  } catch (error) {
    return { plays, error: error.stack };
  }
}

/** An attempt by mouse and keyboard. */
async function answer(page, actions) {
  await page.evaluate(() => player.begin({}));
  for (const [response, action, value] of actions) {
    const choice = action === "click" ? value : null;
    const control = await page.evaluateHandle(([name, choice]) => player.control(name, choice), [response, choice]);
    await control.asElement().click({ timeout: 5000 });
    if (action === "type") await page.keyboard.type(value);
  }
  return page.evaluate(() => player.end());
}

/** All that is asked of all items in one player. */
async function playAll(browser, name, folder, asked) {
  const results = {};
  let errors = [];
  const report = (error) => errors.push(error);
  let page = await openPage(browser, PLAYERS[name], folder, report);
  for (const [href, { attempts, byHand }] of Object.entries(asked)) {
    const result = { look: null, plays: [], byHand: null, errors: [] };
    errors = result.errors;
    results[href] = result;
    try {
      await load(page, folder, href);
      result.look = await page.evaluate(() => look(player.root()));
      const { plays, error } = await inTime(page.evaluate(attemptsInPage, attempts), "play");
      result.plays = plays;
      if (error) throw new Error(error);
      if (byHand) result.byHand = await inTime(answer(page, byHand), "play by hand");
    } catch (error) {
      report(error.message);
      await page.close();
      page = await openPage(browser, PLAYERS[name], folder, report);
    }
  }
  return results;
}

/** Pictures of items in one player. */
async function photograph(browser, name, folder, hrefs, shots) {
  const page = await openPage(browser, PLAYERS[name], folder, console.error);
  for (const href of hrefs) {
    const stem = join(shots, `${name}-${href.replace(/\.xml$/, "").replaceAll("/", "-")}`);
    await load(page, folder, href);
    await page.evaluate(() => look(player.root()));
    await page.screenshot({ path: `${stem}.png`, fullPage: true });
    await answer(page, []);
    await page.waitForTimeout(300);
    await page.screenshot({ path: `${stem}-feedback.png` });
  }
}

const words = process.argv.slice(2);
const shots = words[0] === "--shots" ? words.splice(0, 2)[1] : null;
const [folder, ...hrefs] = words;
const browser = await chromium.launch({ executablePath: browserPath() });
const inEach = (work) => Promise.all(Object.keys(PLAYERS).map(work));
try {
  if (shots) {
    mkdirSync(shots, { recursive: true });
    await inEach((name) => photograph(browser, name, folder, hrefs, shots));
  } else {
    const asked = JSON.parse(readFileSync(0, "utf8"));
    const seen = await inEach(async (name) => [name, await playAll(browser, name, folder, asked)]);
    console.log(JSON.stringify(Object.fromEntries(seen)));
  }
} finally {
  await browser.close();
}
