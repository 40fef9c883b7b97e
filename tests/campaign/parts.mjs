// SPDX-License-Identifier: Apache-2.0
// What the campaign runs: for each part the test, the environment of one slice, and how many
// slices make the whole. The counts are those of the plan's table of promises.

/** @typedef {{name: string, preset: string, test: string, slices: number, env: (slice: number) => Record<string, string>}} Part */

const kSeedsASlice = 50;
const kKillsASlice = 250;

/** @type {Part[]} */
export const parts = [
  // 10,000,000 images; the explorer shares them out to all cores by itself.
  { name: 'explorer', preset: 'dev', test: '^explorer_test$', slices: 1, env: () => ({ SUNBOOTH_IMAGES: '10000000' }) },
  // 72 simulated hours a seed.
  {
    name: 'sim',
    preset: 'dev',
    test: '^sim_test$',
    slices: 20,
    env: (slice) => ({
      SUNBOOTH_SIM_HOURS: '72',
      SUNBOOTH_SIM_SEED: String(1 + slice * kSeedsASlice),
      SUNBOOTH_SIM_SEEDS: String(kSeedsASlice),
    }),
  },
  {
    name: 'kills',
    preset: 'dev',
    test: '^kill_loop$',
    slices: 4,
    env: (slice) => ({ SUNBOOTH_KILLS: String(kKillsASlice), SUNBOOTH_SEED: String(1000 + slice) }),
  },
  { name: 'damage', preset: 'dev', test: '^damage_test$', slices: 1, env: () => ({ SUNBOOTH_DAMAGES: '100000' }) },
  // Every point of every story, memory too.
  { name: 'faults', preset: 'dev', test: '^faults_test$', slices: 1, env: () => ({ SUNBOOTH_FAULT_POINTS: '0' }) },
  // Everything that has threads, under the thread sanitizer.
  {
    name: 'races',
    preset: 'tsan',
    test: '^(client|client_link|center_.*)_test$',
    slices: 1,
    env: () => ({ TSAN_OPTIONS: 'halt_on_error=1' }),
  },
];
