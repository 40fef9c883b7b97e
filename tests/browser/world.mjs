// SPDX-License-Identifier: Apache-2.0
// A real center with real records, and Chromium in front of its console.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import defaults from 'lighthouse/core/config/default-config.js';
import { chromium } from 'playwright-core';
import { Center } from '../e2e/center.mjs';

export const bin = process.env.SUNBOOTH_BIN;
export const root = process.env.SUNBOOTH_ROOT;
export const build = process.env.SUNBOOTH_BUILD;
const shots = join(build, 'pictures', 'console');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Rules of axe for which Lighthouse takes points of a page's accessibility; but for the order of headings, of three points in some hundred. */
const judged = defaults.categories.accessibility.auditRefs.filter(({ id, weight }) => weight > 0 && id !== 'heading-order').map(({ id }) => id);
/** Of Chromium: nothing of its own goes to the network, and root needs it without a sandbox. */
export const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];
/** A screen at 400 % (WCAG 1.4.10). */
const narrowest = [320, 640];
/** Tablets upright and lying, and screens. */
const sizes = [[768, 1024], [820, 1180], [1024, 768], [2560, 1080], [1280, 900], [1920, 1080]];
/** Each is looked at by the test; of these there are pictures, too. SUNBOOTH_PICTURES=all: of every size. */
const photographed = new Set(process.env.SUNBOOTH_PICTURES === 'all' ? sizes.map(([width]) => width) : [1024, 1280]);
/** Latin words that stand in Chinese pages: names of formats, keys and places, and what the demo hall is called by in codes. */
const latin = new Set(['Excel', 'CSV', 'English', 'TOML', 'iCalendar', 'TOTP', 'Ctrl', 'Alt', 'Esc', 'Enter', 'Shift', 'hall', 'cpu', 'HDMI', 'lp0', 'MiB', 'csv', 'xlsx', 'Hello',
  'the', 'for', 'fee', 'clerk', 'asked', 'that', 'not', 'list']);
const otherLanguage = { zh: 'English', en: '中文' };

/** "2026-10-31" on any day of November 2026, in the hall's time. */
function lastMonthsEnd() {
  const today = new Date(Date.now() + 8 * 3_600_000);
  return new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), 0)).toISOString().slice(0, 10);
}

export class World {
  /** What the browser reported: script errors, CSP violations, dialogs. */
  complaints = [];
  people = ['admin'];
  /** Whether gallery() looks closely, too. */
  close = false;

  /** A running center with the demo hall (changed by `change`) and one enrolment code. */
  async start({ change = (hall) => hall } = {}) {
    mkdirSync(shots, { recursive: true });
    this.folder = mkdtempSync(join(tmpdir(), 'sunbooth-browser-'));
    this.config = join(this.folder, 'kiosk.toml');
    this.center = new Center(join(bin, 'sunbooth-center'), join(this.folder, 'center'));
    // Who has no other name is called by it.
    const account = this.center.account.bind(this.center);
    this.center.account = (name, ...more) => { this.people.push(name); return account(name, ...more); };
    this.password = await this.center.init();
    const hall = join(this.folder, 'hall.json');
    const demo = JSON.parse(readFileSync(join(root, 'assets/demo/hall.json'), 'utf8'));
    demo.figures.until = lastMonthsEnd();  // Else the center owes them itself, from some day on.
    writeFileSync(hall, JSON.stringify(change(demo)));
    this.codes = [...demo.units, ...demo.windows, ...demo.topics, ...demo.points].map((one) => one.code);
    await this.center.importHall(hall);
    this.code = await this.center.enrolCode('hall-1', this.config);
    await this.serve();
    this.center.tell(this.config);
  }

  async serve() { await this.center.serve('--console', join(build, 'console')); }

  /** Files complaints by a kiosk's own queue, seal and link, without its screen. */
  file(records) {
    this.#run([this.config, this.code], records);
    this.code = '-';
  }

  /** The same, so many days ago, while there was no network: they come with the next ones. */
  fileEarlier(days, records) { this.#run([this.config, '-', String(days)], records); }

  #run(words, records) {
    execFileSync(join(bin, 'file_records'), words,
      { input: records.map((one) => `${JSON.stringify(one)}\n`).join(''), stdio: ['pipe', 'pipe', 'pipe'] });
  }

  async open() {
    this.browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: flags,
    });
    this.context = await this.browser.newContext({
      ignoreHTTPSErrors: true, viewport: { width: 1440, height: 960 }, locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai', colorScheme: 'light', reducedMotion: 'reduce',
    });
    this.page = await this.context.newPage();
    this.page.on('console', (message) => {
      const refused = /status of 40[0149]|net::ERR_/.test(message.text());  // The browser reports what these tests bring about.
      if (message.type() === 'error' && !refused) this.complaints.push(message.text());
    });
    this.page.on('pageerror', (error) => this.complaints.push(String(error)));
    this.page.on('dialog', (dialog) => {
      if (dialog.type() === 'beforeunload') return void dialog.accept();  // Tests leave what they typed.
      this.complaints.push('a dialog opened');
      return void dialog.dismiss();
    });
    return this.page;
  }

  /** Signs in with a one-time password and chooses another. */
  async signIn(account, password, own) {
    const { page } = this;
    await page.goto(this.center.address);
    await page.getByLabel('账号').fill(account);
    await page.getByLabel('密码').fill(password);
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByLabel('现在的密码').fill(password);
    await page.getByLabel('新密码', { exact: true }).fill(own);
    await page.getByLabel('再输一遍新密码').fill(own);
    await page.getByRole('button', { name: '保存并进入' }).click();
    await page.getByRole('heading', { name: '今天' }).waitFor();
  }

  async stop() {
    await this.browser?.close();
    await this.center?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A list that has become narrower folds in the next frame. */
  async settled() { await this.page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); })); }

  /** Somebody with the machine's own rights writes into the center's file. */
  damage(sql) { return execFileSync('sqlite3', ['-cmd', '.timeout 20000', join(this.center.folder, 'center.db'), sql], { encoding: 'utf8' }).trim(); }

  /** What comes out of the printer, kept beside the pictures. @return how many sheets. */
  async printed(name) {
    await this.page.emulateMedia({ media: null });  // As the printer asks for it.
    const pdf = await this.page.pdf({ preferCSSPageSize: true, path: join(shots, `${name}.pdf`) });
    const text = pdf.toString('latin1');
    assert.match(text, /\/MediaBox \[0 0 59[45][.\d]* 84[12]/, 'A4');
    return text.match(/\/Type \/Page\b/g).length;
  }

  async shot(name) { await this.page.screenshot({ path: join(shots, `${name}.png`) }); }

  /** What sticks out of the window or is cut off inside its own box. In a narrow window a table of figures may slide by itself (WCAG 1.4.10). */
  async cutOff() {
    return this.page.evaluate(() => {
      const wide = document.documentElement.scrollWidth > window.innerWidth ? ['the page is wider than the window'] : [];
      const cut = [...document.querySelectorAll('body *')].filter((node) => node.clientWidth > 0
        && getComputedStyle(node).display !== 'inline' && !node.matches('input, select, textarea, .skip, .unseen')
        && node.scrollWidth > node.clientWidth + 1
        && !(window.innerWidth < 768 && node.querySelector(':scope > table') && getComputedStyle(node).overflowX === 'auto'));
      return [...wide, ...cut.map((node) => `${node.tagName}.${node.className}: ${node.textContent.slice(0, 40)}`)];
    });
  }

  /** Words of the page itself that are not in its language. What people wrote is in theirs. */
  async foreignWords() {
    return this.page.evaluate(() => [...document.querySelectorAll(
      'button, label, legend, h1, h2, h3, th, dt, summary, nav a, .count, .chip, .script > :not([lang]), .notice.danger, .notice.good, .quiet-line, .hint, .empty, .folded-head, .page-head .line')]
      .filter((node) => !node.closest('[lang="zh-CN"]'))  // An office's paper is Chinese in every language.
      // What is folded into a row's name is its heading and what people wrote.
      .map((node) => [...node.childNodes].filter((part) => !part.classList?.contains('folded')).map((part) => part.textContent).join('').trim())
      .filter((words) => words !== '中文' && !/Hello|保存|printed/.test(words) && /\p{Script=Han}/u.test(words)));
  }

  /** The same for Chinese: words in Latin letters that are no name. Codes are shown by what they mean. */
  async latinWords() {
    const found = await this.page.evaluate(() => [...document.querySelectorAll(
      'button, label, legend, option, h1, h2, h3, thead th, dt, dd, td, small, summary, nav a, .count, .chip, .by, .when, .notice, .quiet-line, .hint, .empty, .small-words, .page-head .line')]
      .filter((node) => node.getClientRects().length > 0 && !node.querySelector('[lang="en"]') && !node.closest('[lang="en"], [lang="ug"], code, pre, .secret, tr.details td.unfold'))
      .map((node) => [...node.childNodes].filter((part) => part.nodeType === Node.TEXT_NODE || part.nodeName === 'SPAN').map((part) => part.textContent).join(' ').trim()));
    const known = new Set([...latin, ...this.people.flatMap((name) => name.split('.')), ...this.codes]);
    return [...new Set(found.flatMap((words) => words.match(/[A-Za-z][A-Za-z_-]{2,}/g) ?? []))].filter((word) => !known.has(word) && !word.split(/[-_]/).every((part) => known.has(part) || part.length < 3));
  }

  /** axe's own rules for WCAG 2.2 A and AA, and those by which Lighthouse judges. Run in the page's world past its CSP, as a tester may. */
  async checkAccess(name) {
    const found = await this.page.evaluate(`(async () => {
      ${axe};
      const more = ${JSON.stringify(judged)}.filter((id) => window.axe.getRules().some(({ ruleId }) => ruleId === id));
      const result = await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
        rules: Object.fromEntries(more.map((id) => [id, { enabled: true }])) });
      return result.violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.target.join(' ')).join(', '));
    })()`);
    assert.deepEqual(found, [], name);
  }

  /** Nothing is cut off at 400 %, and no code stands where its Chinese word should. */
  async lookClosely(name) {
    await this.page.setViewportSize({ width: narrowest[0], height: narrowest[1] });
    await this.settled();
    assert.deepEqual(await this.cutOff(), [], `${name}, ${narrowest[0]}`);
    await this.page.setViewportSize({ width: 1440, height: 960 });
    await this.settled();
    assert.deepEqual(await this.latinWords(), [], name);
  }

  /** The page as it stands, in both languages, both themes and the widths of a tablet and of screens; nothing may be cut off. */
  async gallery(name) {
    const { page } = this;
    for (const language of ['zh', 'en']) {
      for (const scheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme: scheme });
        // A theme changes no width: the other one is only photographed.
        for (const [width, height] of sizes.filter(([one]) => scheme === 'light' || photographed.has(one))) {
          await page.setViewportSize({ width, height });
          await this.settled();
          assert.deepEqual(await this.cutOff(), [], `${name}, ${language}, ${width}`);
          if (language === 'en') assert.deepEqual(await this.foreignWords(), [], name);
          await page.evaluate(() => window.scrollTo(0, 0));  // Else what stays in sight lies across the picture.
          if (photographed.has(width)) await page.screenshot({ path: join(shots, `${name}-${language}-${scheme}-${width}.png`), fullPage: true });
          // Of a list that is folded on a tablet, and of one that is not.
          if (width === (scheme === 'dark' ? 1024 : 1920)) await this.checkAccess(`${name}, ${language}, ${scheme}, ${width}`);
        }
      }
      if (this.close && language === 'zh') await this.lookClosely(name);
      // Also where a dialog lies over it, which is photographed then.
      await page.getByRole('button', { name: otherLanguage[language], exact: true }).dispatchEvent('click');
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1440, height: 960 });
  }
}
