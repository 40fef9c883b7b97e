// SPDX-License-Identifier: Apache-2.0
// Somebody at the complaint center, over the public HTTP API.
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';

export class Office {
  constructor(address, ca) {
    this.address = address;
    this.agent = new Agent({ ca: readFileSync(ca) });
    this.cookie = '';
    this.csrf = '';
  }

  call(method, path, body) {
    return new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json' };
      if (this.cookie) headers.cookie = this.cookie;
      if (method !== 'GET' && this.csrf) headers['x-sunbooth-csrf'] = this.csrf;
      const asked = request(`${this.address}${path}`, { method, headers, agent: this.agent }, (answer) => {
        let text = '';
        answer.on('data', (bytes) => { text += bytes; });
        answer.on('end', () => {
          const set = answer.headers['set-cookie']?.[0];
          if (set) this.cookie = set.split(';')[0];
          const json = text && /json/.test(answer.headers['content-type'] ?? '') ? JSON.parse(text) : text;
          resolve({ status: answer.statusCode, body: json, headers: answer.headers });
        });
      });
      asked.on('error', reject);
      asked.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  async ask(method, path, body) {
    const { status, body: json } = await this.call(method, path, body);
    if (status >= 400) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`);
    return json;
  }

  /** Signs in with a one-time password and chooses another one. */
  async signIn(account, oneTime, password = `${oneTime}-changed`) {
    this.csrf = (await this.ask('POST', '/api/v1/session', { account, password: oneTime })).csrf;
    await this.ask('POST', '/api/v1/session/password', { old: oneTime, new: password });
  }

  async tickets() { return (await this.ask('GET', '/api/v1/tickets')).items; }
  async ticket(id) { return this.ask('GET', `/api/v1/tickets/${id}`); }

  async act(ticket, action, fields = {}) {
    return this.ask('POST', `/api/v1/tickets/${ticket.id}/actions`,
      { action, expected_version: ticket.version, ...fields });
  }

  close() { this.agent.destroy(); }
}
