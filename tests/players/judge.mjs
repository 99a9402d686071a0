// Lets axe-core, which others wrote, judge pages in a browser, and measures them.
//
//   node judge.mjs PAGE... > judged.json
//
// judged: {"worksheet.html": {"1200 light": {faults: [{rule, count, where}], over, asked}, …}, …}
//   faults    the rules of axe-core that the page breaks, how often, and where first
//   over      by how many pixels the page is wider than the window
//   asked     addresses that the page asked for, beside itself and data in it
//
// Nothing goes out to the network: pages are files. The browser is what CHROMIUM names, else one of the PATH.
import { existsSync, readFileSync } from "node:fs";
import { basename, delimiter, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const AXE = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const WINDOWS = {
  "1200 light": { viewport: { width: 1200, height: 900 }, colorScheme: "light" },
  "1200 dark": { viewport: { width: 1200, height: 900 }, colorScheme: "dark" },
  "320 light": { viewport: { width: 320, height: 640 }, colorScheme: "light" },
};

const named = ["chromium", "chromium-browser", "google-chrome"];
const executablePath = process.env.CHROMIUM
  ?? named.flatMap((name) => process.env.PATH.split(delimiter).map((folder) => join(folder, name))).find(existsSync);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const judged = {};
try {
  for (const path of process.argv.slice(2)) {
    const seen = (judged[basename(path)] = {});
    for (const [name, options] of Object.entries(WINDOWS)) {
      // axe-core is a script, which the policy of our pages forbids.
      const context = await browser.newContext({ ...options, bypassCSP: true });
      const page = await context.newPage();
      const address = pathToFileURL(resolve(path)).href;
      const asked = [];
      page.on("request", (request) => {
        if (request.url() !== address && !request.url().startsWith("data:")) asked.push(request.url());
      });
      await page.goto(address);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      await page.evaluate(AXE);
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      const faults = violations.map(({ id, nodes }) => ({ rule: id, count: nodes.length, where: nodes[0].html }));
      seen[name] = { faults, over: Math.max(over, 0), asked };
      await context.close();
    }
  }
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(judged));
