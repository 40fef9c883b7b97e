// SPDX-License-Identifier: Apache-2.0
// Words that try to be scripts or formulas: 500 of them filed through the intake, then in notes,
// replies and names of the hall. Each is shown as the words it is: none becomes markup, none runs.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Office } from '../e2e/office.mjs';
import { World } from './world.mjs';

const count = 500;
const world = new World();
const run = 'window.__ran=1';
const formula = '=HYPERLINK("http://x","y")';

const scripts = [
  `<script>${run}</script>`, `<img src=x onerror="${run}">`, `<svg onload="${run}">`, `<svg/onload=${run}>`,
  `<iframe srcdoc="<script>parent.__ran=1</script>">`, `<a href="javascript:${run}">x</a>`, `<body onload=${run}>`,
  `<details open ontoggle=${run}>x</details>`, `<input autofocus onfocus=${run}>`, `<style>@import'//x'</style>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${run}>`, `{{constructor.constructor('${run}')()}}`,
  `\${${run}}`, `<object data="javascript:${run}">`, `<embed src="javascript:${run}">`, `<meta http-equiv=refresh content="0;url=javascript:${run}">`,
  `<base href="//x/">`, `<link rel=stylesheet href="//x">`, `<form action="javascript:${run}"><button>x</button></form>`,
  `<template><script>${run}</script></template>`, `<noscript><p title="</noscript><img src=x onerror=${run}>">`,
  `<div style="background:url(javascript:${run})">`, `<video><source onerror="${run}">`, `<marquee onstart=${run}>x</marquee>`,
  `<select autofocus onfocus=${run}>`, `javascript:${run}`, `data:text/html,<script>${run}</script>`,
];
const wraps = [
  (x) => x, (x) => `">${x}`, (x) => `'>${x}`, (x) => `</textarea>${x}`, (x) => `</title>${x}`, (x) => `-->${x}<!--`,
  (x) => `]]>${x}`, (x) => `</script>${x}`, (x) => `\\u003c${x}`, (x) => `&lt;${x}&gt;`, (x) => `${x}${x}`,
  (x) => x.toUpperCase(), (x) => x.replaceAll(' ', '/'), (x) => `窗口${x}没人`, (x) => `"};${run};//${x}`,
  (x) => `%3Cscript%3E${x}`, (x) => `\u202E${x}`, (x) => `\`${x}\``, (x) => `<!--[if IE]>${x}<![endif]-->`,
];
const payloads = wraps.flatMap((wrap) => scripts.map(wrap)).slice(0, count);
let page, chief;

before(async () => {
  await world.start({
    change: (hall) => {
      const window = hall.windows.find((one) => one.code === '2');
      window.name.zh = `<img src=x onerror=${run}>`;
      hall.units.find((one) => one.code === window.unit).name.zh = formula;
      return hall;
    },
  });
  world.file(payloads.map((text, index) => ({ text, phone: index % 2 ? '' : '13800000001' })));
  chief = new Office(world.center.address, world.center.ca);
  await chief.signIn('wang', await world.center.account('wang', '--role', 'supervisor', '--display', `<b>${run}</b>`));
  page = await world.open();
  await world.signIn('li', await world.center.account('li', '--role', 'supervisor', '--display', `"><script>${run}</script>`), 'a password of my own');
});

after(async () => {
  chief?.close();
  await world.stop();
});

const ran = () => page.evaluate(() => window.__ran ?? 0);

test('a list of hundreds of rows grows as one scrolls and keeps few of them made', async () => {
  await page.getByRole('link', { name: '工单' }).click();
  await page.getByText('已显示 100 条').waitFor();
  for (let rows = 200; rows <= count; rows += 100) {
    await page.keyboard.press('End');
    await page.getByText(`已显示 ${rows} 条`).waitFor();
  }
  assert.ok(await page.locator('tbody tr').count() < 200, 'rows out of sight are not made');
  await page.keyboard.press('Home');
  await page.locator('h1').click();
  for (let i = 0; i < 60; i += 1) await page.keyboard.press('j');
  assert.equal(await page.evaluate(() => document.activeElement?.closest('tr')?.getAttribute('aria-rowindex')), '61');
  await world.shot('list-hostile-zh');
  await page.emulateMedia({ media: 'print' });  // On paper all of them stand.
  await page.locator(`tbody tr[aria-rowindex="${count + 1}"]`).waitFor();
  assert.equal(await page.locator('tbody tr').count(), count);
  await page.emulateMedia({ media: 'screen' });
});

test('a file for a spreadsheet has every row, and no cell that is a formula', async () => {
  const [download] = await Promise.all([page.waitForEvent('download'),
    page.getByRole('button', { name: '导出 CSV' }).click()]);
  const text = readFileSync(await download.path(), 'utf8');
  const lines = text.trimEnd().split('\r\n');
  assert.equal(lines.length, count + 1);
  assert.ok(text.includes(`"'=HYPERLINK(""http://x"",""y"")"`));
  for (const line of lines) assert.doesNotMatch(line, /(^|,)"?\s*[=+\-@]/);
});

test('500 words that try to be scripts are shown as words', async () => {
  const ids = [];
  let cursor = '';
  do {
    const list = await chief.ask('GET', `/api/v1/tickets?sort=oldest&limit=100${cursor && `&cursor=${cursor}`}`);
    ids.push(...list.items.map((one) => one.id));
    cursor = list.next;
  } while (cursor);
  assert.equal(ids.length, count);
  for (const [index, id] of ids.entries()) {
    // As the back button does: the page changes without being loaded anew.
    const markup = await page.evaluate(async ([path, text]) => {
      window.history.pushState({}, '', path);
      window.dispatchEvent(new PopStateEvent('popstate', { state: {} }));
      for (const end = Date.now() + 10_000; Date.now() < end;) {
        const words = document.querySelector('.words');
        if (words?.textContent === text) return words.innerHTML;
        await new Promise((done) => { requestAnimationFrame(done); });
      }
      return 'not shown';
    }, [`/tickets/${id}`, payloads[index]]);
    assert.doesNotMatch(markup, /<|^not shown$/, payloads[index]);
  }
  assert.equal(await ran(), 0);
});

test('notes, replies and refusals that try to be scripts are shown as words', async () => {
  const rows = (await chief.ask('GET', '/api/v1/tickets?sort=oldest&limit=60')).items;
  for (const [index, row] of rows.entries()) {
    const text = payloads[index];
    if (row.has_contact) await chief.act(await chief.ticket(row.id), 'callback', { outcome: 'verified', note: text });
    if (index % 3) {
      await chief.act(await chief.ticket(row.id), 'accept');
      await chief.act(await chief.ticket(row.id), 'reply', { text });
    } else {
      await chief.act(await chief.ticket(row.id), 'refuse', { reason_code: 'R1', words: text });
    }
    await page.goto(`${world.center.address}/tickets/${row.id}`);
    await page.locator('.said', { hasText: text }).first().waitFor();
    assert.equal(await page.locator('.timeline :is(script, img, svg, iframe, a, input, object)').count(), 0, text);
  }
  assert.equal(await ran(), 0);
});

test('nothing was reported by the browser: no script error, no CSP violation', () => {
  assert.deepEqual(world.complaints, []);
});
