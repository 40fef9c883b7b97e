// SPDX-License-Identifier: Apache-2.0
// Words that try to be scripts or formulas: 500 of them filed through the intake, then in every other string
// that is stored and that a page shows: notes, replies, names of the hall, points, reports, what was spoken
// about, papers, cases, calendars, rules, what machines tell of themselves. Each is shown as the words it is:
// none becomes markup, none runs.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Office } from '../e2e/office.mjs';
import { root, World } from './world.mjs';

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
let turn = 0;
/** The next one that a field takes: one line, so many characters at most. */
function next(most = 60) {
  for (;;) {
    const one = payloads[turn++ % count];
    if ([...one].length <= most) return one;
  }
}
const inThree = (name) => { for (const language of ['zh', 'en', 'ug']) name[language] = next(); };
let page, chief;

before(async () => {
  await world.start({
    change: (hall) => {
      for (const one of [hall, ...hall.units, ...hall.windows, ...hall.services, ...hall.topics, ...hall.points]) inThree(one.name);
      inThree(hall.notice);
      for (const one of hall.monitors) one.name = next(32);
      const window = hall.windows.find((one) => one.code === '2');
      window.name.zh = `<img src=x onerror=${run}>`;
      hall.units.find((one) => one.code === window.unit).name.zh = formula;
      return hall;
    },
  });
  world.file([...payloads.map((text, index) => ({ text, phone: index % 2 ? '' : '13800000001' })),
    ...payloads.slice(0, 40).map((text) => ({ monitor: '1001', window: '4', unit: 'rlzy', text }))]);
  chief = new Office(world.center.address, world.center.ca);
  await chief.signIn('wang', await world.center.account('wang', '--role', 'supervisor', '--display', `<b>${run}</b>`));
  page = await world.open();
  await world.signIn('li', await world.center.account('li', '--role', 'supervisor', '--display', `"><script>${run}</script>`), 'a password of my own');
});

after(async () => {
  chief?.close();
  await world.stop();
});

/** As the back button does: the page changes without being loaded anew. */
const go = (path) => page.evaluate((to) => {
  window.history.pushState({}, '', to);
  window.dispatchEvent(new PopStateEvent('popstate', { state: {} }));
}, path);
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
    await go(`/tickets/${row.id}`);
    await page.locator('.said', { hasText: text }).first().waitFor();
    assert.equal(await page.locator('.timeline :is(script, img, svg, iframe, a, input, object)').count(), 0, text);
  }
  assert.equal(await ran(), 0);
});

/** Strings of every other table, by the API where it takes them, else as the machine wrote them. */
async function fillEverything() {
  const keeper = new Office(world.center.address, world.center.ca);
  await keeper.signIn('ding', await world.center.account('ding', '--role', 'administrator', '--display', next(32)));
  const own = new Office(world.center.address, world.center.ca);
  own.csrf = (await own.ask('POST', '/api/v1/session', { account: 'li', password: 'a password of my own' })).csrf;
  const quoted = (text) => `"${text.replaceAll('"', '""')}"`;
  const cases = join(world.folder, 'cases.csv');
  writeFileSync(cases, readFileSync(join(root, 'assets/demo/cases.csv'), 'utf8')
    .replace(/^([^,\n]+),[^,\n]*/gm, (line, number) => (number === 'case_no' ? line : `${number},${quoted(next())}`)));
  await world.center.importCases(cases);
  for (const list of ['tickets', 'cases', 'kiosks', 'issues', 'documents', 'notices']) {
    await own.ask('POST', '/api/v1/views', { list, name: next(40), query: 'limit=5' });
  }
  for (let i = 0; i < 12; i += 1) {
    await keeper.ask('POST', '/api/v1/accounts', { name: `guest.${i}`, display: next(32), role: 'intake', unit: '' });
    await keeper.ask('POST', `/api/v1/accounts/guest.${i}/actions`, { action: 'relate', unit: 'gajj', reason: next(200) });
    await keeper.ask('POST', '/api/v1/points', { code: `p${i}`, name: { zh: next(), en: next(), ug: next() }, kind: 'other', since: '2026-01-01' });
  }
  for (const [kind, code, fields] of [['unit', 'gajj', {}], ['window', '7', { unit: 'zrzy' }], ['division', '4206', {}]]) {
    const before = (await keeper.ask('GET', `/api/v1/registry/${kind}`)).items.find((one) => one.code === code);
    await keeper.ask('PUT', `/api/v1/registry/${kind}/${code}`, { expected_version: before?.version ?? 0, active: true,
      fields: { ...before?.fields, 'name.zh': next(), 'name.en': next(), 'name.ug': next(), ...fields } });
  }
  for (const mode of ['phone', 'visit', 'meeting']) {
    await chief.ask('POST', '/api/v1/contacts', { point: 'jc01', monitor: '1001', mode, held_on: '2026-01-05', attendees: next(100), minutes: next() });
  }
  for (const issue of (await chief.ask('GET', '/api/v1/issues')).items.slice(0, 4)) {
    await chief.ask('POST', `/api/v1/issues/${issue.id}/actions`, { action: 'verify', expected_version: issue.version, finding: 'true', words: next() });
  }
  const [ticket] = (await chief.ask('GET', '/api/v1/tickets?state=replied&limit=1')).items;
  for (let i = 0; i < 4; i += 1) {
    const made = await chief.ask('POST', '/api/v1/documents', { kind: 'transfer_letter', subject: ticket.id, addressee: next(100), words: next(), copies: [next(90), next(90)] })
      .catch(() => chief.ask('POST', '/api/v1/documents', { kind: 'acceptance', subject: ticket.id, addressee: next(100), words: next(), copies: [next(90), next(90)] }));
    if (i) await chief.ask('POST', `/api/v1/documents/${made.id}/void`, { reason: next(200) });
  }
  const line = (text) => text.replace(/[\\;,]/g, (sign) => `\\${sign}`);
  await chief.ask('POST', '/api/v1/calendar', { expected_edition: (await chief.ask('GET', '/api/v1/calendar')).edition, ics: ['BEGIN:VCALENDAR', 'VERSION:2.0',
    'PRODID:-//x//y//ZH', `X-WR-CALNAME:${line(next(40))}`, 'X-SUNBOOTH-LAYER:HALL', `X-SUNBOOTH-SOURCE:${line(next(40))}`, 'BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20260101T000000Z',
    'DTSTART;VALUE=DATE:20261230', `SUMMARY:${line(next(40))}`, 'X-SUNBOOTH-DAY:OFF', 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n') });
  const now = (await chief.ask('GET', '/api/v1/rules')).editions.find((one) => one.in_force);
  await chief.ask('POST', '/api/v1/rules', { toml: now.toml.replace(/^from = .*$/m, 'from = "2099-01-01"')
    .replace(/^(name|source|issuer) = .*$/gm, (all, name) => `${name} = ${JSON.stringify(next(40))}`) });
  const sql = (text) => `'${text.replaceAll("'", "''")}'`;
  world.damage(`INSERT INTO alarm (at_ms, kind, kiosk, epoch, seq, detail) VALUES (0, 'gap', 'hall-1', 1, 990, ${sql(next())});
    INSERT OR REPLACE INTO kiosk_health VALUES ('hall-1', 0, ${[next(), next(), next(), next(), next()].map(sql).join(', ')}, 53, 24600, 1800, 480, 9, 4, 0, 3, 1, 0);
    INSERT INTO card (subject, ticket, about, clock, level, unit, due_on, issued_on, answer_by, state, version)
      VALUES ('ticket', 1, ${sql(next())}, 'reply', 'red', 'scjg', '2026-01-05', '2026-01-06', '2026-01-07', 'answered', 2);
    INSERT INTO card_event VALUES (1, 1, 0, '(rule)', 'issued', '', zeroblob(32), ''), (1, 2, 0, ${sql(next())}, 'answered', ${sql(next())}, zeroblob(32), ${sql(next())});
    INSERT INTO notice (what, card, about, recipient, unit, level, text, made_at_ms, send_at_ms, held, text_en)
      VALUES ('card', 1, ${sql(next())}, 'center', '', 'red', ${sql(next())}, 0, 0, 0, ${sql(next())});`);
  keeper.close();
  own.close();
}

test('whatever else is stored stands on every page as words', async () => {
  await fillEverything();
  const open = (name) => () => page.getByRole('button', { name, exact: true }).first().click();
  const unfold = (name) => async () => {
    await open(name)();
    await page.locator('tr.details').first().waitFor();
    for (const one of await page.locator('tr.details summary').all()) await one.click();
  };
  const pages = [['/today'], ['/callbacks'], ['/cases'], ['/calls'], ['/board'], ['/cards', unfold('处理')], ['/notices'], ['/papers'], ['/papers/1'], ['/papers/2'],
    ['/issues', unfold('处理')], ['/points', unfold('查看')], ['/pictures?months=1'], ['/kiosks'], ['/calendar'], ['/rules'], ['/tickets/1'], ['/me'],
    ...['unit', 'window', 'service', 'division', 'kiosk', 'point', 'monitor'].map((kind) => [`/registry?kind=${kind}`]),
    ['/accounts'], ['/journal']];
  let signs = 0;
  for (const [path, then] of pages) {
    if (path === '/accounts') {  // And what only an administrator is shown.
      await page.goto(`${world.center.address}/today`);
      await page.getByRole('button', { name: '退出' }).click();
      await page.getByRole('heading', { name: '登录' }).waitFor();
      await world.signIn('feng', await world.center.account('feng', '--role', 'administrator', '--display', next(32)), 'a password of my own');
    }
    await go(path);
    await page.locator('main h1').first().waitFor();
    await page.waitForLoadState('networkidle');
    await page.locator('[role="status"][aria-label]').waitFor({ state: 'hidden' });
    await then?.();
    const made = await page.evaluate(() => ({
      at: window.location.pathname,
      strange: [...document.querySelectorAll('body *')].filter((node) => /^(SCRIPT|IFRAME|OBJECT|EMBED|BASE|META|STYLE|LINK|MARQUEE|TEMPLATE|NOSCRIPT|VIDEO|MATH)$/i.test(node.tagName)
        || [...node.attributes].some(({ name, value }) => /^on/i.test(name) || /^\s*javascript:/i.test(value))).map((node) => node.outerHTML.slice(0, 120)),
      signs: document.body.innerText.split('__ran').length - 1,
    }));
    assert.equal(made.at, path.split('?')[0]);
    assert.deepEqual(made.strange, [], path);
    signs += made.signs;
    assert.equal(await ran(), 0, path);
  }
  assert.ok(signs > 300, `${signs} of them were shown`);
  await world.shot('journal-hostile-zh');
});

test('nothing was reported by the browser: no script error, no CSP violation', () => {
  assert.deepEqual(world.complaints, []);
});
