// SPDX-License-Identifier: Apache-2.0
// Lighthouse in Debian's Chromium, on pages that need somebody signed in. It opens tabs of its own, so
// the browser keeps one profile, in a folder, in which the session's cookie is.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse from 'lighthouse';
import desktop from 'lighthouse/core/config/desktop-config.js';
import { chromium } from 'playwright-core';
import { flags } from './world.mjs';

export class Lighthouse {
  /** Takes the place of world.open(): the world's page is one of this browser. */
  async open(world) {
    this.profile = mkdtempSync(join(tmpdir(), 'sunbooth-lighthouse-'));
    this.context = await chromium.launchPersistentContext(this.profile, {
      executablePath: '/usr/bin/chromium', ignoreHTTPSErrors: true, locale: 'zh-CN', timezoneId: 'Asia/Shanghai',
      viewport: { width: 1350, height: 940 },
      args: [...flags, '--remote-debugging-port=0', '--ignore-certificate-errors'],
    });
    world.page = this.context.pages()[0] ?? await this.context.newPage();
    this.port = Number(readFileSync(join(this.profile, 'DevToolsActivePort'), 'utf8').split('\n')[0]);
  }

  /** Of a page, 0 to 100 in each category, and what cost points. */
  async judge(address, categories) {
    const { lhr } = await lighthouse(address, {
      port: this.port, output: 'json', logLevel: 'error', onlyCategories: categories, disableStorageReset: true,
      // The user interface, not the loading of one: pages that follow a stream are never idle.
      maxWaitForLoad: 20_000,
    }, desktop);
    if (lhr.runtimeError) throw new Error(`${address}: ${lhr.runtimeError.message}`);
    const scores = {};
    const lost = [];
    for (const [name, category] of Object.entries(lhr.categories)) {
      scores[name] = Math.round((category.score ?? 0) * 100);
      for (const { id, weight } of category.auditRefs) {
        const { score } = lhr.audits[id];
        if (weight > 0 && score !== null && score < 1) lost.push(`${id} ${Math.round(score * 100)}`);
      }
    }
    return { scores, lost, address: lhr.finalDisplayedUrl };
  }

  async close() {
    await this.context?.close();
    if (this.profile) rmSync(this.profile, { recursive: true, force: true });
  }
}
