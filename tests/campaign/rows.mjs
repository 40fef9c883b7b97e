// SPDX-License-Identifier: Apache-2.0
// The rows of the plan's table of promises that are kept between a press and a stored ticket: what
// is counted for each, how much of it a change must show and how much a campaign, and the mutants
// that the run must catch.

/**
 * @typedef {{row: string, promise: string, unit: string, count: RegExp, change: number, campaign: number,
 *            all?: RegExp, floors?: {unit: string, count: RegExp, change: number}[], mutants: string[], mutantsOfCampaign?: string[]}} Row
 * `count` finds the figure in the lines of the row; several are added up. `all` finds how many there are, of which a
 * campaign takes every one. `floors`: so many of each kind at least must be among them. `mutantsOfCampaign` need a build that
 * only a campaign makes.
 */

const number = (unit) => new RegExp(`([\\d,]+) ${unit}`);

/** @type {Row[]} */
export const rows = [
  { row: 'R-1', promise: 'what was confirmed survives a power cut at any instant', unit: 'crash images', count: number('images'),
    change: 1_000_000, campaign: 10_000_000, mutants: ['store.synchronous_normal', 'store.synchronous_off', 'lying drive', 'client.aside_unnoted',
      'client.head_ahead'] },
  { row: 'R-2', promise: 'also on a real file system', unit: 'ext4 power cuts', count: number('cuts'),
    change: 100, campaign: 1000, mutants: ['store.synchronous_normal'] },
  { row: 'R-3', promise: 'once and only once at the center', unit: 'kill -9', count: number('kills'),
    change: 1000, campaign: 20_000,
    floors: [
      { unit: 'of the center', count: number('of the center'), change: 60 },
      { unit: 'of sunbooth-kiosk', count: number('of sunbooth-kiosk'), change: 10 },
      { unit: 'of terminals without a screen', count: number('of terminals'), change: 500 },
    ],
    mutants: ['intake.no_dedupe', 'lanes.acks_early', 'intake.parked_by_anybody'] },
  { row: 'R-4', promise: 'days of bad network change nothing', unit: 'simulated hours', count: number('simulated hours'),
    change: 240, campaign: 720_000,
    mutants: ['client.saved_before_commit', 'store.synchronous_normal', 'client.erase_on_stored', 'client.no_retry',
      'lanes.answer_before_commit', 'intake.no_dedupe', 'keys.forgets_former', 'intake.old_countersignature',
      'fleet.ignores_revocation', 'client.trusts_failed_commit', 'client.sleeps_on', 'client.deaf_to_retry_after'] },
  { row: 'R-5', promise: 'a restored center loses nothing that terminals still hold', unit: 'simulated restores', count: number('restores'),
    change: 20, campaign: 500, mutants: ['client.ignore_generation', 'intake.backed_up_is_stored', 'intake.backed_up_by_clock', 'intake.parked_stays'] },
  { row: 'R-6', promise: 'I/O errors, full disk, no memory: refused, never lied about', unit: 'fault points', count: number('faults'),
    change: 2000, campaign: 2000, all: number('that there are'),
    mutants: ['store.ignores_io', 'store.ignores_full', 'client.keeps_refused', 'client.one_look', 'backup.ignores_errors', 'backup.drops_in_place', 'restore.ignores_errors', 'client.aside_unnoted'] },
  { row: 'R-7', promise: 'a full disk is announced before typing', unit: 'free spaces', count: number('free spaces'),
    change: 101, campaign: 101, mutants: ['no ballast'] },
  { row: 'R-8', promise: 'damage is seen, kept, reported', unit: 'damaged images', count: number('images'),
    change: 100_000, campaign: 100_000, mutants: ['seal.skip_signature_check', 'intake.skip_mark_check', 'client.aside_after_one_piece'] },
  { row: 'R-9', promise: 'upgrades keep data', unit: 'crash images of upgrades', count: number('images'),
    change: 10_000, campaign: 10_000, mutants: ['store.two_transaction_migration'] },
  { row: 'R-12', promise: 'lossy, slow and cut lines change nothing', unit: 'connections and cables spoilt', count: number('(?:connections|cables)'),
    change: 20, campaign: 2000, mutants: ['intake.no_dedupe', 'client.no_resume'] },
  { row: 'R-15', promise: 'no races; the acknowledgement as a model', unit: 'states of the model', count: number('states'),
    change: 400_000, campaign: 400_000, mutants: ['ERASE_ON_STORED', 'IGNORE_GENERATION'], mutantsOfCampaign: ['lanes.counts_unlocked'] },
  { row: 'S-1', promise: 'a stolen terminal reveals nothing', unit: 'canaries', count: number('canaries filed'),
    change: 10_000, campaign: 10_000, mutants: ['client.stores_plain'] },
  { row: 'S-2', promise: 'tampering is named', unit: 'edits', count: /of (\d+) edits named/,
    change: 10_000, campaign: 10_000, mutants: ['client.skip_prev_hash', 'intake.skip_mark_check', 'tickets.skip_mark_check'] },
  { row: 'S-3', promise: 'parsers cannot be crashed', unit: 'inputs', count: number('inputs'),
    change: 20_000_000, campaign: 100_000_000, mutants: ['base.reads_one_over'] },
  { row: 'S-4', promise: 'the center cannot be crashed or blocked', unit: 'malformed live requests', count: number('malformed requests'),
    change: 100_000, campaign: 1_000_000, mutants: ['http.no_header_wait'] },
  { row: 'S-5', promise: 'TLS is right', unit: 'bad certificates', count: number('bad certificates refused'),
    change: 12, campaign: 12, mutants: ['client.verify_off'] },
  { row: 'S-6', promise: 'enrolment', unit: 'guesses', count: number('guesses'),
    change: 100_000, campaign: 100_000, mutants: ['fleet.code_not_consumed', 'fleet.code_outlives_revocation', 'fleet.no_guess_lock'] },
  { row: 'S-13', promise: 'what is erased is gone', unit: 'pieces searched for', count: number('pieces before'),
    change: 1000, campaign: 1000, mutants: ['store.secure_delete_off', 'intake.keeps_erased_queue', 'intake.keeps_erased_parked', 'restore.keeps_replaced'] },
];
