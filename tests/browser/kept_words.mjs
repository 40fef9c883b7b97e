// SPDX-License-Identifier: Apache-2.0
// What is typed outlives a session that ends, in whichever form it stands.
import assert from 'node:assert/strict';

/** Every field that can be typed into, filled; what stands in them then. */
async function typeEverywhere(within, path) {
  const fields = within.locator('input:not([type=checkbox], [type=radio], [type=file], [type=password], [type=date], [type=datetime-local], [type=number], [readonly]), textarea').locator('visible=true');
  const typed = [];
  for (let i = 0; i < await fields.count(); i++) {
    await fields.nth(i).fill(`写${i}`);
    typed.push(`写${i}`);
  }
  assert.ok(typed.length > 0, `${path}: there is something to type into`);
  return { fields, typed };
}

/** Signs out behind the page, and in again over it. */
export async function sessionEndsAndBegins(page, password) {
  await page.evaluate(async () => {
    const { csrf } = await (await fetch('/api/v1/session')).json();
    await fetch('/api/v1/session', { method: 'DELETE', headers: { 'x-sunbooth-csrf': csrf } });
    document.dispatchEvent(new Event('visibilitychange'));  // As when the tab is come back to.
  });
  await page.getByRole('heading', { name: '请重新登录' }).waitFor();
  await page.locator('main.ended').getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('heading', { name: '请重新登录' }).waitFor({ state: 'hidden' });
}

/** The session ends over each form, and begins again. @param forms each a page, where its fields are, and what opens them */
export async function keepsWords(page, { address, password }, forms) {
  for (const [path, within, open] of forms) {
    await page.goto(`${address}${path}`);
    await page.locator('h1').first().waitFor();
    await page.locator('[role="status"][aria-label]').waitFor({ state: 'hidden' });
    await open();
    await within.locator('input, textarea').first().waitFor();
    const { fields, typed } = await typeEverywhere(within, path);
    await sessionEndsAndBegins(page, password);
    const left = [];
    for (let i = 0; i < typed.length; i++) left.push(await fields.nth(i).inputValue());
    assert.deepEqual(left, typed, path);
  }
}
