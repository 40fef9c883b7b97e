// SPDX-License-Identifier: Apache-2.0
// What the campaign runs: for each part the test, the environment of one slice, and how many
// slices make the whole. The counts are those of the plan's table of promises.

/**
 * @typedef {{name: string, preset: string, targets?: string[], test: string, run?: (slice: number, build: string, trial: boolean) => string[],
 *            slices: number, env: (slice: number) => Record<string, string>, trial?: Record<string, string>}} Part
 * `run` is a command instead of a test; `targets` are built first, when they are not part of the whole; `trial` is the
 * environment of the smallest slice that still goes all the way (--trial).
 */

const kSeedsASlice = 50;
const kFuzzed = ['record', 'signature', 'requests', 'answers', 'content', 'enrolment', 'hall', 'hall_envelope', 'snapshot', 'key_set',
  'receipt', 'quarantine', 'staff', 'provision', 'updates', 'cases', 'cases_json', 'calendar', 'profile', 'config'];
/** The tests of the core's own rooms, of which R-14 counts what they reach. */
export const coreTests = ['client_test', 'client_link_test', 'seal_test', 'store_test', 'wire_test', 'center_intake_test', 'center_tickets_test',
  'center_fleet_test', 'center_registry_test', 'center_vault_test', 'center_retention_test', 'center_kiosk_routes_test'];

/** The tests of what has threads: the running client and its link, the center's server, lanes, streams, sweeps, vault and desks. */
const kThreaded = ['client_test', 'client_link_test', 'center_http_test', 'center_lanes_test', 'center_console_test', 'center_kiosk_routes_test',
  'center_cli_test', 'center_vault_test', 'center_accounts_test', 'center_fleet_test', 'center_callbacks_test', 'center_intake_test',
  'center_retention_test', 'center_rules_test', 'app_receipt_test', 'app_speech_test', 'app_shell_test'];

/** @type {Part[]} */
export const parts = [
  // 10,000,000 images; the explorer shares them out to all cores by itself.
  { name: 'explorer', preset: 'dev', test: '^explorer_test$', slices: 1, env: () => ({ SUNBOOTH_IMAGES: '10000000' }), trial: { SUNBOOTH_IMAGES: '20000' } },
  // 10,000 seeds of 72 simulated hours.
  {
    name: 'sim',
    preset: 'dev',
    test: '^sim_test$',
    slices: 200,
    env: (slice) => ({
      SUNBOOTH_SIM_HOURS: '72',
      SUNBOOTH_SIM_SEED: String(1 + slice * kSeedsASlice),
      SUNBOOTH_SIM_SEEDS: String(kSeedsASlice),
    }),
    trial: { SUNBOOTH_SIM_HOURS: '24', SUNBOOTH_SIM_SEEDS: '1' },
  },
  // 20,000 kills of both sides, and 500 of terminals with a screen.
  { name: 'kills', preset: 'dev', test: '^kills$', slices: 10, env: (slice) => ({ SUNBOOTH_KILLS_OF_BOTH: '2000', SUNBOOTH_SEED: String(2000 + slice) }), trial: { SUNBOOTH_KILLS_OF_BOTH: '60' } },
  { name: 'kills-of-screens', preset: 'dev', test: '^kill_loop$', slices: 2, env: (slice) => ({ SUNBOOTH_KILLS: '250', SUNBOOTH_SEED: String(1000 + slice) }), trial: { SUNBOOTH_KILLS: '4' } },
  // 1,000 cuts of a real file system.
  { name: 'cuts', preset: 'dev', test: '^power_cuts$', slices: 10, env: (slice) => ({ SUNBOOTH_CUTS: '100', SUNBOOTH_SEED: String(3000 + slice) }), trial: { SUNBOOTH_CUTS: '4' } },
  // Twenty minutes of bad lines and of bad cables, eight terminals.
  {
    name: 'lines',
    preset: 'dev',
    test: '^bad_(line|network)$',
    slices: 4,
    env: (slice) => ({ SUNBOOTH_LINES: '300', SUNBOOTH_SPACES: '8', SUNBOOTH_SEED: String(4000 + slice) }),
    trial: { SUNBOOTH_LINES: '4', SUNBOOTH_SPACES: '3' },
  },
  {
    name: 'damage',
    preset: 'dev',
    test: '^damage_test$',
    slices: 1,
    env: () => ({ SUNBOOTH_DAMAGES: '100000' }),
    trial: { SUNBOOTH_DAMAGES: '2000', SUNBOOTH_CANARIES: '1000' },
  },
  // Every point of every story, memory too.
  { name: 'faults', preset: 'dev', test: '^faults_test$', slices: 1, env: () => ({ SUNBOOTH_FAULT_POINTS: '0' }), trial: { SUNBOOTH_FAULT_POINTS: '5' } },
  { name: 'model', preset: 'dev', test: '^ack_model$', slices: 1, env: () => ({}) },
  { name: 'flood', preset: 'dev', test: '^flood$', slices: 2, env: (slice) => ({ SUNBOOTH_FLOOD: '500000', SUNBOOTH_SEED: String(5000 + slice) }), trial: { SUNBOOTH_FLOOD: '8000' } },
  { name: 'keys', preset: 'dev', test: '^(client_link_test|center_fleet_test)$', slices: 1, env: () => ({}) },
  // 100,000,000 for each parser without guidance, then libFuzzer.
  { name: 'parsers', preset: 'dev', test: '^fuzz_test$', slices: 10, env: (slice) => ({ SUNBOOTH_FUZZ: '10000000', SUNBOOTH_SEED: String(6000 + slice) }), trial: { SUNBOOTH_FUZZ: '20000' } },
  {
    name: 'fuzz',
    preset: 'fuzz',
    targets: ['fuzzers'],
    test: '',
    run: (slice, build, trial) => ['node', 'tests/campaign/fuzz.mjs', build, kFuzzed[slice], trial ? '10' : '300'],
    slices: kFuzzed.length,
    env: () => ({}),
  },
  // Everything that has threads, under the thread sanitizer.
  {
    name: 'races',
    preset: 'tsan',
    targets: kThreaded,
    test: `^(${kThreaded.join('|')})$`,
    slices: 1,
    env: () => ({ TSAN_OPTIONS: 'halt_on_error=1' }),
  },
  // Every test of all programs under address and undefined checks, screens too; a change checks the core alone.
  {
    name: 'checked',
    preset: 'asan-whole',
    targets: ['all'],
    test: '.',
    slices: 1,
    env: () => ({ SUNBOOTH_SIM_SEEDS: '1', SUNBOOTH_IMAGES: '20000', SUNBOOTH_KILLS: '10', SUNBOOTH_KILLS_OF_BOTH: '60', SUNBOOTH_CUTS: '4', SUNBOOTH_LINES: '4',
      SUNBOOTH_DAMAGES: '2000', SUNBOOTH_CANARIES: '1000', SUNBOOTH_FLOOD: '8000', SUNBOOTH_FUZZ: '70000', SUNBOOTH_FAULT_POINTS: '5' }),
  },
  {
    name: 'coverage',
    preset: 'coverage',
    targets: coreTests,
    test: '',
    run: (slice, build) => ['node', 'tests/campaign/coverage.mjs', build, ...coreTests],
    slices: 1,
    env: () => ({}),
  },
  // What a scanner says of the center's TLS.
  { name: 'tls', preset: 'dev', test: '', run: (slice, build) => ['node', 'tests/campaign/tls.mjs', build], slices: 1, env: () => ({}) },
];
